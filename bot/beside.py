"""For commands that look at the store, or change it a little, while the service runs: as its guest."""

from __future__ import annotations

import contextlib
from collections.abc import AsyncIterator

from bot.partnership import load
from bot.settings import Settings
from bot.store.keys import Keys
from bot.store.opening import open_store, require_database
from bot.store.store import SqlStore
from practice.partnership import Partnership


@contextlib.asynccontextmanager
async def beside_the_service(
    settings: Settings, *, first: bool = False
) -> AsyncIterator[tuple[SqlStore, Partnership]]:
    """Open the store without owning it; raises PartnershipFaults, KeysRefused, StoreRefused.

    `first` where the command may come before the service, and makes the database that is not there: elsewhere one
    made by a slip of the path would take what is meant for the service's.
    """
    partnership = load(settings.partnership)
    keys = Keys.parse(settings.data_keys.get_secret_value())
    if not first:
        require_database(settings.database_url)
    store = open_store(settings.database_url, keys, owner=False)
    try:
        yield store, partnership
    finally:
        await store.close()
