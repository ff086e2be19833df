"""The boards' meetings are filed into their own site's list, once each, and wait where it is not made."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bot.handlers.board_list import file_all, file_boards
from bot.handlers.checking import Checking, Found, check, last_check, look
from bot.handlers.filing import Filing, file_rows
from bot.handlers.ports import Kind
from bot.store import SqlStore, WorkQueue
from practice.board_list import BOARD_MEETINGS
from practice.boards import EventState
from practice.checking import next_check
from practice.outcomes import Done, Parked, RetryAfter
from tests.handlers.boardrooms import BOTH, EVENT, SUBJECT
from tests.handlers.fakes import InventedLists
from tests.handlers.made import NOON, asked_for
from tests.handlers.test_filing import work

FILE = (Kind.FILE_BOARD, SUBJECT)


@pytest.fixture
def boards() -> InventedLists:
    return InventedLists()


@pytest.fixture
def filing(store: SqlStore, boards: InventedLists) -> Filing:
    return Filing(store, InventedLists(), BOTH, boards=boards)


async def planned(store: SqlStore, *, made: bool = True) -> None:
    """One meeting stands in Outlook; with `made` there is a list for it."""
    await store.write(lambda tx: tx.save_board_event(EVENT))
    if made:
        await store.write(lambda tx: tx.save_list_id(BOARD_MEETINGS, "boards"))


async def filed(filing: Filing, *subjects: str) -> object:
    (outcome,) = await file_rows(filing, work(*(subjects or (SUBJECT,)), kind=Kind.FILE_BOARD), NOON)
    return outcome


async def test_a_meeting_is_filed_once_into_the_boards_site(
    store: SqlStore, filing: Filing, boards: InventedLists
) -> None:
    """Never into the coordinator's; cancelled it is the same item."""
    await planned(store)
    for _ in range(2):
        assert isinstance(await filed(filing), Done)
    (row,) = boards.writes
    assert (row.fields["Ref"], row.fields["State"], row.item_id) == (SUBJECT, "Invited", "")
    await store.write(lambda tx: tx.save_board_event(replace(EVENT, state=EventState.CANCELLING)))
    assert isinstance(await filed(filing), Done)
    assert [(one.key, one.fields["State"]) for one in boards.writes] == [
        (row.key, "Invited"),
        (row.key, "Cancelled"),
    ]
    assert filing.lists == InventedLists()


async def test_where_the_list_is_not_made_it_waits(
    store: SqlStore, filing: Filing, boards: InventedLists
) -> None:
    """No list is made unasked on the boards' site; nor is anything filed where that site is not known."""
    await planned(store, made=False)
    waits = RetryAfter(86_400.0, "list_not_made")
    assert await filed(filing) == waits
    assert (boards.made, boards.writes) == (0, [])
    assert await filed(replace(filing, boards=None)) == waits


async def test_nothing_is_filed_of_a_meeting_nobody_knows(
    store: SqlStore, filing: Filing, boards: InventedLists
) -> None:
    """Such work is done."""
    await planned(store)
    assert await filed(filing, "learning-hub/1999-01/1") == Done()
    assert boards.writes == []


async def test_only_what_is_not_as_filed_is_asked_for_again(store: SqlStore, filing: Filing) -> None:
    """What waits is not compared at night, so what stands as it should is left out of the queue."""
    await planned(store)
    await store.write(lambda tx: file_all(tx, BOTH, NOON))
    assert FILE in await asked_for(store)
    await filed(filing)
    await store.write(lambda tx: tx.drop_work(*FILE))
    await store.write(lambda tx: file_all(tx, BOTH, NOON))
    assert FILE not in await asked_for(store)
    await store.write(lambda tx: tx.save_board_event(replace(EVENT, place="Room 2")))
    await store.write(lambda tx: file_all(tx, BOTH, NOON))
    assert FILE in await asked_for(store)


async def test_what_is_parked_waits_for_a_person(store: SqlStore) -> None:
    """A start and a night release nothing; whoever plans anew does."""
    await planned(store)
    queue = WorkQueue(store, lambda: 0.0)
    await store.write(lambda tx: file_all(tx, BOTH, NOON))
    (claimed,) = await queue.claim([Kind.FILE_BOARD], 1, NOON, 60)
    await queue.park(claimed, "refused_400")
    await store.write(lambda tx: file_all(tx, BOTH, NOON))
    assert FILE not in await asked_for(store)
    await store.write(lambda tx: file_boards(tx, [EVENT], NOON))
    assert FILE in await asked_for(store)


async def test_the_list_is_compared_once_it_was_made(
    store: SqlStore, filing: Filing, boards: InventedLists
) -> None:
    """Before, and where the boards' site is not read, nothing of it is missing."""

    async def counts(reader: InventedLists | None, *, anew: bool = False) -> dict[str, int]:
        found = await look(Checking(store, InventedLists(), BOTH, boards=reader, anew=anew))
        assert isinstance(found, Found)
        return found.counts

    await planned(store, made=False)
    assert await counts(boards) == {}
    await planned(store)
    assert (await counts(None), await counts(boards)) == ({}, {"missing": 1})
    await filed(filing)
    assert (await counts(boards), await counts(boards, anew=True)) == ({}, {})
    await store.write(lambda tx: tx.save_board_event(replace(EVENT, state=EventState.CANCELLED)))
    assert (await counts(boards), await counts(boards, anew=True)) == ({}, {"behind": 1})


async def test_a_boards_site_that_is_shut_stops_no_comparison_of_the_answers(
    store: SqlStore, caplog: pytest.LogCaptureFixture
) -> None:
    """What could be read is compared and remembered, and the next night comes as always."""
    await planned(store)
    shut = InventedLists(unreadable=Parked("forbidden"))
    checking = Checking(store, InventedLists(), BOTH, boards=shut)
    assert await check(checking, NOON) == Done()
    checked = await store.read(last_check)
    assert checked
    assert (checked.at, checked.counts) == (NOON, {})
    assert [record.msg for record in caplog.records] == ["check.boards_unread"]
    assert (await asked_for(store))[Kind.CHECK, "store"] == next_check(NOON)


async def test_a_boards_site_that_is_busy_is_asked_again(store: SqlStore) -> None:
    await planned(store)
    busy = InventedLists(unreadable=RetryAfter(30.0, "throttled"))
    outcome = await check(Checking(store, InventedLists(), BOTH, boards=busy), NOON)
    assert outcome == RetryAfter(30.0, "throttled")
