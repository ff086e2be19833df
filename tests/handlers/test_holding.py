"""Holds: what they cover waits or is paused, and goes on when a named person says so."""

from __future__ import annotations

from datetime import timedelta

import pytest

from bot.handlers import answering, choosing
from bot.handlers.closing import close
from bot.handlers.delivering import Delivery, deliver, remind
from bot.handlers.holding import kept_by_a_hold, put_on_hold, release_hold, run_out
from bot.handlers.messages import CardNow, CardState
from bot.handlers.ports import Kind
from bot.handlers.repainting import repaint
from bot.handlers.views import Ended
from bot.store import SqlStore
from practice.contacting import Due
from practice.holding import Hold, HoldScope
from practice.outcomes import Done, RetryAfter
from practice.prompts import PromptState
from tests.handlers.fakes import InventedMessenger, SendOutcome
from tests.handlers.made import (
    CLOSES,
    MEETING,
    NOON,
    PARTNERSHIP,
    asked_for,
    keep,
    planned,
    press,
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
    return done.stopped, done.waiting


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
    assert (released.stopped, released.waiting) == (0, 1)
    await deliver(delivery, "prompt-1", NOON)
    assert len(messenger.cards) == 1
    (kept,) = await store.read(lambda tx: tx.holds())
    assert (kept.by, kept.released_by) == ("Practice Review Lead", "Deputy")


async def test_what_stands_in_front_of_somebody_says_that_it_is_paused(
    delivery: Delivery, store: SqlStore, messenger: InventedMessenger
) -> None:
    """It is repainted at once, no reminder follows, and looking at it brings nothing back."""
    await keep(store, planned())
    await deliver(delivery, "prompt-1", NOON)
    assert await held(store, hold(HoldScope.MEETING, MEETING.id)) == (1, 0)
    waiting = await asked_for(store)
    assert waiting["repaint", "prompt-1"] == NOON
    assert ("remind", "prompt-1") not in waiting
    await repaint(store, messenger, PARTNERSHIP, "prompt-1")
    ((_, _, card),) = messenger.repaints
    assert isinstance(card, CardNow)
    assert card.state is CardState.HELD
    for handler in (choosing.undo, choosing.not_there, answering.send):
        shown = await store.write(lambda tx, do=handler: do(tx, press(q1="Good."), PARTNERSHIP, NOON))  # type: ignore[misc]
        assert isinstance(shown, Ended)
        assert shown.state is CardState.HELD
    assert (await prompt_of(store)).paused


async def test_a_release_asks_again_what_it_paused_and_what_was_sent_counts_on(
    delivery: Delivery, store: SqlStore, messenger: InventedMessenger
) -> None:
    """Once more, as a message like any other; of its two reminders those that were sent are spent."""
    one, thursday = hold(HoldScope.MEETING, MEETING.id), NOON + timedelta(days=2)
    await keep(store, planned())
    await deliver(delivery, "prompt-1", NOON)
    await remind(delivery, "prompt-1", thursday)
    await store.write(lambda tx: put_on_hold(tx, one, PARTNERSHIP, thursday))
    monday = NOON + timedelta(days=6)
    released = await store.write(lambda tx: release_hold(tx, one, "Deputy", PARTNERSHIP, monday))
    assert (released.stopped, released.waiting) == (0, 1)
    assert (await asked_for(store))["deliver", "prompt-1"] == monday
    await deliver(delivery, "prompt-1", monday)
    assert [card.due for card in messenger.cards] == [
        Due.NEW_REQUEST,
        Due.FIRST_REMINDER,
        Due.NEW_REQUEST,
    ]
    again = await prompt_of(store)
    assert (again.state, again.reason, again.reminders) == (PromptState.SENT, "", 1)
    assert again.closes_at is not None
    assert again.closes_at > CLOSES


async def test_a_request_that_is_paused_until_it_is_too_old_is_withdrawn(
    delivery: Delivery, store: SqlStore
) -> None:
    """Ten working days after the meeting, also without a release."""
    await keep(store, planned())
    await deliver(delivery, "prompt-1", NOON)
    await held(store, hold(HoldScope.EVERYTHING, ""))
    until = (await asked_for(store))["close", "prompt-1"]
    assert until == CLOSES
    await store.write(lambda tx: close(tx, "prompt-1", PARTNERSHIP, until))
    prompt = await prompt_of(store)
    assert (prompt.state, prompt.reason) == (PromptState.CANCELLED, "hold")


@pytest.mark.parametrize(
    ("outcome", "asked"),
    [(Done("message-1"), True), (RetryAfter(7, "throttled"), False)],
    ids=["sent", "not sent"],
)
async def test_a_hold_that_comes_while_a_card_is_being_sent_pauses_it(
    delivery: Delivery, store: SqlStore, messenger: InventedMessenger, outcome: SendOutcome, *, asked: bool
) -> None:
    """What arrived says so as soon as its message is known; it is asked after the release either way."""

    async def hold_begins() -> None:
        await held(store, hold(HoldScope.EVERYTHING, ""))
        await store.write(lambda tx: tx.drop_work(Kind.REPAINT, "prompt-1"))

    await keep(store, planned())
    messenger.outcomes, messenger.meanwhile = [outcome], hold_begins
    await deliver(delivery, "prompt-1", NOON)
    prompt = await prompt_of(store)
    assert (prompt.state, prompt.ever_sent) == (PromptState.PLANNED, asked)
    assert (("repaint", "prompt-1") in await asked_for(store)) is asked


@pytest.mark.slow
async def test_what_was_paused_stays_so_when_asking_again_fails(
    delivery: Delivery, store: SqlStore, messenger: InventedMessenger
) -> None:
    """It does not turn into a leave that nobody took."""
    one = hold(HoldScope.EVERYTHING, "")
    await keep(store, planned())
    await deliver(delivery, "prompt-1", NOON)
    await held(store, one)
    await store.write(lambda tx: release_hold(tx, one, "Deputy", PARTNERSHIP, NOON))
    tomorrow = NOON + timedelta(days=1)
    messenger.outcomes = [RetryAfter(7, "throttled")]
    await deliver(delivery, "prompt-1", tomorrow)
    assert (await prompt_of(store)).paused
    await deliver(delivery, "prompt-1", tomorrow)
    assert await state_of(store) is PromptState.SENT


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
    assert (released.stopped, released.waiting) == (1, 0)
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
