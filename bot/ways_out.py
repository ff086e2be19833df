"""Builds every way out of the service: the person's chat, the directory, the lists and the calendars."""

from __future__ import annotations

import contextlib
import random

from azure.core.credentials_async import AsyncTokenCredential

from bot.credentials import SignIn
from bot.lanes import Outside
from bot.settings import Settings
from bot.store.store import SqlStore
from bot.teams.connector import Connector
from bot.teams.messenger import TeamsMessenger
from bot.teams.pace import Pace
from bot.teams.rendering import Rendering
from bot.teams.service_urls import origin_of
from graph_sync.calendar import OutlookCalendar
from graph_sync.client import GraphClient
from graph_sync.coordinators import TenantCoordinators
from graph_sync.directory import TenantDirectory
from graph_sync.installing import TeamsAppInstaller
from graph_sync.lists import SharePointLists
from graph_sync.pace import SitePace
from graph_sync.seats import SharePointSeats
from graph_sync.standing import SharePointReading
from practice.partnership import Partnership

VERSION = "0.1.0"


def hosts_of(settings: Settings) -> frozenset[str]:
    """Say where Teams may be: a local start has one stand-in, and every other port belongs to somebody else."""
    if settings.credential == "local":
        return frozenset({origin_of(settings.service_url)})
    return frozenset(settings.service_url_hosts)


def ways_out(
    settings: Settings,
    partnership: Partnership,
    store: SqlStore,
    connector: Connector,
    sign_in: SignIn,
    rendering: Rendering,
    pace: Pace,
    site_pace: SitePace,
    stack: contextlib.AsyncExitStack,
) -> Outside:
    """Build the ways out: the person's chat, the directory, the lists and the calendars."""
    graph = graph_client(settings, partnership.name, sign_in, stack, site_pace)
    calendar = _calendar(settings, partnership, graph)
    coordinator_site, boards_site = settings.coordinator_site_id, settings.boards_site_id
    return Outside(
        store=store,
        partnership=partnership,
        messenger=_messenger(settings, connector, rendering),
        directory=TenantDirectory(graph),
        lists=SharePointLists(graph, coordinator_site, partnership),
        reader=SharePointReading(graph, coordinator_site),
        calendar=calendar,
        schedules=calendar.schedules(),
        seats=SharePointSeats(graph, boards_site),
        coordinators=coordinators_of(settings, graph),
        gate=pace,
        site_gate=site_pace,
        installer=_installer(settings, graph),
        board_lists=SharePointLists(graph, boards_site, partnership),
        board_reader=SharePointReading(graph, boards_site),
    )


def _messenger(settings: Settings, connector: Connector, rendering: Rendering) -> TeamsMessenger:
    return TeamsMessenger(
        connector,
        rendering,
        service_url=settings.service_url,
        tenant_id=settings.tenant_id,
        app_id=settings.bot_app_id,
        chance=random.random,
    )


def _calendar(settings: Settings, partnership: Partnership, graph: GraphClient) -> OutlookCalendar:
    return OutlookCalendar(
        graph,
        boards_mailbox=settings.calendar_mailbox,
        intake_mailbox=settings.intake_mailbox,
        categories={board.key: board.name for board in partnership.boards},
    )


def graph_client(
    settings: Settings,
    organisation: str,
    sign_in: AsyncTokenCredential,
    stack: contextlib.AsyncExitStack,
    pace: SitePace | None = None,
) -> GraphClient:
    """Open the way to Graph, which is closed with the stack; a command that asks little keeps no pace."""
    graph = GraphClient(
        settings.graph_url,
        organisation=organisation,
        version=VERSION,
        chance=random.Random(),
        credential=sign_in,
        pace=pace,
    )
    stack.push_async_callback(graph.close)
    return graph


def coordinators_of(settings: Settings, graph: GraphClient) -> TenantCoordinators:
    group = settings.coordinators_group
    return TenantCoordinators(graph, () if group else settings.coordinators, group)


def _installer(settings: Settings, graph: GraphClient) -> TeamsAppInstaller | None:
    if settings.install == "off" or settings.teams_app_id is None:
        return None
    return TeamsAppInstaller(graph, settings.graph_url, settings.teams_app_id)
