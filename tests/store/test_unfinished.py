"""Which meetings may bring the list another answer, so that their period is not taken out yet."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bot.handlers.ports import Kind
from bot.store import SqlStore, SqlTransaction, WorkQueue
from bot.store.exporting import unfinished_starts
from practice.prompts import PromptState
from tests.store import samples
from tests.store.samples import LATER, NOW


async def unfinished(store: SqlStore, *, over: bool) -> bool:
    """Ask before or after the closing of the request."""
    now = LATER if over else NOW
    starts = await store.read(lambda tx: unfinished_starts(tx, now))
    assert starts in ([], [NOW])
    return bool(starts)


async def keep(store: SqlStore, state: PromptState, *, file: bool = False) -> None:
    def decide(tx: SqlTransaction) -> None:
        tx.save_meeting(samples.meeting())
        tx.save_prompt(replace(samples.prompt(), state=state))
        if file:
            tx.save_answer(samples.answer(), "prompt-1")
            tx.add_work(Kind.FILE_ANSWER, "answer-1", NOW)

    await store.write(decide)


@pytest.mark.parametrize(
    "state", [PromptState.DECLINED, PromptState.NOT_THERE, PromptState.AWAY, PromptState.ANSWERED]
)
async def test_what_can_be_undone_or_answered_until_it_closes_is_not_over(
    store: SqlStore, state: PromptState
) -> None:
    """Undo and an answer are taken until then."""
    await keep(store, state)
    assert await unfinished(store, over=False)
    assert not await unfinished(store, over=True)


async def test_a_request_that_has_not_ended_is_not_over_whatever_its_closing_was(store: SqlStore) -> None:
    """As when the service was stopped."""
    await keep(store, PromptState.SENT)
    assert await unfinished(store, over=True)


@pytest.mark.parametrize("stands", ["ready", "leased", "parked", "waits"])
async def test_an_answer_that_is_not_in_the_list_yet_may_come(store: SqlStore, stands: str) -> None:
    """Whether its filing waits, goes on, or needs a person."""
    await keep(store, PromptState.ANSWERED, file=True)
    queue = WorkQueue(store, lambda: 0.0)
    if stands != "ready":
        (work,) = await queue.claim([Kind.FILE_ANSWER], 1, NOW, 60)
        if stands == "parked":
            await queue.park(work, "too_big")
        if stands == "waits":
            await queue.retry(work, LATER, "busy")
    assert await unfinished(store, over=True)


async def test_an_answer_whose_item_was_deleted_on_purpose_holds_nothing_up(store: SqlStore) -> None:
    """It is never made again unasked, so its cycle would never be over."""
    await keep(store, PromptState.ANSWERED, file=True)
    queue = WorkQueue(store, lambda: 0.0)
    (work,) = await queue.claim([Kind.FILE_ANSWER], 1, NOW, 60)
    await queue.park(work, "item_deleted")
    assert not await unfinished(store, over=True)
    assert await unfinished(store, over=False)


async def test_an_answer_in_the_list_holds_nothing_up(store: SqlStore) -> None:
    """Its filing is done, and the request has closed."""
    await keep(store, PromptState.ANSWERED, file=True)
    queue = WorkQueue(store, lambda: 0.0)
    (work,) = await queue.claim([Kind.FILE_ANSWER], 1, NOW, 60)
    await queue.complete(work)
    assert not await unfinished(store, over=True)
