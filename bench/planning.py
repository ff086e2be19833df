"""How long a year of the boards takes to plan. By itself: `python -m bench.planning`, exit code 1 when too long."""

from __future__ import annotations

import statistics
import subprocess
import sys
import time
from dataclasses import replace
from datetime import date
from pathlib import Path

from rich.console import Console

from bench.figures import Figure, as_table
from bot.partnership import load
from practice.partnership import Partnership
from practice.planning import plan

_ROOT = Path(__file__).parent.parent
_FILE = _ROOT / "examples" / "bexley-2016.toml"
_MOST_MS = 50
_ROUNDS = 50
_FIRST_YEAR = (date(2016, 4, 1), date(2017, 3, 31))
_ELEVENTH_YEAR = (date(2026, 4, 1), date(2027, 3, 31))
"""It is planned from the first meeting on, so that a meeting has one date whatever is asked."""


def planning() -> list[Figure]:
    """Plan the model's first year, its eleventh, and its first in a process that has planned nothing before."""
    partnership = load(_FILE)
    return [
        Figure("a year of three boards planned: median", _median(partnership, _FIRST_YEAR), "ms", _MOST_MS),
        Figure("the same, ten years after the first", _median(partnership, _ELEVENTH_YEAR), "ms", _MOST_MS),
        Figure("the first in a process that has planned nothing yet", _in_a_new_process(), "ms", _MOST_MS),
    ]


def _median(partnership: Partnership, year: tuple[date, date]) -> float:
    return statistics.median(_once(_unseen(partnership, number), year) for number in range(_ROUNDS))


def _unseen(partnership: Partnership, number: int) -> Partnership:
    """Change what no date depends on, so that nothing kept from an earlier plan serves."""
    boards = tuple(replace(board, place=str(number)) for board in partnership.boards)
    return replace(partnership, boards=boards)


def _once(partnership: Partnership, year: tuple[date, date]) -> float:
    before = time.process_time()
    plan(partnership, *year)
    return (time.process_time() - before) * 1000


def _in_a_new_process() -> float:
    command = [sys.executable, "-m", "bench.planning", "--first"]
    done = subprocess.run(command, cwd=_ROOT, check=True, capture_output=True)  # noqa: S603 - ourselves
    return float(done.stdout)


def main() -> int:
    if sys.argv[1:] == ["--first"]:
        sys.stdout.write(str(_once(load(_FILE), _FIRST_YEAR)))
        return 0
    figures = planning()
    Console().print(as_table(figures))
    return 1 if any(figure.missed for figure in figures) else 0


if __name__ == "__main__":
    sys.exit(main())
