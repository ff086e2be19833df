"""The end of a prompt's life, and what is deleted some time after it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from bot.handlers import answering, choosing
from bot.handlers.closing import close
from bot.handlers.delivering import Delivery, deliver
from bot.handlers.forgetting import forget_address, forget_draft
from bot.handlers.ports import Transaction
from bot.store import SqlStore
from practice.answers import Content, Voice
from practice.prompts import Prompt, PromptState
from tests.handlers.fakes import InventedMessenger
from tests.handlers.made import (
    ADDRESS,
    CLOSES,
    MEETING,
    NOON,
    PARTNERSHIP,
    SENT,
    asked_for,
    keep,
    planned,
    press,
    prompt_of,
    state_of,
)

DRAFT_GOES = datetime(2026, 4, 9, 15, 30, tzinfo=UTC)
"""Five working days after 31 March 2026: Good Friday and Easter Monday do not count."""

ADDRESS_GOES = CLOSES + timedelta(days=30)
VOICE = Voice("voice-1", "child", "11_to_15", ("written",), "Ask me first.", "", "yes")


async def closed(store: SqlStore, now: datetime = CLOSES) -> None:
    await store.write(lambda tx: close(tx, "prompt-1", PARTNERSHIP, now))


@pytest.mark.parametrize("state", [PromptState.SENDING, PromptState.SENT, PromptState.UNCONFIRMED])
async def test_asked_in_vain_it_expires(store: SqlStore, state: PromptState) -> None:
    """The stored card and the meeting's counts follow."""
    await keep(store, replace(SENT, state=state))
    await closed(store)
    waiting = await asked_for(store)
    assert await state_of(store) is PromptState.EXPIRED
    assert {("repaint", "prompt-1"), ("file_meeting", MEETING.id)} <= set(waiting)


async def test_never_sent_it_was_not_asked(store: SqlStore, delivery: Delivery) -> None:
    """Who was never asked does not count as silent, and is not asked afterwards."""
    await keep(store, planned())
    await closed(store)
    await deliver(delivery, "prompt-1", CLOSES)
    prompt = await prompt_of(store)
    assert (prompt.state, prompt.reason) == (PromptState.NOT_ASKED, "too_late")
    assert ("deliver", "prompt-1") not in await asked_for(store)


async def test_a_closing_that_was_claimed_before_the_card_left_ends_nothing(
    store: SqlStore, delivery: Delivery, messenger: InventedMessenger
) -> None:
    """After an outage both are due: a card that is sent at the last moment has its whole life before it."""
    late = CLOSES - timedelta(minutes=1)
    await keep(store, planned())
    await deliver(delivery, "prompt-1", late)
    await closed(store, CLOSES)
    assert len(messenger.cards) == 1
    assert await state_of(store) is PromptState.SENT
    assert (await asked_for(store))["close", "prompt-1"] > CLOSES


async def test_nobody_is_asked_about_what_is_too_long_ago(
    store: SqlStore, delivery: Delivery, messenger: InventedMessenger
) -> None:
    """Ten working days after the meeting memories have faded: the prompt ends as not asked, with its reason."""
    await keep(store, planned())
    await deliver(delivery, "prompt-1", CLOSES + timedelta(hours=23))
    assert messenger.cards == []
    ended = await prompt_of(store)
    assert (ended.state, ended.reason) == (PromptState.NOT_ASKED, "too_late")


@pytest.mark.parametrize(
    "state",
    [PromptState.NOT_THERE, PromptState.DECLINED, PromptState.UNDELIVERABLE, PromptState.CANCELLED],
)
async def test_what_has_ended_stays_as_it_is(store: SqlStore, state: PromptState) -> None:
    """A closing takes no ending back."""
    await keep(store, replace(SENT, state=state))
    await closed(store)
    assert await state_of(store) is state


async def test_closing_twice_is_closing_once(store: SqlStore) -> None:
    """The second one finds nothing to do; an unknown prompt is nothing, either."""
    await keep(store, SENT)
    await closed(store)
    before = (await prompt_of(store), await asked_for(store))
    await closed(store)
    await store.write(lambda tx: close(tx, "nothing", PARTNERSHIP, CLOSES))
    assert (await prompt_of(store), await asked_for(store)) == before


