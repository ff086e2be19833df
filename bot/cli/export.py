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
from bot.exports_made import recorded
from bot.files import refuse_to_overwrite, write_whole
from bot.settings import Settings, read_settings
from bot.tables import as_csv, as_xlsx
from practice.exports import export_of
from practice.small_numbers import FEWER


class Exported(StrEnum):
    """The lists that can be taken out."""

    REVIEWS = "reviews"


def add_to(app: typer.Typer) -> None:
    app.command()(export)


def export(
    listed: Annotated[Exported, typer.Option("--list", help="Which list: reviews.")],
    csv: Annotated[Path | None, typer.Option("--csv", help="Write this CSV file.")] = None,
    xlsx: Annotated[Path | None, typer.Option("--xlsx", help="Write this Excel workbook.")] = None,
    force: Annotated[bool, typer.Option("--force", help="Replace the file if it exists.")] = False,
    again: Annotated[
        bool,
        typer.Option("--again", help="Write it although the last export of a period said something else."),
    ] = False,
) -> None:
    """Take the Practice reviews out: finished periods only, and nobody in a group of fewer than five people."""
    target = csv or xlsx
    if target is None or (csv and xlsx):
        raise typer.BadParameter("Name one file, with --csv or with --xlsx.")
    with plain_endings():
        refuse_to_overwrite(target, force=force)
        table = asyncio.run(
            _taken_out(read_settings(), listed, target, force=force, again=again, as_text=bool(csv))
        )
    _say(table, target)
    if not table.found.rows:
        raise typer.Exit(NOT_AS_IT_SHOULD_BE)


async def _taken_out(
    settings: Settings, listed: Exported, target: Path, *, force: bool, again: bool, as_text: bool
) -> Table:
    clock = SystemClock()
    table = await reviews_table(settings, clock)
    header, rows = table.header, table.found.rows
    if rows:
        content = (as_csv if as_text else as_xlsx)(header, rows)
        async with recorded(
            settings, export_of(clock.now(), listed.value, content, header, rows), again=again
        ):
            write_whole(target, content, force=force)
    return table


def _say(table: Table, target: Path) -> None:
    """What was left out is said by period, never by number."""
    found = table.found
    typer.echo(f"{len(found.rows)} answers: {target}" if found.rows else "No file was written.")
    for period in found.running:
        typer.echo(f"{period}: left out, because answers may still come. Take it out when it is over.")
    for period in found.small:
        typer.echo(f"{period}: left out, because {FEWER} people wrote.")
