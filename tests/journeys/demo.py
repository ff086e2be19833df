"""The demo as a newcomer runs it: one command in a process of its own, and what it printed."""

from __future__ import annotations

import contextlib
import json
import os
import re
import signal
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tests.journeys.world import free_port

_PATIENCE_SECONDS = 20


@dataclass(frozen=True)
class Demo:
    """A running demo; `url` is the origin of its pages, `person` who is to answer first, `asked` how many are asked."""

    process: subprocess.Popen[str]
    url: str
    person: str
    asked: int

    def get(self, path: str) -> Any:  # noqa: ANN401 - the stand-in's JSON
        """Read from the stand-in's control interface."""
        with urllib.request.urlopen(f"{self.url}/_local/{path}") as response:  # noqa: S310 - the loopback
            return json.load(response)

    def items(self, name: str) -> list[dict[str, Any]]:
        """Give the fields of all items of a list."""
        lists = [found for found in self.get("state")["lists"] if found["name"] == name]
        return [item["fields"] for found in lists for item in found["items"]]

    def items_when_there_are(self, count: int, name: str) -> list[dict[str, Any]]:
        """Wait until so many items were filed, which happens beside the answer to the person."""
        return self._when(lambda: self.items(name), count)

    def invitations_when_there_are(self, count: int, mail: str) -> list[dict[str, Any]]:
        """Wait until somebody has so many invitations, which are sent beside the answer that asks for one."""
        return self._when(lambda: self.get(f"people/{mail}/invitations")["invitations"], count)

    def _when(self, seen: Callable[[], list[dict[str, Any]]], count: int) -> list[dict[str, Any]]:
        for _ in range(_PATIENCE_SECONDS * 5):
            if len(seen()) >= count:
                break
            time.sleep(0.2)
        return seen()

    def everybody_asked(self) -> bool:
        """Wait until everybody's card was sent; the coordinator's is one more."""
        for _ in range(_PATIENCE_SECONDS * 5):
            if len(self.get("messages")["messages"]) > self.asked:
                return True
            time.sleep(0.2)
        return False

    def children(self) -> list[int]:
        """The processes it started."""
        tasks = Path(f"/proc/{self.process.pid}/task").glob("*/children")
        return [int(child) for task in tasks for child in task.read_text().split()]

    def interrupt(self) -> int:
        """Press Ctrl-C and give the exit code."""
        self.process.send_signal(signal.SIGINT)
        return self.process.wait(_PATIENCE_SECONDS)


@contextlib.contextmanager
def demo(folder: Path) -> Iterator[Demo]:
    """Run the demo on free ports; it keeps what it keeps in `folder` for as long as it runs."""
    command = (sys.executable, "-m", "bot", "demo", "--port", str(free_port()), "--pages-port", "0")
    with subprocess.Popen(  # noqa: S603 - our own command
        command, stdout=subprocess.PIPE, text=True, env={**os.environ, "TMPDIR": str(folder)}
    ) as process:
        try:
            yield Demo(process, *_told(process))
        finally:
            process.kill()


def _told(process: subprocess.Popen[str]) -> tuple[str, str, int]:
    assert process.stdout is not None
    printed = ""
    for line in process.stdout:
        printed += line
        if "Ctrl-C" in line:
            break
    found = re.search(r"Teams +(http://\S+)/teams\?person=(\S+)\s+\(.*; (\d+) people", printed)
    assert found is not None, printed
    return found[1], found[2], int(found[3])
