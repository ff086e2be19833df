"""Who is asked about a meeting, and when: product.md on who is written to, content.md section 18."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import datetime

from practice.calendars import Openings
from practice.meetings import Asked, MeetingStatus, MeetingType, SeenMeeting, type_of
from practice.partnership import Partnership
from practice.people import Agency, Attendee, AttendeeKind, agency_of, is_nobody
from practice.working_time import after_working_time, closing, days_later


@dataclass(frozen=True, slots=True)
class Invited:
    """Somebody of a listed agency who was invited; `reason` says why they are not asked, "" if they are.

    `due_at` and `closes_at` follow the calendar of their agency; UTC.
    """

    address: str
    agency_key: str
    reason: str
    due_at: datetime
    closes_at: datetime


@dataclass(frozen=True, slots=True)
class Asking:
    """What follows from a meeting; `invited` is empty unless its type is one that is asked about.

    `due_at` and `closes_at` are those of agencies without closed days of their own; UTC.
    """

    type_key: str
    status: MeetingStatus
    in_sample: bool
    sample_reason: str
    outsiders: int
    invited: tuple[Invited, ...]
    due_at: datetime
    closes_at: datetime


def asking(seen: SeenMeeting, partnership: Partnership) -> Asking:
    """Decide who is asked about a meeting that ended; parents, friends and rooms never are."""
    kind = type_of(seen.categories, partnership.types)
    ours, outsiders = _sorted_out(seen.attendees, partnership.agencies)
    sampled, reason = sample(seen, kind)
    due_at = due(seen.ends_at, kind, partnership.hours)
    return Asking(
        type_key=kind.key if kind else "",
        status=_status(seen, kind),
        in_sample=sampled,
        sample_reason=reason,
        outsiders=outsiders,
        invited=_invited(seen, kind, ours, reason, partnership),
        due_at=due_at,
        closes_at=closing(due_at, partnership.closes_after_days, partnership.hours),
    )


def sample(seen: SeenMeeting, kind: MeetingType | None) -> tuple[bool, str]:
    """Say whether the meeting is in the sample, and if not why; it depends on the meeting's own key alone."""
    if seen.cancelled:
        return False, "cancelled"
    if kind is None:
        return False, "unknown_type"
    if kind.asked is not Asked.YES:
        return False, "type_not_asked"
    share = int.from_bytes(hashlib.sha256(seen.source_key.encode()).digest()[:8], "big")
    return (True, "") if share % kind.one_in == 0 else (False, "sample")


def due(ends_at: datetime, kind: MeetingType | None, calendar: Openings) -> datetime:
    """Say when people may first be asked: the type's wait, in their working time, after the meeting's end."""
    if kind and kind.wait_days:
        return days_later(ends_at, kind.wait_days, calendar)
    wait = (kind or MeetingType("", "", Asked.OFF)).wait
    return after_working_time(ends_at, wait, calendar)


def _sorted_out(
    attendees: tuple[Attendee, ...], agencies: tuple[Agency, ...]
) -> tuple[dict[str, tuple[Attendee, Agency]], int]:
    """Keep people of listed agencies, once each, and count the others; rooms and lists are nobody."""
    ours: dict[str, tuple[Attendee, Agency]] = {}
    others = set()
    for attendee in attendees:
        if attendee.kind is AttendeeKind.RESOURCE or is_nobody(attendee.address, agencies):
            continue
        agency = agency_of(attendee.address, agencies)
        if agency:
            ours.setdefault(attendee.address, (attendee, agency))
        else:
            others.add(attendee.address)
    return ours, len(others)


def _status(seen: SeenMeeting, kind: MeetingType | None) -> MeetingStatus:
    if seen.cancelled:
        return MeetingStatus.CANCELLED
    return MeetingStatus.HAPPENED if kind else MeetingStatus.NOT_KNOWN


def _invited(
    seen: SeenMeeting,
    kind: MeetingType | None,
    ours: dict[str, tuple[Attendee, Agency]],
    reason: str,
    partnership: Partnership,
) -> tuple[Invited, ...]:
    """List a meeting's people only when its type is asked about: of the others nobody's address is kept."""
    if kind is None or kind.asked is not Asked.YES or seen.cancelled:
        return ()
    times = {
        agency.key: _times(seen.ends_at, kind, partnership.calendar_of(agency.key), partnership)
        for _, agency in ours.values()
    }
    return tuple(
        Invited(
            address,
            agency.key,
            reason or ("declined_invitation" if attendee.declined else ""),
            *times[agency.key],
        )
        for address, (attendee, agency) in ours.items()
    )


def _times(
    ends_at: datetime, kind: MeetingType, calendar: Openings, partnership: Partnership
) -> tuple[datetime, datetime]:
    due_at = due(ends_at, kind, calendar)
    return due_at, closing(due_at, partnership.closes_after_days, calendar)
