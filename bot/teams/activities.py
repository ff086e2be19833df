"""What Teams sends us, as far as we use it: strict about those fields, blind to all others.

Typed words live only in `value`, which `cards` reads; of a message's text only the beginning is looked at.
The shapes: https://learn.microsoft.com/en-us/azure/bot-service/rest-api/bot-framework-rest-connector-api-reference
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Annotated, Any, Final

from pydantic import (
    AliasPath,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    StringConstraints,
    ValidationError,
)
from pydantic_core import from_json

LARGEST_BODY: Final = 256 * 1024
"""Bytes; the largest press, five answers of 3,000 characters in four bytes each, is under 100,000."""

DEEPEST: Final = 32
"""Objects and lists within each other; a press has six."""

_PLAIN = r"^([^\x00-\x1f\x7f.][^\x00-\x1f\x7f]*)?$"
"""No control characters, and no dot in front: ids become segments of a path."""
_GUID = r"^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$"


def _lowered(found: object) -> object:
    return found.lower() if isinstance(found, str) else found


Id = Annotated[str, StringConstraints(min_length=1, max_length=1024, pattern=_PLAIN)]
OptionalId = Annotated[
    str, StringConstraints(max_length=1024, pattern=_PLAIN), BeforeValidator(lambda found: found or "")
]
Guid = Annotated[str, StringConstraints(pattern=_GUID), BeforeValidator(_lowered)]
"""In lower case, as every id of a person or a tenant is kept and compared.

What comes before stands last in both: pydantic checks a constraint that follows it in Python, and one before it not.
"""


class Unreadable(Exception):
    """The body is no activity; the message is one plain sentence that repeats nothing of it."""


class _Part(BaseModel):
    model_config = ConfigDict(strict=True, frozen=True, extra="ignore")


class Sender(_Part):
    """Who sent it: `id` is the Teams id, 29:...; people outside any directory have no `aad_object_id`."""

    id: Id
    aad_object_id: Annotated[Guid | None, Field(alias="aadObjectId")] = None
    tenant_id: Annotated[Guid | None, Field(alias="tenantId")] = None


class Place(_Part):
    """Where it was sent; `kind` is personal, groupChat or channel."""

    id: Id
    kind: Annotated[OptionalId, Field(alias="conversationType")] = ""
    tenant_id: Annotated[Guid | None, Field(alias="tenantId")] = None


class Account(_Part):
    id: Id


class Received(_Part):
    """An activity. `type` decides which of the other fields mean anything."""

    type: Id
    id: OptionalId = ""
    name: OptionalId = ""
    action: OptionalId = ""
    channel_id: Annotated[OptionalId, Field(alias="channelId")] = ""
    service_url: Annotated[Id, Field(alias="serviceUrl")]
    sender: Annotated[Sender, Field(alias="from")]
    place: Annotated[Place, Field(alias="conversation")]
    recipient: Account
    tenant_id: Annotated[Guid | None, Field(validation_alias=AliasPath("channelData", "tenant", "id"))] = None
    text: Annotated[str, BeforeValidator(lambda found: found[:64] if isinstance(found, str) else "")] = ""
    """The beginning of what somebody wrote: enough to know one word of ours."""
    reply_to_id: Annotated[OptionalId, Field(alias="replyToId")] = ""
    added: list[Account] = Field(alias="membersAdded", default_factory=list)
    removed: list[Account] = Field(alias="membersRemoved", default_factory=list)
    value: Any = None


def received(raw: bytes) -> Received:
    """Read a request's body; raises Unreadable."""
    found = _parsed(raw)
    if not isinstance(found, dict):
        raise Unreadable("The body must be a JSON object.")
    if _too_deep(found):
        raise Unreadable(_DEEP)
    try:
        return Received.model_validate(found)
    except ValidationError as error:
        raise Unreadable(_sentence(error)) from None


_DEEP: Final = f"The body is nested more than {DEEPEST} deep."


def _parsed(raw: bytes) -> object:
    try:
        return from_json(raw, allow_inf_nan=False)
    except ValueError:
        pass
    try:
        return _mended(raw)
    except (ValueError, RecursionError):
        raise Unreadable(f"The body is not valid JSON, or it is nested more than {DEEPEST} deep.") from None


def _too_deep(found: object) -> bool:
    """Look level by level; the parser's own limit, a few hundred, has been passed by then."""
    level = [found]
    for _ in range(DEEPEST):
        level = [inner for part in level for inner in _inside(part)]
        if not level:
            return False
    return True


def _inside(part: object) -> Iterable[object]:
    if isinstance(part, dict):
        return part.values()
    return part if isinstance(part, list) else ()


def _mended(raw: bytes) -> object:
    """Half an emoji, which a text box that counts UTF-16 leaves at its limit, becomes a question mark."""
    mended = json.dumps(json.loads(raw.decode()), ensure_ascii=False)
    return from_json(mended.encode("utf-8", "replace"), allow_inf_nan=False)


def _sentence(error: ValidationError) -> str:
    first = error.errors(include_url=False, include_input=False, include_context=False)[0]
    where = ".".join(str(part) for part in first["loc"])
    return f"The activity's {where} is missing or is not what it must be."
