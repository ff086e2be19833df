"""The columns of the two lists the product makes, each declared once, and how their values travel.

Pure wire format. https://learn.microsoft.com/en-us/graph/api/resources/columndefinition
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime

LONGEST_LINE = 255
"""Characters of a single line of text."""

KEY = "BtpKey"
HASH = "BtpHash"


@dataclass(frozen=True, slots=True)
class Column:
    """A column: `name` on the wire, `title` on the page, `facet` its type as Graph writes it.

    A hidden column's values are only returned where it is named in $select.
    """

    name: str
    title: str
    facet: Mapping[str, object]
    indexed: bool = False
    unique: bool = False
    required: bool = False
    hidden: bool = False

    def definition(self) -> dict[str, object]:
        """Give the columnDefinition with which the column is made; what is not so is left out."""
        flags = {
            "indexed": self.indexed,
            "enforceUniqueValues": self.unique,
            "required": self.required,
            "hidden": self.hidden,
        }
        return (
            {"name": self.name, "displayName": self.title}
            | dict(self.facet)
            | {name: True for name, wanted in flags.items() if wanted}
        )


def line(name: str, title: str, *, indexed: bool = False, longest: int = LONGEST_LINE) -> Column:
    return Column(name, title, {"text": {"maxLength": longest}}, indexed=indexed)


def lines(name: str, title: str) -> Column:
    """Plain text, so that what somebody typed can never become markup."""
    return Column(name, title, {"text": {"allowMultipleLines": True, "textType": "plain"}})


def one_of(
    name: str, title: str, choices: Sequence[str], *, indexed: bool = False, more: bool = False
) -> Column:
    """One choice; with `more`, values that a later configuration adds are taken without a change here."""
    facet: dict[str, object] = {"choices": list(choices), "displayAs": "dropDownMenu"}
    return Column(
        name, title, {"choice": facet | ({"allowTextEntry": True} if more else {})}, indexed=indexed
    )


def some_of(name: str, title: str, choices: Sequence[str]) -> Column:
    """Several choices; SharePoint can index none of those. Fill-in choices are allowed."""
    facet = {"choices": list(choices), "displayAs": "checkBoxes", "allowTextEntry": True}
    return Column(name, title, {"choice": facet})


def whole_number(name: str, title: str) -> Column:
    return Column(name, title, {"number": {"decimalPlaces": "none"}})


def yes_no(name: str, title: str) -> Column:
    return Column(name, title, {"boolean": {}})


def day(name: str, title: str, *, indexed: bool = False) -> Column:
    return Column(name, title, {"dateTime": {"format": "dateOnly"}}, indexed=indexed)


def instant(name: str, title: str) -> Column:
    return Column(name, title, {"dateTime": {"format": "dateTime"}})


TECHNICAL = (
    Column(KEY, "Key", {"text": {"maxLength": 64}}, indexed=True, unique=True, required=True, hidden=True),
    Column(HASH, "Content hash", {"text": {"maxLength": 64}}, hidden=True),
)
"""Our key, which makes a repeated write harmless, and the digest of what was written last."""


@dataclass(frozen=True, slots=True)
class ListShape:
    """A list of ours: its name on the site and its columns."""

    name: str
    columns: tuple[Column, ...]

    def definition(self) -> dict[str, object]:
        """Give the list with all its columns, made by one POST or not at all.

        https://learn.microsoft.com/en-us/graph/api/list-create
        """
        return {
            "displayName": self.name,
            "columns": [column.definition() for column in (*TECHNICAL, *self.columns)],
            "list": {"template": "genericList"},
        }


def written(fields: Mapping[str, object]) -> dict[str, object]:
    """Write fields as Graph takes them: an empty cell is null, several choices carry their type beside them.

    A tuple, even an empty one, is the value of a column of several choices.
    """
    found: dict[str, object] = {}
    for name, value in fields.items():
        if isinstance(value, tuple):
            found[f"{name}@odata.type"] = "Collection(Edm.String)"
        found[name] = _written(value)
    return found


def _written(value: object) -> object:
    if isinstance(value, datetime):
        return value.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    if isinstance(value, date):
        # Noon is on the same day in whatever zone the site was given when it was made.
        return f"{value:%Y-%m-%d}T12:00:00Z"
    return list(value) if isinstance(value, tuple) else value
