"""Whatever is pressed, fails or dies, with every fault of the stand-in: each item equals its answer, once."""

from __future__ import annotations

import asyncio

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.work.filing_world import PEOPLE, World, world

BEFORE_AND_AFTER = (
    "429",
    "503",
    "500",
    "504",
    "reset",
    "403",
    "404",
    "507",
    "applied-then-504",
    "applied-then-reset",
)

_PATIENCE_SECONDS = 30
pytestmark = pytest.mark.slow
people = st.integers(1, PEOPLE)
steps = st.lists(
    st.one_of(
        st.tuples(st.just("answer"), people),
        st.tuples(st.just("take back"), people),
        st.tuples(st.just("edit"), people),
        st.tuples(st.just("delete"), people),
        st.tuples(st.just("work"), st.just(0)),
        st.tuples(st.just("remake"), st.just(0)),
        st.tuples(st.just("crash"), st.integers(1, 60)),
    ),
    min_size=4,
    max_size=20,
)


async def converges(seed: int, happenings: list[tuple[str, int]], share: float) -> None:
    async with world(seed) as made:
        made.faults, made.share = BEFORE_AND_AFTER, share
        await made.service.fail(*BEFORE_AND_AFTER, probability=share)
        for what, who in happenings:
            await made.step(what, who)
        await made.settle()
        answers = await made.store.read(lambda tx: tx.answers())
        keys = {filed.subject: filed.key for filed in await made.store.read(lambda tx: tx.filed_rows())}
        items = await made.items()
        assert len(items) == len(answers) - len(made.deleted), "none is lost, and none comes back"
        for answer in answers:
            words = answer.content.words.get("q1")
            if keys[answer.id] in made.deleted:
                assert words or answer.id not in await made.parked(), "nothing is left to take back"
                continue
            item = items[keys[answer.id]]
            left = made.remade and keys[answer.id] in made.edited and "WentWell" not in item
            assert left or item.get("WentWell") == words
            assert item["Status"] == ("To check" if words else "Taken back")
        assert await made.service.violations() == []


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.integers(0, 10_000), steps, st.sampled_from([0.0, 0.2, 0.6]))
def test_every_item_ends_equal_to_its_answer(
    seed: int, happenings: list[tuple[str, int]], share: float
) -> None:
    """In any order of answers, changes, take-backs, edits, deletions, lost columns, faults and crashes.

    Only what somebody edited may miss the words of a column that was lost: it is left to a person.
    """
    asyncio.run(converges(seed, happenings, share))


async def test_a_change_never_overtakes_its_create() -> None:
    """It is pressed while the create is under way: an answer has one piece of work, and that is under way."""
    async with world(7) as made:
        await made.answer(1)
        await asyncio.gather(made.work(), _change_when_claimed(made))
        await made.settle()
        wrote = [
            one["method"]
            for one in await made.service.requests()
            if "items" in one["path"] and one["method"] in {"POST", "PATCH"}
        ]
        (item,) = (await made.items()).values()
    assert wrote == ["POST", "PATCH"]
    assert item["WentWell"] == "Words 2."


async def test_whoever_comes_back_to_the_first_words_is_filed_so_when_the_change_got_no_answer() -> None:
    """The change stands in the list although nobody was told: equal to the first filing is not equal to the list."""
    async with world(7) as made:
        await made.answer(1)
        await made.settle()
        await made.service.fail("applied-then-504", probability=1)
        await made.answer(1)
        await made.work()
        made.written = 0
        await made.answer(1)
        await made.settle()
        (item,) = (await made.items()).values()
    assert item["WentWell"] == "Words 1."


async def test_what_is_taken_back_after_its_item_was_deleted_is_done() -> None:
    """What was to be taken away is gone: the deletion stands, and nobody has to be asked."""
    async with world(7) as made:
        await made.answer(1)
        await made.settle()
        await made.delete(1)
        await made.take_back(1)
        await made.settle()
        assert (await made.parked(), await made.items()) == (frozenset(), {})


async def test_a_creation_that_got_no_answer_is_filled_again_as_well() -> None:
    """Its item stands, though nobody was told so when the column was made again."""
    async with world(7) as made:
        await made.answer(1)
        await made.settle()
        await made.service.fail("applied-then-504", probability=1)
        await made.answer(2)
        await made.work()
        await made.remake()
        await made.settle()
        assert [item["WentWell"] for item in (await made.items()).values()] == ["Words 1.", "Words 2."]


async def test_what_is_changed_after_its_item_was_deleted_waits_for_a_person() -> None:
    """Those are new words, about which nobody has decided."""
    async with world(7) as made:
        await made.answer(1)
        await made.settle()
        await made.delete(1)
        await made.answer(1)
        await made.settle()
        (waiting,) = await made.parked()
        assert await made.items() == {}
        await made.take_back(1)
        await made.settle()
        assert waiting
        assert (await made.parked(), await made.items()) == (frozenset(), {})


async def _change_when_claimed(made: World) -> None:
    """Change the answer as soon as its key is saved, which is before the create leaves."""
    async with asyncio.timeout(_PATIENCE_SECONDS):
        while not await made.store.read(lambda tx: tx.filed_rows()):
            pass
    await made.answer(1)
