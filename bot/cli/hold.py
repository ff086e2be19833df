"""`hold` stops requests after a death or a serious incident; no reason is asked for, stored or shown."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Coroutine
from datetime import date, time
from typing import Annotated, TypeVar

import typer

from bot.beside import beside_the_service
from bot.cli.days import FORM, day
from bot.cli.ending import CANNOT_BE_USED, plain_endings
from bot.clock import SystemClock
from bot.handlers.holding import Counted, put_on_hold, release_hold
from bot.handlers.ports import Transaction
from bot.settings import Settings, read_settings
from practice.dates_in_words import day_in_words, london_day
from practice.holding import Hold, HoldScope
from practice.partnership import Partnership
from practice.working_time import local

T = TypeVar("T")

app = typer.Typer(help="Holds: what waits until a named person releases it.", no_args_is_help=True)


def _somebody(given: str) -> str:
    if not given.strip():
        raise typer.BadParameter("say who decides this, such as Practice Review Lead.")
    return given


By = Annotated[
    str,
    typer.Option("--by", callback=_somebody, help="Who decides this: a role, such as Practice Review Lead."),
]


class HoldRefused(Exception):
    """What was asked for cannot be held or released; the text says why."""


@app.command()
def add(
    by: By,
    meeting: Annotated[str, typer.Option(help="A meeting's reference, such as BTP-7KQ4.")] = "",
    people_of: Annotated[str, typer.Option(help="All meetings that this meeting's people share.")] = "",
    agency: Annotated[str, typer.Option(help="An agency's key in the partnership file.")] = "",
    everything: Annotated[bool, typer.Option("--everything", help="Everybody, everywhere.")] = False,
    until: Annotated[
        date | None, typer.Option(parser=day, metavar=FORM, help="The first day that is free again.")
    ] = None,
) -> None:
    """Pause what stands in front of people, and let what is planned wait."""
    if until and until <= london_day(SystemClock().now()):
        raise typer.BadParameter(
            f"--until {until} is not a day to come: it is the first one that is free again."
        )
    asked = [
        (scope, target)
        for scope, target in (
            (HoldScope.MEETING, meeting),
            (HoldScope.PEOPLE, people_of),
            (HoldScope.AGENCY, agency),
            (HoldScope.EVERYTHING, "everything" if everything else ""),
        )
        if target
    ]
    if len(asked) != 1:
        raise typer.BadParameter("Say one of --meeting, --people-of, --agency and --everything.")
    scope, target = asked[0]
    with plain_endings():
        hold, done = _run(_added(read_settings(), scope, target, by, until))
    paused, waiting = _requests(done.stopped, "open "), _requests(done.waiting, "planned ")
    typer.echo(f"Hold {hold.id}. Paused: {paused}. Waiting: {waiting}.")


@app.command()
def release(hold_id: Annotated[str, typer.Argument(help="As `hold list` shows it.")], by: By) -> None:
    """Let what waits go on, unless it is too long ago or held by something else."""
    with plain_endings():
        done = _run(_released(read_settings(), hold_id, by))
    on, over = _requests(done.waiting), _requests(done.stopped)
    typer.echo(f"Released. Going on: {on}. Too old by now, and ended: {over}.")


@app.command("list")
def show(as_json: Annotated[bool, typer.Option("--json", help="Print a JSON list.")] = False) -> None:
    """Show the holds in force, since when, until when and by whom."""
    with plain_endings():
        found = _run(_in_force(read_settings()))
    if as_json:
        typer.echo(json.dumps([_as_json(hold) for hold in found], indent=2))
    elif not found:
        typer.echo("Nothing is on hold.")
    else:
        typer.echo("\n".join(_line(hold) for hold in found))


def _requests(number: int, which: str = "") -> str:
    return f"{number} {which}request{'' if number == 1 else 's'}"


def _run(work: Coroutine[None, None, T]) -> T:
    try:
        return asyncio.run(work)
    except HoldRefused as refused:
        typer.echo(str(refused), err=True)
        raise typer.Exit(CANNOT_BE_USED) from None


async def _added(
    settings: Settings, scope: HoldScope, target: str, by: str, until: date | None
) -> tuple[Hold, Counted]:
    now = SystemClock().now()
    async with beside_the_service(settings) as (store, partnership):

        def decide(tx: Transaction) -> tuple[Hold, Counted]:
            found = _target(tx, scope, target, partnership)
            free = local(until, time()) if until else None
            hold = Hold(tx.new_id(), scope, found, since=now, until=free, by=by)
            return hold, put_on_hold(tx, hold, partnership, now)

        return await store.write(decide)


def _target(tx: Transaction, scope: HoldScope, target: str, partnership: Partnership) -> str:
    """Turn what was typed into what the hold names; raises HoldRefused for what there is not."""
    if scope is HoldScope.EVERYTHING:
        return ""
    if scope is HoldScope.AGENCY:
        if partnership.agency(target) is None:
            known = ", ".join(agency.key for agency in partnership.agencies)
            raise HoldRefused(f"There is no agency {target!r} in the partnership file; there are {known}.")
        return target
    meeting = tx.meeting_by_ref(target)
    if meeting is None:
        raise HoldRefused(f"There is no meeting {target!r}: its reference is in the Meetings list.")
    return meeting.id


async def _released(settings: Settings, hold_id: str, by: str) -> Counted:
    now = SystemClock().now()
    async with beside_the_service(settings) as (store, partnership):

        def decide(tx: Transaction) -> Counted:
            found = next((hold for hold in tx.holds() if hold.id == hold_id and hold.in_force(now)), None)
            if found is None:
                raise HoldRefused(
                    f"There is no hold {hold_id!r} in force: `hold list` shows those there are."
                )
            return release_hold(tx, found, by, partnership, now)

        return await store.write(decide)


async def _in_force(settings: Settings) -> list[Hold]:
    now = SystemClock().now()
    async with beside_the_service(settings) as (store, _):
        return [hold for hold in await store.read(lambda tx: tx.holds()) if hold.in_force(now)]


def _as_json(hold: Hold) -> dict[str, str | None]:
    return {
        "id": hold.id,
        "scope": hold.scope.value,
        "target": hold.target,
        "since": hold.since.isoformat(),
        "until": hold.until.isoformat() if hold.until else None,
        "by": hold.by,
    }


def _line(hold: Hold) -> str:
    today = london_day(SystemClock().now())
    until = f"until {day_in_words(hold.until, today)}" if hold.until else "until it is released"
    what = f"{hold.scope.value} {hold.target}".strip()
    return f"{hold.id}  {what}, since {day_in_words(hold.since, today)}, {until}, by {hold.by}"
