"""Reads one table of the file against its shape and collects what is wrong, so that all of it is reported."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from difflib import get_close_matches
from typing import Any, TypeVar, get_args

from pydantic import BaseModel, ConfigDict, ValidationError
from pydantic_core import ErrorDetails, PydanticCustomError

from bot.partnership.faults import Fault, shown

S = TypeVar("S", bound="Shape")

NOTHING = "nothing"
_WRONG = "wrong"


class Shape(BaseModel):
    """A table of the file: nothing beside the keys it names, and no value bent into another type."""

    model_config = ConfigDict(extra="forbid", strict=True, frozen=True)


@dataclass(frozen=True, slots=True)
class Allowed:
    """Beside a field's type: what may stand there, in words for the file's author, and an example of it."""

    words: str
    example: object = ""


def wrong(allowed: str) -> PydanticCustomError:
    """Make the error of a value for which a more exact sentence exists than its field's `Allowed`."""
    return PydanticCustomError(_WRONG, "{allowed}", {"allowed": allowed})


@dataclass(slots=True)
class Reading:
    """What was found wrong so far."""

    faults: list[Fault] = field(default_factory=list)

    def add(self, key: str, found: str, allowed: str) -> None:
        self.faults.append(Fault(key, found, allowed))

    def table(self, parent: dict[str, Any], key: str, at: str = "") -> dict[str, Any]:
        """Give a table of tables or values; a missing one is empty, so that its own keys are missed."""
        value = parent.get(key, {})
        if isinstance(value, dict):
            return value
        self.add(at or key, shown(value), f"a table, [{at or key}]")
        return {}

    def tables(self, value: list[Any], at: str) -> list[tuple[str, dict[str, Any]]]:
        """Give each table of a list of tables, with its place in the file."""
        kept = []
        for number, item in enumerate(value, start=1):
            if isinstance(item, dict):
                kept.append((f"{at}[{number}]", item))
            else:
                self.add(f"{at}[{number}]", shown(item), f"a table, [[{at}]]")
        return kept

    def shape(self, shape: type[S], table: dict[str, Any], at: str) -> S:
        """Read a table, noting its faults.

        What is wrong or missing is replaced by its field's example, so that the rest can be checked as well:
        a file with any fault is refused in the end. `sound` tells real values from examples.
        """
        try:
            return shape.model_validate(table)
        except ValidationError as error:
            details = error.errors(include_url=False)
        self.faults.extend(_fault(shape, detail, at) for detail in details)
        return shape.model_validate(_mended(shape, table, [detail["loc"] for detail in details]))

    def sound(self, at: str, *names: str) -> bool:
        """Tell whether none of these keys of a table has a fault."""
        keys = tuple(f"{at}.{name}" for name in names)
        return not any(
            fault.key == key or fault.key.startswith(f"{key}[") for fault in self.faults for key in keys
        )

    def unknown(self, keys: Iterable[str], allowed: Iterable[str], at: str = "") -> None:
        """Note every key that is not allowed, with the nearest that is."""
        known = tuple(allowed)
        for key in keys:
            if key not in known:
                self.add(f"{at}.{key}" if at else key, "an unknown key", suggestion(key, known))


def suggestion(key: str, known: Iterable[str]) -> str:
    """Say which key was probably meant, and all that are allowed."""
    names = tuple(known)
    nearest = get_close_matches(key, names, n=1)
    meant = f'did you mean "{nearest[0]}"? ' if nearest else ""
    return f"{meant}Allowed here: {', '.join(names)}" if meant else f"one of: {', '.join(names)}"


def _fault(shape: type[Shape], details: ErrorDetails, at: str) -> Fault:
    path = details["loc"]
    parts = (f"[{part + 1}]" if isinstance(part, int) else f".{part}" for part in path)
    key = (at + "".join(parts)).lstrip(".")
    if details["type"] == "extra_forbidden":
        return Fault(key, "an unknown key", suggestion(str(path[-1]), shape.model_fields))
    found = NOTHING if details["type"] == "missing" else shown(details["input"])
    if details["type"] == _WRONG:
        return Fault(key, found, details["msg"])
    return Fault(key, found, _allowed(shape, path).words)


def _allowed(shape: type[Shape], path: tuple[int | str, ...]) -> Allowed:
    """Find the note beside the field's type, or, for an entry of a list, beside the entry's."""
    about = shape.model_fields[str(path[0])]
    beside: Iterable[object] = about.metadata
    if len(path) > 1:
        beside = get_args(get_args(about.annotation)[0])
    return next(note for note in beside if isinstance(note, Allowed))


def _mended(
    shape: type[Shape], table: dict[str, Any], wrong_paths: list[tuple[int | str, ...]]
) -> dict[str, Any]:
    """Put the example for a wrong entry of a list and for a required value; leave out what else is wrong."""
    entries = {path: _allowed(shape, path).example for path in wrong_paths if len(path) > 1}
    whole = {path[0] for path in wrong_paths if len(path) == 1}
    kept = {
        key: [entries.get((key, number), item) for number, item in enumerate(value)]
        if isinstance(value, list)
        else value
        for key, value in table.items()
        if key not in whole
    }
    examples = {
        name: _allowed(shape, (name,)).example
        for name, about in shape.model_fields.items()
        if name in whole and about.is_required()
    }
    return kept | examples
