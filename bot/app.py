"""The composition root: builds every part with its real dependencies, owns the loops, imported by nobody below."""

from __future__ import annotations

import asyncio
import contextlib
import errno
import logging
import signal
import time
from collections.abc import AsyncIterator
from dataclasses import dataclass
from datetime import datetime

from aiohttp import web
from botbuilder.core import InvokeResponse
from botframework.connector.auth import ClaimsIdentity

from bot.credentials import signing_in, token_source
from bot.handlers.answered_deputies import follow_answered
from bot.handlers.attending import attend_all
from bot.handlers.board_list import file_all
from bot.handlers.by_hand import look_later
from bot.handlers.checking import check_later
from bot.handlers.noticing import CURSOR
from bot.handlers.outages import give_back
from bot.handlers.ports import Kind, PacedClock, Transaction
from bot.handlers.recording import recover
from bot.handlers.seating import read_soon
from bot.handlers.watching import watch_all
from bot.lanes import lanes
from bot.partnership import load
from bot.settings import Settings
from bot.store.keys import Keys
from bot.store.opening import open_store
from bot.store.store import SqlStore
from bot.store.work_queue import WorkQueue
from bot.teams.activities import Received
from bot.teams.adapter import TeamsAdapter
from bot.teams.chats import Ours
from bot.teams.connector import open_connector
from bot.teams.door import TeamsDoor
from bot.teams.pace import AFTER_A_CRASH, Pace
from bot.teams.rendering import Rendering
from bot.teams.routes import RunTurn, add_routes
from bot.teams.signing_keys import SigningKeys, open_signing_keys
from bot.teams.tokens import TokenCheck
from bot.teams.turns import Turns
from bot.ways_out import hosts_of, ways_out
from bot.work.lanes import Lane
from bot.work.runner import Runner
from graph_sync.pace import SitePace
from graph_sync.proxies import proxy_to
from practice.partnership import Partnership

log = logging.getLogger(__name__)

_CONNECT_SECONDS, _TEAMS_SECONDS = 5.0, 20.0
"""Real seconds; after them the outcome of a send counts as unknown."""

_LAST_SECONDS = 1.0
"""What is still under way then is picked up at the next start, as after a crash."""


class PortTaken(Exception):
    """The port cannot be used; the text says which setting to change."""


@dataclass(slots=True)
class Service:
    """A built service: `runner` does the work, `listen` opens the door to Teams."""

    settings: Settings
    partnership: Partnership
    clock: PacedClock
    store: SqlStore
    queue: WorkQueue
    lanes: tuple[Lane, ...]
    runner: Runner
    web_app: web.Application
    signing_keys: SigningKeys
    stack: contextlib.AsyncExitStack

    def only(self, kind: Kind) -> Runner:
        """A runner for one kind of work, for a command that should do nothing else."""
        return Runner(self.queue, [lane for lane in self.lanes if kind in lane.kinds], self.clock)

    async def listen(self) -> int:
        """Take requests from now on, and give the port; raises PortTaken."""
        running = web.AppRunner(self.web_app, access_log=None, shutdown_timeout=1.0)
        await running.setup()
        self.stack.push_async_callback(running.cleanup)
        site = web.TCPSite(running, self.settings.host, self.settings.port)
        try:
            await site.start()
        except OSError as error:
            taken = error.errno == errno.EADDRINUSE
            why = "is in use by another program" if taken else "may not be used here"
            raise PortTaken(
                f"Port {self.settings.port} on {self.settings.host} {why}: set BTP_PORT to another."
            ) from None
        self.signing_keys.fetch_soon()
        return self.settings.port


