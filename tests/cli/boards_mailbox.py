"""The boards' mailbox before any plan was applied to it, and a partnership file that can be edited."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import datetime
from pathlib import Path

from bot.local.town import CALENDAR, EXAMPLE
from practice.clocks import LONDON
from tests.journeys.world import World, world


@asynccontextmanager
async def boards_mailbox(folder: Path, rules: str = "") -> AsyncIterator[World]:
    """By these rules, the text of a partnership file; without any by the example's."""
    file = folder / "partnership.toml"
    file.write_text(rules or EXAMPLE.read_text("utf-8"), "utf-8")
    async with world(folder, datetime(2036, 1, 8, 9, tzinfo=LONDON), file) as made:
        await made.seed(mailboxes=[{"address": CALENDAR, "kind": "shared"}])
        yield made
