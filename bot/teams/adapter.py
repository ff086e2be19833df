"""botbuilder's part: `CloudAdapterBase` carries every turn through its TurnContext and its middleware.

What stock builds for each turn and we never use (a ConnectorClient, a UserTokenClient, a model of the invoke)
is left out: the connector is our own, the Activity holds only validated fields, and the answer to an invoke
is the body a turn gave. No on_turn_error is set, so that a failing turn reaches our own middleware.
"""

# ruff: noqa: ARG002 - the methods have botbuilder's signatures

from __future__ import annotations

import logging
from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass
from http import HTTPStatus
from typing import Any, NoReturn, cast

from botbuilder.core import CloudAdapterBase, InvokeResponse, TurnContext
from botbuilder.schema import (
    Activity,
    ActivityTypes,
    Attachment,
    ChannelAccount,
    ConversationAccount,
    ResourceResponse,
)
from botframework.connector.auth import (
    AuthenticateRequestResult,
    BotFrameworkAuthentication,
    ClaimsIdentity,
    ConnectorFactory,
)

from bot.teams.activities import Received
from bot.teams.connector import Answered, Connector
from bot.teams.refusals import done

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Answer:
    """The body of the answer to an invoke; it travels with HTTP 200, whatever its own statusCode."""

    body: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Reply:
    """A new message in the chat; it stays there, so it holds nothing anybody typed."""

    message: Mapping[str, Any]


Outcome = Answer | Reply | None
Turn = Callable[[Received], Awaitable[Outcome]]


class TeamsAdapter(CloudAdapterBase):
    """Runs `turn` inside botbuilder's pipeline, for requests a door has let in."""

    def __init__(self, connector: Connector, turn: Turn) -> None:
        super().__init__(_Admitted(_OwnConnector(connector)))
        self._turn = turn

    async def run(self, received: Received, claims: ClaimsIdentity) -> InvokeResponse | None:
        """Run a turn; None where the activity takes no answer, 501 for an invoke nothing here knows."""
        admitted = AuthenticateRequestResult()
        admitted.claims_identity = claims
        admitted.connector_factory = self.bot_framework_authentication.create_connector_factory(claims)
        activity = _activity(received)

        async def logic(context: TurnContext) -> None:
            await self._finish(context, await self._turn(received))

        response: InvokeResponse | None = await self.process_activity(admitted, activity, logic)
        return response

    async def _finish(self, context: TurnContext, outcome: Outcome) -> None:
        """Hand over the outcome; an answer goes straight to its slot, as send_activity copies cards."""
        match outcome:
            case Answer(body):
                context.turn_state[self._INVOKE_RESPONSE_KEY] = Activity(
                    type=ActivityTypes.invoke_response,
                    value=InvokeResponse(status=HTTPStatus.OK, body=body),
                )
            case Reply(message):
                await context.send_activity(_reply(message))
            case None:
                pass

    async def send_activities(
        self, context: TurnContext, activities: Sequence[Activity]
    ) -> list[ResourceResponse]:
        """Send each message once through our own connector; a lost reply is logged and not tried again."""
        connector = cast("Connector", context.turn_state[self.BOT_CONNECTOR_CLIENT_KEY])
        for activity in activities:
            fate = await connector.reply(activity.service_url, activity.conversation.id, _wire(activity))
            if not (isinstance(fate, Answered) and done(fate)):
                log.warning("A reply was not delivered.", extra={"fate": type(fate).__name__})
        return [ResourceResponse(id="") for _ in activities]


class _OwnConnector(ConnectorFactory):
    """Gives botbuilder the one connector there is, instead of a new client for every turn."""

    def __init__(self, connector: Connector) -> None:
        self._connector = connector

    async def create(self, service_url: str, audience: str) -> Any:  # noqa: ANN401 - it is none of msrest's
        return self._connector


class _Admitted(BotFrameworkAuthentication):
    """Authentication is over when a turn starts: `bot.teams.door` did it. Nothing here talks to anybody."""

    def __init__(self, factory: ConnectorFactory) -> None:
        self._factory = factory

    async def authenticate_request(self, activity: Activity, auth_header: str) -> NoReturn:
        raise PermissionError("A turn starts only from a request that a door has let in.")

    async def authenticate_streaming_request(self, auth_header: str, channel_id_header: str) -> NoReturn:
        raise PermissionError("There are no streaming requests.")

    def create_connector_factory(self, claims_identity: ClaimsIdentity) -> ConnectorFactory:
        return self._factory

    async def create_user_token_client(self, claims_identity: ClaimsIdentity) -> Any:  # noqa: ANN401
        """Nobody signs in to anything through the bot."""


def _activity(received: Received) -> Activity:
    """Build botbuilder's Activity from validated fields alone; its own deserialiser fails on bad input."""
    return Activity(
        type=received.type,
        id=received.id,
        name=received.name,
        channel_id=received.channel_id,
        service_url=received.service_url,
        reply_to_id=received.reply_to_id,
        from_property=ChannelAccount(
            id=received.sender.id, aad_object_id=received.sender.aad_object_id or ""
        ),
        recipient=ChannelAccount(id=received.recipient.id),
        conversation=ConversationAccount(id=received.place.id, conversation_type=received.place.kind),
        channel_data={"tenant": {"id": received.tenant_id}},
        value=received.value,
    )


def _reply(message: Mapping[str, Any]) -> Activity:
    return Activity(
        type=ActivityTypes.message,
        text=message.get("text", ""),
        summary=message.get("summary", ""),
        attachments=[
            Attachment(content_type=attached["contentType"], content=attached["content"])
            for attached in message.get("attachments", ())
        ],
    )


def _wire(activity: Activity) -> dict[str, Any]:
    """Write a message as the connector takes it; who, where and when it fills in itself."""
    attached = [{"contentType": one.content_type, "content": one.content} for one in activity.attachments]
    wire = {
        "type": activity.type,
        "text": activity.text,
        "summary": activity.summary,
        "attachments": attached,
    }
    return {name: value for name, value in wire.items() if value}
