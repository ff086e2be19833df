"""The exports that were made, so that two of one period that differ are never made without anybody noticing.

Of two exports of a period the difference may be what one person wrote (content.md, section 21). An answer can be
changed or taken back after its period was taken out, so the small-number rule alone does not keep that from happening.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby

from practice.clocks import LONDON
from practice.dates_in_words import london_day
from practice.day_words import clock_words, long_day
from practice.words import say


@dataclass(frozen=True, slots=True)
class PeriodMade:
    """One period of an export. The digest is of what it says, the same for CSV and for Excel."""

    period: str
    rows: int
    digest: str


@dataclass(frozen=True, slots=True)
class Export:
    """What is known of one export: when (UTC), of which list, its file's SHA-256; never a path, words or a name.

    `instead_of` names the periods of earlier exports that the list had no more, whose place it took.
    """

    at: datetime
    listed: str
    sha256: str
    periods: tuple[PeriodMade, ...]
    instead_of: tuple[str, ...] = ()

    @property
    def rows(self) -> int:
        return sum(made.rows for made in self.periods)


@dataclass(frozen=True, slots=True)
class Differs:
    """A period of which the last export said something else: when that was made, and how many rows it had."""

    period: str
    at: datetime
    rows: int


def export_of(
    at: datetime, listed: str, file: bytes, header: Sequence[str], rows: Sequence[Sequence[str]]
) -> Export:
    """Describe a file; the rows are in order, and the first cell of each is its period."""
    periods = tuple(
        _period(period, header, list(inside)) for period, inside in groupby(rows, lambda row: row[0])
    )
    return Export(at, listed, hashlib.sha256(file).hexdigest(), periods)


def _period(period: str, header: Sequence[str], rows: Sequence[Sequence[str]]) -> PeriodMade:
    """The header counts, as a column more says more of the same people."""
    told = json.dumps([list(header), *(list(row) for row in rows)])
    return PeriodMade(period, len(rows), hashlib.sha256(told.encode()).hexdigest())


def differing(made: Sequence[Export], new: Export) -> tuple[Differs, ...]:
    """Name the periods of which the last of `made`, oldest first, said something else than `new` does."""
    last: dict[str, Differs] = {}
    digests: dict[str, str] = {}
    for export in made:
        if export.listed == new.listed:
            last |= {one.period: Differs(one.period, export.at, one.rows) for one in export.periods}
            digests |= {one.period: one.digest for one in export.periods}
    return tuple(last[one.period] for one in new.periods if digests.get(one.period, one.digest) != one.digest)


def gone(made: Sequence[Export], listed: str, standing: Collection[str]) -> tuple[Differs, ...]:
    """Name the periods of `made`, oldest first, that the list has no more, unless a later export took their place.

    Their answers may have another period now, as after another cadence of the Hub; `standing` are those it has.
    """
    last: dict[str, Differs] = {}
    for export in made:
        if export.listed == listed:
            last = {period: one for period, one in last.items() if period not in export.instead_of}
            last |= {one.period: Differs(one.period, export.at, one.rows) for one in export.periods}
    return tuple(one for period, one in last.items() if period not in standing)


def refusal(differs: Sequence[Differs], away: Sequence[Differs]) -> str:
    """Say why nothing is written, and what to do; what is gone cannot be left out."""
    told = [*(_differs_line("export.differs", one) for one in differs)]
    told += [_differs_line("export.gone", one) for one in away]
    return "\n".join((*told, say("export.care_gone" if away else "export.care", {})))


def _differs_line(key: str, one: Differs) -> str:
    return say(key, {"period": one.period, "when": _when(one.at), "rows": str(one.rows)})


def export_lines(made: Export, differs: Sequence[Differs]) -> tuple[str, ...]:
    """Say what is known of an export, and which of its periods differed from the one before."""
    facts = {"when": _when(made.at), "list": made.listed, "rows": str(made.rows), "sha256": made.sha256}
    others = {one.period for one in differs}
    instead = (f"  {say('export.instead_of', {'period': period})}" for period in made.instead_of)
    return (say("export.made", facts), *(_period_line(one, others) for one in made.periods), *instead)


def _period_line(made: PeriodMade, others: set[str]) -> str:
    key = "export.period_differs" if made.period in others else "export.period"
    return "  " + say(key, {"period": made.period, "rows": str(made.rows)})


def _when(at: datetime) -> str:
    return f"{long_day(london_day(at))}, {clock_words(at.astimezone(LONDON).time())}"
