"""Fixtures for tests on a real store: each test gets its own copy of one migrated database file."""

from __future__ import annotations

import asyncio
import shutil
from collections.abc import AsyncIterator, Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

from bot.store import Keys, SqlStore, open_store
from tests.store.samples import encoded_key

__all__ = ["database", "folder", "keys", "store", "template", "url"]

_MEMORY = Path("/dev/shm")  # noqa: S108 - a folder of our own in it


@pytest.fixture(scope="session")
def keys() -> Keys:
    return Keys.parse(f"a:{encoded_key('a')}")


@pytest.fixture(scope="session")
def template(tmp_path_factory: pytest.TempPathFactory, keys: Keys) -> Path:
    path = tmp_path_factory.mktemp("template") / "store.db"
    asyncio.run(open_store(f"sqlite:///{path}", keys).close())
    return path


@pytest.fixture
def folder() -> Iterator[Path]:
    """A folder in memory where the system has such a place: every commit waits for the disk."""
    with TemporaryDirectory(dir=_MEMORY if _MEMORY.is_dir() else None) as name:
        yield Path(name)


@pytest.fixture
def database(template: Path, folder: Path) -> Path:
    return Path(shutil.copy(template, folder / "store.db"))


@pytest.fixture
def url(database: Path) -> str:
    return f"sqlite:///{database}"


@pytest.fixture
async def store(url: str, keys: Keys) -> AsyncIterator[SqlStore]:
    opened = open_store(url, keys)
    yield opened
    await opened.close()
