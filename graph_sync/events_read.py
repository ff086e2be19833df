"""What the boards' mailbox answered about its events, read with distrust."""

from __future__ import annotations

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from graph_sync.board_events import Standing, local, read_standing
from graph_sync.exchange import GONE, NOT_FOUND, OK, Reply
from practice.by_hand import Theirs

_NO_EVENT = "ErrorItemNotFound"


class _Refused(BaseModel):
    model_config = ConfigDict(hide_input_in_errors=True)

    code: str = ""
    existing: str = Field("", alias="@event.existingEventId")


class _Refusal(BaseModel):
    model_config = ConfigDict(hide_input_in_errors=True)

    error: _Refused


class _Found(BaseModel):
    model_config = ConfigDict(hide_input_in_errors=True)

    value: list[Standing]


def theirs(reply: Reply) -> Theirs | None:
    """Read when an event stands; None when that cannot be read. A mailbox that is not there deletes nothing."""
    standing = read_standing(reply.body) if reply.status == OK else None
    if standing is None:
        return Theirs() if reply.status in {NOT_FOUND, GONE} and _code(reply) == _NO_EVENT else None
    return _when(standing)


def read_seen(body: object) -> tuple[str, Theirs | None]:
    """Read one event of a view: its id, and when it stands; what cannot be read has neither."""
    standing = read_standing(body)
    return (standing.id, _when(standing)) if standing else ("", None)


def _when(standing: Standing) -> Theirs | None:
    if standing.cancelled:
        return Theirs()
    starts_at, ends_at = local(standing.start), local(standing.end)
    return Theirs(starts_at, ends_at) if starts_at and ends_at else None


def _code(reply: Reply) -> str:
    try:
        return _Refusal.model_validate(reply.body).error.code
    except ValidationError:
        return ""


def existing(reply: Reply) -> str:
    """Find the id of the event that used the transactionId before; "" for another refusal."""
    try:
        refused = _Refusal.model_validate(reply.body).error
    except ValidationError:
        return ""
    return refused.existing if refused.code == "ErrorDuplicateTransactionId" else ""


def first(look: Reply) -> Standing | None:
    try:
        found = _Found.model_validate(look.body).value
    except ValidationError:
        return None
    return next((one for one in found if not one.cancelled), None)
