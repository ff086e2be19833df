"""Sending an answer, changing it, taking it back: one prompt has one answer, whatever is pressed."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from datetime import timedelta

import pytest

from bot.handlers import answering
from bot.handlers.messages import CardState
from bot.handlers.presses import Press
from bot.handlers.views import Ended, NotYours, Questions, Receipt, View
from bot.store import SqlStore
from practice.answers import Answer, AnswerState, Content, Fault, Problem
from practice.prompts import Prompt, PromptState
from practice.questions import CARD_LIMIT
from tests.handlers.made import (
    CLOSES,
    MEETING,
    NOON,
    PARTNERSHIP,
    SENT,
    Handler,
    asked_for,
    keep,
    press,
    prompt_of,
    state_of,
)


async def send(store: SqlStore, pressed: Press) -> View:
    return await store.write(lambda tx: answering.send(tx, pressed, PARTNERSHIP, NOON))


async def take_back(store: SqlStore, pressed: Press) -> View:
    return await store.write(lambda tx: answering.take_back(tx, pressed, PARTNERSHIP, NOON))


async def answer_of(store: SqlStore) -> Answer | None:
    return await store.read(lambda tx: tx.answer_to("prompt-1"))


@pytest.mark.slow
async def test_an_answer_its_filing_and_its_repaint_are_saved_together(store: SqlStore) -> None:
    """The receipt has the reference of what is kept; the draft is gone."""
    await keep(store, SENT)
    await store.write(lambda tx: answering.save_draft(tx, press(q1="Draft."), PARTNERSHIP, NOON))
    view = await send(store, press(1, q1=" Good.\r\n", q9="Unknown.", child="yes"))
    kept = await answer_of(store)
    assert kept is not None
    assert isinstance(view, Receipt)
    assert (view.ref, kept.revision, kept.state) == (kept.ref, 1, AnswerState.SENT)
    assert kept.content == Content(words={"q1": "Good."}, taps={"child": ("yes",)})
    assert await state_of(store) is PromptState.ANSWERED
    assert await store.read(lambda tx: tx.draft("prompt-1")) is None
    waiting = await asked_for(store)
    wanted = {("file_answer", kept.id), ("repaint", "prompt-1"), ("file_meeting", MEETING.id)}
    assert wanted <= set(waiting)


@pytest.mark.slow
async def test_sending_twice_is_sending_once(store: SqlStore) -> None:
    """The second press, of the same card or of one drawn since, shows the same receipt."""
    await keep(store, SENT)
    first = await send(store, press(q1="Good."))
    before = (await answer_of(store), await prompt_of(store))
    for revision in (0, 1):
        assert await send(store, press(revision, q1="Good.")) == first
    assert (await answer_of(store), await prompt_of(store)) == before


@pytest.mark.slow
async def test_five_presses_at_once_leave_one_answer(store: SqlStore) -> None:
    """All five show the same reference."""
    await keep(store, SENT)
    views = await asyncio.gather(*(send(store, press(q1="Good.")) for _ in range(5)))
    kept = await answer_of(store)
    assert kept is not None
    assert kept.revision == 1
    assert {view.ref for view in views if isinstance(view, Receipt)} == {kept.ref}


@pytest.mark.parametrize("state", [PromptState.SENDING, PromptState.UNCONFIRMED])
async def test_a_press_proves_that_the_card_arrived(store: SqlStore, state: PromptState) -> None:
    """Whether answered or refused, the prompt is then sent, and knows its message and chat."""
    await keep(store, replace(SENT, state=state, activity_id="", ever_sent=False))
    view = await send(store, press())
    assert isinstance(view, Questions)
    prompt = await prompt_of(store)
    assert (prompt.state, prompt.activity_id, prompt.ever_sent) == (PromptState.SENT, "message-1", True)
    assert await store.read(lambda tx: tx.conversation("person-1")) is not None


async def test_an_answer_over_the_limit_keeps_every_word(store: SqlStore) -> None:
    """It comes back whole, with the question and by how much; nothing is saved."""
    long = "x" * (CARD_LIMIT + 7)
    await keep(store, SENT)
    view = await send(store, press(q1="Good.", q2=long, child="yes"))
    assert isinstance(view, Questions)
    assert view.fault == Fault(Problem.TOO_LONG, "q2", 7)
    assert view.content == Content(words={"q1": "Good.", "q2": long}, taps={"child": ("yes",)})
    assert await answer_of(store) is None
    assert await state_of(store) is PromptState.SENT


async def test_nothing_at_all_is_no_answer(store: SqlStore) -> None:
    """One question or one measure is enough, and nothing is not."""
    await keep(store, SENT)
    view = await send(store, press(q1="  "))
    assert isinstance(view, Questions)
    assert view.fault == Fault(Problem.NOTHING)
    assert isinstance(await send(store, press(child="no")), Receipt)


@pytest.mark.parametrize("handler", [answering.send, answering.save_draft, answering.take_back])
@pytest.mark.parametrize("about", ["prompt-1", "nothing"])
async def test_somebody_elses_prompt_is_nobodys_business(
    store: SqlStore, handler: Handler, about: str
) -> None:
    """A stranger cannot tell it from one that does not exist, and changes nothing."""
    await keep(store, SENT)
    stranger = press(by="person-2", about=about, q1="Not mine.")
    view = await store.write(lambda tx: handler(tx, stranger, PARTNERSHIP, NOON))
    assert view == NotYours()
    assert await prompt_of(store) == SENT
    assert await store.read(lambda tx: (tx.answer_to("prompt-1"), tx.draft("prompt-1"))) == (None, None)


async def test_a_prompt_that_was_never_sent_is_nobodys(store: SqlStore) -> None:
    """A prompt without a person cannot be pressed by one without an id, either."""
    await keep(store, replace(SENT, state=PromptState.PLANNED, person_id=""))
    assert await send(store, press(by="", q1="Good.")) == NotYours()


@pytest.mark.parametrize(
    ("state", "shown"),
    [
        (PromptState.EXPIRED, CardState.EXPIRED),
        (PromptState.CANCELLED, CardState.CANCELLED),
        (PromptState.UNDELIVERABLE, CardState.UNASKED),
    ],
)
async def test_what_comes_too_late_is_given_back(
    store: SqlStore, state: PromptState, shown: CardState
) -> None:
    """The request says that it is over, with everything typed there to be copied."""
    ended = replace(SENT, state=state)
    await keep(store, ended)
    typed = Content(words={"q1": "Late."})
    late = press(q1="Late.")
    assert await send(store, late) == Ended(ended, MEETING, shown, typed)
    saved = await store.write(lambda tx: answering.save_draft(tx, late, PARTNERSHIP, NOON))
    assert saved == Ended(ended, MEETING, shown, typed)
    assert await answer_of(store) is None


@pytest.mark.parametrize("state", [PromptState.NOT_THERE, PromptState.DECLINED])
async def test_who_had_said_no_may_still_answer(store: SqlStore, state: PromptState) -> None:
    """An older copy of the card still takes an answer."""
    await keep(store, replace(SENT, state=state))
    assert isinstance(await send(store, press(q1="After all.")), Receipt)
    assert await state_of(store) is PromptState.ANSWERED


async def test_who_had_said_no_and_let_it_stand_is_not_asked_any_more(store: SqlStore) -> None:
    """Once the request has closed, an older copy gives back what was typed."""
    await keep(store, replace(SENT, state=PromptState.NOT_THERE))
    late = press(q1="After all.")
    view = await store.write(lambda tx: answering.send(tx, late, PARTNERSHIP, CLOSES))
    assert isinstance(view, Ended)
    assert view.typed == Content(words={"q1": "After all."})
    assert await answer_of(store) is None


async def test_a_draft_that_is_emptied_is_gone(store: SqlStore) -> None:
    """Saving nothing says that there is nothing."""
    await keep(store, SENT)
    await store.write(lambda tx: answering.save_draft(tx, press(q1="Draft."), PARTNERSHIP, NOON))
    view = await store.write(lambda tx: answering.save_draft(tx, press(1), PARTNERSHIP, NOON))
    assert isinstance(view, Questions)
    assert view.fault == Fault(Problem.NOTHING)
    assert await store.read(lambda tx: tx.draft("prompt-1")) is None


async def test_an_answer_keeps_the_day_it_was_first_sent(store: SqlStore) -> None:
    """Changing it days later is a new revision of the same answer."""
    await keep(store, SENT)
    await send(store, press(q1="Good."))
    later = NOON + timedelta(days=2)
    await store.write(lambda tx: answering.send(tx, press(1, q1="Better."), PARTNERSHIP, later))
    kept = await answer_of(store)
    assert kept is not None
    assert (kept.sent_at, kept.revision) == (NOON, 2)


async def test_an_answer_in_an_outage_of_ours_still_counts(store: SqlStore) -> None:
    """A request that should have closed, and was not closed yet, takes the answer."""
    await keep(store, SENT)
    late = CLOSES + timedelta(hours=1)
    view = await store.write(lambda tx: answering.send(tx, press(q1="Good."), PARTNERSHIP, late))
    assert isinstance(view, Receipt)
    ended: Prompt = await prompt_of(store)
    assert ended.state is PromptState.ANSWERED
