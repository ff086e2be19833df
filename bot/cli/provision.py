"""`provision` makes and upgrades the SharePoint lists of both sites; `--plan` only says what it would do."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Sequence
from typing import Annotated, Any

import typer

from bot.cli.ending import NOT_AS_IT_SHOULD_BE, plain_endings
from bot.clock import SystemClock
from bot.provisioning import (
    NotDoneYet,
    Provisioned,
    ProvisionStopped,
    difference_words,
    lines,
    provision,
    step_words,
)
from bot.settings import read_settings
from practice.words import say


def add_to(app: typer.Typer) -> None:
    app.command("provision")(provision_lists)


def provision_lists(
    plan: Annotated[bool, typer.Option("--plan", help="Say what would be done, and change nothing.")] = False,
    as_json: Annotated[bool, typer.Option("--json", help="Print one JSON object.")] = False,
    again: Annotated[
        list[str] | None,
        typer.Option(
            "--again", help='Make anew what somebody undid: "LIST" or "LIST/COLUMN".', metavar="NAME"
        ),
    ] = None,
) -> None:
    """Make the twelve lists, or bring them up to this version; run again, it changes nothing."""
    with plain_endings():
        try:
            sites = asyncio.run(provision(read_settings(), SystemClock(), plan_only=plan, again=again or ()))
        except ProvisionStopped as stopped:
            _say(stopped.sites, plan=plan, as_json=as_json)
            if not isinstance(stopped, NotDoneYet):
                raise
            typer.echo(str(stopped), err=True)
            raise typer.Exit(NOT_AS_IT_SHOULD_BE) from None
    _say(sites, plan=plan, as_json=as_json)
    if not as_json and not any(one.steps or one.differences for one in sites):
        typer.echo(say("provision.nothing", {}))
    if any(one.differences for one in sites):
        raise typer.Exit(NOT_AS_IT_SHOULD_BE)


def _say(sites: Sequence[Provisioned], *, plan: bool, as_json: bool) -> None:
    """Say what was done, also where the command then ended early."""
    if as_json:
        typer.echo(json.dumps(_as_json(sites, plan=plan), indent=2))
        return
    for line in lines(sites):
        typer.echo(line)


def _as_json(sites: Sequence[Provisioned], *, plan: bool) -> dict[str, Any]:
    return {
        "plan": plan,
        "steps": [
            {
                "site": one.site.value,
                "list": step.shape,
                "column": step.column or None,
                "step": step.kind,
                "what": step_words(step),
            }
            for one in sites
            for step in one.steps
        ],
        "differences": [
            {
                "site": one.site.value,
                "list": found.shape,
                "column": found.column or None,
                "kind": found.kind,
                "what": difference_words(found),
            }
            for one in sites
            for found in one.differences
        ],
        "notes": [note for one in sites for note in one.notes],
    }
