"""A collection, page by page to its end.

https://learn.microsoft.com/en-us/graph/paging
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Generic, TypeVar

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from graph_sync.client import GraphClient
from graph_sync.exchange import OK, Call, Reply
from practice.outcomes import Conflict, Parked, RetryAfter

TOO_MANY = Parked("too_many_pages")
"""More pages than can be: a link that leads back to itself has no end."""

Value = TypeVar("Value")


class Page(BaseModel, Generic[Value]):
    """One page of values, and where the next one is; "" for the last."""

    model_config = ConfigDict(hide_input_in_errors=True)

    value: list[Value]
    next: str = Field("", alias="@odata.nextLink")


async def every_page(
    client: GraphClient,
    call: Call,
    kind: type[Page[Value]],
    *,
    most: int,
    refused: Callable[[Reply], RetryAfter | Parked],
) -> list[Value] | RetryAfter | Parked:
    """Give all values of at most so many pages; or why not, said by `refused` of an answer that is no page."""
    reply: Reply | RetryAfter | Parked = await client.send(call)
    found: list[Value] = []
    for _ in range(most):
        if not isinstance(reply, Reply):
            return reply
        page = _read(kind, reply)
        if page is None:
            return refused(reply)
        found += page.value
        if not page.next:
            return found
        reply = await client.follow(page.next, call)
    return TOO_MANY


def unread(client: GraphClient, reply: Reply, unreadable: str = "unreadable_items") -> RetryAfter | Parked:
    """Say why something could not be read; nothing was written, so that a conflict is for good as well."""
    if reply.status == OK:
        return Parked(unreadable)
    refusal = client.judge(reply)
    return Parked(refusal.reason) if isinstance(refusal, Conflict) else refusal


def _read(kind: type[Page[Value]], reply: Reply) -> Page[Value] | None:
    try:
        return kind.model_validate(reply.body) if reply.status == OK else None
    except ValidationError:
        return None
