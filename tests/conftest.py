"""What every test shares: the marks of whole folders, and a collector that leaves the libraries alone."""

from __future__ import annotations

import gc
from pathlib import Path

import pytest

STANDIN = Path(__file__).parent / "local365"


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Tests of the stand-in are tests of a tool: `make test` runs them, the fast suite does not."""
    for item in items:
        if STANDIN in item.path.parents:
            item.add_marker(pytest.mark.standin)


gc.disable()  # Until everything is imported: nothing of it is garbage, and looking through it takes a second.


def pytest_collection_finish() -> None:
    """Imported libraries make half a million objects that never go: looking through them took a third of the time."""
    gc.freeze()
    gc.enable()
