"""`bench` measures this clone against its targets; the measurements are no part of what is installed."""

from __future__ import annotations

import subprocess
import sys
from typing import Annotated

import typer

from bot.cli.ending import CANNOT_BE_DONE_HERE
from bot.local.standin import ROOT


def add_to(app: typer.Typer) -> None:
    app.command()(bench)


def bench(as_json: Annotated[bool, typer.Option("--json", help="Print one JSON object.")] = False) -> None:
    """Measure a submitted answer, filing and two rehearsals; exit 1 when a target is missed."""
    if not (ROOT / "bench").is_dir():
        typer.echo("The measurements are not installed: run this from a clone of the project.", err=True)
        raise typer.Exit(CANNOT_BE_DONE_HERE)
    command = [sys.executable, "-m", "bench", *(["--json"] if as_json else [])]
    raise typer.Exit(subprocess.run(command, cwd=ROOT, check=False).returncode)  # noqa: S603 - our own module
