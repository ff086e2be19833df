"""Microsoft Graph for commands that only look, with a sign-in of their own and nothing of the service's."""

from __future__ import annotations

import contextlib
from collections.abc import AsyncIterator

from azure.core.credentials_async import AsyncTokenCredential

from bot.settings import Settings
from bot.ways_out import graph_client
from graph_sync.client import GraphClient


@contextlib.asynccontextmanager
async def speaking_graph(
    settings: Settings, organisation: str, sign_in: AsyncTokenCredential
) -> AsyncIterator[GraphClient]:
    """Speak Graph as `organisation` for as long as the block lasts."""
    async with contextlib.AsyncExitStack() as stack:
        yield graph_client(settings, organisation, sign_in, stack)
