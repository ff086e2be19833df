"""Rules that no day can meet: showing and applying the year say which two, and nothing is written."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from datetime import datetime
from functools import partial
from pathlib import Path

import pytest

from bot.local.town import CALENDAR, EXAMPLE
from practice.clocks import LONDON
from tests.cli.conftest import Ended
from tests.journeys.world import world

SHUT = '\n[[never]]\nfirst = "Monday 2 February 2037"\nlast = "Friday 17 April 2037"\nname = "The move"\n'
WINDOW = ("--from", "2037-01-01", "--to", "2037-06-30")
TOLD = '"nothing meets on the days of: The move" conflicts with "it meets in March 2037, the month before or'


@pytest.mark.slow
async def test_the_two_rules_are_named_and_nothing_is_written(
    tmp_path: Path, command: Callable[..., Ended]
) -> None:
    """Neither an event nor a plan that lacks a meeting: none is dropped silently."""
    file = tmp_path / "partnership.toml"
    file.write_text(EXAMPLE.read_text("utf-8") + SHUT, "utf-8")
    async with world(tmp_path, datetime(2036, 1, 8, 9, tzinfo=LONDON), file) as office:
        await office.seed(mailboxes=[{"address": CALENDAR, "kind": "shared"}])
        for arguments in (("show", "--partnership", str(file)), ("apply",), ("apply", "--plan")):
            run = partial(command, "plan", *arguments, *WINDOW, settings=office.environment)
            ended = await asyncio.to_thread(run)
            assert (ended.code, ended.out) == (2, "")
            assert f"Learning Hub, March 2037: {TOLD}" in ended.err
        assert (await office.call("GET", "state"))["events"] == []
