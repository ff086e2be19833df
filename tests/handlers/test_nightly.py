"""Every night the comparison is done, remembered and told; it mends nothing, and it always comes again."""

from __future__ import annotations

import logging
from datetime import UTC, datetime, timedelta

import pytest

from bot.handlers.checking import DRIFTED, SUBJECT, Checked, check, check_later, last_check
from bot.handlers.ports import Kind
from bot.store import SqlStore
from practice.outcomes import Done, Parked, RetryAfter
from tests.handlers.desks import Desk
from tests.handlers.made import NOON, asked_for

NIGHT = datetime(2026, 3, 18, 2, tzinfo=UTC)


@pytest.fixture
def desk(store: SqlStore) -> Desk:
    return Desk(store)


@pytest.mark.slow
async def test_the_night_remembers_what_it_found_and_comes_again(
    desk: Desk, caplog: pytest.LogCaptureFixture
) -> None:
    """The log has counts by kind in a constant message; nothing is mended."""
    await desk.one_answer()
    assert await desk.store.read(last_check) is None
    assert await check(desk.checking, NIGHT) == Done()
    assert await desk.store.read(last_check) == Checked(NIGHT, {})
    assert (await asked_for(desk.store))[Kind.CHECK, SUBJECT] == NIGHT + timedelta(days=1)
    del desk.lists.items[desk.place()]
    with caplog.at_level(logging.INFO):
        await check(desk.checking, NIGHT + timedelta(days=1))
    (record,) = caplog.records
    assert (record.getMessage(), vars(record)["counts"]) == ("check.differs", {"missing": 1})
    assert await desk.store.read(last_check) == Checked(NIGHT + timedelta(days=1), {"missing": 1})
    assert len(desk.lists.items) == 1


@pytest.mark.slow
async def test_what_was_found_once_is_not_forgotten_when_it_is_mended(desk: Desk) -> None:
    """The last night with a difference stays known."""
    await desk.one_answer()
    place = desk.place()
    row = desk.lists.items.pop(place)
    await check(desk.checking, NIGHT)
    desk.lists.items[place] = row
    await check(desk.checking, NIGHT + timedelta(days=1))
    assert await desk.store.read(last_check) == Checked(NIGHT + timedelta(days=1), {})
    assert await desk.store.read(lambda tx: last_check(tx, DRIFTED)) == Checked(NIGHT, {"missing": 1})


@pytest.mark.parametrize("refusal", [RetryAfter(30, "throttled"), Parked("foreign_link")])
async def test_lists_that_cannot_be_read_are_tried_again_and_nothing_is_concluded(
    desk: Desk, refusal: RetryAfter | Parked
) -> None:
    """A list that did not answer is not an empty one, and the comparison is never given up."""
    await desk.one_answer()
    desk.lists.unreadable = refusal
    outcome = await check(desk.checking, NIGHT)
    assert isinstance(outcome, RetryAfter)
    assert outcome.reason == refusal.reason
    assert await desk.store.read(last_check) is None


async def test_a_start_asks_for_the_next_night_and_keeps_one_that_was_missed(desk: Desk) -> None:
    """The service was off at two: it compares as soon as it runs."""
    await desk.store.write(lambda tx: check_later(tx, NOON))
    assert (await asked_for(desk.store))[Kind.CHECK, SUBJECT] == NIGHT
    await desk.store.write(lambda tx: check_later(tx, NIGHT + timedelta(hours=7)))
    assert (await asked_for(desk.store))[Kind.CHECK, SUBJECT] == NIGHT
