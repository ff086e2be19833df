"""`export` takes a list out of SharePoint as a file, with the small-number rule applied."""

from __future__ import annotations

import asyncio
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from bot.cli.ending import NOT_AS_IT_SHOULD_BE, plain_endings
from bot.clock import SystemClock
from bot.exporting import Table, reviews_table
from bot.files import refuse_to_overwrite, write_whole
from bot.settings import read_settings
from bot.tables import as_csv, as_xlsx
from practice.small_numbers import FEWER


class Exported(StrEnum):
    """The lists that can be taken out."""

    REVIEWS = "reviews"


def add_to(app: typer.Typer) -> None:
    app.command()(export)


def export(
    _exported: Annotated[Exported, typer.Option("--list", help="Which list: reviews.")],
    csv: Annotated[Path | None, typer.Option("--csv", help="Write this CSV file.")] = None,
    xlsx: Annotated[Path | None, typer.Option("--xlsx", help="Write this Excel workbook.")] = None,
    force: Annotated[bool, typer.Option("--force", help="Replace the file if it exists.")] = False,
) -> None:
    """Take the Practice reviews out: finished periods only, and nobody in a group of fewer than five people."""
    target = csv or xlsx
    if target is None or (csv and xlsx):
        raise typer.BadParameter("Name one file, with --csv or with --xlsx.")
    with plain_endings():
        refuse_to_overwrite(target, force=force)
        table = asyncio.run(reviews_table(read_settings(), SystemClock()))
        rows = table.found.rows
        if rows:
            write = as_csv if csv else as_xlsx
            write_whole(target, write(table.header, rows), force=force)
    _say(table, target)
    if not rows:
        raise typer.Exit(NOT_AS_IT_SHOULD_BE)


def _say(table: Table, target: Path) -> None:
    """What was left out is said by period, never by number."""
    found = table.found
    typer.echo(f"{len(found.rows)} answers: {target}" if found.rows else "No file was written.")
    for period in found.running:
        typer.echo(f"{period}: left out, because answers may still come. Take it out when it is over.")
    for period in found.small:
        typer.echo(f"{period}: left out, because {FEWER} people wrote.")
