"""Microsoft Graph for commands that only look, with a sign-in of their own and nothing of the service's."""

from __future__ import annotations

import contextlib
import random
from collections.abc import AsyncIterator

from azure.core.credentials_async import AsyncTokenCredential

from bot.settings import Settings
from bot.ways_out import VERSION
from graph_sync.client import GraphClient


@contextlib.asynccontextmanager
async def speaking_graph(
    settings: Settings, organisation: str, sign_in: AsyncTokenCredential
) -> AsyncIterator[GraphClient]:
    """Speak Graph as `organisation` for as long as the block lasts."""
    client = GraphClient(
        settings.graph_url,
        organisation=organisation,
        version=VERSION,
        chance=random.Random(),
        credential=sign_in,
    )
    try:
        yield client
    finally:
        await client.close()
