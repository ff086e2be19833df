"""What one person is sent now: everything that waits for them is decided together, and saved before it leaves.

Whatever goes into one message is one contact (design.md, "Prompt states"). The rules are `practice.contacting`'s.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from bot.handlers.filing import file_counts
from bot.handlers.holding import holds_in_force, wait_for_release
from bot.handlers.lives import reminders
from bot.handlers.messages import (
    Carried,
    Line,
    NewCard,
    NewMessage,
    SentContact,
    Welcome,
    digest_in_order,
)
from bot.handlers.ports import Conversation, Kind, Transaction
from bot.handlers.views import Questions
from practice.calendars import Openings
from practice.contacting import Candidate, Decision, Due, decide
from practice.etiquette import WEEK
from practice.holding import held
from practice.meetings import Meeting
from practice.pacing import MONTH
from practice.partnership import Partnership
from practice.prompts import ON_HOLD, Happening, Prompt, PromptState, after, end_of_waiting
from practice.reminding import REMINDED
from practice.working_time import days_later

_WORK = {Due.NEW_REQUEST: Kind.DELIVER, Due.FIRST_REMINDER: Kind.REMIND, Due.LAST_REMINDER: Kind.REMIND}


@dataclass(frozen=True, slots=True)
class Leaving:
    """A message that is saved and about to leave, with its prompts as they stood before."""

    contact: SentContact
    message: NewMessage
    before: tuple[Prompt, ...]


def start(tx: Transaction, chat: Conversation, partnership: Partnership, now: datetime) -> Leaving | None:
    """Decide what the person is sent now, and save that it leaves; None when nothing is."""
    found = _found(tx, chat.person_id, partnership, now)
    if not found:
        return None
    candidates = [one for each in found for one in each.candidates]
    decision = _decided(tx, chat.person_id, found[0].prompt.agency_key, candidates, partnership, now)
    _leave_out(tx, decision, now)
    send = decision.send
    welcomed = tx.preferences(chat.person_id).welcomed_at is not None
    if not welcomed:
        send = send[:1]  # The welcome stands above a single request: what else is due comes another day.
    _look_again(tx, candidates, send, decision, partnership.calendar_of(found[0].prompt.agency_key), now)
    if not send:
        return None
    return _saved(
        tx, chat, send, {each.prompt.id: each for each in found}, partnership, now, welcomed=welcomed
    )


@dataclass(frozen=True, slots=True)
class _Waiting:
    prompt: Prompt
    meeting: Meeting
    candidates: tuple[Candidate, ...]


def _found(tx: Transaction, person_id: str, partnership: Partnership, now: datetime) -> list[_Waiting]:
    """Find what waits for the person, but for what is held: that waits for its release."""
    holds = holds_in_force(tx, now)
    found = []
    for prompt in sorted(tx.prompts_of_person(person_id), key=_by_due):
        meeting = tx.meeting(prompt.meeting_id)
        if meeting is None:
            continue
        if held(holds, prompt, now):
            wait_for_release(tx, prompt, meeting, partnership, now)
        else:
            found.append(_Waiting(prompt, meeting, _candidates(prompt, meeting, partnership)))
    return found


def _by_due(prompt: Prompt) -> tuple[datetime, str]:
    return prompt.due_at, prompt.id


def _candidates(prompt: Prompt, meeting: Meeting, partnership: Partnership) -> tuple[Candidate, ...]:
    closes_at = prompt.closes_at or prompt.due_at
    if prompt.state is PromptState.PLANNED:
        own = prompt.postponed
        return (
            Candidate(prompt.id, Due.NEW_REQUEST, prompt.due_at, closes_at, meeting.ends_at, own_wish=own),
        )
    return tuple(
        Candidate(prompt.id, due, at, closes_at, meeting.ends_at)
        for due, at in reminders(prompt, partnership)
    )


def _decided(
    tx: Transaction,
    person_id: str,
    agency_key: str,
    candidates: Sequence[Candidate],
    partnership: Partnership,
    now: datetime,
) -> Decision:
    history = [contact.counted for contact in tx.contacts_of_person(person_id, now - MONTH)]
    return decide(
        now,
        candidates,
        history,
        tx.preferences(person_id).pace,
        tx.meetings_of_person(person_id, now - WEEK),
        partnership.etiquette,
        partnership.calendar_of(agency_key),
    )


def _leave_out(tx: Transaction, decision: Decision, now: datetime) -> None:
    """Name the end of what will never be sent."""
    for prompt_id, reason in decision.left_out.items():
        prompt = tx.prompt(prompt_id)
        if prompt and prompt.state is PromptState.PLANNED:
            tx.save_prompt(after(prompt, end_of_waiting(prompt), reason=ON_HOLD if prompt.paused else reason))
            tx.drop_work(Kind.DELIVER, prompt_id)
            file_counts(tx, prompt.meeting_id, now)


def _look_again(
    tx: Transaction,
    candidates: Sequence[Candidate],
    send: tuple[Candidate, ...],
    decision: Decision,
    calendar: Openings,
    now: datetime,
) -> None:
    """Ask again for what is due and waits; what is due later has its own time already."""
    gone = {*decision.left_out, *(one.prompt_id for one in send)}
    dropped = {(one.prompt_id, one.kind) for one in decision.dropped}
    tomorrow = days_later(now, 1, calendar)
    again = decision.look_again_at or tomorrow
    if len(send) < len(decision.send):  # What stays behind for the welcome's sake was free to go.
        again = min(again, tomorrow)
    for one in candidates:
        if one.due_at <= now and one.prompt_id not in gone and (one.prompt_id, one.kind) not in dropped:
            tx.add_work(_WORK[one.kind], one.prompt_id, max(again, now + timedelta(seconds=1)))


def _saved(
    tx: Transaction,
    chat: Conversation,
    send: tuple[Candidate, ...],
    found: dict[str, _Waiting],
    partnership: Partnership,
    now: datetime,
    *,
    welcomed: bool,
) -> Leaving:
    carried = tuple(Carried(one.prompt_id, one.kind) for one in send)
    contact = SentContact(tx.new_id(), chat.person_id, now, chat.conversation_id, "", carried)
    tx.save_contact(contact)
    before = tuple(found[one.prompt_id].prompt for one in send)
    lines = tuple(
        Line(_started(tx, waiting.prompt, one.kind, chat, now), waiting.meeting, one.kind)
        for one in send
        for waiting in (found[one.prompt_id],)
    )
    if len(lines) > 1:
        return Leaving(contact, digest_in_order(contact.id, lines, chat.member_id), before)
    (line,) = lines
    card = NewCard(
        line.prompt,
        line.meeting,
        chat.member_id,
        line.due,
        draft_at=tx.draft_saved_at(line.prompt.id) if line.due is not Due.NEW_REQUEST else None,
        welcome=None if welcomed else _welcome(tx, line.prompt, partnership),
    )
    return Leaving(contact, card, before)


def _started(tx: Transaction, prompt: Prompt, due: Due, chat: Conversation, now: datetime) -> Prompt:
    if due is Due.NEW_REQUEST:
        started = after(prompt, Happening.START_SENDING)
        started = replace(started, conversation_id=chat.conversation_id, sent_at=now, reason="")
    else:
        started = replace(prompt, reminders=REMINDED[due])
    tx.save_prompt(started)
    return started


def as_sent(tx: Transaction, shown: Questions, activity_id: str, partnership: Partnership) -> Questions:
    """Let a card that is looked at say again what its message said: that it reminds, or who we are.

    Teams refreshes a card as soon as somebody sees it, so what a refresh leaves out is never seen.
    """
    carrying = tx.contacts_of_prompt(shown.prompt.id)
    found = [contact for contact in carrying if contact.activity_id == activity_id] or carrying[-1:]
    if not found or len(found[0].carried) > 1:
        return shown
    contact, due = found[0], found[0].carried[0].due
    first = tx.preferences(contact.person_id).welcomed_at == contact.at
    return replace(
        shown,
        due=due,
        draft_at=tx.draft_saved_at(shown.prompt.id) if due is not Due.NEW_REQUEST else None,
        welcome=_welcome(tx, shown.prompt, partnership) if first else None,
    )


def _welcome(tx: Transaction, prompt: Prompt, partnership: Partnership) -> Welcome:
    asked = bool(tx.preferences(prompt.person_id).role)
    return Welcome(
        roles=() if asked else partnership.roles_of(prompt.agency_key),
        max_new=partnership.etiquette.max_new,
        max_contacts=partnership.etiquette.max_contacts,
    )
