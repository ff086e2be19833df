"""What every test shares: one event loop, and a collector that leaves the libraries alone."""

from __future__ import annotations

import asyncio
import gc
from collections.abc import Iterator

import pytest

LOOP = pytest.StashKey[asyncio.AbstractEventLoop]()

gc.disable()  # Until all is imported and collected: little of that ever goes.


def pytest_collection_finish() -> None:
    """Imported libraries make half a million objects that never go: looking through them took a third of the time."""
    gc.freeze()
    gc.set_threshold(20_000)
    gc.enable()


@pytest.fixture(scope="session", autouse=True)
async def _one_loop(request: pytest.FixtureRequest) -> None:
    request.session.stash[LOOP] = asyncio.get_running_loop()


@pytest.hookimpl(wrapper=True)
def pytest_runtest_teardown(item: pytest.Item) -> Iterator[None]:
    """All tests run on one event loop; what a test left running there would disturb the next."""
    yield
    loop = item.session.stash.get(LOOP, None)
    left = [task for task in asyncio.all_tasks(loop) if not task.cancelling()] if loop else []
    for task in left:
        task.cancel()
    assert left == [], "A task still runs after its test."
