"""Reading a list's cells: what the stand-in never answers is not believed."""

from __future__ import annotations

import pytest

from graph_sync.reading import items_of
from practice.outcomes import Parked, RetryAfter
from tests.graph_sync.scripted import Answer, Scripted

ITEM = {"fields": {"Ref": "BTP-1", "Odd": {"a": 1}, "Themes": ["one", 2], "Unasked": "words"}}


async def read(*answers: Answer) -> object:
    async with Scripted.single(*answers) as scripted:
        return await items_of(scripted.client(), "site", "list", ("Ref", "Odd", "Themes", "Gone"))


async def test_only_cells_that_were_asked_for_and_can_be_ours_are_given() -> None:
    """A cell of another kind counts as empty."""
    found = await read((200, {"value": [ITEM, {}]}))
    empty = dict.fromkeys(("Ref", "Odd", "Themes", "Gone"))
    assert found == [empty | {"Ref": "BTP-1", "Themes": ["one"]}, empty]


async def test_a_page_that_points_elsewhere_ends_the_reading() -> None:
    """What was read is not taken for the whole."""
    page = {"value": [ITEM], "@odata.nextLink": "https://graph.example.org/v1.0/sites"}
    assert await read((200, page)) == Parked("foreign_link")


@pytest.mark.parametrize(
    ("answer", "expected"),
    [
        ((200, {"value": "words"}), Parked("unreadable_items")),
        ((403, {}), RetryAfter(900.0, "forbidden")),
        ((409, {}), Parked("changed_by_another")),
    ],
)
async def test_a_refusal_is_given_by_its_name(answer: Answer, expected: object) -> None:
    """Whoever asked says what it means."""
    assert await read(answer) == expected
