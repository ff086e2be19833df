"""`work` shows what is parked and what is tried again, in sentences, and gives parked work another chance."""

from __future__ import annotations

import asyncio
import json
from typing import Annotated

import typer

from bot.beside import beside_the_service
from bot.cli.ending import CANNOT_BE_USED, NOT_AS_IT_SHOULD_BE, plain_endings
from bot.settings import Settings, read_settings
from bot.store import stuck
from bot.store.stuck import ParkedWork, Stuck
from practice.stuck import what_is_wrong, what_to_do

app = typer.Typer(help="The work that waits for a person.", no_args_is_help=True)


@app.command()
def parked(as_json: Annotated[bool, typer.Option("--json", help="Print one JSON object.")] = False) -> None:
    """Show what is parked and what is tried again, with what is wrong and what to do. It names nobody."""
    with plain_endings():
        parked, waiting = asyncio.run(_looked(read_settings()))
    if as_json:
        typer.echo(json.dumps(_as_json(parked, waiting), indent=2))
    else:
        typer.echo("\n".join(_lines(parked, waiting)))
    if parked:
        raise typer.Exit(NOT_AS_IT_SHOULD_BE)


@app.command()
def release(
    work_id: Annotated[int | None, typer.Argument(metavar="ID", help="As `work parked` shows it.")] = None,
    everything: Annotated[bool, typer.Option("--all", help="Everything that is parked.")] = False,
) -> None:
    """Let parked work be tried again, when its cause is gone."""
    if (work_id is None) is not everything:
        raise typer.BadParameter("Say an ID, or --all.")
    with plain_endings():
        released = asyncio.run(_released(read_settings(), work_id))
    if not released and work_id is not None:
        typer.echo(f"No parked work has the ID {work_id}: `work parked` shows what there is.", err=True)
        raise typer.Exit(CANNOT_BE_USED)
    typer.echo(f"Released: {released}." if released else "Nothing is parked.")


async def _looked(settings: Settings) -> tuple[list[ParkedWork], list[Stuck]]:
    async with beside_the_service(settings) as (store, _):
        return await store.read(lambda tx: (stuck.parked(tx), stuck.waiting(tx)))


async def _released(settings: Settings, work_id: int | None) -> int:
    async with beside_the_service(settings) as (store, _):
        if work_id is None:
            return await store.write(stuck.release_all)
        return int(await store.write(lambda tx: stuck.release(tx, work_id)))


def _as_json(parked: list[ParkedWork], waiting: list[Stuck]) -> dict[str, object]:
    return {
        "parked": [
            {
                "id": one.id,
                "kind": one.kind.value,
                "subject": one.subject,
                "tries": one.attempts,
                **_told(one.reason, one.kind),
            }
            for one in parked
        ],
        "waiting": [
            {
                "kind": one.kind.value,
                "count": one.count,
                "due": one.due_at.isoformat(),
                **_told(one.reason, one.kind),
            }
            for one in waiting
        ],
    }


def _told(reason: str, kind: str) -> dict[str, str]:
    return {"reason": reason, "wrong": what_is_wrong(reason, kind), "to_do": what_to_do(reason, kind)}


def _lines(parked: list[ParkedWork], waiting: list[Stuck]) -> list[str]:
    lines = [f"{one.id}  {one.kind} {one.subject}: {_sentences(one.reason, one.kind)}" for one in parked]
    return (lines or ["Nothing is parked."]) + [
        f"Tried again by itself: {one.count} {one.kind}. {_sentences(one.reason, one.kind)}"
        for one in waiting
    ]


def _sentences(reason: str, kind: str) -> str:
    return f"{what_is_wrong(reason, kind)} {what_to_do(reason, kind)} ({reason})"
