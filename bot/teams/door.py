"""Who is let in: what stands between a request and a turn. It reads nothing a person typed.

The token is looked at before the body is: whoever has none learns nothing of what we would have made of it.
"""

from __future__ import annotations

from enum import Enum
from typing import Final, Protocol

from botframework.connector.auth import ClaimsIdentity

from bot.teams.activities import Received
from bot.teams.service_urls import service_root
from bot.teams.tokens import Proof, TokenCheck

CHANNEL: Final = "msteams"
_SCHEME: Final = "bearer"


class Refusal(Enum):
    """How a request is turned away, by its HTTP status; no reason is given with either."""

    UNKNOWN = 401
    FOREIGN = 403


class Door(Protocol):
    """Decides whether a request may start a turn."""

    async def identify(self, authorization: str) -> Proof | None:
        """Take the header Authorization, "" if there is none; None is answered with 401."""
        ...

    def admit(self, proof: Proof, activity: Received) -> ClaimsIdentity | Refusal:
        """Decide whether the proof covers this activity."""
        ...


class TeamsDoor:
    """Lets in what the Bot Framework signed for this bot, from Teams, for the partnership's tenant.

    `hosts` are those that may be answered, in lower case.
    """

    def __init__(self, tokens: TokenCheck, tenant_id: str, hosts: frozenset[str]) -> None:
        self._tokens = tokens
        self._tenant_id = tenant_id.lower()
        self._hosts = hosts

    async def identify(self, authorization: str) -> Proof | None:
        """Believe a token whose service may be answered."""
        scheme, _, token = authorization.partition(" ")
        proof = await self._tokens.proof(token) if scheme.lower() == _SCHEME else None
        return proof if proof and service_root(proof.service_url, self._hosts) else None

    def admit(self, proof: Proof, activity: Received) -> ClaimsIdentity | Refusal:
        """Let in an activity of the service, the channel and the tenant.

        A guest of a meeting has no directory id, and is let in to hear that this is not theirs.
        """
        same_service = activity.service_url.rstrip("/") == proof.service_url.rstrip("/")
        if not (same_service and activity.channel_id == CHANNEL and CHANNEL in proof.channels):
            return Refusal.UNKNOWN
        elsewhere = {activity.sender.tenant_id, activity.place.tenant_id} - {None, self._tenant_id}
        if activity.tenant_id != self._tenant_id or elsewhere:
            return Refusal.FOREIGN
        return ClaimsIdentity({"serviceurl": proof.service_url}, is_authenticated=True)
