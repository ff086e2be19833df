"""What a view of a list shows: which rows, in which order, grouped by what. Values only.

A list may hold more than 5,000 items, so the first condition of a view is on an indexed column and finds fewer:
https://support.microsoft.com/en-us/office/manage-large-lists-and-libraries-b8588dae-9387-48c2-9248-c24122f07c59
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

YEAR = 365
"""Days of "this year": a year back from today, whenever the reader looks."""

TWO_MONTHS = 61
"""Days from one Learning Hub to the next."""


class Test(StrEnum):
    """How a cell is compared; named as CAML names it."""

    IS = "Eq"
    BEFORE = "Lt"
    UNTIL = "Leq"
    MORE_THAN = "Gt"
    SINCE = "Geq"
    AMONG = "In"
    EMPTY = "IsNull"
    FILLED = "IsNotNull"


@dataclass(frozen=True, slots=True)
class Day:
    """So many days after today; before, where negative."""

    after: int


@dataclass(frozen=True, slots=True)
class Condition:
    """One condition; all of a view's hold together."""

    column: str
    test: Test
    value: str | int | bool | Day | tuple[str, ...] | None = None


@dataclass(frozen=True, slots=True)
class Order:
    column: str
    descending: bool = False


@dataclass(frozen=True, slots=True)
class View:
    """A view: `shown` are columns from left to right, `groups` at most two, as SharePoint has it."""

    name: str
    shown: tuple[str, ...]
    where: tuple[Condition, ...] = ()
    order: tuple[Order, ...] = ()
    groups: tuple[str, ...] = ()

    @property
    def used(self) -> frozenset[str]:
        """The columns the view looks for its rows by, and so those that want an index."""
        return frozenset(
            (*(each.column for each in self.where), *(each.column for each in self.order), *self.groups)
        )


def equals(column: str, value: str | int | bool) -> Condition:
    return Condition(column, Test.IS, value)


def among(column: str, *values: str) -> Condition:
    return Condition(column, Test.AMONG, values)


def more_than(column: str, value: int) -> Condition:
    return Condition(column, Test.MORE_THAN, value)


def since(column: str, days_ago: int) -> Condition:
    return Condition(column, Test.SINCE, Day(-days_ago))


def until(column: str, days_ahead: int) -> Condition:
    return Condition(column, Test.UNTIL, Day(days_ahead))


def before(column: str, days_ahead: int = 0) -> Condition:
    return Condition(column, Test.BEFORE, Day(days_ahead))


def empty(column: str) -> Condition:
    return Condition(column, Test.EMPTY)


def filled(column: str) -> Condition:
    return Condition(column, Test.FILLED)


def rising(column: str) -> tuple[Order, ...]:
    return (Order(column),)


def falling(column: str) -> tuple[Order, ...]:
    return (Order(column, descending=True),)
