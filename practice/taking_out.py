"""What of the Practice reviews list may leave the coordinator's own queue, as rows of a table.

No reference, meeting or day: a receipt shows the reference, and a meeting has hardly ever five people who answered.
No status and no note: they are the coordinator's. What somebody typed only where it may be quoted.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TypeAlias

from practice.filing import QUESTION_COLUMNS, TAKEN_BACK, measure_column
from practice.questions import Measure
from practice.small_numbers import NOT_SHOWN, OTHER, OTHER_AGENCY, Wrote, quotable, shown

CHECKED = "Checked"
PERIOD = "Cycle"
OTHERS = {"MeetingType": "Other type", "AgencyGroup": OTHER_AGENCY, "RoleGroup": OTHER}
"""What says where an answer comes from, the widest first, and what small ones are rolled up into."""

_TAGS = ("Themes", "Kind")
_REST = ("About", "Voice", "Priority")

Cell: TypeAlias = str | bool | float | Sequence[str] | None
"""A cell as a list has it: a text, yes or no, a number, or several choices."""


@dataclass(frozen=True, slots=True)
class Filed:
    """One row of the list: its cells by column name, and a mark that tells its writer from others, "" if unknown."""

    writer: str
    cells: Mapping[str, Cell]

    def text(self, name: str) -> str:
        """Read a cell of one text; anything else is none."""
        cell = self.cells.get(name)
        return cell if isinstance(cell, str) else ""

    @property
    def period(self) -> str:
        """The cycle; a partnership without a Learning Hub has months instead."""
        return self.text(PERIOD) or self.text("Month")

    @property
    def themes(self) -> tuple[str, ...]:
        cell = self.cells.get("Themes")
        return tuple(cell) if isinstance(cell, Sequence) and not isinstance(cell, str) else ()


@dataclass(frozen=True, slots=True)
class TakenOut:
    """The rows, in no order that says when they came; `running` and `small` are the periods that are left out."""

    rows: tuple[tuple[str, ...], ...]
    running: tuple[str, ...]
    small: tuple[str, ...]

    @property
    def periods(self) -> frozenset[str]:
        """Name every period, also those that are left out."""
        return frozenset({row[0] for row in self.rows} | {*self.running, *self.small})

    def without(self, periods: Collection[str]) -> TakenOut:
        """Leave out whole periods; what is said of the others does not change, or files could be compared."""
        return replace(self, rows=tuple(row for row in self.rows if row[0] not in periods))


def columns(measures: Sequence[Measure]) -> tuple[str, ...]:
    """Name the columns of a row, in its order."""
    taps = (measure_column(measure) for measure in measures)
    return (PERIOD, *OTHERS, *_TAGS, *QUESTION_COLUMNS.values(), *taps, *_REST)


def read_columns(measures: Sequence[Measure]) -> tuple[str, ...]:
    """Name what has to be read of the list for that."""
    return (*columns(measures), "Month", "Status", "MayBeQuoted")


def taken_out(filed: Sequence[Filed], measures: Sequence[Measure], running: Collection[str]) -> TakenOut:
    """Apply the small-number rule. `running` are the periods that may still grow.

    Those are left out: of two files, one answer apart, the difference would be one person.
    """
    standing = [row for row in filed if row.text("Status") != TAKEN_BACK]
    over = [row for row in standing if row.period not in running]
    written = [Wrote(row.writer, (row.period, *(row.text(name) for name in OTHERS))) for row in over]
    themes = _quotable_in(over)
    pairs = list(zip(over, shown(written, tuple(OTHERS.values())), strict=True))
    return TakenOut(
        tuple(sorted(_row(row, traits, themes[row.period], measures) for row, traits in pairs if traits)),
        tuple(sorted({row.period for row in standing} & set(running))),
        tuple(sorted({row.period for row, traits in pairs if not traits})),
    )


def _quotable_in(over: Sequence[Filed]) -> dict[str, frozenset[str]]:
    """Name the themes of each period that may be quoted.

    Writers of other periods do not count: a new one would change what an old one says. Nor is more shown for it, as
    whoever counts in one period would count in all of them together.
    """
    tagged: dict[str, list[tuple[str, str, str]]] = {row.period: [] for row in over}
    for row in over:
        tagged[row.period] += [(theme, row.writer, row.text("AgencyGroup")) for theme in row.themes]
    return {period: quotable(tags) for period, tags in tagged.items()}


def _row(
    row: Filed, traits: tuple[str, ...], themes: Collection[str], measures: Sequence[Measure]
) -> tuple[str, ...]:
    quoted = _may_be_quoted(row, themes)
    words = (_words(row.text(name), quoted=quoted) for name in QUESTION_COLUMNS.values())
    taps = (_text(row.cells.get(measure_column(measure))) for measure in measures)
    tags, rest = ([_text(row.cells.get(name)) for name in names] for names in (_TAGS, _REST))
    return (*traits, *tags, *words, *taps, *rest)


def _may_be_quoted(row: Filed, themes: Collection[str]) -> bool:
    """A person read it for its style and said so, and it is one of many of its period from two agency groups."""
    read = row.text("Status") == CHECKED and row.cells.get("MayBeQuoted") is True
    return read and any(theme in themes for theme in row.themes)


def _words(typed: str, *, quoted: bool) -> str:
    return typed if quoted or not typed else NOT_SHOWN


def _text(cell: Cell) -> str:
    if cell is None:
        return ""
    if isinstance(cell, bool):
        return "Yes" if cell else "No"
    if isinstance(cell, str | float | int):
        return str(cell)
    return "; ".join(cell)
