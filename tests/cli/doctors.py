"""Runs `doctor` beside a town, and reads what it says."""

from __future__ import annotations

import asyncio
import json
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Any

from tests.cli.conftest import Ended
from tests.cli.exports import settings_of
from tests.journeys.world import World

Command = Callable[..., Ended]
WELL, WARNING, STOPS = 0, 1, 4
CHECKS = (
    *("settings", "database", "keys", "work", "seats", "sign-in", "clock", "coordinators"),
    *("mailboxes", "sites", "lists", "columns", "indexes", "version history", "quota"),
)


async def run(town: World, command: Command, *arguments: str, **settings: str) -> Ended:
    return await asyncio.to_thread(command, "doctor", *arguments, settings=town.environment | settings)


async def looked(town: World, command: Command, **settings: str) -> tuple[int, dict[str, Any]]:
    """The exit code, and every check by its name."""
    ended = await run(town, command, "--json", **settings)
    assert ended.err == ""
    told = json.loads(ended.out)
    checks = {one["check"]: one for one in told["checks"]}
    assert tuple(checks) == CHECKS
    assert (ended.code == WELL) == (told["worst"] == "well")
    return ended.code, checks


def kinds(checks: dict[str, Any]) -> dict[str, list[str]]:
    """What was found, by check."""
    found = {name: [finding["kind"] for finding in one["findings"]] for name, one in checks.items()}
    return {name: told for name, told in found.items() if told}


async def the_only_finding(town: World, command: Command, **settings: str) -> tuple[int, str, dict[str, str]]:
    """The exit code, the check and its one finding, where nothing else was found."""
    code, checks = await looked(town, command, **settings)
    ((check, findings),) = [(name, one["findings"]) for name, one in checks.items() if one["findings"]]
    (finding,) = findings
    return code, check, finding


def database_of(town: World) -> Path:
    return Path(settings_of(town).database_url.removeprefix("sqlite:///"))


def change(town: World, statement: str) -> None:
    """Change the database past the product."""
    with closing(sqlite3.connect(database_of(town))) as database, database:
        database.execute(statement)
