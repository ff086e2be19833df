"""`serve` runs the service; `demo` runs it with an invented town on the local stand-in."""

from __future__ import annotations

import asyncio
import contextlib
from typing import Annotated

import typer

from bot.app import serve_until_stopped
from bot.cli.ending import plain_endings
from bot.clock import SystemClock
from bot.demo import run_demo
from bot.logs import log_as_json
from bot.settings import read_settings


def add_to(app: typer.Typer) -> None:
    app.command()(serve)
    app.command()(demo)


def serve() -> None:
    """Run the service with the settings of BTP_* until it is stopped."""
    log_as_json()
    with plain_endings():
        asyncio.run(serve_until_stopped(read_settings(), SystemClock()))


def demo(
    port: Annotated[int, typer.Option(min=1, max=65535, help="Port of the service.")] = 3978,
    pages_port: Annotated[
        int, typer.Option(min=0, max=65535, help="Port of the stand-in's pages; 0 picks a free one.")
    ] = 4365,
) -> None:
    """Show the whole job on this machine: a morning of invented meetings on a local stand-in, until Ctrl-C."""
    with plain_endings(), contextlib.suppress(KeyboardInterrupt):
        asyncio.run(run_demo(port, pages_port))
