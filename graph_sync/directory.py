"""Who an address belongs to in the partnership's tenant; nothing but an id leaves this module.

An address is personal data and URLs are logged on the way, so it travels inside the body of a $batch.
"""

from __future__ import annotations

from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field, StringConstraints, ValidationError

from graph_sync.client import GraphClient
from graph_sync.exchange import FORBIDDEN, NOT_FOUND, OK, Call, Reply
from graph_sync.odata import encoded, literal
from practice.outcomes import UNTIL_MENDED, Conflict, Parked, RetryAfter

REFUSED = RetryAfter(UNTIL_MENDED, "directory_refused")
_SELECTED = "$select=id,accountEnabled"


class _User(BaseModel):
    model_config = ConfigDict(hide_input_in_errors=True)

    id: Annotated[str, StringConstraints(to_lower=True)]
    """In lower case, as every id of a person is compared."""
    enabled: bool | None = Field(None, alias="accountEnabled")
    """None where the permission does not show it."""


class _Users(BaseModel):
    model_config = ConfigDict(hide_input_in_errors=True)

    value: list[_User]


class TenantDirectory:
    """Finds people by the address they were invited under."""

    def __init__(self, client: GraphClient) -> None:
        self._client = client

    async def person_id(self, address: str) -> str | RetryAfter | Parked:
        """Give the directory's id; "" when nobody has the address, several do, or the account is disabled.

        The address is tried as mail address and as sign-in name. User.ReadBasic.All shows an application
        both, but whether it may search with it is reported both ways; the sign-in name then still serves.
        https://learn.microsoft.com/en-us/graph/permissions-reference#userreadbasicall
        https://learn.microsoft.com/en-us/answers/questions/6019739/user-readbasic-all-listed-as-an-application-permis
        """
        found = await self._with(address)
        return _only_enabled(found) if isinstance(found, list) else found

    async def has(self, address: str) -> bool | RetryAfter | Parked:
        """Tell whether anybody has the address; also several, or a disabled account, as a shared mailbox's is."""
        found = await self._with(address)
        return bool(found) if isinstance(found, list) else found

    async def _with(self, address: str) -> list[_User] | RetryAfter | Parked:
        search, named = await self._client.batch([_search(address), _named(address)])
        if not isinstance(search, Reply):
            return search
        return self._told(search, named) if isinstance(named, Reply) else named

    def _told(self, search: Reply, named: Reply) -> list[_User] | RetryAfter | Parked:
        if by_mail := _users(search):
            return by_mail
        if by_name := _user(named):
            return [by_name]
        if search.status == OK and named.status == NOT_FOUND:
            return []
        if search.status == FORBIDDEN and named.status in {FORBIDDEN, NOT_FOUND}:
            return REFUSED
        refusal = self._client.judge(named if search.status == OK else search)
        return Parked(refusal.reason) if isinstance(refusal, Conflict) else refusal


def _search(address: str) -> Call:
    """https://learn.microsoft.com/en-us/graph/api/user-list."""
    wanted = encoded(f"mail eq {literal(address)}")
    return Call("GET", f"/users?$filter={wanted}&{_SELECTED}")


def _named(address: str) -> Call:
    """https://learn.microsoft.com/en-us/graph/api/user-get."""
    return Call("GET", f"/users/{encoded(address)}?{_SELECTED}")


def _only_enabled(users: list[_User]) -> str:
    enabled = [user.id for user in users if user.enabled is not False]
    return enabled[0] if len(enabled) == 1 else ""


def _users(reply: Reply) -> list[_User]:
    try:
        return _Users.model_validate(reply.body).value if reply.status == OK else []
    except ValidationError:
        return []


def _user(reply: Reply) -> _User | None:
    try:
        return _User.model_validate(reply.body) if reply.status == OK else None
    except ValidationError:
        return None
