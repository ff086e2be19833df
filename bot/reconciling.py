"""Compares store, lists and messages for whoever asks, beside the service, and has filed again what can be."""

from __future__ import annotations

import contextlib
from collections.abc import Collection
from dataclasses import dataclass
from functools import partial

from bot.beside import beside_the_service
from bot.credentials import signing_in
from bot.handlers.checking import Checking, Found, look, mend
from bot.handlers.on_purpose import missed_again, say_meant
from bot.handlers.ports import PacedClock
from bot.settings import Settings
from bot.ways_out import graph_client
from graph_sync.standing import SharePointReading
from practice.checking import Difference
from practice.outcomes import Parked, RetryAfter


class NothingCompared(Exception):
    """The lists could not be read; the text says why, and what to do."""


@dataclass(frozen=True, slots=True)
class Reconciled:
    """What was found, after what was said of it; with `repair`, `left` is what filing again does not put right."""

    found: Found
    repair: bool
    left: tuple[Difference, ...]

    @property
    def as_it_should_be(self) -> bool:
        """Tell whether everything was compared and nothing differs, or will once what was asked for is filed."""
        return not (self.left or self.found.amiss or self.found.unread)


async def reconcile(
    settings: Settings,
    clock: PacedClock,
    *,
    repair: bool,
    again: Collection[str] = (),
    meant: Collection[str] = (),
) -> Reconciled:
    """Compare, and with `repair` ask the service to file again; raises NothingCompared, and what stops opening.

    `again` are references of answers that are filed again though somebody may have had a reason, `meant` those of
    items that were deleted on purpose.
    """
    async with contextlib.AsyncExitStack() as stack:
        store, partnership = await stack.enter_async_context(beside_the_service(settings))
        sign_in = await stack.enter_async_context(signing_in(settings, clock))
        graph = graph_client(settings, partnership.name, sign_in, stack)
        reader = SharePointReading(graph, settings.coordinator_site_id)
        boards = SharePointReading(graph, settings.boards_site_id)
        found = await look(Checking(store, reader, partnership, anew=True, boards=boards))
        if isinstance(found, RetryAfter | Parked):
            raise NothingCompared(
                f"The lists could not be read ({found.reason}), so nothing was compared: try again later, and "
                "look up the reason in docs/operating.md if it stays."
            )
        found = missed_again(found, again)
        if meant:
            found = await store.write(partial(say_meant, found=found, refs=meant, now=clock.now()))
        if not repair:
            return Reconciled(found, repair, found.differences)
        left = await store.write(lambda tx: mend(tx, found.differences, clock.now(), again))
        return Reconciled(found, repair, left)
