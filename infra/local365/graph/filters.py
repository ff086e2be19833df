"""Reads $filter, $expand, $select and $orderby: only the forms the imitated resources support.

Pure text work; which paths a resource knows is the resource's own business.
https://learn.microsoft.com/graph/filter-query-parameter
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from infra.local365.graph.wire import GraphError, invalid

UNREADABLE = "Invalid filter clause"
_TERM = re.compile(
    r"\s*(?P<path>[A-Za-z_@][\w@/]*)\s+(?P<op>eq|ne|lt|le|gt|ge)\s+"
    r"(?:'(?P<text>(?:[^']|'')*)'|(?P<bare>[^\s()']+))\s*"
)
_AND = re.compile(r"and\s+", re.ASCII)
_ANY = re.compile(
    r"\s*singleValueExtendedProperties/any\((?P<v>\w+)\s*:\s*(?P<inner>.*)\)\s*", re.IGNORECASE | re.DOTALL
)
_EXPAND = re.compile(r"\s*(?P<name>\w+)\s*(?:\((?P<options>.*)\))?\s*", re.DOTALL)
_OPERATORS: dict[str, Callable[[Any, Any], bool]] = {
    "eq": lambda a, b: bool(a == b),
    "ne": lambda a, b: bool(a != b),
    "lt": lambda a, b: bool(a < b),
    "le": lambda a, b: bool(a <= b),
    "gt": lambda a, b: bool(a > b),
    "ge": lambda a, b: bool(a >= b),
}


@dataclass(frozen=True, slots=True)
class Condition:
    """One comparison; `quoted` tells '5' from 5."""

    path: str
    operator: str
    value: str
    quoted: bool

    def holds(self, found: Any, wanted: Any) -> bool:  # noqa: ANN401 - both of the column's own type
        """Compare two values of one type; nothing compares with an empty cell but `ne`."""
        if found is None:
            return self.operator == "ne"
        return _OPERATORS[self.operator](found, wanted)


@dataclass(frozen=True, slots=True)
class Expansion:
    """One expanded relation with the options given in its brackets, without their dollar signs."""

    name: str
    options: dict[str, str]

    @property
    def select(self) -> frozenset[str] | None:
        """Name the selected members; None means all."""
        text = self.options.get("select")
        return frozenset(part.strip() for part in text.split(",")) if text else None


def conditions(text: str) -> tuple[Condition, ...]:
    """Read comparisons joined by `and`; quotes inside a text are doubled. Raises a refusal otherwise."""
    found: list[Condition] = []
    at = 0
    while True:
        term = _TERM.match(text, at)
        if not term:
            raise invalid(UNREADABLE)
        found.append(_condition(term))
        at = term.end()
        if at == len(text):
            return tuple(found)
        joint = _AND.match(text, at)
        if not joint:
            raise invalid(UNREADABLE)
        at = joint.end()


def _condition(term: re.Match[str]) -> Condition:
    text = term["text"]
    value = term["bare"] if text is None else text.replace("''", "'")
    return Condition(term["path"], term["op"], value, text is not None)


def extended_property(text: str) -> tuple[str, str]:
    """Read the filter that finds an item by one of its extended properties: its id and its value.

    https://learn.microsoft.com/graph/api/singlevaluelegacyextendedproperty-get
    """
    outer = _ANY.fullmatch(text)
    if not outer:
        raise GraphError(400, "BadRequest", UNREADABLE)
    named = {c.path.removeprefix(f"{outer['v']}/"): c for c in conditions(outer["inner"])}
    if set(named) != {"id", "value"} or any(c.operator != "eq" or not c.quoted for c in named.values()):
        raise GraphError(400, "BadRequest", UNREADABLE)
    return named["id"].value, named["value"].value


def expansions(text: str | None) -> tuple[Expansion, ...]:
    """Read $expand: names, each with options such as `($select=A,B)`; options are joined by `;`."""
    return tuple(_expansion(part) for part in _split(text, ",")) if text else ()


def _expansion(part: str) -> Expansion:
    found = _EXPAND.fullmatch(part)
    if not found:
        raise invalid("Parsing OData Select and Expand failed.")
    options: dict[str, str] = {}
    for option in _split(found["options"] or "", ";"):
        name, sign, value = option.partition("=")
        if not sign:
            raise invalid("Parsing OData Select and Expand failed.")
        options[name.strip().removeprefix("$").lower()] = value.strip()
    return Expansion(found["name"], options)


def _split(text: str, at: str) -> list[str]:
    """Split outside brackets and quotes."""
    parts, depth, quoted = [""], 0, False
    for letter in text:
        quoted ^= letter == "'"
        depth += (not quoted) * ((letter == "(") - (letter == ")"))
        if letter == at and depth == 0 and not quoted:
            parts.append("")
        else:
            parts[-1] += letter
    return [part for part in parts if part.strip()]


def selected(text: str | None) -> frozenset[str] | None:
    """Read $select; None means all."""
    return frozenset(part.strip() for part in text.split(",")) if text else None


def order(text: str | None) -> tuple[str, bool] | None:
    """Read $orderby with one path: the path and whether descending."""
    if not text:
        return None
    found = re.fullmatch(r"\s*([\w/]+)(?:\s+(asc|desc))?\s*", text)
    if not found:
        raise invalid("Invalid orderby clause")
    return found[1], found[2] == "desc"


def page_size(text: str | None, default: int, most: int) -> int:
    """Read $top; more than the most is cut down, as the service does."""
    if text is None:
        return default
    if not text.isdecimal() or int(text) < 1:
        raise invalid("Invalid page size")
    return min(int(text), most)
