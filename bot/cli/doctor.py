"""`doctor` looks at everything the service needs, and says what is wrong, why it matters and what to do."""

from __future__ import annotations

import asyncio
import json
import logging
from collections.abc import Iterator, Sequence
from itertools import groupby
from operator import attrgetter
from typing import Annotated, Any

import typer

from bot.cli.ending import NOT_AS_IT_SHOULD_BE, WORK_IS_STOPPED
from bot.clock import SystemClock
from bot.doctor import Result, Severity, examined, worst

_CODES = {Severity.WARNING: NOT_AS_IT_SHOULD_BE, Severity.STOPS: WORK_IS_STOPPED}
_SIGNS = {Severity.WELL: "well", Severity.WARNING: "WARNING", Severity.STOPS: "STOPS"}


def add_to(app: typer.Typer) -> None:
    app.command()(doctor)


def doctor(as_json: Annotated[bool, typer.Option("--json", help="Print one JSON object.")] = False) -> None:
    """Look at settings, database, keys, sign-in, sites and lists; change nothing. 0 well, 1 warnings, 4 it stops."""
    logging.disable()  # What goes wrong is told below, in order.
    try:
        results = asyncio.run(examined(SystemClock()))
    finally:
        logging.disable(logging.NOTSET)
    if as_json:
        typer.echo(json.dumps(_as_json(results), indent=2, ensure_ascii=False))
    else:
        typer.echo("\n".join(_lines(results)))
    if code := _CODES.get(worst(results)):
        raise typer.Exit(code)


def _lines(results: Sequence[Result]) -> Iterator[str]:
    for result in results:
        sign = _SIGNS[result.severity] if result.findings or not result.unchecked else "not checked"
        yield f"{result.check:16} {sign}"
        for (why, remedy), alike in groupby(result.findings, key=attrgetter("why", "remedy")):
            yield from (f"  {_SIGNS[finding.severity]}: {finding.what}" for finding in alike)
            yield f"    Why it matters: {why}"
            yield f"    What to do: {remedy}"
        if result.unchecked:
            yield f"  Not checked: {result.unchecked}"
    yield _ENDS[worst(results)]


_ENDS = {
    Severity.WELL: "Nothing is wrong.",
    Severity.WARNING: "Something is not as it should be; the service can do its work.",
    Severity.STOPS: "Something stops the service, or breaks one of its promises.",
}


def _as_json(results: Sequence[Result]) -> dict[str, Any]:
    return {
        "worst": worst(results).word,
        "checks": [
            {
                "check": result.check.value,
                "severity": result.severity.word,
                "unchecked": result.unchecked or None,
                "findings": [
                    {
                        "kind": finding.kind,
                        "severity": finding.severity.word,
                        "what": finding.what,
                        "why": finding.why,
                        "remedy": finding.remedy,
                    }
                    for finding in result.findings
                ],
            }
            for result in results
        ],
    }
