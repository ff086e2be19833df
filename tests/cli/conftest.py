"""The command as an operator runs it, in this process, with no setting of this machine's."""

from __future__ import annotations

import logging
import os
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from typer.testing import CliRunner

from bot.cli import app

EXAMPLES = Path(__file__).parents[2] / "examples"


@dataclass(frozen=True)
class Ended:
    """How a command ended: its exit code and what it wrote where."""

    code: int
    out: str
    err: str


def run(*arguments: str, settings: dict[str, str] | None = None) -> Ended:
    """Run a command; anything but an ordinary end, such as a fault of ours, is raised."""
    result = CliRunner().invoke(app, arguments, env=settings)
    if result.exception and not isinstance(result.exception, SystemExit):
        raise result.exception
    return Ended(result.exit_code, result.stdout, result.stderr)


@pytest.fixture(autouse=True)
def _nothing_is_set(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Stand in an empty folder, with no BTP_ variable and no .env file."""
    monkeypatch.chdir(tmp_path)
    for name in [name for name in os.environ if name.startswith("BTP_")]:
        monkeypatch.delenv(name)


@pytest.fixture(autouse=True)
def _own_logging() -> Iterator[None]:
    """Give pytest its logging back: serving sends everything to the command's standard error."""
    root = logging.getLogger()
    handlers, level = root.handlers[:], root.level
    yield
    root.handlers[:] = handlers
    root.setLevel(level)
    for room in ("bot", "graph_sync"):
        logging.getLogger(room).setLevel(logging.NOTSET)


@pytest.fixture
def command() -> Callable[..., Ended]:
    return run
