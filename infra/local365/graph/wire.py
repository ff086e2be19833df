"""The shape of one Graph request and one answer, alike for a request of its own and one inside a $batch.

Knows no resource and does not touch the network.
"""

from __future__ import annotations

from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, TypeVar
from urllib.parse import quote, urlencode

from pydantic import BaseModel, ConfigDict, ValidationError

from infra.local365.wire import Refused, Violation

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from infra.local365.state import State

Json = dict[str, Any]
M = TypeVar("M", bound=BaseModel)
ANNOTATIONS_OF_QUERY = "$'(),:/="


class Strict(BaseModel):
    """A body the stand-in accepts: nothing it does not know, nothing of another type."""

    model_config = ConfigDict(extra="forbid", strict=True, frozen=True)


@dataclass(frozen=True, slots=True)
class Call:
    """One request: `path` without /v1.0, decoded; header names in lower case; `base` ends in /v1.0."""

    method: str
    path: str
    query: Mapping[str, str]
    headers: Mapping[str, str]
    body: Any
    base: str

    def link(self, path: str, query: Mapping[str, str]) -> str:
        """Give the absolute address of another page of this resource."""
        encoded = urlencode(query, quote_via=quote, safe=ANNOTATIONS_OF_QUERY)
        return f"{self.base}{quote(path, safe='/,@=:$')}?{encoded}"


@dataclass(frozen=True, slots=True)
class Reply:
    """One answer; a body of None is sent as no body at all."""

    status: int
    body: Json | None = None
    headers: dict[str, str] = field(default_factory=dict)


class GraphError(Refused):
    """A refusal in Graph's error shape; `extra` goes beside code and message.

    https://learn.microsoft.com/graph/errors
    """

    def __init__(
        self,
        status: int,
        code: str,
        message: str,
        *,
        extra: Json | None = None,
        headers: Mapping[str, str] | None = None,
    ) -> None:
        super().__init__(status, code, message, headers)
        self.extra = extra or {}


def invalid(message: str) -> GraphError:
    """Give SharePoint's refusal of a request that is well formed but cannot be served."""
    return GraphError(400, "invalidRequest", message)


def not_found(message: str = "The resource could not be found.") -> GraphError:
    return GraphError(404, "itemNotFound", message)


def without_annotations(value: object) -> object:
    """Drop OData annotations, which clients send beside any member and the service ignores."""
    if isinstance(value, dict):
        return {k: without_annotations(v) for k, v in value.items() if "@" not in k}
    if isinstance(value, list):
        return [without_annotations(v) for v in value]
    return value


def read_body(model: type[M], body: object) -> M:
    """Read a body by a strict model, annotations left out; the refusal names the member, never its value."""
    return read_as_sent(model, without_annotations(body))


def read_as_sent(model: type[M], body: object) -> M:
    """Read a body by a strict model. Raises a violation naming the member, never its value."""
    try:
        return model.model_validate(body)
    except ValidationError as error:
        first = error.errors(include_url=False, include_input=False)[0]
        where = ".".join(str(part) for part in first["loc"]) or "body"
        raise Violation(f"{where}: {first['msg']}", "invalidRequest") from None


def preferences(call: Call) -> str:
    """Give the Prefer header, as sent; empty when there is none."""
    return call.headers.get("prefer", "")


@contextmanager
def all_or_nothing(state: State) -> Iterator[None]:
    """Keep all of the writes inside, or on any exception none; may be nested."""
    state.db.execute("SAVEPOINT request")
    try:
        yield
    except BaseException:
        state.db.execute("ROLLBACK TO request")
        raise
    finally:
        state.db.execute("RELEASE request")
