"""What people have answered to an invitation, as the organiser's own copy of the event shows it.

Only addresses and answers are asked for. https://learn.microsoft.com/en-us/graph/api/resources/responsestatus
"""

from __future__ import annotations

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from graph_sync import exchange
from graph_sync.board_calendar import GONE_AWAY
from practice.outcomes import Parked
from practice.quorum import Reply

MEMBERS = "id,attendees,isCancelled"
_MEANS = {
    "accepted": Reply.ACCEPTED,
    "organizer": Reply.ACCEPTED,
    "tentativelyAccepted": Reply.TENTATIVE,
    "declined": Reply.DECLINED,
}
"""`none` and `notResponded` are no answer, and so is whatever a later version may say."""


class _Quiet(BaseModel):
    model_config = ConfigDict(hide_input_in_errors=True)


class _Address(_Quiet):
    address: str = ""


class _Status(_Quiet):
    response: str | None = ""


class _Attendee(_Quiet):
    email: _Address = Field(alias="emailAddress")
    status: _Status | None = None


class _Event(_Quiet):
    attendees: list[_Attendee]
    cancelled: bool | None = Field(False, alias="isCancelled")


def read_answers(reply: exchange.Reply) -> dict[str, Reply] | Parked:
    """Give each invited address, in small letters, with its answer."""
    try:
        event = _Event.model_validate(reply.body)
    except ValidationError:
        return Parked("unreadable_calendar")
    if event.cancelled:
        return GONE_AWAY
    return {one.email.address.lower(): _answer(one) for one in event.attendees if one.email.address}


def _answer(attendee: _Attendee) -> Reply:
    said = attendee.status.response if attendee.status else ""
    return _MEANS.get(said or "", Reply.NONE)
