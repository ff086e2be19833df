"""What it costs this process to file one answer as a list item, in batches of twenty over the real wire.

The local stand-in answers; its work is done in a process of its own and is not counted.
"""

from __future__ import annotations

import random
import tempfile
import time
from datetime import timedelta
from pathlib import Path

from bench.figures import Figure
from bench.shapes import MEETING, START, WORDS
from bot.clock import SteppedClock
from bot.credentials import SignIn, signing_in
from bot.local.standin import StandIn, standing_in
from bot.local.town import EXAMPLE, SITE, environment, seed_of
from bot.partnership import load
from bot.settings import Settings, read_settings
from graph_sync.client import GraphClient
from graph_sync.lists import SharePointLists
from practice.answers import Answer, AnswerState, Content
from practice.filing import REVIEWS, Row, review_row
from practice.outcomes import Done
from practice.partnership import Partnership
from practice.questions import QUESTIONS

ITEMS = 1_000
_BATCH = 20
_BETWEEN = timedelta(seconds=2)
"""Rehearsed time, so that the stand-in's meter of resource units does not stop the measurement."""


class NotFiled(Exception):
    """The stand-in refused what was to be measured."""


async def filing() -> list[Figure]:
    """File invented answers into an empty list; raises NotFiled."""
    partnership = load(EXAMPLE)
    with tempfile.TemporaryDirectory() as folder:
        async with standing_in(Path(folder) / "local365.sqlite") as stand_in:
            await stand_in.seed(seed_of((), {}, "http://127.0.0.1:9/api/messages"))
            await stand_in.set_clock(START)
            settings = read_settings(environment(Path(folder), stand_in.url, 0, EXAMPLE, 1))
            async with signing_in(settings, SteppedClock(START)) as sign_in:
                used = await _filed(settings, partnership, sign_in, stand_in)
    return [Figure(f"CPU to file an answer, {ITEMS} in batches of {_BATCH}", used * 1000 / ITEMS, "ms")]


async def _filed(settings: Settings, partnership: Partnership, sign_in: SignIn, stand_in: StandIn) -> float:
    client = GraphClient(
        settings.graph_url,
        organisation=partnership.name,
        version="0",
        chance=random.Random(1),
        credential=sign_in,
    )
    try:
        return await _seconds(SharePointLists(client, SITE, partnership), stand_in, partnership)
    finally:
        await client.close()


async def _seconds(lists: SharePointLists, stand_in: StandIn, partnership: Partnership) -> float:
    known = await lists.ready({})
    if not isinstance(known, dict):
        raise NotFiled(known.reason)
    used = 0.0
    for first in range(0, ITEMS, _BATCH):
        await stand_in.set_clock(START + _BETWEEN * first / _BATCH)
        rows = [_row(number, partnership) for number in range(first, first + _BATCH)]
        before = time.process_time()
        outcomes = await lists.file(known[REVIEWS], rows)
        used += time.process_time() - before
        if not all(isinstance(outcome, Done) for outcome in outcomes):
            raise NotFiled("An item was not filed.")
    return used


def _row(number: int, partnership: Partnership) -> Row:
    answer = Answer(
        id=f"answer-{number}",
        ref=f"BTP-{number:04d}",
        meeting_id=MEETING.id,
        agency_key=partnership.agencies[0].key,
        content=Content(dict.fromkeys(QUESTIONS, WORDS), {}),
        revision=1,
        state=AnswerState.SENT,
        sent_at=START,
    )
    return review_row(f"key-{number}", answer, MEETING, partnership)
