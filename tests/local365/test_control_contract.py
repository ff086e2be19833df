"""Requests to Graph are held against Microsoft's description, where it is at hand."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest

from infra.local365.contract import BESIDE_REPOSITORY, VARIABLE, Contract, load_contract

if TYPE_CHECKING:
    from pathlib import Path

ITEM = {
    "type": "object",
    "properties": {"fields": {"$ref": "#/components/schemas/fields"}},
    "required": ["fields"],
    "additionalProperties": False,
}
DOCUMENT: dict[str, Any] = {
    "components": {"schemas": {"fields": {"type": "object", "additionalProperties": {"type": "string"}}}},
    "paths": {
        "/lists/{list-id}/items": {
            "get": {"parameters": [{"name": "$top", "in": "query", "schema": {"type": "integer"}}]},
            "post": {"requestBody": {"required": True, "content": {"application/json": {"schema": ITEM}}}},
        },
        "/lists/{list-id}/items/{item-id}": {"get": {}},
        "/lists/{list-id}/items/delta()": {
            "get": {"parameters": [{"name": "$top", "in": "query", "schema": {"type": "integer"}}]}
        },
        "/view": {"get": {"parameters": [{"name": "start", "in": "query", "required": True, "schema": {}}]}},
    },
}


@pytest.mark.parametrize(
    ("method", "path", "query", "body"),
    [
        ("GET", "/lists/1/items", {"$top": "5"}, None),
        ("GET", "/lists/1/items", {"$skiptoken": "opaque"}, None),
        ("POST", "/lists/1/items", {}, {"fields": {"Title": "x"}}),
        ("GET", "/lists/1/items/delta", {"token": "latest"}, None),
        ("GET", "/lists/1/items/delta", {"$top": "5"}, None),
        ("GET", "/lists/1/items/delta()", {}, None),
        ("GET", "/view", {"start": "2026-01-05T00:00:00Z"}, None),
    ],
)
def test_a_described_request_passes(method: str, path: str, query: dict[str, str], body: object) -> None:
    """Paths, methods, parameters and bodies of the description, and the service's own opaque links."""
    assert Contract(DOCUMENT).violation(method, path, query, body) is None


@pytest.mark.parametrize(
    ("method", "path", "query", "body"),
    [
        ("GET", "/nowhere", {}, None),
        ("GET", "/lists/1/2/items", {}, None),
        ("DELETE", "/lists/1/items", {}, None),
        ("GET", "/lists/1/items", {"$top": "many"}, None),
        ("GET", "/lists/1/items", {"$skip": "1"}, None),
        ("GET", "/lists/1/items", {}, {}),
        ("POST", "/lists/1/items", {}, None),
        ("POST", "/lists/1/items", {}, {"fields": {}, "id": "1"}),
        ("GET", "/view", {}, None),
    ],
)
def test_anything_else_is_a_violation(method: str, path: str, query: dict[str, str], body: object) -> None:
    """Unknown paths, methods, parameters and members, wrong types, missing parts."""
    assert Contract(DOCUMENT).violation(method, path, query, body)


def test_a_violation_does_not_repeat_what_was_sent() -> None:
    """The place is named, the value is not: it may be somebody's words."""
    message = Contract(DOCUMENT).violation("POST", "/lists/1/items", {}, {"fields": {"Title": ["CANARY"]}})
    assert message is not None
    assert "fields/Title" in message
    assert "CANARY" not in message


def test_without_a_description_every_request_passes() -> None:
    """A clone without the file is judged by the stand-in's own models only."""
    assert Contract(None).violation("GET", "/nowhere", {}, None) is None


def test_the_description_is_read_from_where_the_variable_says(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """LOCAL365_CONTRACT names another file."""
    (tmp_path / "contract.json").write_text(json.dumps(DOCUMENT))
    monkeypatch.setenv(VARIABLE, str(tmp_path / "contract.json"))
    assert load_contract().violation("GET", "/nowhere", {}, None)


@pytest.mark.skipif(not BESIDE_REPOSITORY.is_file(), reason="Microsoft's description is not at hand")
def test_the_real_description_knows_the_calls_of_a_list_item() -> None:
    """A list item takes its fields, and no member the service does not have."""
    contract, path = load_contract(), "/sites/s/lists/l/items"
    assert contract.violation("POST", path, {}, {"fields": {"Title": "x"}}) is None
    assert contract.violation("POST", path, {}, {"fields": {"Title": "x"}, "colour": "red"})
    assert contract.violation("GET", path, {"$expand": "fields", "$top": "20"}, None) is None
