"""The real queue on a real store, a clock that stands still, and lanes made of plain functions."""

from __future__ import annotations

import time
from datetime import UTC, datetime

import pytest

from bot.clock import SteppedClock
from bot.store import SqlStore, WorkQueue
from tests.either import url
from tests.postgres import postgres_server, postgres_template, postgres_url
from tests.stores import database, folder, keys, store, template

__all__ = [
    "database",
    "folder",
    "keys",
    "postgres_server",
    "postgres_template",
    "postgres_url",
    "store",
    "template",
    "url",
]

NOW = datetime(2026, 3, 17, 12, 0, tzinfo=UTC)


@pytest.fixture
def clock() -> SteppedClock:
    return SteppedClock(NOW)


@pytest.fixture
def queue(store: SqlStore) -> WorkQueue:
    return WorkQueue(store, time.monotonic)
