"""The promises of the contact flow, over weeks of whatever may happen, on the real store."""

from __future__ import annotations

import random
from datetime import timedelta

import pytest

from bot.store import SqlStore
from practice.contacting import Due
from practice.prompts import PromptState
from tests.handlers.judge import Judge
from tests.handlers.made import NOON, planned
from tests.handlers.walk import START, Walk

pytestmark = pytest.mark.slow

REASONS = {"weekly_limit", "paced", "busy", "hold", "too_late", "same_person"}


@pytest.mark.parametrize("seed", range(3))
async def test_no_promise_is_broken_and_no_request_is_lost(store: SqlStore, seed: int) -> None:
    """Three weeks of meetings, with refusals, crashes, leave, holds and outages, until everything has ended."""
    walk = Walk(store=store, chance=random.Random(seed))
    for number in range(21):
        await walk.day((START + timedelta(days=number)).date())
    await walk.until(walk.now + timedelta(days=120))
    assert walk.judge.broken == []
    prompts = await store.read(
        lambda tx: [prompt for meeting in tx.meetings() for prompt in tx.prompts_of_meeting(meeting.id)]
    )
    assert len(prompts) > 20
    assert [prompt for prompt in prompts if not prompt.ended] == []
    unasked = [prompt for prompt in prompts if prompt.state is PromptState.NOT_ASKED]
    assert {prompt.reason for prompt in unasked} <= REASONS
    assert sum(walk.judge.asked.values()) > 10


@pytest.mark.parametrize(
    ("hours", "due", "promise"),
    [
        ((0, 24, 48, 72), Due.FIRST_REMINDER, "a fourth message in a week"),
        ((0, 24, 48), Due.NEW_REQUEST, "a third new request in a week"),
        ((0, 200), Due.NEW_REQUEST, "a request sent twice"),
        ((0, 200, 400), Due.LAST_REMINDER, "a third reminder"),
        ((8,), Due.NEW_REQUEST, "sent out of hours"),
    ],
)
def test_the_judge_sees_a_broken_promise(hours: tuple[int, ...], due: Due, promise: str) -> None:
    """Else the walk would prove nothing."""
    judge = Judge()
    for hour in hours:
        judge.hour(NOON + timedelta(hours=hour % 24))
        judge.message("person-1", NOON + timedelta(hours=hour), [(planned(), due)])
    assert promise in judge.broken
