"""What one person is sent: one message for what is due together, within the week's limits, reminded twice at most."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from bot.handlers import answering
from bot.handlers.closing import close
from bot.handlers.delivering import Delivery, deliver, remind
from bot.handlers.messages import Preferences, SentContact
from bot.handlers.outages import ALIVE, give_back
from bot.handlers.ports import Transaction
from bot.handlers.recording import recover
from bot.store import SqlStore
from practice.contacting import Due
from practice.meetings import Meeting
from practice.outcomes import Done, Refusal, RetryAfter, Unconfirmed, Undeliverable
from practice.people import Person
from practice.prompts import Prompt, PromptState
from tests.handlers.fakes import InventedMessenger
from tests.handlers.made import (
    ADDRESS,
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

SECOND_DAY = datetime(2026, 3, 19, 9, 30, tzinfo=UTC)
FIFTH_DAY = datetime(2026, 3, 24, 9, 30, tzinfo=UTC)
"""Working days after NOON, at the start of working hours."""

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


async def test_a_request_is_reminded_of_twice_and_never_again(
    delivery: Delivery, store: SqlStore, messenger: InventedMessenger
) -> None:
    """On working days two and five, carrying the card again; a third try sends nothing."""
    await keep(store, planned())
    await deliver(delivery, "prompt-1", NOON)
    assert (await asked_for(store))["remind", "prompt-1"] == SECOND_DAY
    await remind(delivery, "prompt-1", SECOND_DAY)
    assert (await asked_for(store))["remind", "prompt-1"] == FIFTH_DAY
    await remind(delivery, "prompt-1", FIFTH_DAY)
    for days in (1, 2, 3):
        await remind(delivery, "prompt-1", FIFTH_DAY + timedelta(days=days))
    assert [card.due for card in messenger.cards] == [
        Due.NEW_REQUEST,
        Due.FIRST_REMINDER,
        Due.LAST_REMINDER,
    ]
    assert (await prompt_of(store)).activity_id == "message-3"


async def test_a_reminder_says_when_the_draft_was_saved(
    delivery: Delivery, store: SqlStore, messenger: InventedMessenger
) -> None:
    """Nothing of the draft itself is in the message."""
    await keep(store, planned())
    await deliver(delivery, "prompt-1", NOON)
    await store.write(lambda tx: answering.save_draft(tx, press(q1="Half a"), PARTNERSHIP, NOON))
    await remind(delivery, "prompt-1", SECOND_DAY)
    assert messenger.cards[-1].draft_at == NOON
    assert "Half a" not in repr(messenger.cards)


@pytest.mark.parametrize("how", ["answered", "expired"])
async def test_nobody_is_reminded_of_what_has_ended(
    delivery: Delivery, store: SqlStore, messenger: InventedMessenger, how: str
) -> None:
    """Whoever answered, and whoever let it close, hears no more of it."""
    await keep(store, planned())
    await deliver(delivery, "prompt-1", NOON)
    if how == "answered":
        await store.write(lambda tx: answering.send(tx, press(q1="Good."), PARTNERSHIP, NOON))
    else:
        await store.write(lambda tx: close(tx, "prompt-1", PARTNERSHIP, CLOSES))
    assert ("remind", "prompt-1") not in await asked_for(store)
    await remind(delivery, "prompt-1", SECOND_DAY)
    assert len(messenger.cards) == 1


async def test_a_reminder_that_was_not_sent_is_still_to_come(
    delivery: Delivery, store: SqlStore, messenger: InventedMessenger
) -> None:
    """A 429 means that nothing was sent: it counts neither as a reminder nor as a contact."""
    await keep(store, planned())
    await deliver(delivery, "prompt-1", NOON)
    messenger.outcomes = [RetryAfter(7, "throttled")]
    assert await remind(delivery, "prompt-1", SECOND_DAY) == RetryAfter(7, "throttled")
    assert len(await contacts(store)) == 1
    await remind(delivery, "prompt-1", SECOND_DAY + timedelta(seconds=7))
    assert [card.due for card in messenger.cards] == [Due.NEW_REQUEST, Due.FIRST_REMINDER]


async def test_a_reminder_whose_outcome_is_unknown_is_not_repeated(
    delivery: Delivery, store: SqlStore, messenger: InventedMessenger
) -> None:
    """Two would be worse than one that is lost; the last reminder comes all the same."""
    await keep(store, planned())
    await deliver(delivery, "prompt-1", NOON)
    messenger.outcomes = [Unconfirmed("reset")]
    await remind(delivery, "prompt-1", SECOND_DAY)
    await remind(delivery, "prompt-1", SECOND_DAY + timedelta(hours=1))
    await remind(delivery, "prompt-1", FIFTH_DAY)
    assert [card.due for card in messenger.cards[1:]] == [Due.FIRST_REMINDER, Due.LAST_REMINDER]


async def test_a_reminder_to_somebody_who_blocked_us_ends_nothing(
    delivery: Delivery, store: SqlStore, messenger: InventedMessenger
) -> None:
    """They were asked, and may still answer until it closes."""
    await keep(store, planned())
    await deliver(delivery, "prompt-1", NOON)
    messenger.outcomes = [Undeliverable(Refusal.BLOCKED)]
    assert await remind(delivery, "prompt-1", SECOND_DAY) == Done()
    assert await state_of(store) is PromptState.SENT


async def test_an_unconfirmed_request_is_carried_again_by_its_reminder(
    delivery: Delivery, store: SqlStore, messenger: InventedMessenger
) -> None:
    """Also after a crash, which leaves the same doubt."""
    await keep(store, planned())
    messenger.outcomes = [Unconfirmed("reset")]
    await deliver(delivery, "prompt-1", NOON)
    assert await store.write(lambda tx: recover(tx, PARTNERSHIP, NOON)) == 0
    await remind(delivery, "prompt-1", SECOND_DAY)
    assert [card.due for card in messenger.cards] == [Due.NEW_REQUEST, Due.FIRST_REMINDER]
    assert messenger.cards[-1].welcome is not None


async def test_an_outage_of_ours_does_not_use_up_a_requests_life(delivery: Delivery, store: SqlStore) -> None:
    """Five working days without us close it five working days later: once, however often we start again."""
    await keep(store, planned())
    await deliver(delivery, "prompt-1", NOON)
    back = NOON + timedelta(days=7)
    await store.write(lambda tx: tx.save_cursor(ALIVE, NOON.isoformat()))
    for _ in range(2):
        await store.write(lambda tx: give_back(tx, PARTNERSHIP, back))
    assert (await prompt_of(store)).closes_at == datetime(2026, 4, 9, 15, 30, tzinfo=UTC)
    assert (await asked_for(store))["remind", "prompt-1"] == back + timedelta(minutes=5)


async def test_a_restart_of_minutes_moves_no_closing(delivery: Delivery, store: SqlStore) -> None:
    """Cards name a day: it changes only for a reason."""
    await keep(store, planned())
    await deliver(delivery, "prompt-1", NOON)
    await store.write(lambda tx: tx.save_cursor(ALIVE, NOON.isoformat()))
    await store.write(lambda tx: give_back(tx, PARTNERSHIP, NOON + timedelta(minutes=20)))
    assert (await prompt_of(store)).closes_at == CLOSES
