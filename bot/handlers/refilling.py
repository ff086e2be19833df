"""A column of ours that was lost and made again, empty: what the store knows is written into it once more.

Every item is filed again as it was. One that somebody edited since keeps the words that stand there, as a name may
have been taken out of them, unless a night saw that ours were not touched: it then counts as edited, and a person
decides. What was filed last stays known meanwhile, as that is how an edit is told.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from functools import partial

from bot.handlers.filing import MEANT, row_of
from bot.handlers.ports import AGAIN, Filed, Kind, Store, Transaction
from bot.handlers.wanting import AT_ONCE, LISTS, next_after
from practice.partnership import Partnership

_REFILL = "refill"
"""Cursor, before "list/column": the list's items are to be filed again; how far that got."""


def refill_later(tx: Transaction, name: str, column: str) -> None:
    """Remember, with the column itself, that it is to be filled again; in lists that we file into alone."""
    if name in LISTS:
        tx.save_cursor(f"{_REFILL} {name}/{column}", "")


async def refill(store: Store, partnership: Partnership, now: datetime) -> tuple[str, ...]:
    """Ask for the items of the lists that wait to be filed again, a little at a time; broken off, it goes on.

    Gives the lists' names. A cell that is not ours to fill is left empty.
    """
    names: dict[str, None] = {}
    while waiting := await store.read(lambda tx: tx.cursors_of(_REFILL)):
        which = next(iter(waiting))
        if await store.write(partial(_some, which=which, partnership=partnership, now=now)):
            names[which.partition("/")[0]] = None
    return tuple(names)


def _some(tx: Transaction, which: str, partnership: Partnership, now: datetime) -> bool:
    name, _, column = which.partition("/")
    cursor = f"{_REFILL} {which}"
    found = [filed for _, filed in tx.filed_from(LISTS[name], tx.cursor(cursor), AT_ONCE)]
    rows = [(filed, row_of(tx, LISTS[name], filed, partnership)) for filed in found]
    ours = [filed for filed, row in rows if row and column in row.fields]
    for filed in ours:
        _file_again(tx, LISTS[name], filed, column, now)
    if len(found) == AT_ONCE:
        tx.save_cursor(cursor, next_after(found[-1].subject))
    else:
        tx.delete_cursor(cursor)
    return bool(ours)


def _file_again(tx: Transaction, kind: Kind, filed: Filed, column: str, now: datetime) -> None:
    """Mark also what may stand there already though no answer came to its creation, whose work waits by itself."""
    if filed.key and not tx.cursor(f"{MEANT} {filed.subject}"):
        tx.save_filed(replace(filed, marks=filed.marks | {AGAIN + column}))
        if filed.item_id:
            tx.add_work(kind, filed.subject, now)
