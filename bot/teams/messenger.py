"""The way to a person's chat: `Messenger` of `bot.handlers.ports` on our own connector.

Opening a chat and repainting a card may be repeated; sending one may not (design.md, "Sending a card when the
outcome is unknown").
"""

from __future__ import annotations

from typing import Annotated

from pydantic import BaseModel, Field, ValidationError

from bot.handlers.messages import NewMessage, Repaint
from bot.handlers.ports import Conversation
from bot.teams.connector import Answered, Connector, Lost
from bot.teams.refusals import (
    Chance,
    after_opening,
    after_repaint,
    after_send,
    done,
    not_answered,
)
from bot.teams.rendering import Rendering
from practice.outcomes import Conflict, Done, Parked, RetryAfter, Unconfirmed, Undeliverable


class _Created(BaseModel):
    id: str


class _Member(BaseModel):
    id: str
    aad_object_id: Annotated[str, Field(alias="aadObjectId")] = ""


class _Roster(BaseModel):
    members: list[_Member]


class TeamsMessenger:
    """Sends as the bot `app_id` of `tenant_id`; `service_url` serves people not met yet."""

    def __init__(
        self,
        connector: Connector,
        rendering: Rendering,
        *,
        service_url: str,
        tenant_id: str,
        app_id: str,
        chance: Chance,
    ) -> None:
        self._connector = connector
        self._rendering = rendering
        self._service_url = service_url
        self._tenant_id = tenant_id.lower()
        self._app_id = app_id.lower()
        self._chance = chance

    async def open_chat(self, person_id: str) -> Conversation | RetryAfter | Undeliverable | Parked:
        """Open, or find, the personal chat with a person of the directory, and check that it is theirs."""
        fate = await self._connector.create_conversation(self._service_url, self._parameters(person_id))
        if not isinstance(fate, Answered):
            return not_answered(fate, self._chance)
        if not done(fate):
            return after_opening(fate, self._chance)
        conversation_id = _id_of(fate.body)
        if not conversation_id:
            return not_answered(Lost(), self._chance)
        return await self._member_of(conversation_id, person_id)

    def _parameters(self, person_id: str) -> dict[str, object]:
        """Build ConversationParameters: the directory id goes into `id`; elsewhere it is refused.

        https://learn.microsoft.com/en-us/microsoftteams/platform/bots/how-to/conversations/send-proactive-messages
        """
        return {
            "isGroup": False,
            "bot": {"id": f"28:{self._app_id}"},
            "members": [{"id": person_id}],
            "tenantId": self._tenant_id,
            "channelData": {"tenant": {"id": self._tenant_id}},
        }

    async def _member_of(
        self, conversation_id: str, person_id: str
    ) -> Conversation | RetryAfter | Undeliverable | Parked:
        """Learn the person's Teams id, and trust the chat only if it is with the person asked for."""
        fate = await self._connector.members(self._service_url, conversation_id)
        if not isinstance(fate, Answered):
            return not_answered(fate, self._chance)
        if not done(fate):
            return after_opening(fate, self._chance)
        members = _members_in(fate.body)
        if members is None:
            return not_answered(Lost(), self._chance)
        for member in members:
            if member.aad_object_id.lower() == person_id.lower():
                return Conversation(person_id, conversation_id, self._service_url, self._tenant_id, member.id)
        return Parked("chat_with_somebody_else")

    async def send(
        self, conversation: Conversation, message: NewMessage
    ) -> Done | RetryAfter | Unconfirmed | Undeliverable | Conflict:
        """Send a card once. The outcome is honest about what cannot be known."""
        fate = await self._connector.post(
            conversation.service_url, conversation.conversation_id, self._rendering.new_message(message)
        )
        sent = _id_of(fate.body) if isinstance(fate, Answered) else ""
        return after_send(fate, self._chance, sent)

    async def repaint(
        self, conversation: Conversation, activity_id: str, message: Repaint
    ) -> Done | RetryAfter | Parked:
        """Put the card as it should look now in the place of the stored one."""
        fate = await self._connector.put(
            conversation.service_url,
            conversation.conversation_id,
            activity_id,
            self._rendering.repaint(message),
        )
        return after_repaint(fate, self._chance)


def _id_of(body: bytes) -> str:
    """The id the service gave; "" if its answer cannot be read, which changes nothing about what it did."""
    try:
        return _Created.model_validate_json(body).id
    except ValidationError:
        return ""


def _members_in(body: bytes) -> list[_Member] | None:
    try:
        return _Roster.model_validate_json(body).members
    except ValidationError:
        return None
