"""Each coordinator is told once: what may have left is never sent again, what surely did not is."""

from __future__ import annotations

import pytest

from bot.handlers.reaching import WAIT_SECONDS
from bot.handlers.telling import UNREACHED
from bot.store import SqlStore
from practice.outcomes import Conflict, Done, Parked, Refusal, RetryAfter, Unconfirmed, Undeliverable
from tests.handlers.boardrooms import Office
from tests.handlers.fakes import (
    InventedMessenger,
    PowerCut,
)


@pytest.fixture
def office(store: SqlStore) -> Office:
    return Office(store)


async def test_an_unknown_outcome_is_never_resent(office: Office) -> None:
    """Two cards are worse than one that may be missing."""
    await office.keep()
    office.messenger.outcomes = [Unconfirmed("http_502")]
    for _ in range(2):
        assert await office.quorum() == Done()
    assert office.told == ["a", "b"]


async def test_a_crash_while_sending_is_an_unknown_outcome(office: Office) -> None:
    """What was about to leave was written down before."""

    async def dies() -> None:
        raise PowerCut

    await office.keep()
    office.messenger.meanwhile = dies
    with pytest.raises(PowerCut):
        await office.quorum()
    office.messenger = InventedMessenger()
    assert await office.quorum() == Done()
    assert office.told == ["b"]


@pytest.mark.parametrize(
    ("refused", "outcome"),
    [
        (RetryAfter(30, "throttled"), RetryAfter(30, "throttled")),
        (Conflict("chat_gone"), RetryAfter(5, "chat_gone")),
        (Undeliverable(Refusal.NOT_IN_CHAT), RetryAfter(WAIT_SECONDS, Refusal.NOT_IN_CHAT)),
        (Undeliverable(Refusal.BLOCKED), UNREACHED),
        (Parked("unauthorised"), Parked("unauthorised")),
    ],
)
async def test_what_surely_was_not_sent_is_tried_again_for_that_one_alone(
    office: Office, refused: RetryAfter | Conflict | Undeliverable | Parked, outcome: object
) -> None:
    """Everybody else has been told meanwhile."""
    await office.keep()
    office.messenger.outcomes = [refused]
    assert await office.quorum() == outcome
    assert office.told == ["b"]
    assert await office.quorum() == Done()
    assert office.told == ["b", "a"]


async def test_the_soonest_next_try_is_the_works(office: Office) -> None:
    """Of several who could not be told."""
    await office.keep()
    office.messenger.outcomes = [RetryAfter(30, "throttled"), RetryAfter(9, "busy")]
    assert await office.quorum() == RetryAfter(9, "busy")


@pytest.mark.parametrize(
    ("opened", "outcome"),
    [
        (Undeliverable(Refusal.NOT_INSTALLED), UNREACHED),
        (RetryAfter(7, "busy"), RetryAfter(7, "busy")),
    ],
)
async def test_a_coordinator_without_a_chat_keeps_it_from_nobody_else(
    office: Office, opened: Undeliverable | RetryAfter, outcome: object
) -> None:
    """Who has not got the app is for a person to look at."""
    await office.keep()
    office.messenger.opens = [opened]
    assert await office.quorum() == outcome
    assert office.told == ["b"]


async def test_a_chat_that_is_gone_is_opened_anew(office: Office) -> None:
    """It was forgotten when Teams said so."""
    await office.keep()
    office.messenger.outcomes = [Conflict("chat_gone")]
    await office.quorum()
    await office.quorum()
    assert office.messenger.opened == ["a", "b", "a"]
