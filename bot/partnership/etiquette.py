"""Reads `[etiquette]`: how often people may be written to, each number within what people were promised."""

from __future__ import annotations

from typing import Any

from pydantic import Field

from bot.partnership.faults import shown
from bot.partnership.fields import (
    BusyMeetings,
    Contacts,
    DigestLines,
    LifeDays,
    NewRequests,
    ReadingBudget,
    ReminderDays,
    StaleDays,
)
from bot.partnership.reading import Reading, Shape
from practice.etiquette import Etiquette

_USUAL = Etiquette()


class EtiquetteShape(Shape):
    max_new: NewRequests = _USUAL.max_new
    max_contacts: Contacts = _USUAL.max_contacts
    reminder_days: ReminderDays = Field(default_factory=lambda: list(_USUAL.reminder_days))
    busy_meetings: BusyMeetings = _USUAL.busy_meetings
    busy_new: NewRequests = _USUAL.busy_new
    digest_lines: DigestLines = _USUAL.digest_lines
    reading_budget: ReadingBudget = _USUAL.reading_budget
    stale_days: StaleDays = _USUAL.stale_days
    longest_life_days: LifeDays = _USUAL.longest_life_days


def read_etiquette(top: dict[str, Any], reading: Reading) -> Etiquette:
    """Read the numbers; the limits are upper bounds of the model, so a file can be stricter and never laxer."""
    shape = reading.shape(EtiquetteShape, reading.table(top, "etiquette"), "etiquette")
    _at_most("max_new", "max_contacts", shape, reading)
    _at_most("busy_new", "max_new", shape, reading)
    return Etiquette(**{**shape.model_dump(), "reminder_days": _reminders(shape, reading)})


def _at_most(key: str, other: str, shape: EtiquetteShape, reading: Reading) -> None:
    value, most = getattr(shape, key), getattr(shape, other)
    if value > most and reading.sound("etiquette", key, other):
        reading.add(f"etiquette.{key}", shown(value), f"{most} or less, as etiquette.{other}")


def _reminders(shape: EtiquetteShape, reading: Reading) -> tuple[int, int]:
    """Give the two days; a reminder that would come after the request has closed is simply not sent."""
    days = shape.reminder_days
    if len(days) == len(_USUAL.reminder_days) and days[0] < days[1]:
        return days[0], days[1]
    if reading.sound("etiquette", "reminder_days"):
        reading.add("etiquette.reminder_days", shown(days), "two numbers of working days, the second larger")
    return _USUAL.reminder_days
