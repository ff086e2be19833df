"""The versions of an item: each write is one where the list keeps a history, else there is only the present one.

Of a version only its number and its time are imitated, never what it said.
https://learn.microsoft.com/graph/api/listitem-list-versions
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from infra.local365.graph.items import item_of, list_of
from infra.local365.graph.wire import Call, Reply

if TYPE_CHECKING:
    from infra.local365.state import State


def read_many(state: State, _call: Call, site_id: str, list_id: str, number: str) -> Reply:
    """GET .../items/{id}/versions, the newest first."""
    item = item_of(state, list_of(state, site_id, list_id), number)
    numbers = range(item.versions, 0, -1)
    return Reply(200, {"value": [{"id": f"{n}.0", "lastModifiedDateTime": item.modified} for n in numbers]})
