"""Whom an activity is from, and whether we talk there: personal chats of our tenant's people only.

Anybody in a meeting chat, even from outside the tenant, can press a card, so the sender's own directory id
and the chat's kind are what count, never anything a card carries.
"""

from __future__ import annotations

from dataclasses import dataclass

from bot.handlers.ports import Conversation
from bot.teams.activities import Received
from bot.teams.service_urls import service_root


@dataclass(frozen=True, slots=True)
class Ours:
    """Whose activities are taken: the partnership's tenant, over hosts we may answer to."""

    tenant_id: str
    hosts: frozenset[str]

    def chat(self, received: Received) -> Conversation | None:
        """Give the personal chat of somebody in our tenant; None for everybody and everywhere else."""
        person_id = received.sender.aad_object_id
        ours = received.tenant_id == self.tenant_id.lower() and received.place.kind == "personal"
        if not ours or not person_id or service_root(received.service_url, self.hosts) is None:
            return None
        return Conversation(
            person_id=person_id,
            conversation_id=received.place.id,
            service_url=received.service_url,
            tenant_id=self.tenant_id.lower(),
            member_id=received.sender.id,
        )
