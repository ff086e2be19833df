"""The command as an operator runs it, in this process, with no setting of this machine's."""

from __future__ import annotations

import asyncio
import logging
import os
from collections.abc import AsyncIterator, Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from typer.testing import CliRunner

from bot.cli import app
from bot.local.town import EXAMPLE, environment
from bot.store import Keys, open_store
from tests.cli.days import day
from tests.cli.sites import sites, standing
from tests.cli.towns import healthy_town
from tests.journeys.world import World

__all__ = ["day", "sites", "standing"]

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
def settings(tmp_path: Path) -> dict[str, str]:
    """Everything that is required, for a service whose data is in this folder."""
    return environment(tmp_path, "http://127.0.0.1:9", 0, EXAMPLE, seed=1)


@pytest.fixture
def database(settings: dict[str, str], tmp_path: Path) -> Path:
    """A database as the service left it."""

    async def made() -> None:
        await open_store(settings["BTP_DATABASE_URL"], Keys.parse(settings["BTP_DATA_KEYS"])).close()

    asyncio.run(made())
    return tmp_path / "back-to-practice.db"


@pytest.fixture
async def town(tmp_path: Path) -> AsyncIterator[World]:
    """A town in which all is well."""
    async with healthy_town(tmp_path) as made:
        yield made


@pytest.fixture
def command() -> Callable[..., Ended]:
    return run
