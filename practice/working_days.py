"""Working days in England: which they are and how they are counted; dates are local, and there is no clock."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from functools import cache, lru_cache
from importlib.machinery import ModuleSpec, PathFinder
from importlib.util import module_from_spec
from typing import TYPE_CHECKING, Any, cast

import holidays

if TYPE_CHECKING:
    from holidays.countries.united_kingdom import UnitedKingdom

LAST_YEAR = 2100
"""The last year whose bank holidays the `holidays` package can compute."""

_ONE_DAY = timedelta(days=1)
_FRIDAY = 4


def _united_kingdom() -> type[UnitedKingdom]:
    """Load the one country from its file: any import of it by name loads all 250 first, 8 MB that stay."""
    folders = [f"{folder}/countries" for folder in holidays.__path__]
    found = cast("ModuleSpec", PathFinder.find_spec("united_kingdom", folders))
    module: Any = module_from_spec(found)
    cast("Any", found.loader).exec_module(module)
    return cast("type[UnitedKingdom]", module.UnitedKingdom)


_UnitedKingdom = _united_kingdom()


@cache
def bank_holidays(year: int) -> Mapping[date, str]:
    """Name England's bank holidays of a year; a substitute day is called one.

    The rule is https://www.gov.uk/bank-holidays, as the `holidays` package keeps it, which translates the names
    into what the machine speaks unless it is told.
    """
    found = _UnitedKingdom(subdiv="ENG", years=year, language="en_GB")
    return {day: name.replace("(observed)", "(substitute day)") for day, name in found.items()}


def bank_holiday(day: date) -> str:
    """Give the bank holiday's name, or "" on every other day."""
    return bank_holidays(day.year).get(day, "")


@lru_cache(maxsize=8192)
def is_working_day(day: date) -> bool:
    """Tell Monday to Friday, but for bank holidays in England."""
    return day.weekday() <= _FRIDAY and day not in bank_holidays(day.year)


def is_over_christmas(day: date) -> bool:
    """Tell 24 December to 2 January, when no board meets whatever the weekday."""
    return (day.month, day.day) >= (12, 24) or (day.month, day.day) <= (1, 2)


def add_working_days(day: date, n: int) -> date:
    """Give the n-th working day after `day`, or before it where n is negative; 0 gives `day` itself."""
    step = _ONE_DAY if n > 0 else -_ONE_DAY
    left = abs(n)
    while left:
        day += step
        left -= is_working_day(day)
    return day


def working_days_after(start: date, end: date) -> int:
    """Count the working days after `start`, up to and with `end`; 0 unless `end` is later."""
    days = (end - start).days
    return sum(is_working_day(start + _ONE_DAY * n) for n in range(1, days + 1))
