"""Reads what is asked about and how: meeting types, measures, the fixed questions, hours and closing."""

from __future__ import annotations

from dataclasses import replace
from datetime import time
from itertools import combinations
from typing import Any

from pydantic import Field

from bot.partnership.faults import shown
from bot.partnership.fields import AskedWord, Clock, ClosingDays, OneIn, Texts, Wait, WaitWords
from bot.partnership.reading import Reading, Shape
from practice.defaults import MEASURES_OFF, QUESTION_WORDS, TYPES, measures
from practice.meetings import Asked, MeetingType
from practice.partnership import AgencyGroup, WorkingHours
from practice.questions import Measure

_EARLIEST, _LATEST = time(7), time(20)


class TypeShape(Shape):
    asked: AskedWord = Asked.OFF
    one_in: OneIn = 1
    wait: WaitWords = Wait(TYPES[0].wait, 0)
    categories: Texts = Field(default_factory=list)


class Hours(Shape):
    start: Clock = WorkingHours().start
    end: Clock = WorkingHours().end


class Requests(Shape):
    closes_after_days: ClosingDays = 10


def read_types(top: dict[str, Any], reading: Reading) -> tuple[tuple[MeetingType, ...], tuple[str, ...]]:
    """Give the meeting types with the file's changes, and a warning for each never type switched on."""
    tables = reading.table(top, "types")
    reading.unknown(tables, [kind.key for kind in TYPES], "types")
    kinds = tuple(_changed(kind, tables, reading) if kind.key in tables else kind for kind in TYPES)
    _check_categories(kinds, tables, reading)
    warnings = tuple(
        f'Meetings of the type "{kind.name}" keep their own arrangements and are never asked about; '
        f'the partnership file switches them on (types.{kind.key}.asked = "yes").'
        for default, kind in zip(TYPES, kinds, strict=True)
        if default.asked is Asked.NEVER and kind.asked is Asked.YES
    )
    return kinds, warnings


def _changed(kind: MeetingType, tables: dict[str, Any], reading: Reading) -> MeetingType:
    at = f"types.{kind.key}"
    shape = reading.shape(TypeShape, reading.table(tables, kind.key, at), at)
    given = shape.model_fields_set
    categories = tuple(dict.fromkeys(category.casefold() for category in shape.categories))
    return replace(
        kind,
        asked=shape.asked if "asked" in given else kind.asked,
        one_in=shape.one_in if "one_in" in given else kind.one_in,
        wait=shape.wait.time if "wait" in given else kind.wait,
        wait_days=shape.wait.days if "wait" in given else kind.wait_days,
        categories=categories if "categories" in given else kind.categories,
    )


def _check_categories(kinds: tuple[MeetingType, ...], tables: dict[str, Any], reading: Reading) -> None:
    """Refuse a category of two types: a meeting that carries it would be of neither."""
    for one, other in combinations(kinds, 2):
        for shared in sorted(set(one.categories) & set(other.categories)):
            written, elsewhere = (other, one) if other.key in tables else (one, other)
            allowed = f"a category of one type; it also stands for {elsewhere.key}"
            reading.add(f"types.{written.key}.categories", shown(shared), allowed)


def read_measures(
    top: dict[str, Any], groups: tuple[AgencyGroup, ...], reading: Reading
) -> tuple[Measure, ...]:
    """Give the measures that are on, by default or by the file."""
    switches = reading.table(top, "measures")
    every = measures(groups)
    reading.unknown(switches, [measure.key for measure in every], "measures")
    for measure in every:
        if not isinstance(switches.get(measure.key, True), bool):
            reading.add(f"measures.{measure.key}", shown(switches[measure.key]), "true or false")
    return tuple(m for m in every if switches.get(m.key, m.key not in MEASURES_OFF))


def check_questions(top: dict[str, Any], reading: Reading) -> None:
    """Tell a file that words a question in its own way that the model fixes the wording."""
    questions = reading.table(top, "questions")
    reading.unknown(questions, QUESTION_WORDS, "questions")
    for key, words in QUESTION_WORDS.items():
        if questions.get(key, words) != words:
            allowed = f'"{words}"; the wording of the five questions is fixed by the model'
            reading.add(f"questions.{key}", shown(questions[key]), allowed)


def read_hours(top: dict[str, Any], reading: Reading) -> WorkingHours:
    shape = reading.shape(Hours, reading.table(top, "hours"), "hours")
    if reading.sound("hours", "start", "end") and not _EARLIEST <= shape.start < shape.end <= _LATEST:
        found = f"{shape.start:%H:%M} to {shape.end:%H:%M}"
        reading.add("hours", found, "a start from 07:00 and a later end, until 20:00")
    return WorkingHours(shape.start, shape.end)


def read_closing(top: dict[str, Any], reading: Reading) -> int:
    """Give the working days after which a request closes."""
    return reading.shape(Requests, reading.table(top, "requests"), "requests").closes_after_days
