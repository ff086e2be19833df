"""What the rehearsal compares with the outside."""

from __future__ import annotations

from dataclasses import replace

from bot.store import SqlStore
from bot.store.inspection import (
    KeptAnswer,
    filed_rows,
    kept_answers,
    kept_board_events,
    kept_meetings,
    prompt_counts,
)
from practice.prompts import PromptState
from tests.store.samples import BOARD_EVENT, CONTENT, answer, asked, filed, meeting, prompt


async def test_prompts_are_counted_by_state(store: SqlStore) -> None:
    """Every state is there, those without prompts as nought."""
    await store.write(
        asked(
            prompt(1, PromptState.ANSWERED),
            replace(prompt(2, PromptState.ANSWERED), was_unconfirmed=True),
            replace(prompt(3, PromptState.PLANNED), ever_sent=False),
        )
    )
    counts = await store.read(prompt_counts)
    assert set(counts.by_state) == set(PromptState)
    assert {state: count for state, count in counts.by_state.items() if count} == {
        PromptState.ANSWERED: 2,
        PromptState.PLANNED: 1,
    }
    assert (counts.ever_sent, counts.was_unconfirmed) == (2, 1)


async def test_an_empty_store_counts_nothing(store: SqlStore) -> None:
    """Noughts, not gaps."""
    counts = await store.read(prompt_counts)
    assert (sum(counts.by_state.values()), counts.ever_sent, counts.was_unconfirmed) == (0, 0, 0)


async def test_everything_filed_and_kept_is_listed(store: SqlStore) -> None:
    """Answers with their digests, list items, meetings and events come out whole."""
    await store.write(asked(prompt()))
    await store.write(lambda tx: tx.save_answer(answer(), "prompt-1"))
    await store.write(lambda tx: tx.save_filed(filed()))
    await store.write(lambda tx: tx.save_board_event(BOARD_EVENT))
    assert await store.read(kept_answers) == [KeptAnswer("answer-1", "BTP-A1", CONTENT.digest, CONTENT)]
    assert await store.read(filed_rows) == [filed()]
    assert await store.read(kept_meetings) == [meeting()]
    assert list(await store.read(kept_board_events)) == [BOARD_EVENT]
