"""From a planned prompt to a card in front of its person, or to a named end."""

from __future__ import annotations

import asyncio
from datetime import UTC, datetime, timedelta

import pytest

from bot.handlers.delivering import Delivery, deliver
from bot.handlers.reaching import WAIT_SECONDS
from bot.store import SqlStore
from practice.outcomes import Done, Parked, Refusal, RetryAfter, Unconfirmed, Undeliverable
from practice.people import Person
from practice.prompts import PromptState
from tests.handlers.fakes import InventedDirectory, InventedMessenger, Opened, SendOutcome
from tests.handlers.made import (
    ADDRESS,
    CLOSES,
    MEETING,
    NOON,
    asked_for,
    chat_of,
    keep,
    planned,
    prompt_of,
    state_of,
)

COUNTED = ("file_meeting", MEETING.id)


async def test_a_card_stands_in_front_of_its_person(delivery: Delivery, messenger: InventedMessenger) -> None:
    """The prompt is sent, knows its message, and its life of ten working days begins."""
    store = delivery.store
    assert isinstance(store, SqlStore)
    await keep(store, planned())
    assert await deliver(delivery, "prompt-1", NOON) == Done()
    (card,) = messenger.cards
    prompt = await prompt_of(store)
    assert (card.prompt.id, card.meeting, card.member_id) == ("prompt-1", MEETING, "29:1")
    assert (prompt.state, prompt.activity_id, prompt.person_id) == (
        PromptState.SENT,
        "message-1",
        "person-1",
    )
    assert prompt.closes_at == CLOSES
    waiting = await asked_for(store)
    assert waiting["close", "prompt-1"] == CLOSES
    assert COUNTED in waiting


async def test_delivering_twice_is_delivering_once(
    delivery: Delivery, store: SqlStore, messenger: InventedMessenger, directory: InventedDirectory
) -> None:
    """A piece of work that is done again sends nothing."""
    await keep(store, planned())
    for _ in range(2):
        assert await deliver(delivery, "prompt-1", NOON) == Done()
    assert len(messenger.cards) == len(directory.asked) == len(messenger.opened) == 1


async def test_delivering_five_times_at_once_sends_one_card(
    delivery: Delivery, store: SqlStore, messenger: InventedMessenger
) -> None:
    """`sending` is saved before a card leaves, so only one of them sends it."""
    await keep(store, planned())
    await asyncio.gather(*(deliver(delivery, "prompt-1", NOON) for _ in range(5)))
    assert len(messenger.cards) == 1


async def test_a_person_known_already_is_not_looked_up_again(
    delivery: Delivery, store: SqlStore, messenger: InventedMessenger, directory: InventedDirectory
) -> None:
    """The directory and the connector are asked only for what is not known."""
    await keep(store, planned())
    await store.write(lambda tx: tx.save_person(ADDRESS, Person("person-1", "council")))
    await store.write(lambda tx: tx.save_conversation(chat_of("person-1")))
    await deliver(delivery, "prompt-1", NOON)
    assert (len(messenger.cards), directory.asked, messenger.opened) == (1, [], [])


@pytest.mark.parametrize(
    ("now", "seconds"),
    [
        (datetime(2026, 3, 17, 9, 29, tzinfo=UTC), 60),
        (datetime(2026, 3, 17, 16, 30, tzinfo=UTC), 17 * 3600),
        (datetime(2026, 3, 21, 12, 0, tzinfo=UTC), 45.5 * 3600),
        (datetime(2026, 4, 3, 12, 0, tzinfo=UTC), 92.5 * 3600),
    ],
    ids=["early", "evening", "Saturday", "Good Friday"],
)
async def test_outside_working_hours_it_waits_for_them(
    delivery: Delivery, store: SqlStore, messenger: InventedMessenger, now: datetime, seconds: float
) -> None:
    """Nobody is written to in the evening, at weekends or on bank holidays."""
    await keep(store, planned())
    assert await deliver(delivery, "prompt-1", now) == RetryAfter(seconds, "outside_working_hours")
    assert messenger.cards == []
    assert await state_of(store) is PromptState.PLANNED


@pytest.mark.parametrize(
    ("outcome", "state", "reason", "gives"),
    [
        (Done("message-1"), PromptState.SENT, "", Done()),
        (Unconfirmed("reset"), PromptState.UNCONFIRMED, "", Done()),
        (RetryAfter(7, "throttled"), PromptState.PLANNED, "", RetryAfter(7, "throttled")),
        (Undeliverable(Refusal.DISABLED), PromptState.UNDELIVERABLE, "disabled", Done()),
        (Undeliverable(Refusal.TOO_BIG), PromptState.UNDELIVERABLE, "too_big", Done()),
        (
            Undeliverable(Refusal.NOT_IN_CHAT),
            PromptState.PLANNED,
            "not_in_chat",
            RetryAfter(WAIT_SECONDS, "not_in_chat"),
        ),
        (Undeliverable(Refusal.BLOCKED), PromptState.UNDELIVERABLE, "blocked", Done()),
        (Parked("card_refused"), PromptState.UNDELIVERABLE, "card_refused", Done()),
    ],
    ids=lambda value: type(value).__name__,
)
async def test_each_outcome_of_sending_leads_to_its_state(
    delivery: Delivery,
    store: SqlStore,
    messenger: InventedMessenger,
    outcome: SendOutcome,
    state: PromptState,
    reason: str,
    gives: Done | RetryAfter,
) -> None:
    """What the connector answered decides where the prompt stands, and the meeting's counts follow."""
    await keep(store, planned())
    messenger.outcomes = [outcome]
    assert await deliver(delivery, "prompt-1", NOON) == gives
    prompt = await prompt_of(store)
    assert (prompt.state, prompt.reason) == (state, reason)
    assert COUNTED in await asked_for(store)


