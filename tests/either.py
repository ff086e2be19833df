"""The store's own tests run on both databases; those on PostgreSQL are left out of the fast suite."""

from __future__ import annotations

from pathlib import Path

import pytest

POSTGRESQL = pytest.param("postgresql", marks=(pytest.mark.slow, pytest.mark.postgresql))

on_sqlite = pytest.mark.parametrize("url", ["sqlite"], indirect=True)
"""For what only the file has."""
on_postgresql = pytest.mark.parametrize("url", [POSTGRESQL], indirect=True)


@pytest.fixture(params=["sqlite", POSTGRESQL])
def url(request: pytest.FixtureRequest) -> str:
    """A new database that is up to date, of each kind in turn."""
    if request.param == "postgresql":
        return str(request.getfixturevalue("postgres_url"))
    return f"sqlite:///{request.getfixturevalue('database')}"


@pytest.fixture(params=["sqlite", POSTGRESQL])
def empty_url(request: pytest.FixtureRequest, folder: Path) -> str:
    """A database with nothing in it, or the name of a file that is not there yet."""
    if request.param == "postgresql":
        return str(request.getfixturevalue("postgres_server").new())
    return f"sqlite:///{folder / 'empty.db'}"
