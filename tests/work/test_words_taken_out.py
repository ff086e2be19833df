"""A name that the coordinator took out of a cell stays out when its writer changes another answer."""

from __future__ import annotations

from typing import Any

import pytest

from bot.handlers import answering
from bot.handlers.checking import Checking, Found, look
from graph_sync.standing import SharePointReading
from practice.filing import REVIEWS
from tests.graph_sync.conftest import SITE
from tests.handlers.made import PARTNERSHIP, press
from tests.work.filing_world import LATER, World, world

pytestmark = pytest.mark.slow

WITH_A_NAME, WITHOUT = "Mrs Example helped.", "[name removed] helped."


async def write(made: World, **words: str) -> None:
    """Send the person's answers to both questions, as their card has them by then."""
    sent = press(LATER, by="person-1", about="prompt-1", **words)
    await made.store.write(lambda tx: answering.send(tx, sent, PARTNERSHIP, made.clock.now()))


async def edit(made: World, **cells: str | None) -> None:
    """Write in the cells of the list, as a coordinator in the grid does."""
    (filed,) = await made.store.read(lambda tx: tx.filed_rows())
    where = await made.store.read(lambda tx: tx.list_id(REVIEWS))
    path = f"/_local/lists/{where}/items/{filed.item_id}"
    await made.service.call("PATCH", path, {"fields": cells})


async def item(made: World) -> dict[str, Any]:
    (only,) = (await made.items()).values()
    return dict(only)


async def redacted(made: World) -> None:
    await write(made, q1=WITH_A_NAME, q2="Nothing.")
    await made.settle()
    await edit(made, WentWell=WITHOUT, FirstWords=WITHOUT)


@pytest.mark.parametrize("fault", ["", "applied-then-504", "503"])
async def test_it_stays_out_when_another_answer_is_changed(fault: str) -> None:
    """Also where the change got no answer and is tried again."""
    async with world(7) as made:
        await redacted(made)
        if fault:
            await made.service.fail(fault, probability=1)
        await write(made, q1=WITH_A_NAME, q2="The notes came late.")
        await made.work()
        await made.settle()
        stands = await item(made)
    assert (stands["WentWell"], stands["FirstWords"]) == (WITHOUT, WITHOUT)
    assert stands["DidNotGoWell"] == "The notes came late."


async def test_it_stays_out_after_a_second_change() -> None:
    async with world(7) as made:
        await redacted(made)
        for words in ("The notes came late.", "The notes came very late."):
            await write(made, q1=WITH_A_NAME, q2=words)
            await made.settle()
        stands = await item(made)
    assert (stands["WentWell"], stands["DidNotGoWell"]) == (WITHOUT, "The notes came very late.")


async def test_what_its_writer_writes_anew_is_filed() -> None:
    async with world(7) as made:
        await redacted(made)
        await write(made, q1="The advocate helped.", q2="Nothing.")
        await made.settle()
        assert (await item(made))["WentWell"] == "The advocate helped."


async def test_taking_an_answer_back_leaves_none_of_its_words() -> None:
    async with world(7) as made:
        await redacted(made)
        await made.take_back(1)
        await made.settle()
        stands = await item(made)
    assert [stands.get(column) for column in ("WentWell", "DidNotGoWell", "FirstWords")] == [None, None, None]


async def test_taking_back_clears_a_cell_into_which_somebody_moved_the_words() -> None:
    """Also one that was empty when the answer was filed."""
    async with world(7) as made:
        await write(made, q1=WITH_A_NAME)
        await made.settle()
        await edit(made, WentWell=None, NeedsToChange=WITH_A_NAME)
        await made.take_back(1)
        await made.settle()
        stands = await item(made)
    assert [stands.get(column) for column in ("WentWell", "NeedsToChange", "FirstWords")] == [
        None,
        None,
        None,
    ]


async def test_a_name_does_not_come_back_by_the_first_words() -> None:
    """They would be those of an answer that was left alone."""
    async with world(7) as made:
        await write(made, q1="Fine.", q2=WITH_A_NAME)
        await made.settle()
        await edit(made, DidNotGoWell=WITHOUT)
        await write(made, q2=WITH_A_NAME)
        await made.settle()
        stands = await item(made)
    assert (stands.get("WentWell"), stands["DidNotGoWell"], stands.get("FirstWords")) == (None, WITHOUT, None)


async def test_nobody_having_edited_the_first_words_follow_the_answer() -> None:
    async with world(7) as made:
        await write(made, q1="Fine.", q2="Nothing.")
        await made.settle()
        await write(made, q2="Nothing.")
        await made.settle()
        assert (await item(made))["FirstWords"] == "Nothing."


async def test_an_edited_item_is_still_found_to_be_edited_after_a_change() -> None:
    """The version that our change made holds what we never wrote, so it does not count as ours."""
    async with world(7) as made:
        await redacted(made)
        await write(made, q1=WITH_A_NAME, q2="The notes came late.")
        await made.settle()
        reader = SharePointReading(made.client, SITE)
        found = await look(Checking(made.store, reader, PARTNERSHIP))
    assert isinstance(found, Found)
    assert found.counts == {"edited": 1}
