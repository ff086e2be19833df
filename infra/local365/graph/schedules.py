"""POST /users/{id}/calendar/getSchedule: when people and mailboxes are busy, and more than a caller should want.

https://learn.microsoft.com/graph/api/calendar-getschedule
https://learn.microsoft.com/graph/outlook-get-free-busy-schedule
"""

from __future__ import annotations

from datetime import datetime, timedelta
from math import ceil
from typing import TYPE_CHECKING, Annotated, Literal, NamedTuple

from pydantic import Field

from infra.local365 import people
from infra.local365.graph import event_store, mailboxes, zones
from infra.local365.graph.event_body import Moment
from infra.local365.graph.wire import Call, GraphError, Json, Reply, Strict, preferences, read_body

if TYPE_CHECKING:
    from infra.local365.graph.event_store import Event
    from infra.local365.state import State

SCHEMA = """
CREATE TABLE IF NOT EXISTS graph_busy (
    address TEXT NOT NULL COLLATE NOCASE, start TEXT NOT NULL, "end" TEXT NOT NULL, status TEXT NOT NULL,
    PRIMARY KEY (address, start, "end")
) WITHOUT ROWID;
"""

MOST_SCHEDULES = 20
LONGEST_DAYS = 42
"""Exchange's own limit (https://learn.microsoft.com/dotnet/api/exchangewebservices.freebusyviewoptionstype.timewindow)."""

Status = Literal["tentative", "busy", "oof", "workingElsewhere"]
_DIGITS = {"workingElsewhere": "4", "tentative": "1", "busy": "2", "oof": "3"}
_STRENGTH = ("workingElsewhere", "tentative", "busy", "oof")
"""Of two at one time the later here shows."""

_OF_RESPONSE: dict[str, Status] = {"accepted": "busy", "organizer": "busy"}


class Asked(Strict):
    """What is asked: twenty addresses at most, a window of time, the minutes of one place in the view."""

    schedules: Annotated[list[str], Field(min_length=1)]
    startTime: Moment  # noqa: N815 - Graph's spelling
    endTime: Moment  # noqa: N815
    availabilityViewInterval: Annotated[int, Field(ge=5, le=1440)] = 30  # noqa: N815


class Taken(NamedTuple):
    """A time in the kept form that is not free."""

    start: str
    end: str
    status: Status
    subject: str


def read_schedules(state: State, call: Call, address: str) -> Reply:
    """Answer one entry for each address; one that cannot be resolved has an error instead of a view."""
    mailboxes.opened(state, address)
    asked = read_body(Asked, call.body)
    start, end = (zones.to_utc(one.dateTime, one.timeZone) for one in (asked.startTime, asked.endTime))
    _refuse_too_much(asked, start, end)
    zone = zones.preferred(preferences(call))
    found = [_entry(state, one, start, end, asked.availabilityViewInterval, zone) for one in asked.schedules]
    return Reply(200, {"value": found})


def keep_busy(state: State, address: str, start: str, end: str, status: Status) -> None:
    """Note that somebody is busy with something no mailbox of the stand-in holds."""
    state.db.execute("INSERT OR REPLACE INTO graph_busy VALUES (?, ?, ?, ?)", (address, start, end, status))


def _refuse_too_much(asked: Asked, start: str, end: str) -> None:
    """Which words the service refuses with is not on its pages."""
    if len(asked.schedules) > MOST_SCHEDULES:
        raise GraphError(400, "ErrorInvalidParameter", "Too many schedules were asked for.")
    length = datetime.fromisoformat(end) - datetime.fromisoformat(start)
    if not timedelta(0) < length <= timedelta(days=LONGEST_DAYS):
        raise GraphError(400, "ErrorInvalidTimeInterval", "The time window is not valid.")


def _entry(state: State, address: str, start: str, end: str, minutes: int, zone: str) -> Json:
    person = people.by_mail(state, address)
    known = mailboxes.find(state, address) or (person and not person.deleted)
    if not known:
        message = "Unable to resolve e-mail address to an Active Directory object."
        error = {"message": message, "responseCode": "ErrorMailRecipientNotFound"}
        return {"scheduleId": address, "scheduleItems": [], "error": error}
    taken = sorted(one for one in _taken(state, address) if one.start < end and one.end > start)
    return {
        "scheduleId": address,
        "availabilityView": _view(taken, start, end, minutes),
        "scheduleItems": [_item(one, zone) for one in taken],
    }


def _view(taken: list[Taken], start: str, end: str, minutes: int) -> str:
    """Write one digit for each place, the last one perhaps cut short by the window's end."""
    first, step = datetime.fromisoformat(start), timedelta(minutes=minutes)
    places = ["0"] * ceil((datetime.fromisoformat(end) - first) / step)
    for one in sorted(taken, key=lambda each: _STRENGTH.index(each.status)):
        begins = max((datetime.fromisoformat(one.start) - first) // step, 0)
        ends = min(ceil((datetime.fromisoformat(one.end) - first) / step), len(places))
        places[begins:ends] = _DIGITS[one.status] * (ends - begins)
    return "".join(places)


def _item(one: Taken, zone: str) -> Json:
    """An application sees subjects too, which is why a caller keeps the view alone."""
    return {
        "isPrivate": False,
        "status": one.status,
        "subject": one.subject,
        "location": "",
        "start": zones.shown(one.start, zone),
        "end": zones.shown(one.end, zone),
    }


def _taken(state: State, address: str) -> list[Taken]:
    """What was seeded for somebody, and every invitation that stands: tentative until it is answered."""
    rows = state.db.execute("SELECT * FROM graph_busy WHERE address = ?", (address,))
    seeded = [Taken(row["start"], row["end"], row["status"], "Appointment") for row in rows]
    events = (event for event in event_store.everything(state) if event.in_calendar and not event.cancelled)
    invited = (_invitation(event, address) for event in events)
    return [*seeded, *(one for one in invited if one)]


def _invitation(event: Event, address: str) -> Taken | None:
    wanted = address.casefold()
    subject = str(event.content.get("subject", ""))
    if event.mailbox.casefold() == wanted:
        return Taken(event.start, event.end, "busy", subject)
    for one in event.attendees:
        if one["address"].casefold() == wanted and one["response"] != "declined":
            return Taken(event.start, event.end, _OF_RESPONSE.get(one["response"], "tentative"), subject)
    return None