def _drafted(tx: Transaction) -> None:
    answering.save_draft(tx, press(q1="A draft."), PARTNERSHIP, NOON)


def _not_there(tx: Transaction) -> None:
    choosing.not_there(tx, press(q1="A draft."), PARTNERSHIP, NOON)


def _voiced(tx: Transaction) -> None:
    choosing.add_voice(tx, press(), VOICE, PARTNERSHIP, NOON)


@pytest.mark.parametrize("happens", [_drafted, _not_there, _voiced])
async def test_what_was_saved_and_not_sent_goes_five_working_days_after_the_close(
    store: SqlStore, happens: Callable[[Transaction], None]
) -> None:
    """`draft.saved` promises it, whatever became of the request."""
    await keep(store, SENT)
    await store.write(happens)
    await closed(store)
    assert (await asked_for(store))["forget_draft", "prompt-1"] == DRAFT_GOES
    for _ in range(2):
        await store.write(lambda tx: forget_draft(tx, "prompt-1"))
    assert await store.read(lambda tx: tx.draft("prompt-1")) is None
    assert list(await store.read(lambda tx: tx.voices("prompt-1"))) == []


async def test_a_late_closing_keeps_nothing_longer(store: SqlStore) -> None:
    """The days count from the day the card named, not from when we came to it."""
    await keep(store, SENT)
    await store.write(_drafted)
    await closed(store, CLOSES + timedelta(days=20))
    assert (await asked_for(store))["forget_draft", "prompt-1"] == DRAFT_GOES


async def test_the_voices_of_an_answer_stay_with_it(store: SqlStore) -> None:
    """What was sent is not a draft."""
    await keep(store, SENT)
    await store.write(_voiced)
    await store.write(lambda tx: answering.send(tx, press(q1="Sent."), PARTNERSHIP, NOON))
    await closed(store)
    await store.write(lambda tx: forget_draft(tx, "prompt-1"))
    assert [voice.words for voice in await store.read(lambda tx: tx.voices("prompt-1"))] == ["Ask me first."]
    assert ("forget_draft", "prompt-1") not in await asked_for(store)


async def test_nothing_saved_leaves_no_draft_to_forget(store: SqlStore) -> None:
    """Work is asked for only where there is something to do."""
    await keep(store, SENT)
    await closed(store)
    assert ("forget_draft", "prompt-1") not in await asked_for(store)


def _sent(tx: Transaction) -> None:
    answering.send(tx, press(q1="Sent."), PARTNERSHIP, NOON)


def _nothing(_: Transaction) -> None:
    """Nothing is pressed."""


@pytest.mark.parametrize("happens", [_sent, _not_there, _nothing])
async def test_the_address_goes_thirty_days_after_the_close(
    store: SqlStore, happens: Callable[[Transaction], None]
) -> None:
    """Answered or not: what stays is who was asked, by the directory's id."""
    await keep(store, SENT)
    await store.write(happens)
    assert ("close", "prompt-1") in await asked_for(store)
    await closed(store)
    assert (await asked_for(store))["forget_address", "prompt-1"] == ADDRESS_GOES
    before = await prompt_of(store)
    for _ in range(2):
        await store.write(lambda tx: forget_address(tx, "prompt-1"))
    assert await prompt_of(store) == replace(before, address="")
    await store.write(lambda tx: forget_address(tx, "nothing"))


@pytest.mark.parametrize("reason", ["unknown_address", "same_person"])
async def test_the_address_of_somebody_who_was_not_reached_goes_too(store: SqlStore, reason: str) -> None:
    """An ending before any card was sent leaves the closing to come."""
    ended: Prompt = replace(planned(), state=PromptState.UNDELIVERABLE, reason=reason)
    await keep(store, ended)
    await closed(store)
    assert (await asked_for(store))["forget_address", "prompt-1"] == ADDRESS_GOES
    assert (await prompt_of(store)).address == ADDRESS


async def test_a_draft_is_there_until_it_is_forgotten(store: SqlStore) -> None:
    """Closing alone deletes nothing: an undone ending shows the draft again."""
    await keep(store, SENT)
    await store.write(_not_there)
    await store.write(lambda tx: choosing.undo(tx, press(), PARTNERSHIP, NOON))
    assert await store.read(lambda tx: tx.draft("prompt-1")) == Content(words={"q1": "A draft."})
