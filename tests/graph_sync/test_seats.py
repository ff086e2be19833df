"""The Seats list over the wire: pages, repeats, stubs, links that are too old, and answers nobody expects."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest

from graph_sync.seats import MOST_PAGES, SharePointSeats
from practice.outcomes import UNTIL_MENDED, Parked, RetryAfter
from practice.seat_list import ListedSeat, SeatChanges, UnreadableRow
from tests.graph_sync.conftest import SITE
from tests.graph_sync.scripted import Answer, Scripted

CELLS = {"Title": "Police", "Ref": "learning-hub/police", "Board": "Learning Hub", "HolderLookupId": "7"}
SEAT = ListedSeat("1", "learning-hub/police", "Learning Hub", "Police", holder="7")
Respond = Callable[[str], list[Answer]]


def item(number: str, **fields: object) -> dict[str, object]:
    return {"id": number, "fields": {**CELLS, **fields}}


STUB = {"id": "2", "deleted": {"state": "deleted"}}


async def changes(*answers: Answer, link: str = "", follow: bool = False) -> tuple[object, list[str]]:
    """Read with these answers; gives what was found, and the paths that were asked for."""
    async with Scripted.single(*answers) as service:
        seats = SharePointSeats(service.client(), SITE)
        found = await seats.changes("list-1", f"{service.url}/{link}" if link and not follow else link)
        return found, service.paths


def page(*items: object, link: str = "https://elsewhere/delta") -> Answer:
    return 200, {"value": list(items), "@odata.deltaLink": link}


async def test_days_are_the_sites_and_an_empty_cell_is_empty() -> None:
    """In summer the site's midnight is the evening before in UTC; numbers may come as numbers."""
    cells = {"StartsOn": "2036-06-30T23:00:00Z", "EndsOn": "2036-12-31T00:00:00Z", "HolderLookupId": 7}
    found, _ = await changes(page(item("1", **cells, Title=None), item("2", HolderLookupId=None)))
    assert isinstance(found, SeatChanges)
    first, second = found.items
    assert (first.first, first.last, first.holder) == (date(2036, 7, 1), date(2036, 12, 31), "7")
    assert (first.name, second.holder) == ("Seat 1", "")


async def test_an_item_that_comes_twice_counts_as_it_came_last() -> None:
    """A stub takes one away; the link is kept for the next reading."""
    found, _ = await changes(page(item("1", Title="Chair"), item("1"), STUB), link="delta")
    assert found == SeatChanges((SEAT,), ("2",), "https://elsewhere/delta", whole=False)


async def test_a_row_that_cannot_be_read_keeps_no_other_from_being_read() -> None:
    """It is named by its number and its columns, and nothing of what stands there is."""
    wrong = item("2", StartsOn="soon", Title=["CANARY"])
    found, _ = await changes(page(item("1"), wrong, {"id": "3", "fields": "CANARY"}))
    unreadable = (
        UnreadableRow("2", ("Title", "StartsOn"), "learning-hub/police"),
        UnreadableRow("3", (), ""),
    )
    assert found == SeatChanges((SEAT,), (), "https://elsewhere/delta", whole=True, unreadable=unreadable)
    mended, _ = await changes(page(wrong, item("2")))
    assert isinstance(mended, SeatChanges)
    assert mended.unreadable == ()


async def test_a_link_that_is_too_old_or_leads_elsewhere_begins_again() -> None:
    """410 reads the whole list; a token never travels to another host."""
    found, paths = await changes((410, {}), page(item("1")), link="old")
    assert (found, len(paths)) == (SeatChanges((SEAT,), (), "https://elsewhere/delta", whole=True), 2)
    found, paths = await changes(page(item("1")), link="https://elsewhere/delta", follow=True)
    assert (isinstance(found, SeatChanges) and found.whole, len(paths)) == (True, 1)


ANSWERS: list[tuple[Answer, object]] = [
    ((200, {"value": "none"}), Parked("unreadable_items")),
    ((200, {"value": [{"fields": CELLS}]}), Parked("unreadable_items")),
    ((400, {}), Parked("refused_400")),
    ((409, {}), Parked("changed_by_another")),
    ((403, {}), RetryAfter(UNTIL_MENDED, "forbidden")),
    ((200, {"value": []}), Parked("foreign_link")),
]


@pytest.mark.parametrize(("answer", "outcome"), ANSWERS)
async def test_what_cannot_be_read_is_no_reading(answer: Answer, outcome: object) -> None:
    """Neither a whole one nor half of one."""
    assert (await changes(answer))[0] == outcome


@pytest.mark.slow
async def test_pages_that_never_end_are_given_up() -> None:
    """They come only from a link that leads back to itself."""
    async with Scripted.single((200, {"value": []})) as service:
        body = {"value": [], "@odata.nextLink": f"{service.url}/again"}
        service.answers[:] = Scripted.single((200, body)).answers
        seats = SharePointSeats(service.client(), SITE)
        assert await seats.changes("list-1", "") == Parked("too_many_pages")
        assert len(service.paths) == MOST_PAGES + 1
        assert await seats.people() == Parked("too_many_pages")


async def test_people_are_read_by_number_and_groups_are_left_out() -> None:
    """Addresses are compared in lower case."""
    people = [{"id": "7", "fields": {"EMail": "Chief@police.example.org"}}, {"id": "8", "fields": {}}]
    async with Scripted.single((200, {"value": people})) as service:
        assert await SharePointSeats(service.client(), SITE).people() == {"7": "chief@police.example.org"}
    for answer, outcome in ANSWERS[:1] + ANSWERS[2:5]:
        async with Scripted.single(answer) as service:
            assert await SharePointSeats(service.client(), SITE).people() == outcome
