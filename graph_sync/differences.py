"""How the columns of a standing list differ from those declared: pure, what was seen against the declaration.

A column somebody added is their own business, and so are titles, widths and the order of choices.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from graph_sync.columns import Column
from graph_sync.looking import SeenColumn


class Damage(StrEnum):
    """What can have become of a column."""

    DELETED = "column_deleted"
    RETYPED = "column_retyped"
    CHOICES = "choices_removed"
    CHOICES_MISSED = "choices_missed"
    NOT_INDEXED = "index_dropped"
    KEY_NOT_INDEXED = "key_index_dropped"
    NOT_UNIQUE = "key_not_unique"


OF_INDEXES = frozenset({Damage.NOT_INDEXED, Damage.KEY_NOT_INDEXED, Damage.NOT_UNIQUE})


@dataclass(frozen=True, slots=True)
class Difference:
    """One damage of one column; `detail` names missing choices or the type that is wanted."""

    damage: Damage
    column: str
    detail: str = ""


def differences(wanted: Iterable[Column], seen: Sequence[SeenColumn]) -> Iterator[Difference]:
    """Compare by the name that values travel under."""
    standing = {column.name: column for column in seen}
    for column in wanted:
        found = standing.get(column.name)
        if found is None:
            yield Difference(Damage.DELETED, column.title, _kind(column.facet))
        elif not _same_type(column.facet, found):
            yield Difference(Damage.RETYPED, column.title, _kind(column.facet))
        else:
            yield from _settings(column, found)


def _settings(column: Column, found: SeenColumn) -> Iterator[Difference]:
    missing = [choice for choice in _choices(column.facet) if choice not in _offered(found)]
    if missing:
        fill_in = found.choice is not None and found.choice.fill_in
        damage = Damage.CHOICES_MISSED if fill_in else Damage.CHOICES
        yield Difference(damage, column.title, ", ".join(missing))
    if column.indexed and not found.indexed:
        yield Difference(Damage.KEY_NOT_INDEXED if column.unique else Damage.NOT_INDEXED, column.title)
    if column.unique and not found.unique:
        yield Difference(Damage.NOT_UNIQUE, column.title)


def _same_type(facet: Mapping[str, object], found: SeenColumn) -> bool:
    """Compare kinds, and of texts and choices whether they hold one value or several."""
    (kind,) = facet
    if kind not in found.kinds:
        return False
    if kind == "choice" and found.choice:
        return (_part(facet, kind, "displayAs") == "checkBoxes") == (found.choice.shown_as == "checkBoxes")
    if kind == "text":
        several = found.facet(kind).get("allowMultipleLines") is True
        return (_part(facet, kind, "allowMultipleLines") is True) == several
    return True


def _part(facet: Mapping[str, object], kind: str, name: str) -> object:
    settings = facet[kind]
    return settings.get(name) if isinstance(settings, Mapping) else None


def _choices(facet: Mapping[str, object]) -> list[str]:
    found = _part(facet, "choice", "choices") if "choice" in facet else None
    return [str(each) for each in found] if isinstance(found, list) else []


def _offered(found: SeenColumn) -> tuple[str, ...]:
    return found.choice.choices if found.choice else ()


_KINDS = {
    "number": "number",
    "boolean": "yes or no",
    "dateTime": "date and time",
    "personOrGroup": "person",
    "hyperlinkOrPicture": "hyperlink",
}


def _kind(facet: Mapping[str, object]) -> str:
    """Name a type as SharePoint's page for a new column does."""
    (kind,) = facet
    if kind == "text":
        return "multiple lines of text" if _part(facet, kind, "allowMultipleLines") else "single line of text"
    if kind == "choice":
        return "choice, several" if _part(facet, kind, "displayAs") == "checkBoxes" else "choice"
    return _KINDS.get(kind, kind)
