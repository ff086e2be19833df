"""An answer that was sent: seeing it, changing it, taking it back and sending it again."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bot.handlers import answering
from bot.handlers.messages import CardState
from bot.handlers.presses import Press
from bot.handlers.views import Ended, NotYours, Questions, Receipt, Sent, View
from bot.store import SqlStore, SqlTransaction
from practice.answers import Answer, AnswerState, Content
from tests.handlers.made import MEETING, NOON, PARTNERSHIP, SENT, Look, asked_for, keep, press, prompt_of


async def send(store: SqlStore, pressed: Press) -> View:
    return await store.write(lambda tx: answering.send(tx, pressed, PARTNERSHIP, NOON))


async def take_back(store: SqlStore, pressed: Press) -> View:
    return await store.write(lambda tx: answering.take_back(tx, pressed, PARTNERSHIP, NOON))


async def answer_of(store: SqlStore) -> Answer | None:
    return await store.read(lambda tx: tx.answer_to("prompt-1"))


async def test_what_was_sent_is_shown_to_its_writer_and_can_be_changed(store: SqlStore) -> None:
    """Seeing changes nothing; changing opens the questions with it, and sending again replaces it."""
    await keep(store, SENT)
    receipt = await send(store, press(q1="Good.", child="yes"))
    sent = await store.write(lambda tx: answering.see(tx, press(1), PARTNERSHIP))
    opened = await store.write(lambda tx: answering.change(tx, press(1), PARTNERSHIP))
    assert isinstance(receipt, Receipt)
    assert isinstance(sent, Sent)
    assert isinstance(opened, Questions)
    assert sent.content == opened.content == Content(words={"q1": "Good."}, taps={"child": ("yes",)})
    again = await send(store, press(opened.prompt.revision, q1="Better."))
    kept = await answer_of(store)
    assert kept is not None
    assert isinstance(again, Receipt)
    assert (again.ref, kept.revision, kept.content.words) == (receipt.ref, 2, {"q1": "Better."})
    assert ("file_answer", kept.id) in await asked_for(store)


@pytest.mark.parametrize("handler", [answering.see, answering.change])
async def test_nothing_sent_shows_the_questions_and_a_stranger_nothing(
    store: SqlStore, handler: Look
) -> None:
    """Before anything was sent there is nothing to see or to change."""
    await keep(store, SENT)
    view = await store.write(lambda tx: handler(tx, press(), PARTNERSHIP))
    assert view == Questions(SENT, MEETING, Content())
    assert await store.write(lambda tx: handler(tx, press(by="person-2"), PARTNERSHIP)) == NotYours()


async def test_taking_back_deletes_the_words_at_once(store: SqlStore) -> None:
    """The words and the voices are gone here, the list follows, and a second press changes nothing."""
    await keep(store, SENT)
    await send(store, press(q1="Good."))
    view = await take_back(store, press(1))
    kept = await answer_of(store)
    assert kept is not None
    assert isinstance(view, Ended)
    assert view.state is CardState.TAKEN_BACK
    assert (kept.content, kept.state, kept.voice) == (Content(), AnswerState.TAKEN_BACK, False)
    assert ("file_answer", kept.id) in await asked_for(store)
    before = await prompt_of(store)
    assert await take_back(store, press(1)) == view
    assert (await answer_of(store), await prompt_of(store)) == (kept, before)


async def test_taking_back_what_was_never_sent_shows_the_questions(store: SqlStore) -> None:
    """There is nothing to take back, and nothing is lost."""
    await keep(store, SENT)
    assert await take_back(store, press()) == Questions(SENT, MEETING, Content())


async def test_after_taking_back_an_older_card_sends_nothing(store: SqlStore) -> None:
    """Taken back is final: the list says so, and what was typed since is given back to be copied."""
    await keep(store, SENT)
    await send(store, press(q1="Good."))
    await take_back(store, press(1))
    for revision in (0, 1, 2):
        view = await send(store, press(revision, q1="On reflection."))
        assert isinstance(view, Ended)
        assert (view.state, view.typed.words) == (CardState.TAKEN_BACK, {"q1": "On reflection."})
    kept = await answer_of(store)
    assert kept is not None
    assert (kept.content, kept.state) == (Content(), AnswerState.TAKEN_BACK)


async def test_a_take_back_that_comes_late_spares_a_newer_answer(store: SqlStore) -> None:
    """Teams may deliver a press a second time after the person has changed what they sent."""
    await keep(store, SENT)
    await send(store, press(q1="Good."))
    await send(store, press(1, q1="Better."))
    assert isinstance(await take_back(store, press(1)), Receipt)
    kept = await answer_of(store)
    assert kept is not None
    assert kept.content.words == {"q1": "Better."}


class Repeating(SqlTransaction):
    """A transaction whose chance says the same thing twice."""

    drawn: list[bytes]

    def random_bytes(self) -> bytes:
        return self.drawn.pop(0)


async def test_two_answers_have_two_references(store: SqlStore) -> None:
    """A reference that is taken, by an answer or a meeting, is not given again."""

    def draw(tx: SqlTransaction) -> tuple[str, str]:
        repeating = Repeating(tx._connection, tx._keys)
        repeating.drawn = [bytes(8), bytes(8), b"1" * 8]
        first = answering.new_reference(repeating)
        tx.save_meeting(replace(MEETING, ref=first))
        return first, answering.new_reference(repeating)

    first, second = await store.write(draw)
    assert first != second
