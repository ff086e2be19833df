"""Answering a prompt: send, save for later, see, change, take back. Each runs inside one transaction.

Saving an answer, its filing and the repaint of its cards stand or fall together; pressing twice, on one
device or two, leaves one answer (design.md, "Two devices, one answer").
"""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from bot.handlers.filing import file_answer
from bot.handlers.ports import Kind, Transaction
from bot.handlers.presses import Asked, Press, answerable, as_it_stands, find, move, standing, taken_up
from bot.handlers.views import Both, DraftSaved, NotYours, Questions, Receipt, Sent, View
from practice.answers import Answer, AnswerState, Content, problem_with, read_content
from practice.partnership import Partnership
from practice.prompts import Happening
from practice.references import reference


def send(tx: Transaction, press: Press, partnership: Partnership, now: datetime) -> View:
    """Accept an answer, or say why not with everything typed still there."""
    asked = find(tx, press, partnership)
    if asked is None:
        return NotYours()
    typed = read_content(press.words, press.taps, asked.measures)
    other = _stands_otherwise(tx, asked, press, typed, now)
    if other is not None:
        return other
    if not answerable(asked, now):
        return as_it_stands(tx, asked, typed)
    if fault := problem_with(typed):
        return Questions(asked.prompt, asked.meeting, typed, fault)
    return _accept(tx, asked, typed, partnership, now)


def _stands_otherwise(
    tx: Transaction, asked: Asked, press: Press, typed: Content, now: datetime
) -> View | None:
    """Meet a press that repeats what stands, or that was drawn from an older card than what stands."""
    drawn_from_it = press.revision >= asked.prompt.revision or not answerable(asked, now)
    if drawn_from_it and asked.answer is None:
        return None
    there = standing(tx, asked)
    if asked.answer and there is not None and there.digest == typed.digest:
        return as_it_stands(tx, asked)
    if drawn_from_it:
        return None
    if there is None or typed.empty or there.digest == typed.digest:
        return None
    return Both(asked.prompt, asked.meeting, there, typed, answered=asked.answer is not None)


def _accept(tx: Transaction, asked: Asked, content: Content, partnership: Partnership, now: datetime) -> View:
    moved = move(tx, taken_up(tx, asked, now), Happening.ANSWER, now)
    tx.drop_work(Kind.REMIND, moved.prompt.id)
    answer = _revised(tx, asked, content, now)
    tx.save_answer(answer, moved.prompt.id)
    tx.delete_draft(moved.prompt.id)
    file_answer(tx, answer, partnership, now)
    return Receipt(moved.prompt, moved.meeting, answer.ref)


def _revised(tx: Transaction, asked: Asked, content: Content, now: datetime) -> Answer:
    if asked.answer:
        return replace(
            asked.answer, content=content, revision=asked.answer.revision + 1, state=AnswerState.SENT
        )
    return Answer(
        id=tx.new_id(),
        ref=new_reference(tx),
        meeting_id=asked.meeting.id,
        agency_key=asked.prompt.agency_key,
        content=content,
        revision=1,
        state=AnswerState.SENT,
        sent_at=now,
        voice=bool(tx.voices(asked.prompt.id)),
    )


def new_reference(tx: Transaction) -> str:
    """Draw references until one is free; there are 810,000."""
    while tx.reference_taken(ref := reference(tx.random_bytes())):
        pass
    return ref


def save_draft(tx: Transaction, press: Press, partnership: Partnership, now: datetime) -> View:
    """Keep what was typed, for this person alone, without sending it."""
    asked = find(tx, press, partnership)
    if asked is None:
        return NotYours()
    typed = read_content(press.words, press.taps, asked.measures)
    other = _stands_otherwise(tx, asked, press, typed, now)
    if other is not None:
        return other
    if not asked.prompt.open:
        return as_it_stands(tx, asked, typed)
    if typed.empty:
        tx.delete_draft(asked.prompt.id)
        return Questions(asked.prompt, asked.meeting, typed, problem_with(typed))
    kept = keep_typed(tx, asked, typed, now)
    return DraftSaved(kept.prompt, kept.meeting)


def keep_typed(tx: Transaction, asked: Asked, typed: Content, now: datetime) -> Asked:
    """Save what was typed as the draft when it is new; a card drawn earlier is then an older one."""
    if not asked.prompt.open or typed.empty or typed == tx.draft(asked.prompt.id):
        return asked
    tx.save_draft(asked.prompt.id, typed, now)
    revised = replace(asked.prompt, revision=asked.prompt.revision + 1)
    tx.save_prompt(revised)
    return replace(asked, prompt=revised)


def beside_the_draft(tx: Transaction, asked: Asked, press: Press, typed: Content) -> Both | None:
    """Show the draft beside what was typed on an older card, which must not take its place unasked."""
    if press.revision >= asked.prompt.revision or typed.empty or not asked.prompt.open:
        return None
    there = tx.draft(asked.prompt.id)
    if there is None or there.digest == typed.digest:
        return None
    return Both(asked.prompt, asked.meeting, there, typed, answered=False)


def see(tx: Transaction, press: Press, partnership: Partnership) -> View:
    """Show the person what they sent."""
    asked = find(tx, press, partnership)
    if asked is None:
        return NotYours()
    if asked.answer and asked.answer.state is AnswerState.SENT:
        return Sent(asked.prompt, asked.meeting, asked.answer.ref, asked.answer.content)
    return as_it_stands(tx, asked)


def change(tx: Transaction, press: Press, partnership: Partnership) -> View:
    """Open the questions with what was sent; sending them again replaces it."""
    asked = find(tx, press, partnership)
    if asked is None:
        return NotYours()
    if asked.answer and asked.answer.state is AnswerState.SENT:
        return Questions(asked.prompt, asked.meeting, asked.answer.content)
    return as_it_stands(tx, asked)


def take_back(tx: Transaction, press: Press, partnership: Partnership, now: datetime) -> View:
    """Delete the words here at once, and in the list as soon as it can be reached."""
    asked = find(tx, press, partnership)
    if asked is None:
        return NotYours()
    answer = asked.answer
    if answer is None or press.revision < asked.prompt.revision:
        return as_it_stands(tx, asked)  # A press that Teams delivers late must not delete a newer answer.
    if answer.state is AnswerState.SENT:
        blank = replace(
            answer, content=Content(), state=AnswerState.TAKEN_BACK, revision=answer.revision + 1, voice=False
        )
        tx.save_answer(blank, asked.prompt.id)
        tx.delete_voices(asked.prompt.id)
        file_answer(tx, blank, partnership, now)
        asked = replace(move(tx, asked, Happening.ANSWER, now), answer=blank)
    return as_it_stands(tx, asked)