async def test_an_unconfirmed_card_is_never_sent_again(
    delivery: Delivery, store: SqlStore, messenger: InventedMessenger
) -> None:
    """Two cards would be worse than one that is late."""
    await keep(store, planned())
    messenger.outcomes = [Unconfirmed("reset")]
    await deliver(delivery, "prompt-1", NOON)
    assert await deliver(delivery, "prompt-1", NOON + timedelta(hours=1)) == Done()
    assert len(messenger.cards) == 1
    assert await state_of(store) is PromptState.UNCONFIRMED


async def test_a_send_that_was_told_to_wait_is_made_later(
    delivery: Delivery, store: SqlStore, messenger: InventedMessenger
) -> None:
    """A 429 means that nothing was sent; the next try sends it, once."""
    await keep(store, planned())
    messenger.outcomes = [RetryAfter(7, "throttled")]
    await deliver(delivery, "prompt-1", NOON)
    await deliver(delivery, "prompt-1", NOON + timedelta(seconds=7))
    assert len(messenger.cards) == 1
    assert await state_of(store) is PromptState.SENT


@pytest.mark.parametrize("answer", [RetryAfter(3, "directory_down"), Parked("no_right")])
async def test_a_directory_that_cannot_answer_leaves_the_prompt_planned(
    delivery: Delivery, store: SqlStore, directory: InventedDirectory, answer: RetryAfter | Parked
) -> None:
    """An outage decides nothing about a person."""
    await keep(store, planned())
    directory.told = {ADDRESS: answer}
    assert await deliver(delivery, "prompt-1", NOON) == answer
    assert await state_of(store) is PromptState.PLANNED


async def test_nobody_of_that_address_cannot_be_reached(
    delivery: Delivery, store: SqlStore, directory: InventedDirectory
) -> None:
    """The prompt has a named end and a reason, and the meeting's counts say so."""
    await keep(store, planned())
    directory.told = {ADDRESS: ""}
    assert await deliver(delivery, "prompt-1", NOON) == Done()
    prompt = await prompt_of(store)
    assert (prompt.state, prompt.reason) == (PromptState.UNDELIVERABLE, "unknown_address")
    assert COUNTED in await asked_for(store)


@pytest.mark.slow
@pytest.mark.parametrize(
    ("opened", "state", "gives"),
    [
        (Undeliverable(Refusal.NOT_INSTALLED), PromptState.UNDELIVERABLE, Done()),
        (RetryAfter(5, "connector_down"), PromptState.PLANNED, RetryAfter(5, "connector_down")),
        (Parked("chat_with_somebody_else"), PromptState.PLANNED, Parked("chat_with_somebody_else")),
    ],
)
async def test_a_chat_that_does_not_open_sends_nothing(
    delivery: Delivery,
    store: SqlStore,
    messenger: InventedMessenger,
    opened: Opened,
    state: PromptState,
    gives: Done | RetryAfter | Parked,
) -> None:
    """Who cannot be reached is said so; an outage and a mix-up leave the prompt as it was."""
    await keep(store, planned())
    messenger.opens = [opened]
    assert await deliver(delivery, "prompt-1", NOON) == gives
    assert messenger.cards == []
    assert await state_of(store) is state


async def test_a_person_invited_under_two_addresses_is_asked_once(
    delivery: Delivery, store: SqlStore, messenger: InventedMessenger
) -> None:
    """The second prompt ends as not asked, so that nobody is called silent."""
    await keep(store, planned(1), planned(2, "s.worker@council.example.org"))
    await asyncio.gather(*(deliver(delivery, f"prompt-{number}", NOON) for number in (1, 2)))
    prompts = [await prompt_of(store, f"prompt-{number}") for number in (1, 2)]
    assert len(messenger.cards) == 1
    assert {prompt.state for prompt in prompts} == {PromptState.SENT, PromptState.NOT_ASKED}
    assert sorted(prompt.reason for prompt in prompts) == ["", "same_person"]


async def test_two_people_of_one_meeting_are_both_asked(
    delivery: Delivery, store: SqlStore, messenger: InventedMessenger, directory: InventedDirectory
) -> None:
    """Only the same person is left out."""
    other = "health.visitor.1@health.example.org"
    await keep(store, planned(1), planned(2, other))
    directory.told = {other: "person-2"}
    for number in (1, 2):
        await deliver(delivery, f"prompt-{number}", NOON)
    assert {card.prompt.person_id for card in messenger.cards} == {"person-1", "person-2"}
