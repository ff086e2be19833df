"""What an administrator decides about a site: what the application may do there, and that it is gone.

Permissions on sites: https://learn.microsoft.com/graph/permissions-selected-overview
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from infra.local365.graph import list_store
from infra.local365.graph.wire import GraphError

if TYPE_CHECKING:
    from infra.local365.state import State

Role = Literal["manage", "write", "read", "none"]
_STRENGTH: dict[str, int] = {"none": 0, "read": 1, "write": 2, "manage": 3}
_DENIED = GraphError(403, "accessDenied", "Access denied")


def grant(state: State, site_id: str, role: Role) -> None:
    """Give the application a role on a site in place of the one it had; without one it has `manage`."""
    state.keep(_setting(site_id), role)


def refuse_without(state: State, site_id: str, needed: Role) -> None:
    """Refuse what the application's role on this site does not allow."""
    if _STRENGTH[state.setting(_setting(site_id)) or "manage"] < _STRENGTH[needed]:
        raise _DENIED


def remove(state: State, site_id: str) -> None:
    """Delete a site with its lists."""
    for where in list_store.all_lists(state, site_id, system=True):
        list_store.delete_list(state, where.id)
    state.db.execute("DELETE FROM graph_sites WHERE id = ?", (site_id,))


def _setting(site_id: str) -> str:
    return f"graph.role.{site_id}"
