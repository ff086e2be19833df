"""What one person is sent now, what waits, and what is never asked: content.md, section 20.

Pure: the caller gives everything that is known of one person, and carries out the decision. Whatever is sent
together is one message, a digest, and so one contact.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from practice.calendars import Openings
from practice.due import Candidate, Decision, Due, LeftOut
from practice.etiquette import Etiquette
from practice.pacing import AS_NOW, MONTH, Contact, Pace, next_contact, next_new, room_for_new
from practice.working_time import closing, days_later, ends, local_day, next_open

__all__ = ["Candidate", "Decision", "Due", "LeftOut", "decide"]

_RANK = {kind: rank for rank, kind in enumerate(Due)}


def decide(
    now: datetime,
    candidates: Sequence[Candidate],
    history: Sequence[Contact],
    pace: Pace,
    meetings_in_week: int,
    etiquette: Etiquette,
    calendar: Openings,
) -> Decision:
    """Decide about one person, from all that waits for them and every contact of the last 31 days.

    `meetings_in_week` counts the meetings they were in, of those we know, in the last seven days.
    """
    busy_in = meetings_in_week if meetings_in_week > etiquette.busy_meetings else 0
    person = _Person(now, tuple(sorted(history, key=_at)), pace, busy_in, etiquette, calendar)
    lost = _Lost()
    waiting = [one for one in candidates if not lost.takes(one, person.never(one, candidates))]
    send, yields_until = person.pick(waiting)
    sent = {(one.prompt_id, one.kind) for one in send}
    rest = [one for one in waiting if (one.prompt_id, one.kind) not in sent]
    first_due = min((one.due_at for one in rest if one.due_at > now), default=None)
    looks = [next_open(first_due, calendar)] if first_due else []
    due = [one for one in rest if one.due_at <= now]
    later = person.having_sent(send) if due else person
    for one in due:
        chance = max(later.chance(one), yields_until or now)
        if not lost.takes(one, later.missed(one, chance)):
            looks.append(chance)
    return Decision(send, lost.left_out, tuple(lost.dropped), min(looks, default=None))


@dataclass(slots=True)
class _Lost:
    """What will never be sent: requests with their reason, reminders without one."""

    left_out: dict[str, LeftOut] = field(default_factory=dict)
    dropped: list[Candidate] = field(default_factory=list)

    def takes(self, one: Candidate, why: LeftOut | None) -> bool:
        """Keep it if there is a reason why it will never be sent."""
        if why and one.kind is Due.NEW_REQUEST:
            self.left_out[one.prompt_id] = why
        elif why:
            self.dropped.append(one)
        return why is not None


@dataclass(slots=True)
class _Person:
    """Everything a decision about one person rests on; `busy_in` is 0 unless they are in too many meetings.

    Changed by nobody, and yet not frozen: that alone would be a twentieth of the time a decision takes.
    """

    now: datetime
    history: tuple[Contact, ...]
    pace: Pace
    busy_in: int
    etiquette: Etiquette
    calendar: Openings
    contact_from: datetime = field(init=False)
    """When one more message is within the limits, and one more new request; working hours aside."""
    new_from: datetime = field(init=False)
    spoken_at: datetime = field(init=False)
    """When the last message went out; long ago if there was none."""

    def __post_init__(self) -> None:
        self.contact_from = next_contact(self.now, self.history, self.pace, self.etiquette)
        self.new_from = max(self.contact_from, next_new(self.now, self.history, self.max_new))
        self.spoken_at = self.history[-1].at if self.history else self.now - MONTH

    @property
    def max_new(self) -> int:
        usual = self.etiquette.max_new
        return min(usual, self.etiquette.busy_new) if self.busy_in else usual

    def never(self, one: Candidate, candidates: Iterable[Candidate]) -> LeftOut | None:
        """Say why something will never be sent, whatever the limits leave room for."""
        if self.now >= self.last_moment(one) or self._superseded(one, candidates):
            return LeftOut.TOO_LATE
        picked = one.kind is not Due.NEW_REQUEST or one.due_at > self.now or self.in_sample(one)
        return None if picked else LeftOut.BUSY

    def pick(self, waiting: Sequence[Candidate]) -> tuple[tuple[Candidate, ...], datetime | None]:
        """Choose what goes into one message now; or nothing, and until when that yields to something better."""
        due = (one for one in waiting if one.due_at <= self.now)
        ready = sorted((one for one in due if self.chance(one) <= self.now), key=self._order)
        room = room_for_new(self.now, self.history, self.pace, self.max_new)
        new = [one for one in ready if one.kind is Due.NEW_REQUEST][:room]
        reminders = [one for one in ready if one.kind is not Due.NEW_REQUEST]
        send = tuple((*new, *reminders)[: self.etiquette.digest_lines])
        better = self._better(send, waiting) if send else None
        return ((), better) if better else (send, None)

    def having_sent(self, send: tuple[Candidate, ...]) -> _Person:
        """Give the same person after the message."""
        if not send:
            return self
        new = sum(one.kind is Due.NEW_REQUEST for one in send)
        return self._with((*self.history, Contact(self.now, new)), self.pace)

    def _with(self, history: tuple[Contact, ...], pace: Pace) -> _Person:
        return _Person(self.now, history, pace, self.busy_in, self.etiquette, self.calendar)

    def chance(self, one: Candidate) -> datetime:
        """Say when something can be sent at the earliest, in working hours.

        What was due when today's last message went out, and was not in it, waits for the next working day: so
        that after an outage people find one message, however late the rest of it comes to light.
        """
        free = self.new_from if one.kind is Due.NEW_REQUEST else self.contact_from
        first = next_open(max(one.due_at, free), self.calendar)
        if one.due_at <= self.spoken_at and first < ends(local_day(self.spoken_at), self.calendar):
            return days_later(first, 1, self.calendar)
        return first

    def missed(self, one: Candidate, chance: datetime) -> LeftOut | None:
        """Say why something can no longer be sent in time, if its first chance comes too late."""
        if chance < self.last_moment(one):
            return None
        if self.pace.holds(self.now) and self._with(self.history, AS_NOW).chance(one) < self.last_moment(one):
            return LeftOut.PACED
        return LeftOut.BUSY if self.busy_in else LeftOut.WEEKLY_LIMIT

    def last_moment(self, one: Candidate) -> datetime:
        """Say until when something may be sent: a request that is asked too late asks about a faded memory."""
        if one.kind is not Due.NEW_REQUEST or one.own_wish:
            return one.closes_at
        return min(one.closes_at, closing(one.meeting_ended_at, self.etiquette.stale_days, self.calendar))

    def in_sample(self, one: Candidate) -> bool:
        """Tell whether a busy person is asked about this meeting: about one in as many as they were in.

        It depends on the prompt's own random id, not on which meeting came first in the week.
        """
        if one.own_wish or not self.busy_in:
            return True
        return _share(one.prompt_id) * self.busy_in < self.etiquette.busy_new * _WHOLE

    def _superseded(self, one: Candidate, candidates: Iterable[Candidate]) -> bool:
        """Tell a first reminder whose last one is due as well: only the last is sent then."""
        return one.kind is Due.FIRST_REMINDER and any(
            other.kind is Due.LAST_REMINDER and other.prompt_id == one.prompt_id and other.due_at <= self.now
            for other in candidates
        )

    def _better(self, send: tuple[Candidate, ...], waiting: Iterable[Candidate]) -> datetime | None:
        """Say when something of a higher rank will need the contact that this message would use up, if so."""
        rank = min(_RANK[one.kind] for one in send)
        coming = [one for one in waiting if _RANK[one.kind] < rank and one.due_at > self.now]
        if not coming:
            return None
        free_again = self.having_sent(send).contact_from
        return min(
            (
                chance
                for one in coming
                if self.in_sample(one)
                and (chance := self.chance(one)) == next_open(one.due_at, self.calendar)
                and chance < min(free_again, self.last_moment(one))
            ),
            default=None,
        )

    def _order(self, one: Candidate) -> tuple[int, int, datetime, datetime, str]:
        share = _share(one.prompt_id) if self.busy_in else 0
        return _RANK[one.kind], share, self.last_moment(one), one.meeting_ended_at, one.prompt_id


_WHOLE = 1 << 64


def _at(contact: Contact) -> datetime:
    return contact.at


def _share(prompt_id: str) -> int:
    """Give the prompt's own number from 0 to 2**64 - 1, the same on every machine."""
    return int.from_bytes(hashlib.sha256(prompt_id.encode()).digest()[:8], "big")
