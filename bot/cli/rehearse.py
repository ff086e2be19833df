"""`rehearse`: two months of invented meetings in seconds; exit 1 when anything was lost, doubled or differs."""

from __future__ import annotations

import asyncio
import json
from typing import Annotated

import typer
from rich.console import Console

from bot.cli.ending import NOT_AS_IT_SHOULD_BE, plain_endings
from bot.rehearsal.rehearsing import rehearse as run_rehearsal


def add_to(app: typer.Typer) -> None:
    app.command()(rehearse)


def rehearse(
    meetings: Annotated[int, typer.Option(min=1, help="How many meetings to invent.")] = 200,
    seed: Annotated[int, typer.Option(help="The same seed invents the same town and behaviour.")] = 1,
    kill_every: Annotated[
        float,
        typer.Option(
            min=0,
            help="Kill the service (-9) each time it has run for so long, and at times while it starts; 0 never.",
        ),
    ] = 0,
    as_json: Annotated[bool, typer.Option("--json", help="Print one JSON object.")] = False,
) -> None:
    """Rehearse two months of meetings, prompts, answers and filing against the local stand-in."""
    console = Console(stderr=True)
    with plain_endings():
        result = asyncio.run(run_rehearsal(meetings, seed, kill_every, console))
    if as_json:
        typer.echo(json.dumps(result.as_json()))
    else:
        Console().print(result.as_table())
    for difference in result.differences:
        typer.echo(difference, err=True)
    if not result.passed:
        raise typer.Exit(NOT_AS_IT_SHOULD_BE)
