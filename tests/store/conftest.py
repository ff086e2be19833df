"""Each test gets its own copy of one migrated database file."""

from __future__ import annotations

import pytest

from bot.store import SqlStore, WorkQueue
from tests.store.queues import LeaseClock
from tests.stores import database, folder, keys, store, template, url

__all__ = ["database", "folder", "keys", "store", "template", "url"]


@pytest.fixture
def clock() -> LeaseClock:
    return LeaseClock()


@pytest.fixture
def queue(store: SqlStore, clock: LeaseClock) -> WorkQueue:
    return WorkQueue(store, clock)
