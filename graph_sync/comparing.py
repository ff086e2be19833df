"""Holds a list as it is declared against the list that stands and against what was made before. Pure.

Three sides tell an upgrade from damage: what is declared now and was not made before is made or changed; what
was made before and no longer stands was undone by a person, and is only reported.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from graph_sync.columns import Column, ListShape, choices_of, fill_in
from graph_sync.remembered import Memory, Setting
from graph_sync.standing_columns import LINK, UNNAMED, Choice, Standing


@dataclass(frozen=True, slots=True)
class Difference:
    """Something that is not as it was made. `kind` names its words, which `details` fill; a list's has no column."""

    shape: str
    column: str
    kind: str
    details: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Change:
    """A column that is brought up to the declaration: `body` is the PATCH."""

    column: Column
    id: str
    body: Mapping[str, object]


@dataclass(frozen=True, slots=True)
class Comparison:
    """What is to be made and changed, and what a person has to decide."""

    missing: tuple[Column, ...]
    changes: tuple[Change, ...]
    differences: tuple[Difference, ...]
    as_declared: tuple[Column, ...]
    """Columns that stand and have nothing to be changed."""


def compared(shape: ListShape, standing: Sequence[Standing], memory: Memory) -> Comparison:
    """Compare one list."""
    there = {column.name: column for column in standing}
    missing = [column for column in shape.made if column.name not in there]
    lost = [column for column in missing if column.name in memory.columns]
    looks = [
        _Look(shape.name, column, there[column.name], memory.columns.get(column.name))
        for column in (*shape.made, *shape.built_in)
        if column.name in there
    ]
    changes = [change for look in looks if (change := look.change())]
    changing = {change.column.name for change in changes}
    return Comparison(
        missing=tuple(column for column in missing if column not in lost),
        changes=tuple(changes),
        differences=(
            *(Difference(shape.name, column.title, "deleted", {"name": column.name}) for column in lost),
            *(found for look in looks for found in look.differences()),
        ),
        as_declared=tuple(look.column for look in looks if look.column.name not in changing),
    )


@dataclass(frozen=True, slots=True)
class _Look:
    """One column from all three sides; `was` is None where it was never made from here."""

    shape: str
    column: Column
    stands: Standing
    was: Setting | None

    @property
    def retyped(self) -> bool:
        return retyped(self.column, self.stands)

    def change(self) -> Change | None:
        """Give what is declared and was not made before."""
        if self.retyped:
            return None
        body: dict[str, object] = {
            _ON_THE_WIRE[name]: wanted for name, wanted in self._flags() if not self._undone(name, wanted)
        }
        if self.column.built_in and self.was is None and self.stands.title != self.column.title:
            body["displayName"] = self.column.title
        if self.stands.choice and (facet := self._wider(self.stands.choice)):
            body["choice"] = facet
        return Change(self.column, self.stands.id, body) if body else None

    def differences(self) -> Iterator[Difference]:
        """Give what was made before and no longer stands."""
        if self.retyped:
            yield self._differs("retyped", found=self.stands.type, wanted=declared_type(self.column))
            return
        for name, wanted in self._flags():
            if self._undone(name, wanted):
                yield self._differs(f"{name}_{'gone' if wanted else 'set'}")
        if self.stands.choice:
            yield from self._choice_differences(self.stands.choice)
        if self._shortened:
            yield self._differs("shortened", longest=str(_longest(self.column)))

    def _flags(self) -> Iterator[tuple[str, bool]]:
        """Give the settings that differ, with what they should be. Another's index or hiding is left alone."""
        for name in _ON_THE_WIRE:
            wanted, found = getattr(self.column, name), bool(getattr(self.stands, name))
            if wanted != found and (wanted or name in {"unique", "required"}):
                yield name, wanted

    def _undone(self, name: str, wanted: bool) -> bool:
        return self.was is not None and getattr(self.was, name) == wanted

    def _wider(self, standing: Choice) -> dict[str, object] | None:
        """Give the choices with those that are new, and what somebody added; None where nothing is new."""
        added, opens = self._new_choices(standing), self._opens(standing)
        if not added and not opens:
            return None
        return {
            "choices": [*standing.choices, *added],
            "allowTextEntry": opens or bool(standing.fill_in),
            "displayAs": standing.shown or "dropDownMenu",
        }

    def _missing_choices(self, standing: Choice) -> Iterable[str]:
        return (choice for choice in choices_of(self.column) if choice not in standing.choices)

    def _new_choices(self, standing: Choice) -> list[str]:
        before = self.was.choices if self.was else ()
        return [choice for choice in self._missing_choices(standing) if choice not in before]

    def _opens(self, standing: Choice) -> bool:
        return fill_in(self.column) and not standing.fill_in and not (self.was and self.was.fill_in)

    def _choice_differences(self, standing: Choice) -> Iterator[Difference]:
        before = self.was.choices if self.was else ()
        removed = [choice for choice in self._missing_choices(standing) if choice in before]
        if removed:
            yield self._differs("choices_gone", choices=", ".join(removed))
        if fill_in(self.column) and not standing.fill_in and self.was and self.was.fill_in:
            yield self._differs("fill_in_off")

    @property
    def _shortened(self) -> bool:
        wanted, found = _longest(self.column), self.stands.text and self.stands.text.longest
        return bool(wanted and found and found < wanted)

    def _differs(self, kind: str, **details: str) -> Difference:
        return Difference(self.shape, self.column.title, kind, {"name": self.column.name, **details})


_ON_THE_WIRE = {
    "indexed": "indexed",
    "unique": "enforceUniqueValues",
    "required": "required",
    "hidden": "hidden",
}


def declared_type(column: Column) -> str:
    """The type of a declared column, in the words of one that stands."""
    return Standing.model_validate({"id": "-", "name": column.name, **column.facet}).type


def retyped(column: Column, stands: Standing) -> bool:
    """Of a link Graph may say no type at all; that alone is no sign that somebody changed it."""
    found, wanted = stands.type, declared_type(column)
    return found != wanted and (wanted, found) != (LINK, UNNAMED)


def _longest(column: Column) -> int:
    facet = column.facet.get("text")
    longest = facet.get("maxLength") if isinstance(facet, dict) else None
    return longest if isinstance(longest, int) else 0
