"""A year of board meetings as a calendar file, for those who keep another calendar than Outlook.

Its form is iCalendar, https://www.rfc-editor.org/rfc/rfc5545. Nobody is invited by it.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta

from icalendar import Calendar, Event, Timezone, TimezoneDaylight, TimezoneStandard

from practice.boards import BoardMeeting
from practice.clocks import LONDON
from practice.event_words import invitation
from practice.partnership import Partnership

_HOUR = timedelta(hours=1)
_NONE = timedelta(0)


def calendar_file(meetings: Iterable[BoardMeeting], partnership: Partnership, now: datetime) -> bytes:
    """Give the file's content; `now` is aware, and the moment the file is made.

    A meeting's UID is its board and its slot, so that reading a later file moves it and does not double it.
    """
    calendar = Calendar()
    calendar.add("version", "2.0")
    calendar.add("prodid", "-//Back to Practice//Board meetings//EN")
    calendar.add("method", "PUBLISH")
    calendar.add_component(_london())
    for meeting in meetings:
        calendar.add_component(_event(meeting, partnership, now))
    content: bytes = calendar.to_ical()
    return content


def _event(meeting: BoardMeeting, partnership: Partnership, now: datetime) -> Event:
    board = next(board for board in partnership.boards if board.key == meeting.board)
    subject, _ = invitation(meeting, board, partnership, None)
    event = Event()
    event.add("uid", f"{meeting.board}-{meeting.slot}@back-to-practice")
    event.add("dtstamp", now)
    event.add("dtstart", meeting.starts_at.replace(tzinfo=LONDON))
    event.add("dtend", meeting.ends_at.replace(tzinfo=LONDON))
    event.add("summary", subject)
    event.add("location", board.place)
    event.add("description", f"{meeting.purpose}.\n\nWhy this date: {meeting.why}.")
    event.add("categories", [board.name])
    return event


def _london() -> Timezone:
    """Describe Europe/London, whose clocks change at one o'clock Greenwich time.

    The rule is https://www.legislation.gov.uk/uksi/2002/262/made, and has been so since 1996. Written here
    because icalendar 7.3.2 puts the change in spring an hour late: an onset is in the time before it
    (https://www.rfc-editor.org/rfc/rfc5545#section-3.6.5).
    """
    zone = Timezone()
    zone.add("tzid", LONDON.key)
    for part, name, month, onset, before in (
        (TimezoneDaylight(), "BST", 3, datetime(1996, 3, 31, 1), _NONE),  # noqa: DTZ001 - local, as the form asks
        (TimezoneStandard(), "GMT", 10, datetime(1996, 10, 27, 2), _HOUR),  # noqa: DTZ001
    ):
        part.add("dtstart", onset)
        part.add("tzoffsetfrom", before)
        part.add("tzoffsetto", _HOUR - before)
        part.add("tzname", name)
        part.add("rrule", {"freq": "yearly", "bymonth": month, "byday": "-1SU"})
        zone.add_component(part)
    return zone
