"""What is read from one text to another is read whole, nothing twice, and nothing beside it."""

from __future__ import annotations

from dataclasses import replace

from bot.handlers.ports import Filed, Kind
from bot.handlers.refilling import refill, refill_later
from bot.handlers.wanting import AT_ONCE, all_wanted
from bot.local.town import EXAMPLE
from bot.partnership import load
from bot.store import SqlStore, SqlTransaction
from practice.filing import MEETINGS
from tests.store.samples import NOW, meeting

ENDINGS = ("", "-", "/1", "0", "a", "A", "é")
"""Languages order and ignore letters each in its own way, and a server may be set to any of them."""


async def test_every_meeting_is_wanted_once_over_all_pages(store: SqlStore) -> None:
    """One id may begin like another, or differ from it by a capital."""
    ids = [f"{number // 7:04}{ENDINGS[number % 7]}" for number in range(2 * AT_ONCE + 1)]

    def decide(tx: SqlTransaction) -> None:
        for number, name in enumerate(ids):
            tx.save_meeting(replace(meeting(number), id=name))

    await store.write(decide)
    found = await all_wanted(store, MEETINGS, load(EXAMPLE), anew=False)
    assert sorted(one.subject for one in found) == sorted(ids)


async def test_every_item_of_a_list_is_filed_again_over_all_pages(store: SqlStore) -> None:
    """A column that was made anew is filled in all of them, on either database."""
    ids = [f"{number:04}" for number in range(AT_ONCE + 1)]

    def decide(tx: SqlTransaction) -> None:
        for number, name in enumerate(ids):
            tx.save_meeting(replace(meeting(number), id=name))
            tx.save_filed(Filed(name, key=f"key-{number}", item_id=str(number)))
        refill_later(tx, MEETINGS, "Month")

    await store.write(decide)
    assert await refill(store, load(EXAMPLE), NOW) == (MEETINGS,)
    assert await store.read(lambda tx: tx.waiting_work(Kind.FILE_MEETING)) == frozenset(ids)
    assert await refill(store, load(EXAMPLE), NOW) == ()


async def test_the_cursors_of_a_kind_are_those_and_no_others(store: SqlStore) -> None:
    """Kinds may begin alike, and subjects with any letter."""
    names = [f"kind{ending} {subject}" for ending in ENDINGS for subject in ("", "a", "Z", "!", "-", "é")]

    def decide(tx: SqlTransaction) -> None:
        for name in names:
            tx.save_cursor(name, name)

    await store.write(decide)
    for ending in ENDINGS:
        kind = f"kind{ending}"
        found = await store.read(lambda tx, kind=kind: tx.cursors_of(kind))  # type: ignore[misc]
        assert found == {name.removeprefix(f"{kind} "): name for name in names if name.startswith(f"{kind} ")}
