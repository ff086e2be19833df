"""`plan show` prints the year's meetings with their reasons; `plan apply` puts them into the shared calendar."""

from __future__ import annotations

import asyncio
import json
from datetime import date, datetime
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console
from rich.table import Table

from bot.applying import apply_plan
from bot.cli.ending import plain_endings
from bot.cli.new_file import write_new
from bot.clock import SystemClock
from bot.partnership import load
from bot.settings import read_settings
from practice.boards import BoardMeeting
from practice.partnership import Partnership
from practice.planning import plan
from practice.seats import vacancies

app = typer.Typer(
    help="The governance calendar: Learning Hub, Quality and Effectiveness Board, Partnership Board."
)

ZONE = "Europe/London"
From = Annotated[
    datetime, typer.Option("--from", formats=["%Y-%m-%d"], help="First day, such as 2026-04-01.")
]
To = Annotated[datetime, typer.Option("--to", formats=["%Y-%m-%d"], help="Last day, included.")]


@app.command()
def show(
    partnership: Annotated[Path, typer.Option(help="The partnership's TOML file.")],
    first: From,
    last: To,
    as_json: Annotated[bool, typer.Option("--json", help="Print a JSON list.")] = False,
    ics: Annotated[Path | None, typer.Option(help="Write a calendar file as well.")] = None,
    force: Annotated[bool, typer.Option("--force", help="Replace the calendar file.")] = False,
) -> None:
    """Show when the boards meet and why on those days, and which seats are vacant."""
    with plain_endings():
        window = _window(first, last)
        rules = load(partnership)
        meetings = plan(rules, *window)
        if ics:
            _write_calendar(ics, meetings, rules, replace=force)
    if as_json:
        typer.echo(json.dumps([_as_json(meeting) for meeting in meetings], indent=2, ensure_ascii=False))
        return
    Console().print(_as_table(meetings))
    vacant = [words for board in rules.boards for words in vacancies(board, *window)]
    if vacant:
        Console().print("Vacant seats", *vacant, sep="\n", markup=False, highlight=False)


@app.command()
def apply(first: From, last: To) -> None:
    """Create, move or cancel the events of the shared mailbox; run again, it changes nothing."""
    with plain_endings():
        done = asyncio.run(apply_plan(read_settings(), SystemClock(), *_window(first, last)))
    typer.echo(done.sentence)
    if done.waiting:
        raise typer.Exit(1)


def _window(first: datetime, last: datetime) -> tuple[date, date]:
    if last < first:
        raise typer.BadParameter(f"--to {last:%Y-%m-%d} is before --from {first:%Y-%m-%d}.")
    return first.date(), last.date()


def _write_calendar(
    path: Path, meetings: tuple[BoardMeeting, ...], rules: Partnership, *, replace: bool
) -> None:
    from bot.cli.calendar_file import calendar_file  # noqa: PLC0415 - 0.14 s of loading that few commands need

    write_new(path, calendar_file(meetings, rules, SystemClock().now()), replace=replace)
    typer.echo(f"{len(meetings)} meetings written to {path}.", err=True)


def _as_json(meeting: BoardMeeting) -> dict[str, str]:
    return {
        "board": meeting.board,
        "start": meeting.starts_at.isoformat(),
        "end": meeting.ends_at.isoformat(),
        "timezone": ZONE,
        "purpose": meeting.purpose,
        "why": meeting.why,
    }


def _as_table(meetings: tuple[BoardMeeting, ...]) -> Table:
    table = Table(title=f"Board meetings, {ZONE}", title_justify="left")
    for heading in ("Board", "Day", "Time", "Why this date"):
        table.add_column(heading)
    for meeting in meetings:
        time = f"{meeting.starts_at:%H:%M}-{meeting.ends_at:%H:%M}"
        table.add_row(meeting.board, f"{meeting.starts_at:%a %d %b %Y}", time, meeting.why)
    return table
