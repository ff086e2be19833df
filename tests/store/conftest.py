"""Each test gets its own copy of one migrated database file."""

from __future__ import annotations

from tests.stores import database, folder, keys, store, template, url

__all__ = ["database", "folder", "keys", "store", "template", "url"]