@contextlib.asynccontextmanager
async def running(settings: Settings, clock: PacedClock) -> AsyncIterator[Service]:
    """Build the service and take everything down again at the end, in the opposite order.

    Raises what stops a start: PartnershipFaults, KeysRefused, StoreRefused, SettingsRefused.
    """
    partnership = load(settings.partnership)
    for sentence in partnership.warnings:
        log.warning("partnership.warning", extra={"warning": sentence})
    keys = Keys.parse(settings.data_keys.get_secret_value())
    async with contextlib.AsyncExitStack() as stack:
        store = open_store(settings.database_url, keys)
        stack.push_async_callback(store.close)
        pace = Pace(clock.seconds)
        if await store.write(lambda tx: _pick_up(tx, partnership, clock.now())):
            pace.hold(AFTER_A_CRASH)
        yield await _built(settings, partnership, clock, store, pace, stack)


async def _built(
    settings: Settings,
    partnership: Partnership,
    clock: PacedClock,
    store: SqlStore,
    pace: Pace,
    stack: contextlib.AsyncExitStack,
) -> Service:
    sign_in = await stack.enter_async_context(signing_in(settings, clock))
    opening = open_connector(
        hosts_of(settings),
        connect_seconds=_CONNECT_SECONDS,
        total_seconds=_TEAMS_SECONDS,
        token=token_source(sign_in),
        pace=pace,
        proxy=proxy_to(settings.service_url),
    )
    connector = await stack.enter_async_context(opening)
    rendering = Rendering(partnership, clock)
    site_pace = SitePace(settings.graph_units_a_minute, clock.seconds)
    outside = ways_out(settings, partnership, store, connector, sign_in, rendering, pace, site_pace, stack)
    queue = WorkQueue(store, time.monotonic)
    all_lanes = lanes(outside)
    runner = Runner(queue, all_lanes, clock)
    turns = Turns(store, partnership, clock, rendering, Ours(settings.tenant_id, hosts_of(settings)))
    web_app = web.Application()
    published_at = settings.openid_metadata_url
    fetching = open_signing_keys(published_at, time.monotonic, proxy_to(published_at))
    keys = await stack.enter_async_context(fetching)
    tokens = TokenCheck(keys, settings.bot_app_id, clock)
    door = TeamsDoor(tokens, settings.tenant_id, hosts_of(settings))
    add_routes(web_app, door=door, turn=_then_wake(TeamsAdapter(connector, turns.take), runner))
    return Service(settings, partnership, clock, store, queue, all_lanes, runner, web_app, keys, stack)


def _then_wake(adapter: TeamsAdapter, runner: Runner) -> RunTurn:
    """Let the worker look at once after every turn: a turn may have asked for work."""

    async def run(received: Received, claims: ClaimsIdentity) -> InvokeResponse | None:
        try:
            return await adapter.run(received, claims)
        finally:
            runner.wake()

    return run


def _pick_up(tx: Transaction, partnership: Partnership, now: datetime) -> int:
    """At every start: sends that a crash interrupted are unconfirmed, an outage is made up for, the calendar read.

    Gives how many sends there were.
    """
    interrupted = recover(tx, partnership, now)
    give_back(tx, partnership, now)
    tx.add_work(Kind.POLL, CURSOR, now)
    read_soon(tx, now)
    watch_all(tx, partnership, now)
    attend_all(tx, now)
    follow_answered(tx, partnership, now)
    file_all(tx, partnership, now)
    check_later(tx, now)
    look_later(tx, now)
    return interrupted


async def serve_until_stopped(settings: Settings, clock: PacedClock) -> None:
    """Serve and work until SIGINT or SIGTERM."""
    async with running(settings, clock) as service:
        await service.listen()
        await work_until_stopped(service.runner)


async def work_until_stopped(runner: Runner) -> None:
    """Work until SIGINT or SIGTERM, then let what is under way end, but not for long."""
    stopped = asyncio.Event()
    for sign in (signal.SIGINT, signal.SIGTERM):
        asyncio.get_running_loop().add_signal_handler(sign, stopped.set)
    working = asyncio.create_task(runner.run())
    waiting = asyncio.create_task(stopped.wait())
    await asyncio.wait((working, waiting), return_when=asyncio.FIRST_COMPLETED)
    waiting.cancel()
    runner.stop()
    await asyncio.wait((working,), timeout=_LAST_SECONDS)
    if not working.done():
        working.cancel()
        return
    await working
