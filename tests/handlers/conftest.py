"""A real store for every test, and a delivery with invented ways out."""

from __future__ import annotations

import pytest

from bot.handlers.delivering import Delivery
from bot.store import SqlStore
from tests.handlers.fakes import InventedDirectory, InventedMessenger
from tests.handlers.made import PARTNERSHIP
from tests.stores import database, folder, keys, store, template, url

__all__ = ["database", "folder", "keys", "store", "template", "url"]


@pytest.fixture
def messenger() -> InventedMessenger:
    return InventedMessenger()


@pytest.fixture
def directory() -> InventedDirectory:
    return InventedDirectory()


@pytest.fixture
def delivery(store: SqlStore, messenger: InventedMessenger, directory: InventedDirectory) -> Delivery:
    return Delivery(store, messenger, directory, PARTNERSHIP)
