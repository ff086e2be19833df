"""The shapes the connector accepts, stricter than the service: what it would ignore is refused here.

https://learn.microsoft.com/en-us/azure/bot-service/rest-api/bot-framework-rest-connector-api-reference#schema
"""

from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from infra.local365.connector_cards import CONTENT_TYPE, card_fault
from infra.local365.connector_chats import Content
from infra.local365.wire import Violation


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", strict=True, frozen=True)


class Account(_Strict):
    """A bot or a person. A directory id goes in `id`."""

    id: str | None = None
    name: str | None = None
    aad_object_id: Annotated[str | None, Field(alias="aadObjectId")] = None
    role: str | None = None


class _Tenant(_Strict):
    id: str


class _ChannelData(BaseModel):
    model_config = ConfigDict(strict=True, frozen=True)

    tenant: _Tenant


class NewConversation(_Strict):
    """ConversationParameters for a personal chat; nothing else is imitated."""

    is_group: Annotated[Literal[False], Field(alias="isGroup")] = False
    bot: Account
    members: Annotated[list[Account], Field(min_length=1, max_length=1)]
    tenant_id: Annotated[str | None, Field(alias="tenantId")] = None
    channel_data: Annotated[_ChannelData, Field(alias="channelData")]


class Attachment(_Strict):
    """A card; other attachments are not imitated."""

    content_type: Annotated[Literal["application/vnd.microsoft.card.adaptive"], Field(alias="contentType")]
    content: dict[str, Any]
    name: str | None = None


class SentActivity(_Strict):
    """An activity from the bot. Members the service fills in itself are accepted and not used."""

    type: Literal["message", "typing"]
    id: str | None = None
    text: str | None = None
    text_format: Annotated[Literal["plain", "markdown", "xml"] | None, Field(alias="textFormat")] = None
    summary: str | None = None
    locale: str | None = None
    attachments: Annotated[list[Attachment], Field(max_length=1)] = []
    attachment_layout: Annotated[str | None, Field(alias="attachmentLayout")] = None
    reply_to_id: Annotated[str | None, Field(alias="replyToId")] = None
    input_hint: Annotated[str | None, Field(alias="inputHint")] = None
    importance: Literal["normal", "high", "low", "urgent"] | None = None
    from_: Annotated[dict[str, Any] | None, Field(alias="from")] = None
    recipient: dict[str, Any] | None = None
    conversation: dict[str, Any] | None = None
    channel_data: Annotated[dict[str, Any] | None, Field(alias="channelData")] = None
    channel_id: Annotated[Literal["msteams"] | None, Field(alias="channelId")] = None
    service_url: Annotated[str | None, Field(alias="serviceUrl")] = None
    timestamp: str | None = None
    local_timestamp: Annotated[str | None, Field(alias="localTimestamp")] = None
    entities: list[dict[str, Any]] | None = None


def new_conversation(body: object) -> NewConversation:
    """The parameters of a conversation to create. Raises Violation."""
    try:
        return NewConversation.model_validate(body)
    except ValidationError as error:
        raise Violation(_sentence(error), "BadArgument") from None


def sent_activity(body: object) -> SentActivity:
    """An activity to show. Raises Violation for a shape, a card or a message Teams would not show."""
    try:
        activity = SentActivity.model_validate(body)
    except ValidationError as error:
        raise Violation(_sentence(error), "BadSyntax") from None
    fault = _content_fault(activity)
    if fault:
        raise Violation(fault, "BadSyntax")
    return activity


def content_of(activity: SentActivity) -> Content:
    """What the activity shows; its card is kept as it was given."""
    card = activity.attachments[0].content if activity.attachments else None
    return Content(activity.text, activity.summary, card)


class _InvokeAnswer(_Strict):
    status_code: Annotated[int, Field(alias="statusCode")]
    type: Literal[
        "application/vnd.microsoft.card.adaptive",
        "application/vnd.microsoft.activity.message",
        "application/vnd.microsoft.error",
    ]
    value: dict[str, Any] | str


def invoke_answer_fault(body: object) -> str | None:
    """Why Teams would show an error in place of the bot's answer to an Action.Execute; None if it would not.

    https://learn.microsoft.com/en-us/adaptive-cards/authoring-cards/universal-action-model#response-format
    """
    try:
        answer = _InvokeAnswer.model_validate(body)
    except ValidationError as error:
        return _sentence(error)
    if answer.type == CONTENT_TYPE:
        return card_fault(answer.value)
    if answer.type.endswith("message"):
        return None if isinstance(answer.value, str) else "value: must be a text"
    return (
        None
        if isinstance(answer.value, dict) and set(answer.value) == {"code", "message"}
        else ("value: must be a code and a message")
    )


def _content_fault(activity: SentActivity) -> str | None:
    if activity.attachments:
        return card_fault(activity.attachments[0].content)
    if activity.type == "message" and not activity.text:
        return "A message needs a text or a card."
    return None


def _sentence(error: ValidationError) -> str:
    first = error.errors(include_url=False, include_input=False)[0]
    return f"{'.'.join(str(part) for part in first['loc']) or 'the body'}: {first['msg']}"
