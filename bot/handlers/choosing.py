"""What else a person can press: look, more choices, not there, skip, undo, a family's words, contacts."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from bot.handlers.answering import beside_the_draft, keep_typed
from bot.handlers.contacting import as_sent
from bot.handlers.filing import file_answer
from bot.handlers.lives import before_leave, remind_later
from bot.handlers.ports import Kind, Transaction
from bot.handlers.presses import Asked, Press, as_it_stands, find, move
from bot.handlers.views import (
    Both,
    Contacts,
    More,
    NotYours,
    OlderMessage,
    Questions,
    View,
    VoiceForm,
    VoiceKept,
)
from practice.answers import AnswerState, Voice, read_content
from practice.partnership import Partnership
from practice.prompts import Happening, PromptState, can
from practice.voices import REFUSED, complete, kept_of
from practice.working_time import days_later


def look(tx: Transaction, press: Press, partnership: Partnership) -> View:
    """Show the prompt as it stands, for this person: on opening the chat, or on Back to the questions."""
    asked = find(tx, press, partnership)
    return NotYours() if asked is None else as_it_stands(tx, asked)


def refresh(tx: Transaction, press: Press, partnership: Partnership) -> View:
    """The same, but an older message points to the newer one while the request is open."""
    asked = find(tx, press, partnership)
    if asked is None:
        return NotYours()
    newest = asked.prompt.activity_id
    older = asked.prompt.open and press.activity_id and newest and press.activity_id != newest
    if older:
        return OlderMessage(asked.prompt, asked.meeting)
    shown = as_it_stands(tx, asked)
    return as_sent(tx, shown, press.activity_id, partnership) if isinstance(shown, Questions) else shown


def more(tx: Transaction, press: Press, partnership: Partnership, now: datetime) -> View:
    """Offer the other choices, keeping what was typed so far."""
    asked = found_and_kept(tx, press, partnership, now)
    if not isinstance(asked, Asked):
        return asked
    return More(asked.prompt, asked.meeting) if asked.prompt.open else as_it_stands(tx, asked)


def contacts(tx: Transaction, press: Press, partnership: Partnership, now: datetime) -> View:
    """Show whom to contact at once, whatever has become of the request and of a draft."""
    asked = found_and_kept(tx, press, partnership, now)
    return Contacts() if isinstance(asked, NotYours) else Contacts(asked.prompt, asked.meeting)


def not_there(tx: Transaction, press: Press, partnership: Partnership, now: datetime) -> View:
    return _end(tx, press, partnership, now, Happening.NOT_THERE)


def skip(tx: Transaction, press: Press, partnership: Partnership, now: datetime) -> View:
    return _end(tx, press, partnership, now, Happening.TAKE_NO_PART)


def undo(tx: Transaction, press: Press, partnership: Partnership, now: datetime) -> View:
    """Open the request again, as long as its life lasts."""
    asked = find(tx, press, partnership)
    if asked is None:
        return NotYours()
    closes_at = asked.prompt.closes_at
    chosen = can(asked.prompt, Happening.UNDO) and asked.prompt.ever_sent and not asked.prompt.paused
    if chosen and (closes_at is None or now < closes_at):
        asked = move(tx, _back_from_leave(tx, asked, partnership, now), Happening.UNDO, now)
        tomorrow = days_later(now, 1, partnership.calendar_of(asked.prompt.agency_key))
        remind_later(
            tx, asked.prompt, partnership, not_before=tomorrow
        )  # Who is here needs no reminder today.
    return as_it_stands(tx, asked)


def _back_from_leave(tx: Transaction, asked: Asked, partnership: Partnership, now: datetime) -> Asked:
    """Where it was a leave that put the request off, take back what that changed of its life."""
    if not (asked.prompt.postponed or asked.prompt.state is PromptState.AWAY):
        return asked
    back = before_leave(asked.prompt, partnership, now)
    tx.drop_work(Kind.DELIVER, back.id)
    tx.add_work(Kind.CLOSE, back.id, back.closes_at or now)
    return replace(asked, prompt=back)


def open_voice(tx: Transaction, press: Press, partnership: Partnership, now: datetime) -> View:
    asked = found_and_kept(tx, press, partnership, now)
    if not isinstance(asked, Asked):
        return asked
    return VoiceForm(asked.prompt, asked.meeting) if _takes_voices(asked) else as_it_stands(tx, asked)


def add_voice(tx: Transaction, press: Press, voice: Voice, partnership: Partnership, now: datetime) -> View:
    """Keep a child's or family's words; where they said no, keep only that they were asked.

    The same words added twice, as a resent press does, are kept once.
    """
    asked = find(tx, press, partnership)
    if asked is None:
        return NotYours()
    if not _takes_voices(asked):
        return as_it_stands(tx, asked)
    if not complete(voice):
        return VoiceForm(asked.prompt, asked.meeting, incomplete=True)
    kept = kept_of(voice)
    if not any(replace(known, id="") == replace(kept, id="") for known in tx.voices(asked.prompt.id)):
        tx.save_voice(asked.prompt.id, replace(kept, id=tx.new_id()))
        _tell_answer(tx, asked, partnership, now)
    return VoiceKept(asked.prompt, asked.meeting, refused=voice.permission == REFUSED)


def _tell_answer(tx: Transaction, asked: Asked, partnership: Partnership, now: datetime) -> None:
    if asked.answer and not asked.answer.voice:
        told = replace(asked.answer, voice=True)
        tx.save_answer(told, asked.prompt.id)
        file_answer(tx, told, partnership, now)


def _takes_voices(asked: Asked) -> bool:
    sent = asked.answer is not None and asked.answer.state is AnswerState.SENT
    return asked.prompt.open or sent


def found_and_kept(
    tx: Transaction, press: Press, partnership: Partnership, now: datetime
) -> Asked | Both | NotYours:
    """Keep what was typed as the draft, or ask first when it was typed on a card older than the draft."""
    asked = find(tx, press, partnership)
    if asked is None:
        return NotYours()
    typed = read_content(press.words, press.taps, asked.measures)
    return beside_the_draft(tx, asked, press, typed) or keep_typed(tx, asked, typed, now)


def _end(
    tx: Transaction, press: Press, partnership: Partnership, now: datetime, happening: Happening
) -> View:
    asked = found_and_kept(tx, press, partnership, now)
    if not isinstance(asked, Asked):
        return asked
    if asked.prompt.open and can(asked.prompt, happening):
        asked = move(tx, asked, happening, now)
    return as_it_stands(tx, asked)
