"""What a column of a list is: the definition a client sends, and the frozen value the rest works with.

Pure: reads and writes JSON, knows no list and no item.
"""

from __future__ import annotations

import json
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import TYPE_CHECKING, Any, Literal

from infra.local365.graph.column_body import ColumnBody
from infra.local365.graph.wire import Json, invalid, read_body

if TYPE_CHECKING:
    from collections.abc import Mapping

Kind = Literal[
    "text", "note", "choice", "choices", "number", "boolean", "dateTime", "person", "lookup", "link"
]
LONGEST_LINE = 255
LONGEST_NOTE = 63_999
MOST_INDEXES = 20
UNINDEXABLE: frozenset[Kind] = frozenset({"note", "choices", "link"})
NOT_UNIQUE: frozenset[Kind] = UNINDEXABLE | {"boolean"}


FACETS = (
    "text",
    "choice",
    "number",
    "boolean",
    "dateTime",
    "personOrGroup",
    "lookup",
    "hyperlinkOrPicture",
)
_PLAIN_KINDS: dict[str, Kind] = {
    "number": "number",
    "boolean": "boolean",
    "dateTime": "dateTime",
    "personOrGroup": "person",
    "lookup": "lookup",
    "hyperlinkOrPicture": "link",
}


@dataclass(frozen=True, slots=True)
class Column:
    """One column; `facet` is its type as Graph writes it, `wire_name` the name its values travel under."""

    id: str
    name: str
    display_name: str
    kind: Kind
    facet: Json
    description: str = ""
    indexed: bool = False
    unique: bool = False
    required: bool = False
    hidden: bool = False
    read_only: bool = False
    default: str | None = None

    @property
    def wire_name(self) -> str:
        return f"{self.name}LookupId" if self.kind in {"person", "lookup"} else self.name

    @property
    def longest(self) -> int:
        """The most characters a text may have."""
        return int(self.facet.get("maxLength") or (LONGEST_NOTE if self.kind == "note" else LONGEST_LINE))


def read_column(body: object, column_id: str) -> Column:
    """Read a new column; refuses a body without a name or without exactly one supported type."""
    sent = read_body(ColumnBody, body)
    if not sent.name:
        raise invalid("A column needs a name.")
    named = [facet for facet in FACETS if getattr(sent, facet) is not None]
    if len(named) != 1:
        raise invalid("A column needs exactly one type.")
    facet = _facet(sent, named[0])
    column = Column(column_id, sent.name, sent.displayName or sent.name, _kind(named[0], facet), facet)
    return checked(_with_settings(column, sent))


def changed_column(column: Column, body: object) -> Column:
    """Apply a PATCH: its settings and, for the same type, the type's own settings."""
    sent = read_body(ColumnBody, body)
    key = facet_key(column)
    if any(getattr(sent, facet) is not None for facet in FACETS if facet != key) or sent.name:
        raise invalid("The name and the type of a column cannot be changed.")
    if getattr(sent, key) is not None:
        facet = column.facet | _facet(sent, key)
        column = replace(column, facet=facet, kind=_kind(key, facet))
    if sent.displayName:
        column = replace(column, display_name=sent.displayName)
    return checked(_with_settings(column, sent))


def _facet(sent: ColumnBody, key: str) -> Json:
    value = getattr(sent, key)
    return dict(value) if isinstance(value, dict) else value.model_dump(mode="json", exclude_none=True)


def _kind(key: str, facet: Mapping[str, Any]) -> Kind:
    if key == "text":
        return "note" if facet.get("allowMultipleLines") else "text"
    if key == "choice":
        return "choices" if facet.get("displayAs") == "checkBoxes" else "choice"
    return _PLAIN_KINDS[key]


def facet_key(column: Column) -> str:
    """Name the member of a columnDefinition that carries this column's type."""
    names = {kind: key for key, kind in _PLAIN_KINDS.items()}
    return names.get(column.kind) or ("text" if column.kind in {"text", "note"} else "choice")


def _with_settings(column: Column, sent: ColumnBody) -> Column:
    """Take over the settings that were sent; those left out stay as they are."""
    names = {
        "indexed": sent.indexed,
        "unique": sent.enforceUniqueValues,
        "required": sent.required,
        "hidden": sent.hidden,
        "description": sent.description,
        "default": sent.defaultValue.value if sent.defaultValue else None,
    }
    wanted: dict[str, Any] = {name: value for name, value in names.items() if value is not None}
    return replace(column, **wanted)


def checked(column: Column) -> Column:
    """Refuse settings SharePoint cannot combine: unique values need an index, long texts can have none.

    https://learn.microsoft.com/previous-versions/office/developer/sharepoint-2010/ee536168(v=office.14)
    """
    if column.unique and (not column.indexed or column.kind in NOT_UNIQUE):
        raise invalid(f"Column '{column.name}' must be indexed, and of a type that can be, to be unique.")
    if column.indexed and column.kind in UNINDEXABLE:
        raise invalid(f"Column '{column.name}' is of a type that cannot be indexed.")
    if column.kind in {"choice", "choices"} and not column.facet.get("choices"):
        raise invalid(f"Column '{column.name}' needs choices.")
    if column.kind == "text" and column.longest > LONGEST_LINE:
        raise invalid(f"Column '{column.name}': a single line of text has at most {LONGEST_LINE} characters.")
    return column


def as_definition(column: Column) -> Json:
    """Write a column as a columnDefinition."""
    definition: Json = {
        "columnGroup": "Custom Columns",
        "description": column.description,
        "displayName": column.display_name,
        "enforceUniqueValues": column.unique,
        "hidden": column.hidden,
        "id": column.id,
        "indexed": column.indexed,
        "name": column.name,
        "readOnly": column.read_only,
        "required": column.required,
        facet_key(column): column.facet,
    }
    return definition | ({"defaultValue": {"value": column.default}} if column.default is not None else {})


def to_text(columns: tuple[Column, ...]) -> str:
    """Write columns for the state file."""
    rows = [{name: getattr(column, name) for name in Column.__slots__} for column in columns]
    return json.dumps(rows)


@lru_cache(maxsize=64)
def from_text(text: str) -> dict[str, Column]:
    """Read columns from the state file, by name; cached because each request to a list needs them."""
    return {row["name"]: Column(**row) for row in json.loads(text)}


def built_in(ids: tuple[str, ...]) -> tuple[Column, ...]:
    """Give the columns each list has: Title, and those the service fills in itself.

    `ids` are four new identifiers.
    """
    instant = {"format": "dateTime"}
    return (
        Column(ids[0], "Title", "Title", "text", {"maxLength": LONGEST_LINE}),
        Column(ids[1], "id", "ID", "number", {}, indexed=True, read_only=True),
        Column(ids[2], "Created", "Created", "dateTime", instant, read_only=True),
        Column(ids[3], "Modified", "Modified", "dateTime", instant, read_only=True),
    )
