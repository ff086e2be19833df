"""Reads the three boards: when they meet, where, who sits on them, and which days they avoid."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from typing import Any

from pydantic import Field

from bot.partnership.avoided import Periods, read_named_days, read_school_holidays
from bot.partnership.cadences import CadenceShape, check_cadences, read_cadence
from bot.partnership.called_off import check_called_off, read_called_off
from bot.partnership.extras import check_extras, minutes_between, read_extras, read_purposes
from bot.partnership.faults import shown
from bot.partnership.fields import (
    MeetingClock,
    NamedTables,
    Switch,
    Table,
    Tables,
    Text,
    Texts,
    WorkingDays,
)
from bot.partnership.quorum import read_quorum
from bot.partnership.reading import NOTHING, Reading
from bot.partnership.seats import read_seats
from practice.board_defaults import BOARDS, LEARNING_HUB, BoardDefaults, agenda
from practice.boards import Board, Cadence
from practice.people import Agency

PAPERS_WORKING_DAYS = 5
_YEAR = tuple(range(1, 13))


class BoardShape(CadenceShape):
    """A board's table."""

    name: Text = ""
    start: MeetingClock = time(9, 30)
    end: MeetingClock = time.max
    """Where it is left out, the board's own length counts."""
    place: Text
    after: Text = ""
    after_working_days: WorkingDays = 0
    papers_working_days: WorkingDays = PAPERS_WORKING_DAYS
    open_first_meeting: Switch = False
    avoid_school_holidays: Switch = False
    teams_meeting: Switch = False
    focus: Text = ""
    quorum: Text = ""
    quorum_rule: Table = Field(default_factory=dict)
    agenda: Texts = Field(default_factory=list)
    purposes: Tables = Field(default_factory=list)
    extra: NamedTables = Field(default_factory=dict)
    called_off: Tables = Field(default_factory=list)
    seats: Tables = Field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Shared:
    """What all boards have in common: days to keep away from, and domains of those who may be invited."""

    school_holidays: Periods
    never: Periods
    rather_not: Periods
    domains: Sequence[str]
    agencies: tuple[Agency, ...]


def read_boards(
    top: dict[str, Any], domains: Sequence[str], agencies: tuple[Agency, ...], reading: Reading
) -> tuple[Board, ...]:
    """Read `[boards.KEY]` for each of the three boards; all three are required."""
    shared = Shared(
        read_school_holidays(top, reading),
        read_named_days(top, "never", reading),
        read_named_days(top, "rather_not", reading),
        domains,
        agencies,
    )
    tables = reading.table(top, "boards")
    reading.unknown(tables, [known.key for known in BOARDS], "boards")
    boards = tuple(_board(known, tables, shared, reading) for known in BOARDS)
    _check_names(boards, reading)
    check_cadences(boards, reading)
    check_extras(boards, reading)
    check_called_off(boards, reading)
    return boards


def _board(known: BoardDefaults, tables: dict[str, Any], shared: Shared, reading: Reading) -> Board:
    at = f"boards.{known.key}"
    shape = reading.shape(BoardShape, reading.table(tables, known.key, at), at)
    if shape.open_first_meeting and known.key != LEARNING_HUB:
        reading.add(f"{at}.open_first_meeting", "true", f"true only for {LEARNING_HUB}")
    if shape.avoid_school_holidays and not shared.school_holidays:
        reading.add(f"{at}.avoid_school_holidays", "true", "true only with [[school_holidays]] in the file")
    _check_quorum_words(shape, at, reading)
    cadence = read_cadence(shape, at, reading)
    minutes = _minutes(shape, known, at, reading)
    purposes = read_purposes(shape.purposes, cadence.months, f"{at}.purposes", reading)
    holidays = shared.school_holidays if shape.avoid_school_holidays else ()
    return Board(
        key=known.key,
        name=shape.name or known.name,
        cadence=cadence,
        start=shape.start,
        minutes=minutes,
        place=shape.place,
        seats=read_seats(shape.seats, shared.domains, shared.agencies, f"{at}.seats", reading),
        agenda=_agenda(shape, known, cadence),
        open_first_meeting=shape.open_first_meeting,
        never=shared.never,
        rather_not=(*holidays, *shared.rather_not),
        after_board=shape.after or known.after_board,
        after_working_days=shape.after_working_days or known.after_working_days,
        papers_working_days=shape.papers_working_days,
        purposes=tuple(purposes.items()),
        extras=read_extras(shape.extra, shape.start, minutes, f"{at}.extra", reading),
        called_off=read_called_off(shape.called_off, f"{at}.called_off", reading),
        focus=shape.focus,
        quorum=shape.quorum or known.quorum,
        quorum_rule=read_quorum(shape.quorum_rule, f"{at}.quorum_rule", reading)
        if shape.quorum_rule
        else known.quorum_rule,
        teams_meeting=shape.teams_meeting,
    )


def _check_quorum_words(shape: BoardShape, at: str, reading: Reading) -> None:
    """People read the words and are counted by the rule: a rule of one's own needs words of one's own."""
    if shape.quorum_rule and not shape.quorum and reading.sound(at, "quorum"):
        reading.add(f"{at}.quorum", NOTHING, "the rule of quorum_rule in words, as invitations say it")


def _minutes(shape: BoardShape, known: BoardDefaults, at: str, reading: Reading) -> int:
    if "end" in shape.model_fields_set:
        return minutes_between(shape.start, shape.end, at, reading)
    end = datetime.combine(shape.first, shape.start) + timedelta(minutes=known.minutes)
    return minutes_between(shape.start, end.time(), at, reading)


def _agenda(
    shape: BoardShape, known: BoardDefaults, cadence: Cadence
) -> tuple[tuple[int, tuple[str, ...]], ...]:
    if shape.agenda:
        return ((0, tuple(shape.agenda)),)
    return tuple((month, agenda(known.key, month)) for month in cadence.months or _YEAR)


def _check_names(boards: tuple[Board, ...], reading: Reading) -> None:
    names: set[str] = set()
    for board in boards:
        name = " ".join(board.name.casefold().split())
        if name in names:
            allowed = "a name of its own; another board has this one"
            reading.add(f"boards.{board.key}.name", shown(board.name), allowed)
        names.add(name)
