"""Items that somebody changed since we filed them, and whether our columns say there what we wrote.

Coordinators change items all the time, in columns of their own. So each version of an item is read once, and
what was read goes no further than yes or no. Where today's partnership file would have a row say something else
nothing is read: that the file changed is nobody's edit, and whoever asks by command is told so.
"""

from __future__ import annotations

from collections.abc import Container, Mapping, Sequence
from dataclasses import replace
from functools import partial

from bot.handlers.filing import SEEN, row_of
from bot.handlers.ports import ListReader, Store, Transaction
from bot.handlers.wanting import AT_ONCE, LISTS
from practice.checking import Difference, Differs, Standing
from practice.filing import Row
from practice.outcomes import Parked, RetryAfter
from practice.partnership import Partnership

BATCH = 20


async def edited(
    store: Store,
    reader: ListReader,
    partnership: Partnership,
    name: str,
    touched: Mapping[str, Standing],
) -> list[str] | RetryAfter | Parked:
    """Give the subjects whose item no longer says what we wrote."""
    unread = await store.read(lambda tx: [each for each in touched if _unread(tx, each, touched[each])])
    found: list[str] = []
    for start in range(0, len(unread), BATCH):
        some = unread[start : start + BATCH]
        rows, list_id = await store.read(partial(_rows, name=name, subjects=some, partnership=partnership))
        says = await reader.as_written(list_id, rows) if rows else ()
        same = [row for row, as_written in zip(rows, says, strict=True) if as_written is True]
        await store.write(partial(_remember, rows=same, touched=touched))
        refused = next((one for one in says if not isinstance(one, bool)), None)
        if refused:
            return refused
        found += [row.subject for row in rows if row not in same]
    return found


def seen_as_filed(tx: Transaction, one: Difference) -> Difference:
    """Call an item behind that differs only because the store's wish changed: in its version our words were seen."""
    if one.kind is not Differs.TOUCHED or one.item is None or _unread(tx, one.subject, one.item):
        return one
    return replace(one, kind=Differs.BEHIND)


def _unread(tx: Transaction, subject: str, item: Standing) -> bool:
    return tx.cursor(_cursor(subject)) != item.etag


def _rows(
    tx: Transaction, name: str, subjects: Sequence[str], partnership: Partnership
) -> tuple[list[Row], str]:
    filed = [known for subject in subjects if (known := tx.filed(subject))]
    rows = [(known, row_of(tx, LISTS[name], known, partnership)) for known in filed]
    return [row for known, row in rows if row and row.digest == known.digest], tx.list_id(name)


def _remember(tx: Transaction, rows: Sequence[Row], touched: Mapping[str, Standing]) -> None:
    for row in rows:
        tx.save_cursor(_cursor(row.subject), touched[row.subject].etag)


async def forget_gone(store: Store, versions: Container[str]) -> None:
    """Forget what was seen of versions that stand no more, as after an item was changed once more or deleted."""
    seen = await store.read(lambda tx: tx.cursors_of(SEEN))
    gone = [subject for subject, version in seen.items() if version not in versions]
    for start in range(0, len(gone), AT_ONCE):
        await store.write(partial(_forget, subjects=gone[start : start + AT_ONCE]))


def _forget(tx: Transaction, subjects: Sequence[str]) -> None:
    for subject in subjects:
        tx.delete_cursor(_cursor(subject))


def _cursor(subject: str) -> str:
    return f"{SEEN} {subject}"
