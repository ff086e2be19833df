"""Takes the Practice reviews list out as a table: the list's cells, and the small-number rule over its writers.

The list is read and not the store, because status, themes, kind and quoting are the coordinator's, and stand there.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from bot.beside import beside_the_service
from bot.credentials import signing_in
from bot.handlers.ports import PacedClock
from bot.settings import Settings
from bot.speaking_graph import speaking_graph
from bot.store.exporting import parked_starts, unfinished_starts, writers
from bot.store.transaction import SqlTransaction
from graph_sync.columns import KEY
from graph_sync.reading import Cell, items_of
from graph_sync.shapes import shapes
from practice.clocks import LONDON
from practice.cycles import cycle
from practice.filing import REVIEWS
from practice.outcomes import Parked, RetryAfter
from practice.partnership import Partnership
from practice.taking_out import Filed, TakenOut, columns, read_columns, taken_out


class ExportRefused(Exception):
    """Nothing can be taken out; the text says why and what to do."""


@dataclass(frozen=True, slots=True)
class Table:
    """The header in the words on screen, the rows, and the periods that are left out.

    `parked` are those that wait for a person, also where the list has none of their answers.
    """

    header: tuple[str, ...]
    found: TakenOut
    parked: frozenset[str]


@dataclass(frozen=True, slots=True)
class _Known:
    list_id: str
    writers: Mapping[str, str]
    unfinished: Sequence[datetime]
    parked: Sequence[datetime]


async def reviews_table(settings: Settings, clock: PacedClock) -> Table:
    """Read the list beside the service, without what was made in it by hand.

    Raises ExportRefused, and what opening store and settings raises.
    """
    async with beside_the_service(settings) as (store, partnership):
        known = await store.read(lambda tx: _known(tx, clock.now()))
        items = await _items(settings, clock, partnership, known.list_id)
    filed = [Filed(known.writers.get(str(item[KEY]), ""), item) for item in items if item[KEY]]
    running = _periods((clock.now(), *known.unfinished), partnership)
    parked = _periods(known.parked, partnership)
    return Table(_header(partnership), taken_out(filed, partnership.measures, running), parked)


def _known(tx: SqlTransaction, now: datetime) -> _Known:
    return _Known(tx.list_id(REVIEWS), writers(tx), unfinished_starts(tx, now), parked_starts(tx))


async def _items(
    settings: Settings, clock: PacedClock, partnership: Partnership, list_id: str
) -> Sequence[Mapping[str, Cell]]:
    if not list_id:
        raise ExportRefused(f"Nothing was filed in the list {REVIEWS} yet, so there is nothing to take out.")
    wanted = (KEY, *read_columns(partnership.measures))
    async with (
        signing_in(settings, clock) as sign_in,
        speaking_graph(settings, partnership.name, sign_in) as client,
    ):
        items = await items_of(client, settings.coordinator_site_id, list_id, wanted)
    if isinstance(items, RetryAfter | Parked):
        raise ExportRefused(
            f"The list {REVIEWS} could not be read ({items.reason}): back-to-practice doctor says what to do."
        )
    return items


def _header(partnership: Partnership) -> tuple[str, ...]:
    titles = {column.name: column.title for column in shapes(partnership)[REVIEWS].columns}
    return tuple(titles[name] for name in columns(partnership.measures))


def _periods(moments: Iterable[datetime], partnership: Partnership) -> frozenset[str]:
    days = {moment.astimezone(LONDON).date() for moment in moments}
    return frozenset(_period(day, partnership) for day in days)


def _period(day: date, partnership: Partnership) -> str:
    """Name the cycle of a day, or where there are no cycles its month, as the list has them."""
    hub = partnership.board("learning-hub")
    return (cycle(day, hub.cadence) if hub else "") or f"{day:%Y-%m}"
