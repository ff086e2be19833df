"""`reviews status` says what became of a period's requests; `reviews exports`, what was taken out."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Iterator, Sequence
from datetime import date
from typing import Annotated, Any

import typer

from bot.beside import beside_the_service
from bot.cli.days import FORM, day
from bot.cli.ending import NOT_AS_IT_SHOULD_BE, plain_endings
from bot.clock import SystemClock
from bot.exports_made import exports_made
from bot.reviewing import Reviews, look_at
from bot.settings import Settings, read_settings
from practice.check_words import check_line
from practice.exports import Differs, Export, export_lines
from practice.partnership import Partnership
from practice.prompts import PromptState
from practice.reading_budget import reading_words
from practice.review_counts import reason_words, state_words
from practice.undelivered import remedy, why
from practice.words import say

app = typer.Typer(help="The requests: what became of them.", no_args_is_help=True)

From = Annotated[
    date,
    typer.Option("--from", parser=day, metavar=FORM, help="First day on which a meeting ended, in London."),
]
To = Annotated[date, typer.Option("--to", parser=day, metavar=FORM, help="Last day, included.")]


@app.command()
def status(
    first: From,
    last: To,
    as_json: Annotated[bool, typer.Option("--json", help="Print one JSON object.")] = False,
) -> None:
    """Count what became of every request; name only those who could not be reached, and what can be done."""
    if last < first:
        raise typer.BadParameter(f"--to {last} is before --from {first}.")
    with plain_endings():
        found, partnership = asyncio.run(_looked(read_settings(), first, last))
    if as_json:
        typer.echo(json.dumps(_as_json(found, first, last), indent=2, ensure_ascii=False))
    else:
        typer.echo("\n".join(_lines(found, partnership)))
    if not found.counts.adds_up:
        typer.echo(
            f"{found.counts.planned} requests are planned, but {found.counts.parts} are in a state with a name:"
            " tell whoever runs Back to Practice.",
            err=True,
        )
        raise typer.Exit(NOT_AS_IT_SHOULD_BE)


@app.command()
def exports(as_json: Annotated[bool, typer.Option("--json", help="Print a JSON list.")] = False) -> None:
    """Show what was exported, newest first, and where an export differed from the one before. It names nobody."""
    with plain_endings():
        found = asyncio.run(exports_made(read_settings()))
    if as_json:
        typer.echo(json.dumps([_export_json(*one) for one in found], indent=2, ensure_ascii=False))
    else:
        lines = [line for one in found for line in export_lines(*one)]
        typer.echo("\n".join(lines or [say("export.none", {})]))


def _export_json(made: Export, differs: Sequence[Differs]) -> dict[str, Any]:
    others = {one.period for one in differs}
    periods = [
        {"period": one.period, "rows": one.rows, "differs": one.period in others} for one in made.periods
    ]
    return {
        "at": made.at.isoformat(),
        "list": made.listed,
        "rows": made.rows,
        "sha256": made.sha256,
        "periods": periods,
        "instead_of": made.instead_of,
    }


async def _looked(settings: Settings, first: date, last: date) -> tuple[Reviews, Partnership]:
    async with beside_the_service(settings) as (store, partnership):
        return await look_at(store, partnership, first, last, SystemClock().now()), partnership


def _as_json(found: Reviews, first: date, last: date) -> dict[str, Any]:
    counts = found.counts
    return {
        "from": first.isoformat(),
        "to": last.isoformat(),
        "planned": counts.planned,
        **{state.value: count for state, count in counts.named.items()},
        "waiting": counts.waiting,
        "not_asked_reasons": dict(counts.not_asked_reasons),
        "undeliverable_people": [
            {
                "address": who.address or None,
                "agency": who.agency,
                "reason": who.reason,
                "why": why(who.reason),
                "remedy": remedy(who.reason),
                "requests": requests,
            }
            for who, requests in found.unreached
        ],
        "reading": _reading_json(found),
        "check": _check_json(found),
    }


def _check_json(found: Reviews) -> dict[str, Any]:
    checked = found.checked
    return {
        "at": checked.at.isoformat() if checked else None,
        "differences": dict(checked.counts) if checked else {},
    }


def _reading_json(found: Reviews) -> dict[str, Any]:
    reading = found.reading
    return {
        "answers_a_week": round(reading.answers, 1) if reading else None,
        "budget": found.budget,
        "over": reading.over if reading else None,
        "samples": dict(reading.samples) if reading else {},
    }


def _lines(found: Reviews, partnership: Partnership) -> Iterator[str]:
    counts = found.counts
    yield f"{counts.planned:6} planned"
    for state, count in counts.named.items():
        yield f"{count:6} {state_words(state)}"
        if state is PromptState.NOT_ASKED:
            yield from (
                f"{number:13} {reason_words(reason)}" for reason, number in counts.not_asked_reasons.items()
            )
    yield f"{counts.waiting:6} {say('status.waiting', {})}"
    for who, requests in found.unreached:
        many = f", {requests} requests" if requests > 1 else ""
        yield f"{who.address or who.agency} ({who.agency}{many}): {why(who.reason)}. {remedy(who.reason)}"
    yield _reading_line(found, partnership)
    checked = found.checked
    yield check_line(checked.at if checked else None, checked.counts if checked else {}, SystemClock().now())


def _reading_line(found: Reviews, partnership: Partnership) -> str:
    if found.reading is None:
        return say("reading.unknown", {})
    return reading_words(found.reading, {kind.key: kind.name for kind in partnership.types})
