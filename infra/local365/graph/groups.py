"""GET /groups/{id}/members: who is in a group, a page at a time, nested groups and devices among them.

Only direct members are shown. The application may read members and not what they are, so that each has its type
and its id, and every other property is null. Without GroupMember.Read.All everything is 403.
https://learn.microsoft.com/graph/api/group-list-members
https://learn.microsoft.com/graph/permissions-overview#limited-information-returned-for-inaccessible-member-objects
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Literal
from uuid import UUID

from pydantic import AfterValidator, BaseModel, ConfigDict

from infra.local365 import people
from infra.local365.graph import filters, tokens
from infra.local365.graph.users import MEMBERS, MORE_MEMBERS
from infra.local365.graph.wire import Call, GraphError, Json, Reply
from infra.local365.state import STATE
from infra.local365.wire import json_body, json_response

if TYPE_CHECKING:
    import sqlite3

    from aiohttp import web

    from infra.local365.state import State

SCHEMA = """
CREATE TABLE IF NOT EXISTS graph_groups (id TEXT PRIMARY KEY);
CREATE TABLE IF NOT EXISTS graph_group_members (
    group_id TEXT NOT NULL, place INTEGER NOT NULL, id TEXT NOT NULL, kind TEXT NOT NULL,
    PRIMARY KEY (group_id, place)
) WITHOUT ROWID;
"""

PAGE, LARGEST_PAGE = 100, 999
_FORBIDDEN = "graph.groups.forbidden"
_UNSUPPORTED = ("$filter", "$search", "$orderby", "$expand", "$count", "$skip")
"""Advanced queries, which want a header of their own; $skip is not supported here at all."""

Guid = Annotated[str, AfterValidator(lambda text: str(UUID(text)))]


class Member(BaseModel):
    """A member as it is seeded; only users are people of the directory."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    id: Guid
    kind: Literal["user", "group", "device", "orgContact"] = "user"


class Group(BaseModel):
    """A group as it is seeded, whole."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    id: Guid
    members: list[Member] = []


class _Permission(BaseModel):
    model_config = ConfigDict(extra="forbid", strict=True, frozen=True)

    permitted: bool


def keep_group(state: State, group: Group) -> None:
    """Add a group, or give it other members."""
    state.db.execute("INSERT OR IGNORE INTO graph_groups VALUES (?)", (group.id,))
    state.db.execute("DELETE FROM graph_group_members WHERE group_id = ?", (group.id,))
    rows = [(group.id, place, one.id, one.kind) for place, one in enumerate(group.members)]
    state.db.executemany("INSERT INTO graph_group_members VALUES (?, ?, ?, ?)", rows)


def read_members(state: State, call: Call, wanted: str) -> Reply:
    """Answer one page; the link to the next is opaque, and carries the options asked for."""
    if state.setting(_FORBIDDEN):
        raise GraphError(
            403, "Authorization_RequestDenied", "Insufficient privileges to complete the operation."
        )
    _require(state, wanted)
    if refused := [name for name in _UNSUPPORTED if name in call.query]:
        raise GraphError(400, "Request_UnsupportedQuery", f"The query option {refused[0]} is not supported.")
    size = filters.page_size(call.query.get("$top"), PAGE, LARGEST_PAGE)
    begin = _begin(state, call, wanted)
    rows = _members(state, wanted)
    body: Json = {
        "@odata.context": f"{call.base}/$metadata#directoryObjects",
        "value": [_shown(call, row) for row in rows[begin : begin + size]],
    }
    if len(rows) > begin + size:
        token = tokens.issue(state, _subject(wanted), {"begin": begin + size})
        body["@odata.nextLink"] = call.link(call.path, {**call.query, "$skiptoken": token})
    return Reply(200, body)


def _require(state: State, wanted: str) -> None:
    known = state.db.execute("SELECT 1 FROM graph_groups WHERE id = ?", (wanted.lower(),)).fetchone()
    if known is None:
        message = (
            f"Resource '{wanted}' does not exist or one of its queried reference-property objects "
            "are not present."
        )
        raise GraphError(404, "Request_ResourceNotFound", message)


def _begin(state: State, call: Call, wanted: str) -> int:
    token = call.query.get("$skiptoken")
    content = tokens.redeem(state, _subject(wanted), token) if token else {"begin": 0}
    if content is None:
        raise GraphError(400, "Request_BadRequest", "The skip token is not valid.")
    return int(content["begin"])


def _subject(wanted: str) -> str:
    return f"members of {wanted.lower()}"


def _members(state: State, wanted: str) -> list[sqlite3.Row]:
    """Give the members in their order; a user who was deleted is in no group any more."""
    rows = state.db.execute(
        "SELECT id, kind FROM graph_group_members WHERE group_id = ? ORDER BY place", (wanted.lower(),)
    ).fetchall()
    return [row for row in rows if row["kind"] != "user" or _is_there(state, row["id"])]


def _is_there(state: State, person_id: str) -> bool:
    person = people.by_id(state, person_id)
    return person is not None and not person.deleted


def _shown(call: Call, row: sqlite3.Row) -> Json:
    wanted = filters.selected(call.query.get("$select")) or frozenset(MEMBERS)
    unknown = wanted - set(MEMBERS) - MORE_MEMBERS
    if unknown:
        message = f"Could not find a property named '{min(unknown)[:64]}' on this type."
        raise GraphError(400, "BadRequest", message)
    empty: Json = dict.fromkeys(sorted(wanted))
    shown = empty | ({"id": row["id"]} if "id" in wanted else {})
    return {"@odata.type": f"#microsoft.graph.{row['kind']}", **shown}


async def permit(request: web.Request) -> web.Response:
    """Grant the permission to read members, or withdraw it."""
    permitted = _Permission.model_validate(await json_body(request)).permitted
    request.app[STATE].keep(_FORBIDDEN, "" if permitted else "yes")
    return json_response({"permitted": permitted})
