"""Holds: what they cover waits or is paused, and goes on when a named person says so."""

from __future__ import annotations

from datetime import timedelta

import pytest

from bot.handlers.delivering import Delivery, deliver
from bot.handlers.holding import kept_by_a_hold, put_on_hold, release_hold, run_out
from bot.handlers.messages import CardNow, CardState
from bot.handlers.repainting import repaint
from bot.store import SqlStore
from practice.holding import Hold, HoldScope
from practice.prompts import PromptState
from tests.handlers.fakes import InventedMessenger
from tests.handlers.made import (
    CLOSES,
    MEETING,
    NOON,
    PARTNERSHIP,
    asked_for,
    keep,
    planned,
    prompt_of,
    state_of,
)
from tests.handlers.test_contacting import about, known

SCOPES = [
    (HoldScope.MEETING, MEETING.id),
    (HoldScope.PEOPLE, MEETING.id),
    (HoldScope.AGENCY, "council"),
    (HoldScope.EVERYTHING, ""),
]


def hold(scope: HoldScope, target: str, days: int | None = None) -> Hold:
    until = None if days is None else NOON + timedelta(days=days)
    return Hold("hold-1", scope, target, since=NOON, until=until, by="Practice Review Lead")


async def held(store: SqlStore, one: Hold) -> tuple[int, int]:
    done = await store.write(lambda tx: put_on_hold(tx, one, PARTNERSHIP, NOON))
    return done.withdrawn, done.waiting


@pytest.mark.parametrize(("scope", "target"), SCOPES)
async def test_nothing_is_sent_while_it_is_held_and_it_goes_on_after(
    delivery: Delivery, store: SqlStore, messenger: InventedMessenger, scope: HoldScope, target: str
) -> None:
    """Nobody is looked for either: no chat is opened."""
    await keep(store, planned())
    one = hold(scope, target)
    assert await held(store, one) == (0, 1)
    await deliver(delivery, "prompt-1", NOON)
    assert (messenger.cards, messenger.opened) == ([], [])
    released = await store.write(lambda tx: release_hold(tx, one, "Deputy", PARTNERSHIP, NOON))
    assert (released.withdrawn, released.waiting) == (0, 1)
    await deliver(delivery, "prompt-1", NOON)
    assert len(messenger.cards) == 1
    (kept,) = await store.read(lambda tx: tx.holds())
    assert (kept.by, kept.released_by) == ("Practice Review Lead", "Deputy")


async def test_what_stands_in_front_of_somebody_says_that_it_is_paused(
    delivery: Delivery, store: SqlStore, messenger: InventedMessenger
) -> None:
    """It is repainted at once, and no reminder follows."""
    await keep(store, planned())
    await deliver(delivery, "prompt-1", NOON)
    assert await held(store, hold(HoldScope.MEETING, MEETING.id)) == (1, 0)
    prompt = await prompt_of(store)
    assert (prompt.state, prompt.reason) == (PromptState.CANCELLED, "hold")
    waiting = await asked_for(store)
    assert waiting["repaint", "prompt-1"] == NOON
    assert ("remind", "prompt-1") not in waiting
    await repaint(store, messenger, PARTNERSHIP, "prompt-1")
    ((_, _, card),) = messenger.repaints
    assert isinstance(card, CardNow)
    assert card.state is CardState.HELD


async def test_the_people_of_a_meeting_are_left_alone_about_their_other_meetings(
    delivery: Delivery, store: SqlStore, messenger: InventedMessenger
) -> None:
    """A child known to two teams has died: nobody of either is asked about anything."""
    await known(store, about(1), about(2))
    assert await held(store, hold(HoldScope.PEOPLE, "meeting-1")) == (0, 2)
    await deliver(delivery, "prompt-2", NOON)
    assert (messenger.digests, messenger.cards) == ([], [])


async def test_another_meeting_goes_on(
    delivery: Delivery, store: SqlStore, messenger: InventedMessenger
) -> None:
    """Only what is held waits."""
    await known(store, about(1), about(2))
    await held(store, hold(HoldScope.MEETING, "meeting-1"))
    await deliver(delivery, "prompt-2", NOON)
    assert [card.prompt.id for card in messenger.cards] == ["prompt-2"]


async def test_what_is_too_long_ago_at_the_release_was_not_asked(store: SqlStore) -> None:
    """With the hold as its reason, so that nobody is called silent."""
    await keep(store, planned())
    one = hold(HoldScope.EVERYTHING, "")
    await held(store, one)
    late = CLOSES + timedelta(days=3)
    released = await store.write(lambda tx: release_hold(tx, one, "Deputy", PARTNERSHIP, late))
    assert (released.withdrawn, released.waiting) == (1, 0)
    prompt = await prompt_of(store)
    assert (prompt.state, prompt.reason) == (PromptState.NOT_ASKED, "hold")


async def test_a_hold_with_a_last_day_runs_out_by_itself(store: SqlStore) -> None:
    """What waited is due again on that day."""
    await keep(store, planned())
    await held(store, hold(HoldScope.AGENCY, "council", days=2))
    end = NOON + timedelta(days=2)
    assert (await asked_for(store))["release", "hold-1"] == end
    await store.write(lambda tx: run_out(tx, "hold-1", PARTNERSHIP, end))
    assert (await asked_for(store))["deliver", "prompt-1"] == end


async def test_what_is_held_is_not_deleted(delivery: Delivery, store: SqlStore) -> None:
    """Hold beats delete, also for what it ended."""
    await keep(store, planned())
    await deliver(delivery, "prompt-1", NOON)
    one = hold(HoldScope.MEETING, MEETING.id)
    await held(store, one)
    assert await store.read(lambda tx: kept_by_a_hold(tx, "prompt-1", NOON))
    await store.write(lambda tx: release_hold(tx, one, "Deputy", PARTNERSHIP, NOON))
    assert not await store.read(lambda tx: kept_by_a_hold(tx, "prompt-1", NOON))
    assert await state_of(store) is PromptState.CANCELLED
