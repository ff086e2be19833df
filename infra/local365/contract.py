"""Microsoft's own description of the Graph calls, where it is at hand: every request is held against it.

It reads one file and answers questions; recording and refusing are its callers' business.
"""

import json
import os
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import jsonschema_rs
from aiohttp import web

VARIABLE = "LOCAL365_CONTRACT"
BESIDE_REPOSITORY = Path(__file__).parents[3] / "shared" / "data" / "graph-v1-subset-strict.json"
# Parameters of links the service itself handed out: opaque, so in no description.
_OPAQUE = frozenset({"$skiptoken", "$deltatoken", "token"})
# The description knows only the window; the page also gives the OData parameters:
# https://learn.microsoft.com/en-us/graph/api/user-list-calendarview
_VIEW = "/users/{user-id}/calendarView"
_VIEW_EXTRA = frozenset({"$select", "$top", "$skip", "$orderby", "$filter", "$expand", "$count"})


@dataclass(frozen=True, slots=True)
class _Operation:
    template: str
    parameters: Mapping[str, Mapping[str, Any]]
    required: frozenset[str]
    body: Mapping[str, Any] | None
    body_required: bool


class Contract:
    """The description, or nothing: without the file every request passes and only our own models judge."""

    def __init__(self, document: Mapping[str, Any] | None) -> None:
        self._schemas = (document or {}).get("components", {})
        self._by_length: dict[int, list[tuple[re.Pattern[str], dict[str, _Operation]]]] = {}
        self._validators: dict[int, jsonschema_rs.Draft202012Validator] = {}
        self.present = document is not None
        for template, item in (document or {}).get("paths", {}).items():
            entry = (_compiled(template), dict(_operations(template, item)))
            self._by_length.setdefault(_length(template), []).append(entry)
        for entries in self._by_length.values():
            # A literal segment, such as delta, is meant before a placeholder that would take it for an id.
            entries.sort(key=lambda entry: entry[0].pattern.count("[^/]+"))

    def violation(self, method: str, path: str, query: Mapping[str, str], body: object) -> str | None:
        """What is wrong with a request, in a sentence without its values; None if nothing is.

        `path` begins after /v1.0, `body` is the parsed JSON or None.
        """
        if not self.present:
            return None
        operations = self._find(path)
        if operations is None:
            return "The path is not part of the contract."
        operation = operations.get(method)
        if operation is None:
            return "The method is not part of the contract for this path."
        return _query_violation(operation, query) or self._body_violation(operation, body)

    def _find(self, path: str) -> dict[str, _Operation] | None:
        for pattern, operations in self._by_length.get(_length(path), ()):
            if pattern.fullmatch(path):
                return operations
        return None

    def _body_violation(self, operation: _Operation, body: object) -> str | None:
        if operation.body is None:
            return None if body is None else "The operation takes no body."
        if body is None:
            return "The body is missing." if operation.body_required else None
        try:
            self._validator(operation).validate(body)
        except jsonschema_rs.ValidationError as error:
            where = "/".join(str(part) for part in error.instance_path) or "the body"
            return f"{where}: {error.message}"
        return None

    def _validator(self, operation: _Operation) -> jsonschema_rs.Draft202012Validator:
        """Built on first use: the description has 400 schemas and a session needs a dozen."""
        key = id(operation)
        if key not in self._validators:
            schema = {**(operation.body or {}), "components": self._schemas}
            self._validators[key] = jsonschema_rs.Draft202012Validator(schema, mask="the value", offline=True)
        return self._validators[key]


CONTRACT = web.AppKey("local365.contract", Contract)


def load_contract() -> Contract:
    """The contract from $LOCAL365_CONTRACT or from beside the repository, if it is there."""
    named = os.environ.get(VARIABLE)
    path = Path(named) if named else BESIDE_REPOSITORY
    if not named and not path.is_file():
        return Contract(None)
    return _read(path)


@cache
def _read(path: Path) -> Contract:
    """Read once per process: a contract never changes, and neither do the validators it has built."""
    return Contract(json.loads(path.read_bytes()))


def _length(path: str) -> int:
    return path.count("/")


def _compiled(template: str) -> re.Pattern[str]:
    """A path template as a pattern; `delta()` is also written without its brackets on Microsoft's pages."""
    parts = re.split(r"(\{[^}]+\})", template)
    text = "".join("[^/]+" if part.startswith("{") else re.escape(part) for part in parts)
    return re.compile(text.replace(r"delta\(\)", r"delta(?:\(\))?"))


def _operations(template: str, item: Mapping[str, Any]) -> Iterator[tuple[str, _Operation]]:
    for method, operation in item.items():
        if method in {"get", "post", "patch", "put", "delete"}:
            yield method.upper(), _operation(template, operation)


def _operation(template: str, item: Mapping[str, Any]) -> _Operation:
    query = [p for p in item.get("parameters", ()) if p.get("in") == "query"]
    parameters: dict[str, Mapping[str, Any]] = {p["name"]: p.get("schema", {}) for p in query}
    if template == _VIEW:
        parameters.update({name: {} for name in _VIEW_EXTRA})
    request_body = item.get("requestBody", {})
    content = request_body.get("content", {}).get("application/json", {})
    return _Operation(
        template=template,
        parameters=parameters,
        required=frozenset(p["name"] for p in query if p.get("required")),
        body=content.get("schema"),
        body_required=bool(request_body.get("required")),
    )


def _query_violation(operation: _Operation, query: Mapping[str, str]) -> str | None:
    if not _OPAQUE.isdisjoint(query):
        return None
    for name in operation.required:
        if name not in query:
            return f"The query parameter {name} is missing."
    for name, value in query.items():
        schema = operation.parameters.get(name)
        if schema is None:
            return f"The query parameter {name[:40]} is not part of the contract."
        if not _fits(schema, value):
            return f"The query parameter {name} has the wrong type."
    return None


def _fits(schema: Mapping[str, Any], value: str) -> bool:
    match schema.get("type"):
        case "integer":
            return value.isdecimal()
        case "boolean":
            return value in {"true", "false"}
        case _:
            return True
