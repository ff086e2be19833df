"""The columns of both lists, and that the product's rooms fit the ports of its handlers."""

from __future__ import annotations

import asyncio

import pytest

from bot.handlers.board_ports import Calendar
from bot.handlers.ports import Directory, Lists
from graph_sync.calendar import OutlookCalendar
from graph_sync.client import GraphClient
from graph_sync.columns import HASH, KEY
from graph_sync.directory import TenantDirectory
from graph_sync.lists import SharePointLists
from graph_sync.shapes import shapes
from practice.filing import MEETINGS, REVIEWS, Counts, meeting_row, review_row
from practice.found_lists import FoundList
from tests.graph_sync.conftest import BOARDS, INTAKE, Service
from tests.graph_sync.partnerships import MEETING, PARTNERSHIP, answer


def test_every_field_of_a_row_is_a_column_of_its_list() -> None:
    """Otherwise the service refuses the whole item."""
    rows = {
        MEETINGS: meeting_row("key", MEETING, Counts(), PARTNERSHIP),
        REVIEWS: review_row("key", answer(back=True), MEETING, PARTNERSHIP),
    }
    for name, shape in shapes(PARTNERSHIP).items():
        columns = {column.name for column in shape.columns}
        assert rows[name].fields.keys() | rows[name].at_creation.keys() <= columns


@pytest.mark.slow
async def test_the_key_of_a_list_is_unique_indexed_required_and_hidden(
    service: Service, lists: SharePointLists
) -> None:
    """The service made it so, and the content hash stands beside it."""
    await lists.ready({})
    state = await service.call("GET", "/_local/state")
    for made in state["lists"]:
        columns = {column["name"]: column for column in made["columns"]}
        key = columns[KEY]
        assert [key[flag] for flag in ("enforceUniqueValues", "indexed", "required", "hidden")] == [True] * 4
        assert columns[HASH]["hidden"]
        assert all(columns[name]["indexed"] for name in ("Ref", "Status", "Cycle", "MeetingType"))


@pytest.mark.slow
async def test_lists_asked_for_at_the_same_time_are_made_once(
    service: Service, lists: SharePointLists
) -> None:
    """Two workers start on a new partnership together."""
    first, second = await asyncio.gather(lists.ready({}), lists.ready({}))
    assert isinstance(first, dict)
    assert isinstance(second, dict)
    assert {one.id for one in first.values()} == {one.id for one in second.values()}
    assert len((await service.call("GET", "/_local/state"))["lists"]) == 2


@pytest.mark.slow
async def test_known_lists_are_not_asked_for(service: Service, lists: SharePointLists) -> None:
    """A restart costs no request."""
    found = await lists.ready({})
    assert isinstance(found, dict)
    known = {name: one.id for name, one in found.items()}
    await service.call("DELETE", "/_local/requests")
    assert await lists.ready(known) == {name: FoundList(list_id) for name, list_id in known.items()}
    assert await service.requests() == []


@pytest.mark.slow
async def test_the_rooms_fit_the_handlers_ports(client: GraphClient, lists: SharePointLists) -> None:
    """By shape alone; the type checker reads this test."""
    ports: tuple[Lists, Directory, Calendar] = (
        lists,
        TenantDirectory(client),
        OutlookCalendar(client, boards_mailbox=BOARDS, intake_mailbox=INTAKE, categories={}),
    )
    assert len(ports) == 3
