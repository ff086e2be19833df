"""`reconcile` compares store, lists and messages, and says what differs: references only, never words or names."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Iterator
from typing import Annotated, Any

import typer

from bot.cli.ending import CANNOT_BE_USED, NOT_AS_IT_SHOULD_BE, plain_endings
from bot.clock import SystemClock
from bot.reconciling import Reconciled
from bot.reconciling import reconcile as compare_all
from bot.settings import read_settings
from practice.check_words import amiss_words, difference_words, gone_words
from practice.words import say

_AGAIN = typer.Option(
    "--again", metavar="REF", help="With --repair: this answer too, though somebody changed or deleted it."
)
_MEANT = typer.Option(
    "--meant", metavar="REF", help="The item of this answer was deleted on purpose: it counts no more."
)


def add_to(app: typer.Typer) -> None:
    app.command()(reconcile)


def reconcile(
    repair: Annotated[
        bool,
        typer.Option(
            "--repair", help="File again what can be; nothing is deleted, and no other column written."
        ),
    ] = False,
    again: Annotated[list[str] | None, _AGAIN] = None,
    meant: Annotated[list[str] | None, _MEANT] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print one JSON object.")] = False,
) -> None:
    """Compare what is kept with what stands in the lists and went out as messages; runs beside the service."""
    named, on_purpose = set(again or ()), set(meant or ())
    if named and not repair:
        raise typer.BadParameter("--again goes with --repair.")
    if named & on_purpose:
        raise typer.BadParameter("--again and --meant want opposite things of one item: give one of them.")
    with plain_endings():
        done = asyncio.run(
            compare_all(read_settings(), SystemClock(), repair=repair, again=named, meant=on_purpose)
        )
    if as_json:
        typer.echo(json.dumps(_as_json(done), indent=2, ensure_ascii=False))
    else:
        typer.echo("\n".join(_lines(done)))
    filed_again = {one.ref for one in done.found.differences if one not in done.left}
    _refuse(named - filed_again, "--again: nothing is to be filed again of {}.")
    deleted = {one.ref for one in done.found.gone}
    _refuse(on_purpose - deleted, "--meant: no item of {} was deleted from a list.")
    if not done.as_it_should_be:
        raise typer.Exit(NOT_AS_IT_SHOULD_BE)


def _refuse(useless: set[str], sentence: str) -> None:
    if useless:
        typer.echo(sentence.format(", ".join(sorted(useless))), err=True)
        raise typer.Exit(CANNOT_BE_USED)


def _as_json(done: Reconciled) -> dict[str, Any]:
    found = done.found
    in_lists = [
        {
            "kind": one.kind.value,
            "list": one.where,
            "ref": one.ref,
            "filed_again": done.repair and one not in done.left,
            **_words(difference_words(one)),
        }
        for one in found.differences
    ]
    in_messages = [
        {"kind": amiss.value, "request": request, **_words(amiss_words(amiss, request))}
        for amiss, request in found.amiss
    ]
    return {
        "counts": found.counts,
        "waiting": found.waiting,
        "by_hand": found.by_hand,
        "unread": found.unread,
        "lists": in_lists,
        "gone": [
            {"list": one.where, "ref": one.ref, "taken_back": one.taken_back, "why": gone_words(one)}
            for one in found.gone
        ],
        "messages": in_messages,
    }


def _words(words: tuple[str, str]) -> dict[str, str]:
    return {"differs": words[0], "remedy": words[1]}


def _lines(done: Reconciled) -> Iterator[str]:
    found = done.found
    for one in found.differences:
        differs, remedy = difference_words(one)
        yield f"{differs} {remedy if one in done.left else 'It is filed again.'}"
    yield from (" ".join(amiss_words(amiss, request)) for amiss, request in found.amiss)
    count = sum(found.counts.values())
    yield f"{count} {'difference' if count == 1 else 'differences'}." if count else "Nothing differs."
    if found.unread:
        yield say("check.boards_unread", {}, reason=found.unread)
    yield from map(gone_words, found.gone)
    if found.waiting:
        yield f"{found.waiting} wait to be filed; that is no difference."
    if found.by_hand:
        yield f"{found.by_hand} made by hand in the lists; that is left alone."
    if done.repair and len(done.left) < len(found.differences):
        yield "The service files now, or as soon as it runs. Run this again to see."
