"""A day as it is given on the command line, and what is said of one that is none."""

from __future__ import annotations

import re
from datetime import date
from typing import Final

import typer

FORM: Final = "YYYY-MM-DD"


def day(given: str) -> date:
    """Read a day, in no other of the ways that ISO 8601 knows."""
    try:
        if re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", given):
            return date.fromisoformat(given)
    except ValueError:
        pass
    raise typer.BadParameter(f"'{given}' is not a day of the calendar, such as 2026-04-30.")
