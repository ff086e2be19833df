"""What a start of the service loads, and what only other commands do."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

LATER = ("alembic", "azure.identity", "icalendar", "xlsxwriter")


@pytest.mark.slow
def test_a_start_loads_nothing_that_only_other_commands_use(tmp_path: Path) -> None:
    """The service keeps the memory for its work; this start is refused, as there are no settings in an empty folder."""
    program = (
        "import os, sys; [os.environ.pop(name) for name in list(os.environ) if name.startswith('BTP_')]\n"
        "from bot.cli import app\n"
        "print(app(['serve'], standalone_mode=False), *sorted(sys.modules.keys() & set(sys.argv[1:])))"
    )
    command = [sys.executable, "-c", program, *LATER]
    ended = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=True)  # noqa: S603 - ours
    assert ended.stdout == "2\n"
