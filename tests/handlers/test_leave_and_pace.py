"""What a person decides about being asked: after my leave, less often, a broad role."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from bot.handlers import answering, choosing, pacing
from bot.handlers.delivering import Delivery, deliver
from bot.handlers.messages import CardState
from bot.handlers.views import Ended, HowOften, HowOftenKept, Leave, Questions, Receipt, View
from bot.store import SqlStore
from practice.pacing import HowOften as Choice
from practice.partnership import AgencyGroup
from practice.prompts import PromptState
from tests.handlers.fakes import InventedMessenger
from tests.handlers.made import (
    CLOSES,
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

BACK = date(2026, 3, 30)
ON_THE_DAY = datetime(2026, 3, 30, 8, 30, tzinfo=UTC)
"""Half past nine in summer time."""


async def away(store: SqlStore, back: date | None) -> View:
    return await store.write(lambda tx: pacing.set_leave(tx, press(), back, PARTNERSHIP, NOON))


async def asked(delivery: Delivery, store: SqlStore) -> None:
    await keep(store, planned())
    await deliver(delivery, "prompt-1", NOON)


async def test_a_leave_puts_the_request_off_until_its_person_is_back(
    delivery: Delivery, store: SqlStore, messenger: InventedMessenger
) -> None:
    """It is asked again on the day, closes later, and nobody is reminded meanwhile."""
    await asked(delivery, store)
    shown = await away(store, BACK)
    assert isinstance(shown, Ended)
    assert shown.state is CardState.LEAVE
    waiting = await asked_for(store)
    assert waiting["deliver", "prompt-1"] == ON_THE_DAY
    assert waiting["close", "prompt-1"] > CLOSES
    assert ("remind", "prompt-1") not in waiting
    await deliver(delivery, "prompt-1", ON_THE_DAY)
    assert len(messenger.cards) == 2
    assert await state_of(store) is PromptState.SENT


async def test_a_leave_that_outlasts_the_request_ends_it_as_away(delivery: Delivery, store: SqlStore) -> None:
    """Thirty days after the meeting nobody is asked any more; Undo takes it back."""
    await asked(delivery, store)
    await away(store, date(2026, 5, 4))
    assert await state_of(store) is PromptState.AWAY
    shown = await store.write(lambda tx: choosing.undo(tx, press(), PARTNERSHIP, NOON))
    assert isinstance(shown, Questions)
    assert await state_of(store) is PromptState.SENT


@pytest.mark.parametrize("back", [None, date(2026, 3, 17), date(2028, 1, 1)])
async def test_a_day_that_cannot_be_is_asked_for_again(
    delivery: Delivery, store: SqlStore, back: date | None
) -> None:
    """In the past, or far away: the request stays as it was."""
    await asked(delivery, store)
    shown = await away(store, back)
    assert isinstance(shown, Leave)
    assert shown.bad
    assert await state_of(store) is PromptState.SENT


@pytest.mark.slow
async def test_undo_brings_a_request_back_from_leave(delivery: Delivery, store: SqlStore) -> None:
    """Once, and it is not asked a second time on the day."""
    await asked(delivery, store)
    await away(store, BACK)
    await store.write(lambda tx: choosing.undo(tx, press(1), PARTNERSHIP, NOON))
    assert await state_of(store) is PromptState.SENT
    assert ("deliver", "prompt-1") not in await asked_for(store)


@pytest.mark.parametrize("back", [BACK, date(2026, 5, 4)], ids=["put off", "away"])
async def test_undo_gives_a_request_the_closing_back_that_it_had_before_the_leave(
    delivery: Delivery, store: SqlStore, back: date
) -> None:
    """The card names the same day again, and that day it closes."""
    await asked(delivery, store)
    await away(store, back)
    await store.write(lambda tx: choosing.undo(tx, press(1), PARTNERSHIP, NOON))
    prompt = await prompt_of(store)
    assert (prompt.closes_at, prompt.due_at) == (CLOSES, NOON)
    assert (await asked_for(store))["close", "prompt-1"] == CLOSES


@pytest.mark.slow
async def test_whoever_undoes_is_not_reminded_the_same_day(delivery: Delivery, store: SqlStore) -> None:
    """The first reminder fell into the leave: it comes on the next working day."""
    friday, monday = NOON + timedelta(days=3), datetime(2026, 3, 23, 9, 30, tzinfo=UTC)
    await asked(delivery, store)
    await away(store, BACK)
    await store.write(lambda tx: choosing.undo(tx, press(1), PARTNERSHIP, friday))
    assert (await asked_for(store))["remind", "prompt-1"] == monday


async def test_undo_after_the_day_on_which_it_would_have_closed_leaves_the_longer_life(
    delivery: Delivery, store: SqlStore
) -> None:
    """Whoever is back early can still answer."""
    await asked(delivery, store)
    await away(store, date(2026, 4, 10))
    later = CLOSES + timedelta(days=1)
    shown = await store.write(lambda tx: choosing.undo(tx, press(1), PARTNERSHIP, later))
    assert isinstance(shown, Questions)
    closes_at = (await prompt_of(store)).closes_at
    assert closes_at is not None
    assert closes_at > later


async def test_an_answer_from_another_device_ends_a_leave(delivery: Delivery, store: SqlStore) -> None:
    """What somebody typed is not lost because they had put the request off."""
    await asked(delivery, store)
    await away(store, BACK)
    view = await store.write(lambda tx: answering.send(tx, press(1, q1="Good."), PARTNERSHIP, NOON))
    assert isinstance(view, Receipt)
    assert await state_of(store) is PromptState.ANSWERED
    assert ("deliver", "prompt-1") not in await asked_for(store)


async def test_looking_at_a_card_that_was_put_off_does_not_bring_it_back(
    delivery: Delivery, store: SqlStore
) -> None:
    """Teams refreshes it whenever the chat is opened."""
    await asked(delivery, store)
    await away(store, BACK)
    shown = await store.write(lambda tx: choosing.refresh(tx, press(1), PARTNERSHIP))
    assert isinstance(shown, Ended)
    assert (await prompt_of(store)).postponed


async def test_whoever_wishes_to_be_asked_less_often_is(
    delivery: Delivery, store: SqlStore, messenger: InventedMessenger
) -> None:
    """Not for three months means not at all in that time; it ends by itself."""
    await known(store, about(1))
    chosen = await store.write(
        lambda tx: pacing.set_how_often(tx, press(about=""), Choice.NOT_3_MONTHS, PARTNERSHIP, NOON)
    )
    assert isinstance(chosen, HowOftenKept)
    assert chosen.until == date(2026, 6, 17)
    await deliver(delivery, "prompt-1", NOON)
    assert messenger.cards == []
    ended = await prompt_of(store)
    assert (ended.state, ended.reason) == (PromptState.NOT_ASKED, "paced")


async def test_whoever_lets_us_ask_as_usual_again_is_asked_what_waited(
    delivery: Delivery, store: SqlStore, messenger: InventedMessenger
) -> None:
    """It waited for the week to pass; now it need not."""
    await known(store, about(1), about(2))
    pressed = press(about="")
    for choice in (Choice.WEEKLY, Choice.AS_NOW):
        await store.write(
            lambda tx, choice=choice: pacing.set_how_often(tx, pressed, choice, PARTNERSHIP, NOON)  # type: ignore[misc]
        )
        if choice is Choice.WEEKLY:
            await deliver(delivery, "prompt-1", NOON)
            assert (await asked_for(store))["deliver", "prompt-2"] == NOON + timedelta(days=7)
    assert (await asked_for(store))["deliver", "prompt-2"] == NOON
    await deliver(delivery, "prompt-2", NOON + timedelta(days=1))
    assert [card.prompt.id for card in messenger.cards] == ["prompt-1", "prompt-2"]


async def test_nothing_chosen_changes_nothing(delivery: Delivery, store: SqlStore) -> None:
    """The choices are shown again."""
    await asked(delivery, store)
    shown = await store.write(lambda tx: pacing.set_how_often(tx, press(), "", PARTNERSHIP, NOON))
    assert isinstance(shown, HowOften)


async def test_a_role_is_kept_once_and_is_none_that_was_not_offered(
    delivery: Delivery, store: SqlStore
) -> None:
    """A broad role from the agency's group, never a job title."""
    roles = AgencyGroup("social", "Social care", ("Social worker", "Manager"))
    partnership = replace(PARTNERSHIP, groups=(roles,))
    await asked(delivery, store)
    chat = press().conversation
    for place in (1, 7):
        await store.write(
            lambda tx, place=place: pacing.keep_role(tx, chat, place, "prompt-1", partnership)  # type: ignore[misc]
        )
    assert (await store.read(lambda tx: tx.preferences("person-1"))).role == "Manager"
