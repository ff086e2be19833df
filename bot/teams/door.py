"""Who is let in: the one step that stands between a request and a turn. It reads nothing a person typed."""

from __future__ import annotations

import re
from typing import Final, Protocol

from botframework.connector.auth import ClaimsIdentity

from bot.teams.activities import Received
from bot.teams.service_urls import is_loopback

_AUTHORITY: Final = re.compile(
    r"(?P<name>[a-z0-9.-]+|\[[0-9a-f:.]+\])(:[0-9]{1,5})?", re.IGNORECASE | re.ASCII
)


class Door(Protocol):
    """Decides whether a request may start a turn; None is answered with a 401 that gives no reason."""

    async def admit(
        self, authorization: str, peer: str, host: str, activity: Received
    ) -> ClaimsIdentity | None:
        """Take the headers Authorization and Host, "" if none, and the address the request came from."""
        ...


class LoopbackDoor:
    """Lets in whoever is on this machine, and nobody else: for `local` starts, which carry no tokens.

    A browser on this machine can be led here by a name that somebody else owns, so the name counts as well.
    """

    async def admit(
        self,
        authorization: str,  # noqa: ARG002 - there are no tokens to look at
        peer: str,
        host: str,
        activity: Received,
    ) -> ClaimsIdentity | None:
        if not (is_loopback(peer) and is_loopback(_name_in(host))):
            return None
        return ClaimsIdentity({"serviceurl": activity.service_url}, is_authenticated=True)


def _name_in(host: str) -> str:
    """Give the name or address in a Host header, in lower case; "" where there is none to be read."""
    found = _AUTHORITY.fullmatch(host)
    return found["name"].lower().strip("[]") if found else ""
