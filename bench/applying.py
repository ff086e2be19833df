"""How many requests a year of the boards takes to put into the calendar, and how many when it stands already.

By itself: `python -m bench.applying`, exit code 1 when too many.
"""

from __future__ import annotations

import asyncio
import sys
import tempfile
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

from rich.console import Console

from bench.figures import Figure, as_table
from bot.applying import apply_plan
from bot.clock import SteppedClock
from bot.local.standin import StandIn, standing_in
from bot.local.town import EXAMPLE, environment, seat_mailboxes, seed_of
from bot.partnership import load
from bot.settings import Settings, read_settings

_YEAR = (date(2036, 4, 1), date(2037, 3, 31))
_NOW = datetime(2036, 1, 8, 9, tzinfo=UTC)
_MOST = 20
_AGAIN = 100


async def applying(again: int = _AGAIN) -> list[Figure]:
    """Apply twelve months of three boards once, and `again` more times; count what reaches Graph."""
    with tempfile.TemporaryDirectory() as folder:
        async with standing_in(Path(folder) / "local365.sqlite", seed=1) as stand_in:
            await stand_in.set_clock(_NOW)
            seats = seat_mailboxes(load(EXAMPLE))
            await stand_in.seed(seed_of((), seats, "http://127.0.0.1:9/api/messages"))
            settings = read_settings(environment(Path(folder), stand_in.url, 0, EXAMPLE, 1))
            return await _figures(stand_in, settings, again)


async def _figures(stand_in: StandIn, settings: Settings, again: int) -> list[Figure]:
    first = await _requests(stand_in, settings, 1)
    events = sum(one["path"].endswith("/events") for one in first)  # Each travels inside a batch.
    later = await _requests(stand_in, settings, again)
    writes = sum(one["method"] != "GET" for one in later)
    state = await stand_in.get("state")
    keys = [event["key"] for event in state["events"] if event["key"]]
    return [
        Figure(
            f"a year of three boards applied, {events} events: HTTP requests", len(first) - events, "", _MOST
        ),
        Figure(f"applied {again} more times: requests that write", writes, "", 0),
        Figure("the same: events beside one for each meeting", abs(len(keys) - events), "", 0),
    ]


async def _requests(stand_in: StandIn, settings: Settings, times: int) -> list[dict[str, Any]]:
    """Apply the year and give every request; those inside a batch are there beside the batch."""
    await stand_in.send("DELETE", "requests", None)
    for _ in range(times):
        await apply_plan(settings, SteppedClock(_NOW), *_YEAR)
    found: list[dict[str, Any]] = (await stand_in.get("requests?limit=10000"))["requests"]
    return found


def main() -> int:
    figures = asyncio.run(applying())
    Console().print(as_table(figures))
    return 1 if any(figure.missed for figure in figures) else 0


if __name__ == "__main__":
    sys.exit(main())
