"""Holds: what they cover waits, and nothing of it is deleted, until a named person releases them."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from bot.handlers.filing import file_counts
from bot.handlers.ports import Kind, Transaction
from practice.holding import Hold, HoldScope, covers, held, hold_does, waits_until
from practice.meetings import Meeting
from practice.partnership import Partnership
from practice.prompts import ON_HOLD, Happening, Prompt, after
from practice.working_time import days_later

InForce = Sequence[tuple[Hold, Collection[str]]]


@dataclass(frozen=True, slots=True)
class Counted:
    """What a hold or a release did: requests `stopped`, by a pause or for good, and requests that wait or go on."""

    stopped: int
    waiting: int


def holds_in_force(tx: Transaction, now: datetime) -> InForce:
    """Give the holds in force, each with the people it names: directory ids, and addresses not yet looked up."""
    return [(hold, _people(tx, hold)) for hold in tx.holds() if hold.in_force(now)]


def _people(tx: Transaction, hold: Hold) -> frozenset[str]:
    if hold.scope is not HoldScope.PEOPLE:
        return frozenset()
    prompts = tx.prompts_of_meeting(hold.target)
    return frozenset(name for prompt in prompts for name in (prompt.person_id, prompt.address) if name)


def put_on_hold(tx: Transaction, hold: Hold, partnership: Partnership, now: datetime) -> Counted:
    """Start a hold: what stands in front of people is paused at once, and what is planned waits."""
    tx.save_hold(hold)
    if hold.until:
        tx.add_work(Kind.RELEASE, hold.id, hold.until)
    return _carry_out(tx, [(hold, _people(tx, hold))], partnership, now)


def release_hold(tx: Transaction, hold: Hold, by: str, partnership: Partnership, now: datetime) -> Counted:
    """End a hold: what it paused or kept waiting goes on, unless another hold keeps it or it is too long ago."""
    tx.save_hold(replace(hold, released_at=now, released_by=by))
    tx.drop_work(Kind.RELEASE, hold.id)
    return let_go(tx, hold, partnership, now)


def let_go(tx: Transaction, hold: Hold, partnership: Partnership, now: datetime) -> Counted:
    """Let go on what a hold kept waiting, as its release does and as the coming of its last day does."""
    people, still = _people(tx, hold), holds_in_force(tx, now)
    ended = waiting = 0
    for prompt in tx.prompts_not_ended():
        meeting = tx.meeting(prompt.meeting_id)
        passed = prompt.open or held(still, prompt, now) or not covers(hold, prompt, people)
        if meeting is None or passed:
            continue
        if _stopped(tx, prompt, meeting, partnership, now):
            ended += 1
        else:
            tx.add_work(Kind.DELIVER, prompt.id, max(prompt.due_at, now))
            waiting += 1
    return Counted(ended, waiting)


def run_out(tx: Transaction, hold_id: str, partnership: Partnership, now: datetime) -> None:
    """Let a hold go whose last day has come."""
    for hold in tx.holds():
        if hold.id == hold_id and hold.released_at is None:
            let_go(tx, hold, partnership, now)


def kept_by_a_hold(tx: Transaction, prompt_id: str, now: datetime) -> bool:
    """Tell whether a hold keeps what belongs to a prompt from being deleted, also one that has ended."""
    prompt = tx.prompt(prompt_id)
    return prompt is not None and held(holds_in_force(tx, now), prompt, now)


def _carry_out(tx: Transaction, holds: InForce, partnership: Partnership, now: datetime) -> Counted:
    stopped = waiting = 0
    for prompt in tx.prompts_not_ended():
        meeting = tx.meeting(prompt.meeting_id)
        if meeting is None or not held(holds, prompt, now):
            continue
        if _stopped(tx, prompt, meeting, partnership, now):
            stopped += 1
        else:
            waiting += 1
    return Counted(stopped, waiting)


def wait_for_release(
    tx: Transaction, prompt: Prompt, meeting: Meeting, partnership: Partnership, now: datetime
) -> None:
    """Look at a held prompt again on the next working day: by then it may be released, or too long ago."""
    if not _stopped(tx, prompt, meeting, partnership, now):
        tomorrow = days_later(now, 1, partnership.calendar_of(prompt.agency_key))
        tx.add_work(Kind.DELIVER, prompt.id, max(prompt.due_at, tomorrow))


def _stopped(
    tx: Transaction, prompt: Prompt, meeting: Meeting, partnership: Partnership, now: datetime
) -> bool:
    """Pause a held prompt, or end it where it is too old; its stored card then says "paused", and never why."""
    calendar, etiquette = partnership.calendar_of(prompt.agency_key), partnership.etiquette
    happening = hold_does(prompt, meeting.ends_at, now, calendar, etiquette)
    if happening is None:
        return False
    stopped = after(prompt, happening, reason=ON_HOLD)
    if happening is Happening.PAUSE:
        until = waits_until(prompt, meeting.ends_at, calendar, etiquette)
        stopped = replace(stopped, due_at=now, closes_at=until)
        tx.add_work(Kind.CLOSE, prompt.id, until)
    tx.save_prompt(replace(stopped, revision=stopped.revision + 1))
    tx.drop_work(Kind.DELIVER, prompt.id)
    tx.drop_work(Kind.REMIND, prompt.id)
    tx.add_work(Kind.REPAINT, prompt.id, now)
    file_counts(tx, prompt.meeting_id, now)
    return True
