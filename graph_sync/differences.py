"""What keeps a standing list from doing its work, by the declaration: pure.

`provision` compares with what it made, to tell an upgrade from damage; this tells what either of them breaks. Of what
was made it asks only for the columns, as one that was never made is not lost. A column somebody added is their own
business, and so are titles, widths and the order of choices.
"""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

from graph_sync.columns import Column, choices_of
from graph_sync.comparing import declared_type, retyped
from graph_sync.standing_columns import Standing


class Damage(StrEnum):
    """What can have become of a column."""

    DELETED = "column_deleted"
    NOT_MADE = "column_not_made"
    RETYPED = "column_retyped"
    CHOICES = "choices_removed"
    CHOICES_MISSED = "choices_missed"
    NOT_INDEXED = "index_dropped"
    KEY_NOT_INDEXED = "key_index_dropped"
    NOT_UNIQUE = "key_not_unique"


OF_INDEXES = frozenset({Damage.NOT_INDEXED, Damage.KEY_NOT_INDEXED, Damage.NOT_UNIQUE})


@dataclass(frozen=True, slots=True)
class Trouble:
    """One damage of one column; `detail` names missing choices or the type that is wanted."""

    damage: Damage
    column: Column
    detail: str = ""


def troubles(
    wanted: Iterable[Column], seen: Sequence[Standing], made: Container[str] | None
) -> Iterator[Trouble]:
    """Compare by the name that values travel under. `made` is None where it is not known what was made."""
    standing = {column.name: column for column in seen}
    for column in wanted:
        found = standing.get(column.name)
        if found is None:
            lost = made is None or column.name in made
            yield Trouble(Damage.DELETED if lost else Damage.NOT_MADE, column, declared_type(column))
        elif retyped(column, found):
            yield Trouble(Damage.RETYPED, column, declared_type(column))
        else:
            yield from _settings(column, found)


def _settings(column: Column, found: Standing) -> Iterator[Trouble]:
    missing = [choice for choice in choices_of(column) if found.choice and choice not in found.choice.choices]
    if missing:
        fill_in = bool(found.choice and found.choice.fill_in)
        yield Trouble(Damage.CHOICES_MISSED if fill_in else Damage.CHOICES, column, ", ".join(missing))
    if column.indexed and not found.indexed:
        yield Trouble(Damage.KEY_NOT_INDEXED if column.unique else Damage.NOT_INDEXED, column)
    if column.unique and not found.unique:
        yield Trouble(Damage.NOT_UNIQUE, column)
