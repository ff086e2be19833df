"""What one person is sent: one message for what is due together, within the week's limits."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from bot.handlers.delivering import Delivery, deliver, remind
from bot.handlers.holding import put_on_hold
from bot.handlers.messages import Preferences, SentContact
from bot.handlers.ports import Transaction
from bot.store import SqlStore
from practice.contacting import Due
from practice.holding import Hold, HoldScope
from practice.meetings import Meeting
from practice.outcomes import Conflict, Done, Refusal, RetryAfter, Undeliverable
from practice.people import Person
from practice.prompts import Prompt, PromptState
from tests.handlers.fakes import InventedMessenger, SendOutcome
from tests.handlers.made import (
    ADDRESS,
    CLOSES,
    MEETING,
    NOON,
    PARTNERSHIP,
    asked_for,
    planned,
    prompt_of,
    state_of,
)

NEXT_WEEK = NOON + timedelta(days=7)


def about(number: int, *, ended: datetime = MEETING.ends_at) -> tuple[Meeting, Prompt]:
    """Another meeting, and what the same person is asked about it."""
    meeting = replace(
        MEETING,
        id=f"meeting-{number}",
        ref=f"BTP-M{number}",
        source_key=f"intake:{number}",
        ends_at=ended,
    )
    return meeting, replace(planned(number), meeting_id=meeting.id, person_id="person-1")


async def known(store: SqlStore, *abouts: tuple[Meeting, Prompt], welcomed: bool = True) -> None:
    """Save meetings and prompts of a person who has been welcomed."""

    def decide(tx: Transaction) -> None:
        tx.save_person(ADDRESS, Person("person-1", "council"))
        if welcomed:
            tx.save_preferences(Preferences("person-1", welcomed_at=NOON))
        for meeting, prompt in abouts:
            tx.save_meeting(meeting)
            tx.save_prompt(prompt)

    await store.write(decide)


async def contacts(store: SqlStore) -> Sequence[SentContact]:
    return await store.read(lambda tx: tx.contacts())


@pytest.mark.slow
async def test_what_is_due_together_goes_in_one_message(
    delivery: Delivery, store: SqlStore, messenger: InventedMessenger
) -> None:
    """A digest is one contact and sends every prompt in it; doing the work again sends nothing."""
    await known(store, about(1), about(2))
    for number in (1, 2):
        assert await deliver(delivery, f"prompt-{number}", NOON) == Done()
    (digest,) = messenger.digests
    assert [line.prompt.id for line in digest.lines] == ["prompt-1", "prompt-2"]
    assert messenger.cards == []
    assert [await state_of(store, f"prompt-{number}") for number in (1, 2)] == [PromptState.SENT] * 2
    (contact,) = await contacts(store)
    assert (contact.counted.new, contact.activity_id, digest.contact_id) == (2, "message-1", contact.id)


@pytest.mark.parametrize(
    ("outcome", "seconds"),
    [
        (RetryAfter(7, "throttled"), 7),
        (Undeliverable(Refusal.NOT_IN_CHAT), 3_600),
        (Conflict("chat_gone"), 0),
    ],
    ids=["throttled", "app missing", "chat gone"],
)
async def test_each_line_of_a_digest_that_was_not_sent_is_tried_again_by_itself(
    delivery: Delivery, store: SqlStore, messenger: InventedMessenger, outcome: SendOutcome, seconds: int
) -> None:
    """No sooner than we were told to, and whatever becomes of the line whose turn it was."""
    await known(store, about(1), about(2))
    in_the_new_chat = [RetryAfter(0, "throttled")] if isinstance(outcome, Conflict) else []
    messenger.outcomes = [outcome, *in_the_new_chat]
    await deliver(delivery, "prompt-1", NOON)
    waiting = await asked_for(store)
    assert {waiting["deliver", f"prompt-{number}"] for number in (1, 2)} == {
        NOON + timedelta(seconds=seconds)
    }
    held = Hold("hold-1", HoldScope.MEETING, "meeting-1", NOON, None, "Practice Review Lead")
    await store.write(lambda tx: put_on_hold(tx, held, PARTNERSHIP, NOON))
    await deliver(delivery, "prompt-2", NOON + timedelta(seconds=seconds))
    assert await state_of(store, "prompt-2") is PromptState.SENT


async def test_the_reminders_of_a_digest_that_was_throttled_wait_as_long_as_we_were_told(
    delivery: Delivery, store: SqlStore, messenger: InventedMessenger
) -> None:
    """Else each would make the other due again at once, round and round."""
    await known(store, about(1), about(2))
    await deliver(delivery, "prompt-1", NOON)
    thursday = datetime(2026, 3, 19, 9, 30, tzinfo=UTC)
    messenger.outcomes = [RetryAfter(7, "throttled")]
    await remind(delivery, "prompt-1", thursday)
    waiting = await asked_for(store)
    assert {waiting["remind", f"prompt-{number}"] for number in (1, 2)} == {thursday + timedelta(seconds=7)}


async def test_whoever_is_new_gets_the_welcome_above_a_single_request(
    delivery: Delivery, store: SqlStore, messenger: InventedMessenger
) -> None:
    """What else is due comes on the next working day, in a message without the welcome."""
    await known(store, about(1), about(2), welcomed=False)
    await deliver(delivery, "prompt-1", NOON)
    (first,) = messenger.cards
    assert (first.prompt.id, first.welcome is not None) == ("prompt-1", True)
    again = (await asked_for(store))["deliver", "prompt-2"]
    assert again == datetime(2026, 3, 18, 9, 30, tzinfo=UTC)
    await deliver(delivery, "prompt-2", again)
    assert [(card.prompt.id, card.welcome) for card in messenger.cards[1:]] == [("prompt-2", None)]


async def test_what_the_welcome_leaves_out_comes_the_next_day_whatever_is_due_later(
    delivery: Delivery, store: SqlStore
) -> None:
    """A request that is due next week does not hold up the one that is due now."""
    meeting, later = about(3)
    later = replace(later, due_at=NOON + timedelta(days=6), closes_at=CLOSES + timedelta(days=6))
    await known(store, about(1), about(2), (meeting, later), welcomed=False)
    await deliver(delivery, "prompt-1", NOON)
    assert (await asked_for(store))["deliver", "prompt-2"] == datetime(2026, 3, 18, 9, 30, tzinfo=UTC)


async def test_a_third_new_request_in_a_week_waits_for_the_next(
    delivery: Delivery, store: SqlStore, messenger: InventedMessenger
) -> None:
    """Two are sent now, those about the oldest meetings; the others when seven days have passed."""
    old = NOON - timedelta(days=9)
    await known(store, about(1), about(2), about(3), about(4, ended=old))
    await deliver(delivery, "prompt-1", NOON)
    (digest,) = messenger.digests
    assert [line.prompt.id for line in digest.lines] == ["prompt-4", "prompt-1"]
    waiting = await asked_for(store)
    assert {waiting["deliver", prompt_id] for prompt_id in ("prompt-2", "prompt-3")} == {NEXT_WEEK}
    await deliver(delivery, "prompt-2", NEXT_WEEK)
    lines = [(line.prompt.id, line.due) for line in messenger.digests[-1].lines]
    assert lines[:2] == [("prompt-2", Due.NEW_REQUEST), ("prompt-3", Due.NEW_REQUEST)]
    assert {due for _, due in lines[2:]} == {Due.LAST_REMINDER}


async def test_what_no_week_has_room_for_was_not_asked_and_says_why(
    delivery: Delivery, store: SqlStore, messenger: InventedMessenger
) -> None:
    """So that nobody who was never asked is called silent."""
    old = NOON - timedelta(days=9)
    await known(store, *(about(number, ended=old) for number in (1, 2, 3)))
    await deliver(delivery, "prompt-1", NOON)
    assert len(messenger.digests[0].lines) == 2
    left = await prompt_of(store, "prompt-3")
    assert (left.state, left.reason) == (PromptState.NOT_ASKED, "weekly_limit")


async def test_nobody_gets_a_fourth_message_in_seven_days(
    delivery: Delivery, store: SqlStore, messenger: InventedMessenger
) -> None:
    """Three were sent already: the request waits for the week to pass."""
    await known(store, about(1))
    for days in (1, 2, 3):
        contact = SentContact(
            f"earlier-{days}", "person-1", NOON - timedelta(days=days), "a:person-1", "m", ()
        )
        await store.write(lambda tx, contact=contact: tx.save_contact(contact))  # type: ignore[misc]
    await deliver(delivery, "prompt-1", NOON)
    assert messenger.cards == []
    assert (await asked_for(store))["deliver", "prompt-1"] >= NOON + timedelta(days=4)
