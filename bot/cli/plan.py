"""`plan show` prints the year's meetings with their reasons; `plan apply` puts them into the shared calendar."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Iterable
from datetime import date
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console
from rich.table import Table
from rich.text import Text

from bot.applying import AS_PLANNED, apply_plan, preview_plan
from bot.availability import Dates, look_for_dates
from bot.cli.days import FORM, day
from bot.cli.ending import NOT_AS_IT_SHOULD_BE, plain_endings
from bot.clock import SystemClock
from bot.files import write_whole
from bot.handlers.ports import Kind
from bot.partnership import load
from bot.seats_kept import seats_as_kept
from bot.settings import read_settings
from bot.settling import look_at_outlook, settle
from practice.boards import BoardMeeting
from practice.day_words import long_day
from practice.event_previews import Preview
from practice.partnership import Partnership
from practice.planning import called_off, plan
from practice.seats import vacancies
from practice.stuck import what_is_wrong, what_to_do
from practice.words import say

app = typer.Typer(
    help="The governance calendar: Learning Hub, Quality and Effectiveness Board, Partnership Board."
)

ZONE = "Europe/London"
_UNREAD = "Some calendars could not be read ({}): run this again later."

From = Annotated[
    date, typer.Option("--from", parser=day, metavar=FORM, help="First day, such as 2026-04-01.")
]
To = Annotated[date, typer.Option("--to", parser=day, metavar=FORM, help="Last day, included.")]


@app.command()
def show(
    partnership: Annotated[Path, typer.Option(help="The partnership's TOML file.")],
    first: From,
    last: To,
    as_json: Annotated[bool, typer.Option("--json", help="Print a JSON list.")] = False,
    busy: Annotated[bool, typer.Option("--busy", help="Ask who is free, and offer better dates.")] = False,
    outlook: Annotated[
        bool, typer.Option("--outlook", help="Look for events that somebody changed in Outlook.")
    ] = False,
    ics: Annotated[Path | None, typer.Option(help="Write a calendar file as well.")] = None,
    force: Annotated[bool, typer.Option("--force", help="Replace the calendar file.")] = False,
) -> None:
    """Show when the boards meet and why on those days, and which seats are vacant."""
    if (busy or outlook) and as_json:
        raise typer.BadParameter(f"--{'busy' if busy else 'outlook'} goes with the table, not with --json.")
    if force and ics is None:
        raise typer.BadParameter("--force replaces a calendar file: it goes with --ics.")
    with plain_endings():
        window = _window(first, last)
        rules, listed = asyncio.run(seats_as_kept(load(partnership), partnership))
        meetings = plan(rules, *window)
        if ics:
            _write_calendar(ics, meetings, rules, replace=force)
    if as_json:
        typer.echo(json.dumps([_as_json(meeting) for meeting in meetings], indent=2, ensure_ascii=False))
        return
    Console().print(_as_table(meetings))
    off = [words for board in rules.boards for words in called_off(board, *window)]
    if off:
        _say("Called off", *off)
    vacant = [words for board in rules.boards for words in vacancies(board, *window)]
    if vacant:
        _say("Vacant seats", *vacant)
    if listed:
        _say(say("seats.heading", {}), *listed)
    if busy:
        _show_dates(rules, *window)
    if outlook:
        _show_outlook()


@app.command()
def apply(
    first: From,
    last: To,
    plan_only: Annotated[
        bool, typer.Option("--plan", help="Say what would be done, and why; change nothing.")
    ] = False,
) -> None:
    """Create, move or cancel the events of the shared mailbox; run again, it changes nothing."""
    window = _window(first, last)
    if plan_only:
        with plain_endings():
            _show_preview(asyncio.run(preview_plan(read_settings(), SystemClock(), *window)))
        return
    with plain_endings():
        done = asyncio.run(apply_plan(read_settings(), SystemClock(), *window))
    typer.echo(done.sentence)
    for sentence in done.by_hand:
        _say(sentence)
    _say_why(done.reasons)
    if done.waiting or done.by_hand or done.unread:
        raise typer.Exit(NOT_AS_IT_SHOULD_BE)


@app.command()
def adopt(board: str, slot: str) -> None:
    """Keep what somebody did to an event in Outlook: their time, or that it is deleted."""
    _settle(board, slot, theirs=True)


@app.command()
def restore(board: str, slot: str) -> None:
    """Want our time, or our event, again."""
    _settle(board, slot, theirs=False)


def _settle(board: str, slot: str, *, theirs: bool) -> None:
    with plain_endings():
        settled = asyncio.run(settle(read_settings(), SystemClock(), (board, slot), theirs=theirs))
    if not settled:
        typer.echo(say("plan.nothing", {}), err=True)
        raise typer.Exit(NOT_AS_IT_SHOULD_BE)
    typer.echo(say("plan.adopted" if theirs else "plan.restored", {}))


def _show_preview(seen: Preview) -> None:
    each = (("created", seen.created), ("changed", seen.changed), ("cancelled", seen.cancelled))
    for what, sentences in each:
        if sentences:
            _say(f"{len(sentences)} to be {what}:", *(f"  {sentence}" for sentence in sentences))
    for sentence in seen.by_hand:
        _say(sentence)
    if not (seen.by_hand or any(sentences for _, sentences in each)):
        _say(AS_PLANNED)


def _window(first: date, last: date) -> tuple[date, date]:
    if last < first:
        raise typer.BadParameter(f"--to {last} is before --from {first}.")
    return first, last


def _show_outlook() -> None:
    with plain_endings():
        unread, changed = asyncio.run(look_at_outlook(read_settings(), SystemClock()))
    _say("Outlook", *(changed or ("Nobody changed an event.",) * (not unread)))
    if unread:
        typer.echo(_UNREAD.format(len(unread)), err=True)
        _say_why(unread)
        raise typer.Exit(NOT_AS_IT_SHOULD_BE)


def _show_dates(rules: Partnership, first: date, last: date) -> None:
    with plain_endings():
        looked = asyncio.run(look_for_dates(read_settings(), SystemClock(), rules, first, last))
    _say("Free and busy", *(line for dates in looked for line in _dates_lines(dates)))
    if not looked:
        _say("Nothing to ask: every meeting of this time is over or in the calendar.")
    unread = sorted({dates.why for dates in looked if dates.why})
    if unread:
        if "forbidden" in unread:
            _say_why(["forbidden"])
        else:
            typer.echo(_UNREAD.format(", ".join(unread)), err=True)
        raise typer.Exit(NOT_AS_IT_SHOULD_BE)


def _dates_lines(dates: Dates) -> list[str]:
    if dates.planned is None:
        day = long_day(dates.meeting.starts_at.date())
        return [f"{dates.board.name}, {day}: the calendars could not be read."]
    return [f"{dates.board.name}, {dates.planned}", *(f"  Better: {other}" for other in dates.better)]


def _say_why(reasons: Iterable[str]) -> None:
    """Say each reason once, with what can be done; what is forbidden names the permission and what grants it."""
    for reason in dict.fromkeys(reasons):
        typer.echo(f"{what_is_wrong(reason, Kind.EVENT)} {what_to_do(reason, Kind.EVENT)}", err=True)


def _say(*lines: str) -> None:
    Console().print(*lines, sep="\n", markup=False, highlight=False, soft_wrap=True)


def _write_calendar(
    path: Path, meetings: tuple[BoardMeeting, ...], rules: Partnership, *, replace: bool
) -> None:
    from bot.cli.calendar_file import calendar_file  # noqa: PLC0415 - 0.14 s of loading that few commands need

    write_whole(path, calendar_file(meetings, rules, SystemClock().now()), force=replace)
    typer.echo(f"{len(meetings)} meetings written to {path}.", err=True)


def _as_json(meeting: BoardMeeting) -> dict[str, str]:
    return {
        "board": meeting.board,
        "slot": meeting.slot,
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
        table.add_row(meeting.board, f"{meeting.starts_at:%a %d %b %Y}", time, Text(meeting.why))
    return table
