"""Runs conversations with the service: up to twenty side by side, in batches."""

from __future__ import annotations

from collections.abc import Generator, Sequence
from typing import TypeVar

from graph_sync.client import GraphClient
from graph_sync.exchange import Call, Reply
from practice.outcomes import Parked, RetryAfter

T = TypeVar("T")


async def side_by_side(
    client: GraphClient, many: Sequence[Generator[Call, Reply, T]]
) -> list[T | RetryAfter | Parked]:
    """Carry up to 20 conversations, each round of their requests in one batch; outcomes in their order."""
    outcomes: dict[int, T | RetryAfter | Parked] = {}
    replies: dict[int, Reply | None] = dict.fromkeys(range(len(many)))
    while replies:
        turns = {place: _turn(many[place], reply) for place, reply in replies.items()}
        outcomes |= {place: turn for place, turn in turns.items() if not isinstance(turn, Call)}
        asked = {place: turn for place, turn in turns.items() if isinstance(turn, Call)}
        answers = await client.batch(list(asked.values())) if asked else []
        replies = {}
        for place, answer in zip(asked, answers, strict=True):
            if isinstance(answer, RetryAfter | Parked):
                outcomes[place] = answer
            else:
                replies[place] = answer
    return [outcomes[place] for place in range(len(many))]


def _turn(steps: Generator[Call, Reply, T], reply: Reply | None) -> Call | T:
    """Hand a conversation its reply; get its next request, or its outcome."""
    try:
        return next(steps) if reply is None else steps.send(reply)
    except StopIteration as end:
        outcome: T = end.value
        return outcome
