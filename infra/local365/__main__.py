"""Runs the stand-in as one process on the loopback: `python -m infra.local365 --port 4365 --state FILE`."""

import argparse
import asyncio
import json
import os
import signal
import sqlite3
import sys
from collections.abc import Sequence
from pathlib import Path

from aiohttp import web

from infra.local365.app import build_app

HOST = "127.0.0.1"
POLL_SECONDS = 0.2
GRACE_SECONDS = 0.5


def main(arguments: Sequence[str] | None = None) -> int:
    """Serve until told to stop; 2 if it cannot start, with one sentence on stderr."""
    options = _options(arguments)
    try:
        app = build_app(options.state, options.seed)
    except sqlite3.Error:
        return _refuse(f"The state file {options.state} cannot be opened or written.")
    except json.JSONDecodeError:
        return _refuse("The Graph contract is not a JSON document.")
    try:
        asyncio.run(_serve(app, options.port, options.parent_pid))
    except OSError:
        return _refuse(
            f"Port {options.port} on {HOST} is taken; choose another with --port, or 0 for a free one."
        )
    return 0


def parent_gone(parent_pid: int, parent_at_start: int) -> bool:
    """Tell whether the process that wanted this one has ended."""
    if os.getppid() != parent_at_start:
        return True
    try:
        os.kill(parent_pid, 0)
    except ProcessLookupError:
        return True
    except PermissionError:
        return False
    return False


async def _serve(app: web.Application, port: int, parent_pid: int | None) -> None:
    stop = asyncio.Event()
    loop = asyncio.get_running_loop()
    for number in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(number, stop.set)
    runner = web.AppRunner(app, access_log=None, handle_signals=False, shutdown_timeout=GRACE_SECONDS)
    await runner.setup()
    try:
        await web.TCPSite(runner, HOST, port).start()
        url = f"http://{HOST}:{runner.addresses[0][1]}"
        print(json.dumps({"url": url}), flush=True)  # noqa: T201 - the parent reads the address here
        await _until(stop, parent_pid)
    finally:
        await runner.cleanup()


async def _until(stop: asyncio.Event, parent_pid: int | None) -> None:
    parent_at_start = os.getppid()
    while not stop.is_set():
        if parent_pid is not None and parent_gone(parent_pid, parent_at_start):
            return
        try:
            await asyncio.wait_for(stop.wait(), POLL_SECONDS if parent_pid is not None else None)
        except TimeoutError:
            continue


def _options(arguments: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m infra.local365", description=__doc__)
    parser.add_argument("--port", type=int, default=4365, help="0 picks a free port")
    parser.add_argument("--state", type=Path, required=True, help="the SQLite file all state is kept in")
    parser.add_argument(
        "--seed", type=int, default=1, help="decides all chance and every unverified behaviour"
    )
    parser.add_argument("--parent-pid", type=int, default=None, help="end when this process has ended")
    return parser.parse_args(arguments)


def _refuse(sentence: str) -> int:
    print(sentence, file=sys.stderr)  # noqa: T201 - the operator reads it here
    return 2


if __name__ == "__main__":
    sys.exit(main())
