"""Teams meetings of a mailbox: whether it may hold any, and what making an event one does to it.

https://learn.microsoft.com/graph/outlook-calendar-online-meetings
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from infra.local365.graph import html, mailboxes, traits
from infra.local365.graph.filters import selected
from infra.local365.graph.wire import Call, Json, Reply

if TYPE_CHECKING:
    from infra.local365.state import State

PROVIDER, NO_PROVIDER = "teamsForBusiness", "unknown"


def allow(state: State, address: str, *, allowed: bool) -> None:
    """Give a mailbox a licence for Teams, which it has unless it is taken, or take it."""
    state.keep(_setting(address), "" if allowed else "no")


def allowed(state: State, address: str) -> bool:
    return not state.setting(_setting(address))


def _setting(address: str) -> str:
    return f"graph.teams.{address.lower()}"


def read_calendar(state: State, call: Call, address: str) -> Reply:
    """GET /users/{id}/calendar (https://learn.microsoft.com/graph/api/calendar-get): the members that concern Teams."""
    mailbox = mailboxes.opened(state, address)
    providers = [PROVIDER] if allowed(state, mailbox.address) else []
    body: Json = {
        "id": f"calendar-of-{mailbox.address}",
        "name": "Calendar",
        "isDefaultCalendar": True,
        "allowedOnlineMeetingProviders": providers,
        "defaultOnlineMeetingProvider": PROVIDER if providers else NO_PROVIDER,
    }
    wanted = selected(call.query.get("$select")) or body.keys()
    context = {"@odata.context": f"{call.base}/$metadata#users/calendar/$entity"}
    return Reply(200, context | {name: body[name] for name in body if name in wanted})


def online(state: State, page: str) -> Json:
    """Give the members of an event that becomes a Teams meeting, its body with the block that invites to it."""
    url = f"https://teams.microsoft.com/l/meetup-join/19%3ameeting_{state.rng.randbytes(16).hex()}%40thread.v2/0"
    return {
        "isOnlineMeeting": True,
        "onlineMeetingProvider": PROVIDER,
        "onlineMeeting": {"joinUrl": url},
        "body": html.with_join_block(page, url, traits.read(state).join_block),
    }


def kept(content: Json, sent: str) -> Json:
    """Give what a new body does to an event: one without the meeting's link ends the meeting, and nothing else does.

    https://learn.microsoft.com/graph/api/event-update
    """
    link = (content["onlineMeeting"] or {}).get("joinUrl", "")
    if not content["isOnlineMeeting"] or html.has_join_link(sent, link):
        return {}
    return {"isOnlineMeeting": False, "onlineMeetingProvider": NO_PROVIDER, "onlineMeeting": None}
