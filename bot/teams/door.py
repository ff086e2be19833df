"""Who is let in: the one step that stands between a request and a turn. It reads nothing a person typed."""

from __future__ import annotations

from typing import Protocol

from botframework.connector.auth import ClaimsIdentity

from bot.teams.activities import Received
from bot.teams.service_urls import is_loopback


class Door(Protocol):
    """Decides whether a request may start a turn; None is answered with a 401 that gives no reason."""

    async def admit(self, authorization: str, peer: str, activity: Received) -> ClaimsIdentity | None:
        """Take the Authorization header, "" if none, and the address the request came from."""
        ...


class LoopbackDoor:
    """Lets in whoever is on this machine, and nobody else: for `local` starts, which carry no tokens."""

    async def admit(
        self,
        authorization: str,  # noqa: ARG002 - there are no tokens to look at
        peer: str,
        activity: Received,
    ) -> ClaimsIdentity | None:
        if not is_loopback(peer):
            return None
        return ClaimsIdentity({"serviceurl": activity.service_url}, is_authenticated=True)
