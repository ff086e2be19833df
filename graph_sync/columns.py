"""What a column and a list are, as the product declares them, and how their values travel.

Pure wire format. https://learn.microsoft.com/en-us/graph/api/resources/columndefinition
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from enum import StrEnum

from graph_sync.views import View

LONGEST_LINE = 255
"""Characters of a single line of text."""

KEY = "BtpKey"
HASH = "BtpHash"


@dataclass(frozen=True, slots=True)
class Column:
    """A column: `name` on the wire, `title` on the page, `facet` its type as Graph writes it.

    A hidden column's values are only returned where it is named in $select. A built-in column is one that every
    list has: it is never made, only set.
    """

    name: str
    title: str
    facet: Mapping[str, object]
    indexed: bool = False
    unique: bool = False
    required: bool = False
    hidden: bool = False
    built_in: bool = False

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
    """Several choices; SharePoint can index or group by none of those. Fill-in choices are allowed."""
    facet = {"choices": list(choices), "displayAs": "checkBoxes", "allowTextEntry": True}
    return Column(name, title, {"choice": facet})


def whole_number(name: str, title: str, *, indexed: bool = False) -> Column:
    return Column(name, title, {"number": {"decimalPlaces": "none"}}, indexed=indexed)


def yes_no(name: str, title: str, *, indexed: bool = False) -> Column:
    return Column(name, title, {"boolean": {}}, indexed=indexed)


def day(name: str, title: str, *, indexed: bool = False) -> Column:
    return Column(name, title, {"dateTime": {"format": "dateOnly"}}, indexed=indexed)


def instant(name: str, title: str) -> Column:
    return Column(name, title, {"dateTime": {"format": "dateTime"}})


def person(name: str, title: str, *, indexed: bool = False) -> Column:
    facet = {"allowMultipleSelection": False, "chooseFromType": "peopleOnly"}
    return Column(name, title, {"personOrGroup": facet}, indexed=indexed)


def web_link(name: str, title: str) -> Column:
    return Column(name, title, {"hyperlinkOrPicture": {"isPicture": False}})


def heading(title: str) -> Column:
    """The column Title, which every list has, under a name of its own: people cannot leave it empty."""
    return Column("Title", title, {"text": {}}, required=True, built_in=True)


NO_HEADING = Column("Title", "Title", {"text": {}}, built_in=True)
"""SharePoint asks for a Title unless it is told not to; where it means nothing, nobody should be asked."""

CREATED = Column("Created", "Created", {"dateTime": {"format": "dateTime"}}, indexed=True, built_in=True)
"""When the item was made; indexed, so that a view can show the year's items of a list without a day of its own."""

HASHED = Column(HASH, "Content hash", {"text": {"maxLength": 64}}, hidden=True)


def key_column(*, required: bool) -> Column:
    """Our key, which makes a repeated write harmless; it is not required where people add rows as well."""
    return Column(
        KEY, "Key", {"text": {"maxLength": 64}}, indexed=True, unique=True, required=required, hidden=True
    )


class Site(StrEnum):
    """Two sites, because whoever may read decisions must not be able to open the answers."""

    COORDINATOR = "coordinator"
    BOARDS = "boards"


@dataclass(frozen=True, slots=True)
class Closing:
    """When a row counts as closed, and the columns it cannot be closed without.

    It is closed once `column` holds a choice that is not one of `still_open`.
    """

    column: str
    still_open: tuple[str, ...]
    needs: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ListShape:
    """A list of ours: its name, the site it is on, its columns and its views, the first being the default.

    `built_in` are settings of columns every list has. `keeps_words` is a list in which no earlier wording may be
    kept: it has neither versions nor attachments. `ours_alone` is one to which people add no rows. `closing` is a
    rule that SharePoint itself keeps, whoever edits a row.
    """

    name: str
    columns: tuple[Column, ...]
    site: Site = Site.COORDINATOR
    views: tuple[View, ...] = ()
    built_in: tuple[Column, ...] = ()
    keeps_words: bool = False
    ours_alone: bool = False
    closing: Closing | None = None

    @property
    def made(self) -> tuple[Column, ...]:
        """Every column that is made with the list."""
        return (key_column(required=self.ours_alone), HASHED, *self.columns)

    def column(self, name: str) -> Column:
        """Find a column, also one every list has; raises StopIteration for another."""
        return next(each for each in (*self.made, *self.built_in) if each.name == name)

    def definition(self) -> dict[str, object]:
        """Give the list with all its columns, made by one POST or not at all.

        https://learn.microsoft.com/en-us/graph/api/list-create
        """
        return {
            "displayName": self.name,
            "columns": [column.definition() for column in self.made],
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


def choices_of(column: Column) -> tuple[str, ...]:
    """The choices a column offers; none where it is of another type."""
    facet = column.facet.get("choice")
    return tuple(facet["choices"]) if isinstance(facet, dict) else ()


def fill_in(column: Column) -> bool:
    """Whether a value beyond the choices is taken."""
    facet = column.facet.get("choice")
    return isinstance(facet, dict) and bool(facet.get("allowTextEntry"))
