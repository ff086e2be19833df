"""What the tests of the Graph part share: a seeded site with one list, two mailboxes, and requests to them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from tests.tokens import authorised

if TYPE_CHECKING:
    from collections.abc import Mapping

    from tests.local365.conftest import Stand

SITE = "example.sharepoint.com,44444444-4444-4444-8444-444444444444,55555555-5555-4555-8555-555555555555"
BOARDS = "boards@example.org"
INTAKE = "intake@example.org"
SEAT = "police.seat@example.org"
EVENTS = f"/users/{BOARDS}/events"
IMMUTABLE = {"Prefer": 'outlook.timezone="GMT Standard Time", IdType="ImmutableId"'}
PROPERTY = "String {66f5a359-4659-4830-9070-00047ec6ac6e} Name BtpKey"
COLUMNS: list[dict[str, Any]] = [
    {
        "name": "BtpKey",
        "text": {"maxLength": 64},
        "indexed": True,
        "enforceUniqueValues": True,
        "required": True,
    },
    {"name": "WentWell", "text": {"allowMultipleLines": True, "textType": "plain"}},
    {
        "name": "Agency",
        "choice": {"choices": ["Police", "Health"], "displayAs": "dropDownMenu"},
        "indexed": True,
    },
    {"name": "Themes", "choice": {"choices": ["Time", "Trust"], "displayAs": "checkBoxes"}},
    {"name": "Score", "number": {"minimum": 0, "maximum": 10}, "indexed": True},
    {"name": "Quotable", "boolean": {}},
    {"name": "HeldOn", "dateTime": {"format": "dateOnly"}, "indexed": True},
    {"name": "HeldAt", "dateTime": {"format": "dateTime"}},
]


@dataclass(frozen=True)
class Answer:
    """One answer: status, JSON body and headers."""

    status: int
    body: Any
    headers: Mapping[str, str]

    @property
    def code(self) -> str:
        """The code of a refusal."""
        return str(self.body["error"]["code"])

    @property
    def message(self) -> str:
        """The message of a refusal."""
        return str(self.body["error"]["message"])


@dataclass
class Graph:
    """The Graph part as an application sees it; `items` is the path of the one list's items."""

    stand: Stand
    list_path: str = ""

    async def call(
        self, method: str, path: str, body: object = None, headers: dict[str, str] | None = None
    ) -> Answer:
        """Send one request; an absolute address is one the service gave out."""
        path = path if path.startswith("http") else f"/v1.0{path}"
        path = path.removeprefix(str(self.stand.client.make_url("")).rstrip("/"))
        headers = {**await authorised(self.stand.client, "", path), **(headers or {})}
        async with self.stand.client.request(method, path, json=body, headers=headers) as response:
            text = await response.read()
            return Answer(response.status, await response.json() if text else None, response.headers)

    @property
    def items(self) -> str:
        """The path of the list's items."""
        return f"{self.list_path}/items"

    async def add(self, key: str, **fields: object) -> Answer:
        """Create an item."""
        return await self.call("POST", self.items, {"fields": {"BtpKey": key, **fields}})

    async def fields(self, number: str = "1") -> dict[str, Any]:
        """Give the fields of an item as the list has them."""
        answer = await self.call("GET", f"{self.items}/{number}?$expand=fields")
        found: dict[str, Any] = answer.body["fields"]
        return found

    async def batch(self, *requests: dict[str, Any]) -> dict[str, dict[str, Any]]:
        """Send a batch and give its answers by id."""
        answer = await self.call("POST", "/$batch", {"requests": list(requests)})
        assert answer.status == 200, answer.body
        return {one["id"]: one for one in answer.body["responses"]}

    async def pin(self, **behaviours: str) -> None:
        """Pin unverified behaviours."""
        status, body = await self.stand.call("PUT", "/_local/graph/behaviours", behaviours)
        assert status == 200, body

    async def seed(self, **parts: object) -> None:
        """Seed more."""
        status, body = await self.stand.call("POST", "/_local/seed", parts)
        assert status == 200, body


async def seeded(stand: Stand) -> Graph:
    """Seed the site and the mailboxes, create the list, and pin what would make tests depend on chance."""
    graph = Graph(stand)
    boxes = [{"address": BOARDS, "kind": "shared", "name": "Boards"}, {"address": INTAKE, "kind": "room"}]
    await graph.seed(sites=[{"id": SITE, "name": "Coordinators"}], mailboxes=boxes)
    await graph.pin(filter="reliable", room_stripping="always", newlines="lf")
    made = await graph.call(
        "POST", f"/sites/{SITE}/lists", {"displayName": "Practice reviews", "columns": COLUMNS}
    )
    assert made.status == 201, made.body
    graph.list_path = f"/sites/{SITE}/lists/{made.body['id']}"
    return graph


def event(subject: str = "Learning Hub", day: str = "2027-01-27", **more: object) -> dict[str, Any]:
    """Give the body of a new event from half past nine to half past eleven in London."""
    return {
        "subject": subject,
        "body": {"contentType": "html", "content": "<p>Purpose</p>"},
        "start": {"dateTime": f"{day}T09:30:00", "timeZone": "GMT Standard Time"},
        "end": {"dateTime": f"{day}T11:30:00", "timeZone": "GMT Standard Time"},
        "attendees": [{"emailAddress": {"address": SEAT, "name": "Police seat"}, "type": "required"}],
        **more,
    }


def meeting(subject: str, start: str, end: str, **more: object) -> dict[str, Any]:
    """Give a seeded meeting in the intake mailbox; times are ISO with an offset."""
    attendees = [{"mail": SEAT, "name": "Police seat", "response": "accepted"}]
    seeded_event = {"mailbox": INTAKE, "subject": subject, "start": start, "end": end}
    return {**seeded_event, "organizer": "chair@example.org", "attendees": attendees, **more}


async def made(
    graph: Graph, subject: str = "Learning Hub", day: str = "2027-01-27", **more: object
) -> dict[str, Any]:
    """Make an event and give it."""
    answer = await graph.call("POST", EVENTS, event(subject, day, **more), IMMUTABLE)
    assert answer.status == 201, answer.body
    body: dict[str, Any] = answer.body
    return body


async def told(stand: Stand) -> dict[str, int]:
    """Give how many messages each attendee got because of the one event."""
    _, state = await stand.call("GET", "/_local/state")
    own = [one for one in state["events"] if one["mailbox"] == BOARDS]
    assert len(own) == 1
    counts: dict[str, int] = own[0]["invitations"]
    return counts
