"""The lines of a .env file that python-dotenv leaves out: its log alone says so, and a default would stand there."""

from __future__ import annotations

from io import StringIO
from pathlib import Path

from dotenv.parser import Binding, Original, parse_stream

_NO_SETTING = "NAME=value is expected, and a closing quote for each opening one."


def lines_left_out(file: Path) -> list[str]:
    """Name each in a sentence; none where there is no such file. Raises UnicodeDecodeError."""
    written = file.read_text("utf-8") if file.is_file() else ""
    wrong = [found.original for found in parse_stream(StringIO(written)) if found.error or _is_bare(found)]
    return [f"The file {file}, line {_first_line(one)}: {_NO_SETTING}" for one in wrong]


def _is_bare(found: Binding) -> bool:
    """Tell whether it is a name of ours without "=", which is no fault to python-dotenv."""
    return found.value is None and (found.key or "").upper().startswith("BTP_")


def _first_line(found: Original) -> int:
    """Count the empty lines above a line, which python-dotenv counts to it."""
    return found.line + found.string[: -len(found.string.lstrip())].count("\n")
