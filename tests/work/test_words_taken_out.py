"""A name that the coordinator took out of a cell stays out when its writer changes another answer."""

from __future__ import annotations

from typing import Any

import pytest

from bot.handlers import answering
from practice.filing import REVIEWS
from tests.handlers.made import PARTNERSHIP, press
from tests.work.filing_world import LATER, World, world

pytestmark = pytest.mark.slow

WITH_A_NAME, WITHOUT = "Mrs Example helped.", "[name removed] helped."


async def write(made: World, **words: str) -> None:
    """Send the person's answers to both questions, as their card has them by then."""
    sent = press(LATER, by="person-1", about="prompt-1", **words)
    await made.store.write(lambda tx: answering.send(tx, sent, PARTNERSHIP, made.clock.now()))


async def take_out(made: World) -> None:
    """Write in the cells of the list, as a coordinator in the grid does."""
    (filed,) = await made.store.read(lambda tx: tx.filed_rows())
    where = await made.store.read(lambda tx: tx.list_id(REVIEWS))
    path = f"/_local/lists/{where}/items/{filed.item_id}"
    await made.service.call("PATCH", path, {"fields": {"WentWell": WITHOUT, "FirstWords": WITHOUT}})


async def item(made: World) -> dict[str, Any]:
    (only,) = (await made.items()).values()
    return dict(only)


async def redacted(made: World) -> None:
    await write(made, q1=WITH_A_NAME, q2="Nothing.")
    await made.settle()
    await take_out(made)


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
