"""`export` takes a list out of SharePoint as a file, with the small-number rule applied."""

from __future__ import annotations

import asyncio
from collections.abc import Collection
from contextlib import AbstractAsyncContextManager
from dataclasses import replace
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from bot.cli.ending import NOT_AS_IT_SHOULD_BE, plain_endings
from bot.clock import SystemClock
from bot.exporting import Table, reviews_table
from bot.exports_made import recorded
from bot.files import refuse_to_overwrite, write_whole
from bot.settings import read_settings
from bot.tables import as_csv, as_xlsx
from practice.exports import export_of
from practice.small_numbers import FEWER
from practice.words import say


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
    without: Annotated[
        list[str] | None, typer.Option("--without", help="Leave out this cycle; may be given several times.")
    ] = None,
) -> None:
    """Take the Practice reviews out: finished periods only, and nobody in a group of fewer than five people."""
    target = csv or xlsx
    if target is None or (csv and xlsx):
        raise typer.BadParameter("Name one file, with --csv or with --xlsx.")
    with plain_endings():
        refuse_to_overwrite(target, force=force)
        settings, clock = read_settings(), SystemClock()
        whole = asyncio.run(reviews_table(settings, clock))
        table = _leaving_out(whole, without or ())
        if table.found.rows:
            content = (as_csv if csv else as_xlsx)(table.header, table.found.rows)
            made = export_of(clock.now(), listed.value, content, table.header, table.found.rows)
            keeping = recorded(settings, made, whole.found.periods, again=again)
            asyncio.run(_written(keeping, target, content, force=force))
    _say(table, target)
    if not table.found.rows:
        raise typer.Exit(NOT_AS_IT_SHOULD_BE)


def _leaving_out(table: Table, periods: Collection[str]) -> Table:
    """Raise BadParameter for a period that the list has not got: a mistyped one would be in the file."""
    for period in periods:
        if period not in table.found.periods:
            known = ", ".join(sorted(table.found.periods))
            raise typer.BadParameter(f"There is no {period!r} to leave out; there are: {known}.")
    return replace(table, found=table.found.without(periods))


async def _written(
    keeping: AbstractAsyncContextManager[None], target: Path, content: bytes, *, force: bool
) -> None:
    async with keeping:
        write_whole(target, content, force=force)


def _say(table: Table, target: Path) -> None:
    """What was left out is said by period, never by number."""
    found = table.found
    typer.echo(f"{len(found.rows)} answers: {target}" if found.rows else "No file was written.")
    for period in found.running:
        key = "export.parked" if period in table.parked else "export.running"
        typer.echo(say(key, {"period": period}))
    for period in found.small:
        typer.echo(f"{period}: left out, because {FEWER} people wrote.")
