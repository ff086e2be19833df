"""The difference between the boards' plan and the events that are known: create, change, cancel, or nothing.

An event's key is its board, its slot and a generation number, never its date (design.md, "Keys").
"""

from __future__ import annotations

from collections.abc import Container, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from practice.boards import LIVE, Board, BoardEvent, BoardMeeting, EventState
from practice.by_hand import Theirs, with_adopted
from practice.event_words import cancelled, compared, invitation, with_moved_note
from practice.partnership import Partnership
from practice.planning import whole_plan
from practice.reseating import NOBODY, Deputies, invited

Slot = tuple[str, str]

_NOTHING: Mapping[Slot, Theirs] = {}


@dataclass(frozen=True, slots=True)
class Invitation:
    """What should stand in Outlook for a meeting; `attendees` are who holds the seats, and who comes for them."""

    meeting: BoardMeeting
    subject: str
    body_html: str
    attendees: tuple[str, ...]
    hide_attendees: bool
    place: str
    teams_meeting: bool


@dataclass(frozen=True, slots=True)
class Create:
    """A meeting without a live event. A cancelled one that is wanted again is a new generation."""

    wanted: Invitation
    generation: int

    def event(self, key: str) -> BoardEvent:
        """Give the event to save; `key` is a new random UUID, kept before the first try."""
        return BoardEvent(
            meeting=self.wanted.meeting,
            generation=self.generation,
            key=key,
            state=EventState.WANTED,
            subject=self.wanted.subject,
            body_html=self.wanted.body_html,
            attendees=self.wanted.attendees,
            hide_attendees=self.wanted.hide_attendees,
            place=self.wanted.place,
            teams_meeting=self.wanted.teams_meeting,
        )


@dataclass(frozen=True, slots=True)
class Change:
    """A live event as it should be from now on."""

    event: BoardEvent


@dataclass(frozen=True, slots=True)
class Cancel:
    """An event that the plan no longer holds, with the comment its attendees get."""

    event: BoardEvent


def changes(
    partnership: Partnership,
    known: Iterable[BoardEvent],
    first: date,
    last: date,
    today: date,
    adopted: Mapping[Slot, Theirs] = _NOTHING,
    left: Container[Slot] = (),
    deputies: Deputies = NOBODY,
) -> tuple[Create | Change | Cancel, ...]:
    """Compare the plan of a window, both days included, with every event that is known.

    What lies before `today` was held: nobody is invited to it, and its event is left as it is. Two calls with
    the first one's changes applied between them: the second gives nothing. Raises as `practice.planning.plan`.
    `adopted` are times that somebody chose in Outlook; the slots in `left` wait for a person and are left alone.
    `deputies` who come are invited beside the holders.
    """
    wanted = {slot_of(one.meeting): one for one in invitations(partnership, first, last, adopted, deputies)}
    latest = {slot_of(event.meeting): event for event in sorted(known, key=lambda event: event.generation)}
    found = []
    for slot in sorted(slot for slot in wanted.keys() | latest.keys() if slot not in left):
        one, event = wanted.get(slot), latest.get(slot)
        days = [meeting.starts_at.date() for meeting in _meetings(one, event)]
        if any(first <= day <= last for day in days):
            found.append(_difference(one, event, today, wanted.values(), partnership))
    return tuple(change for change in found if change)


def invitations(
    partnership: Partnership,
    first: date,
    last: date,
    adopted: Mapping[Slot, Theirs] = _NOTHING,
    deputies: Deputies = NOBODY,
) -> tuple[Invitation, ...]:
    """Give the invitation of every meeting of the whole plan, each knowing its board's meeting before."""
    before: dict[str, BoardMeeting] = {}
    found = []
    for meeting in with_adopted(whole_plan(partnership, first, last), adopted):
        board = next(board for board in partnership.boards if board.key == meeting.board)
        people = invited(board, meeting, deputies)
        found.append(_invitation(meeting, board, partnership, before.get(meeting.board), people))
        if not board.extra_of(
            meeting.slot
        ):  # One item only: what people told us waits for the next of the cadence.
            before[meeting.board] = meeting
    return tuple(found)


def slot_of(meeting: BoardMeeting) -> Slot:
    return meeting.board, meeting.slot


def _invitation(
    meeting: BoardMeeting,
    board: Board,
    partnership: Partnership,
    previous: BoardMeeting | None,
    people: tuple[str, ...],
) -> Invitation:
    subject, body = invitation(meeting, board, partnership, previous)
    return Invitation(meeting, subject, body, people, meeting.scoping, board.place, board.teams_meeting)


def _meetings(one: Invitation | None, event: BoardEvent | None) -> Sequence[BoardMeeting]:
    return [known.meeting for known in (one, event) if known]


def _difference(
    one: Invitation | None,
    event: BoardEvent | None,
    today: date,
    wanted: Iterable[Invitation],
    partnership: Partnership,
) -> Create | Change | Cancel | None:
    if event is None or event.state not in LIVE:
        if one is None or one.meeting.starts_at.date() < today:
            return None
        return Create(one, event.generation + 1 if event else 1)
    if event.meeting.starts_at.date() < today:
        return None
    if one is None:
        return Cancel(_cancelled(event, wanted, partnership))
    return None if _same(one, event) else Change(_changed(one, event))


def _same(one: Invitation, event: BoardEvent) -> bool:
    """Compare what people see; the attendees' order is no difference."""
    return _same_but_people(one, event) and set(one.attendees) == set(event.attendees)


def _same_but_people(one: Invitation, event: BoardEvent) -> bool:
    """A note of an earlier move is no difference, nor is another deputy, nor the agenda's heading of earlier versions.

    Every body names the board's deputies (content.md, `event.foot`), and a PATCH of a body tells everybody; one
    of attendees alone tells only those who come or go. So a deputy is named with the next change that everybody
    is told of: https://learn.microsoft.com/en-us/graph/api/event-update
    """
    return (
        (one.meeting.starts_at, one.meeting.ends_at) == (event.meeting.starts_at, event.meeting.ends_at)
        and (one.subject, one.place) == (event.subject, event.place)
        and compared(one.body_html) == compared(event.body_html)
        and one.hide_attendees == event.hide_attendees
        and one.teams_meeting <= event.teams_meeting
    )


def _changed(one: Invitation, event: BoardEvent) -> BoardEvent:
    """Keep the key and what was sent; say that it moved only to people who had the earlier invitation."""
    if _same_but_people(one, event):
        return replace(event, meeting=one.meeting, state=EventState.WANTED, attendees=one.attendees)
    was_sent = bool(event.event_id)
    moved = one.meeting.starts_at != event.meeting.starts_at
    body = with_moved_note(one.body_html, event.meeting, one.meeting) if moved and was_sent else one.body_html
    return replace(
        event,
        meeting=one.meeting,
        state=EventState.WANTED,
        subject=one.subject,
        body_html=body,
        attendees=one.attendees,
        hide_attendees=one.hide_attendees,
        place=one.place,
        teams_meeting=one.teams_meeting or event.teams_meeting,
    )


def _cancelled(event: BoardEvent, wanted: Iterable[Invitation], partnership: Partnership) -> BoardEvent:
    board = partnership.board(event.meeting.board)
    later = [
        one.meeting
        for one in wanted
        if one.meeting.board == event.meeting.board and one.meeting.starts_at > event.meeting.starts_at
    ]
    comment = cancelled(event.meeting, board, later[0] if later else None)
    return replace(event, state=EventState.CANCELLING, cancel_comment=comment)
