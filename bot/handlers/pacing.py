"""What a person decides about being asked: after my leave, less often, a broad role, and a digest's lines."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, time

from bot.handlers.choosing import found_and_kept
from bot.handlers.messages import Digest, Line, SentContact, digest_in_order
from bot.handlers.ports import Conversation, Kind, Transaction
from bot.handlers.presses import Asked, Press, as_it_stands, card_state, find, move
from bot.handlers.reaching import wake_waiting
from bot.handlers.views import HowOften, HowOftenKept, Leave, NotYours, View
from practice.leave import after_leave, closes_after_leave, leave_window
from practice.pacing import HowOften as Choice
from practice.pacing import chosen
from practice.partnership import Partnership
from practice.prompts import Happening, can
from practice.working_time import local, local_day


def open_leave(tx: Transaction, press: Press, partnership: Partnership, now: datetime) -> View:
    """Ask for the day the person is back, keeping what was typed so far."""
    asked = found_and_kept(tx, press, partnership, now)
    if not isinstance(asked, Asked):
        return asked
    if not asked.prompt.open:
        return as_it_stands(tx, asked)
    return Leave(asked.prompt, asked.meeting, *leave_window(now))


def set_leave(
    tx: Transaction, press: Press, back: date | None, partnership: Partnership, now: datetime
) -> View:
    """Put the request off until the person is back, or end it as away when that is too late for the meeting."""
    asked = find(tx, press, partnership)
    if asked is None:
        return NotYours()
    if not can(asked.prompt, Happening.POSTPONE):
        return as_it_stands(tx, asked)
    first, last = leave_window(now)
    if back is None or not first <= back <= last:
        return Leave(asked.prompt, asked.meeting, first, last, bad=True)
    return as_it_stands(tx, _put_off(tx, asked, back, partnership, now))


def _put_off(tx: Transaction, asked: Asked, back: date, partnership: Partnership, now: datetime) -> Asked:
    calendar, etiquette = partnership.calendar_of(asked.prompt.agency_key), partnership.etiquette
    ended_at, days = asked.meeting.ends_at, partnership.closes_after_days
    due_at = after_leave(back, ended_at, calendar, etiquette)
    tx.drop_work(Kind.REMIND, asked.prompt.id)
    if due_at is None:
        away = replace(asked, prompt=replace(asked.prompt, due_at=_day_of(back)))
        return move(tx, away, Happening.LEAVE_OUTLASTS, now)
    closes_at = closes_after_leave(due_at, ended_at, days, calendar, etiquette)
    closes_at = max(closes_at, asked.prompt.closes_at or closes_at)
    waiting = replace(asked.prompt, due_at=due_at, closes_at=closes_at)
    tx.add_work(Kind.DELIVER, waiting.id, due_at)
    tx.add_work(Kind.CLOSE, waiting.id, closes_at)
    return move(tx, replace(asked, prompt=waiting), Happening.POSTPONE, now)


def _day_of(back: date) -> datetime:
    """Give noon of the day in London: a moment that is on the same day wherever it is read."""
    return local(back, time(12))


def open_how_often(tx: Transaction, press: Press, partnership: Partnership, now: datetime) -> View:
    if not press.prompt_id:
        return HowOften()
    asked = found_and_kept(tx, press, partnership, now)
    return HowOften(asked.prompt, asked.meeting) if isinstance(asked, Asked) else asked


def set_how_often(
    tx: Transaction, press: Press, choice: str, partnership: Partnership, now: datetime
) -> View:
    """Keep how often we may ask; what waits is decided anew by it."""
    asked = find(tx, press, partnership) if press.prompt_id else None
    shown = (asked.prompt, asked.meeting) if asked else (None, None)
    if not choice:
        return HowOften(*shown)
    person_id = press.conversation.person_id
    pace = chosen(Choice(choice), now)
    tx.save_preferences(replace(tx.preferences(person_id), pace=pace))
    wake_waiting(tx, person_id, now)
    return HowOftenKept(local_day(pace.until) if pace.until else None, *shown)


def keep_role(
    tx: Transaction, conversation: Conversation, role: int, prompt_id: str, partnership: Partnership
) -> None:
    """Keep the broad role somebody chose on their first card; another choice later replaces it."""
    prompt = tx.prompt(prompt_id)
    if prompt is None or prompt.person_id != conversation.person_id:
        return
    roles = partnership.roles_of(prompt.agency_key)
    if role < len(roles):
        tx.save_preferences(replace(tx.preferences(prompt.person_id), role=roles[role]))


def digest(tx: Transaction, press: Press) -> Digest | NotYours:
    """Show a digest as its lines stand now, to the person it was sent to."""
    contact = tx.contact(press.contact_id)
    if contact is None or contact.person_id != press.conversation.person_id:
        return NotYours()
    return digest_of(tx, contact, press.conversation.member_id)


def digest_of(tx: Transaction, contact: SentContact, member_id: str) -> Digest:
    lines = []
    for carried in contact.carried:
        prompt = tx.prompt(carried.prompt_id)
        meeting = tx.meeting(prompt.meeting_id) if prompt else None
        if prompt and meeting:
            answer = tx.answer_to(prompt.id)
            ref = answer.ref if answer else ""
            lines.append(Line(prompt, meeting, carried.due, card_state(prompt, answer), ref))
    return digest_in_order(contact.id, lines, member_id)


def refresh_digest(tx: Transaction, press: Press, partnership: Partnership) -> View:
    find(tx, press, partnership)
    return digest(tx, press)


def skip_all(tx: Transaction, press: Press, partnership: Partnership, now: datetime) -> View:
    """Skip every request of a digest that is still open."""
    shown = digest(tx, press)
    if isinstance(shown, NotYours):
        return shown
    for line in shown.lines:
        asked = find(tx, replace(press, prompt_id=line.prompt.id), partnership)
        if asked and asked.prompt.open and can(asked.prompt, Happening.TAKE_NO_PART):
            move(tx, asked, Happening.TAKE_NO_PART, now)
    return digest(tx, press)
