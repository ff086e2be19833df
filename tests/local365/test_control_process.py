"""The stand-in as a process: it says where it listens, and ends when it should."""

from __future__ import annotations

import json
import os
import signal
import socket
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from infra.local365.__main__ import main, parent_gone

if TYPE_CHECKING:
    from pathlib import Path


def test_a_taken_port_is_one_sentence_and_exit_code_2(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """The operator reads which port it was."""
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        assert main(["--port", str(port), "--state", str(tmp_path / "state.sqlite")]) == 2
    captured = capsys.readouterr()
    assert captured.out == ""
    assert captured.err.count("\n") == 1
    assert f"Port {port} on 127.0.0.1 is taken" in captured.err


def test_a_state_file_that_cannot_be_made_is_one_sentence(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """A folder that is not there ends in exit code 2."""
    assert main(["--port", "0", "--state", str(tmp_path / "nowhere" / "state.sqlite")]) == 2
    assert capsys.readouterr().err.count("\n") == 1


def test_a_parent_that_has_ended_is_noticed() -> None:
    """Another parent than at the start, or a process id nobody has any more."""
    ended = subprocess.Popen([sys.executable, "-c", ""])
    ended.wait()
    assert parent_gone(ended.pid, os.getppid())
    assert parent_gone(os.getpid(), os.getppid() + 1)
    assert not parent_gone(os.getpid(), os.getppid())


@pytest.mark.slow
def test_it_prints_its_address_and_ends_on_a_signal(tmp_path: Path) -> None:
    """One JSON line on stdout, health on the loopback, exit code 0 after SIGTERM."""
    with _started(tmp_path) as process:
        assert process.stdout is not None
        url = json.loads(process.stdout.readline())["url"]
        assert url.startswith("http://127.0.0.1:")
        with socket.create_connection(("127.0.0.1", int(url.rpartition(":")[2]))) as connection:
            connection.sendall(b"GET /_local/health HTTP/1.0\r\n\r\n")
            assert b'{"ok":true}' in connection.makefile("rb").read()
        process.send_signal(signal.SIGTERM)
        assert process.wait(5) == 0


@pytest.mark.slow
def test_it_ends_with_its_parent(tmp_path: Path) -> None:
    """Nothing is left behind when whoever started it has gone."""
    with (
        subprocess.Popen([sys.executable, "-c", "input()"], stdin=subprocess.PIPE) as parent,
        _started(tmp_path, "--parent-pid", str(parent.pid)) as process,
    ):
        assert process.stdout is not None
        assert process.stdout.readline()
        parent.communicate(b"\n")
        assert process.wait(5) == 0


def _started(folder: Path, *more: str) -> subprocess.Popen[str]:
    command = [sys.executable, "-m", "infra.local365", "--port", "0", "--state", str(folder / "s.sqlite")]
    return subprocess.Popen([*command, *more], stdout=subprocess.PIPE, text=True)  # noqa: S603 - our own words
