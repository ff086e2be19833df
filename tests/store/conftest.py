"""Each test gets its own copy of one migrated database, a file or on a server."""

from __future__ import annotations

import pytest

from bot.store import SqlStore, WorkQueue
from tests.either import empty_url, url
from tests.postgres import postgres_server, postgres_template, postgres_url
from tests.store.queues import LeaseClock
from tests.stores import database, folder, keys, store, template

__all__ = [
    "database",
    "empty_url",
    "folder",
    "keys",
    "postgres_server",
    "postgres_template",
    "postgres_url",
    "store",
    "template",
    "url",
]


@pytest.fixture
def clock() -> LeaseClock:
    return LeaseClock()


@pytest.fixture
def queue(store: SqlStore, clock: LeaseClock) -> WorkQueue:
    return WorkQueue(store, clock)
