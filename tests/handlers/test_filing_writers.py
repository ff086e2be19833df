"""What filing says of who wrote an answer, when it files, and that words follow when they are settled."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

import pytest

from bot.handlers import answering
from bot.handlers.filing import Filing, file_answer, file_rows
from bot.handlers.messages import Preferences
from bot.handlers.ports import Kind, Transaction, Work
from bot.store import SqlStore, WorkQueue
from practice.attribution import Attribution
from practice.outcomes import Done
from practice.partnership import AgencyGroup, Partnership
from practice.prompts import Prompt, PromptState
from practice.small_numbers import OTHER_AGENCY
from tests.handlers.fakes import InventedLists
from tests.handlers.made import NOON, PARTNERSHIP, SENT, keep, press

ROLE = "Social worker"
GROUPED = replace(PARTNERSHIP, groups=(AgencyGroup("social", "Social care", (ROLE, "Other")),))
MONTHLY = replace(PARTNERSHIP, attribution=Attribution.MONTH)


@pytest.fixture
def lists() -> InventedLists:
    return InventedLists()


def colleagues(count: int) -> list[Prompt]:
    """Give requests to so many people of one agency, the first of them person-1's."""
    return [
        replace(SENT, id=f"prompt-{number}", person_id=f"person-{number}", sent_at=NOON)
        for number in range(1, count + 1)
    ]


async def answered(store: SqlStore, partnership: Partnership = PARTNERSHIP, revision: int = 0) -> str:
    sent = press(revision, q1="Good." if not revision else "Better.")
    await store.write(lambda tx: answering.send(tx, sent, partnership, NOON))
    kept = await store.read(lambda tx: tx.answer_to("prompt-1"))
    assert kept is not None
    return kept.id


async def file(store: SqlStore, lists: InventedLists, answer: str) -> None:
    work = Work(1, Kind.FILE_ANSWER, answer, 0, 1)
    (outcome,) = await file_rows(Filing(store, lists, GROUPED), [work], NOON)
    assert isinstance(outcome, Done)


@pytest.mark.parametrize(
    ("people", "roles", "shown"),
    [
        (5, 5, ("Social care", ROLE)),
        (5, 4, ("Social care", None)),
        (4, 4, (OTHER_AGENCY, None)),
    ],
)
async def test_a_new_item_shows_group_and_role_of_five_people_or_more(
    store: SqlStore, lists: InventedLists, people: int, roles: int, shown: tuple[str | None, str | None]
) -> None:
    """And nothing else of who wrote it: neither a name nor an id."""

    def choose(tx: Transaction) -> None:
        for number in range(1, roles + 1):
            tx.save_preferences(Preferences(f"person-{number}", role=ROLE))

    await keep(store, *colleagues(people))
    await store.write(choose)
    answer = await answered(store)
    await file(store, lists, answer)
    (row,) = lists.items.values()
    assert (row.at_creation["AgencyGroup"], row.at_creation["RoleGroup"]) == shown
    assert "person-" not in repr((row.fields, row.at_creation))
    assert answer not in repr((row.fields, row.at_creation))


@pytest.mark.parametrize(
    "another",
    [
        {"state": PromptState.NOT_ASKED, "ever_sent": False},
        {"state": PromptState.UNDELIVERABLE, "ever_sent": False},
        {"state": PromptState.PLANNED, "due_at": NOON + timedelta(days=30), "ever_sent": False},
        {"sent_at": NOON - timedelta(days=366)},
    ],
)
async def test_only_who_was_asked_in_the_last_twelve_months_counts(
    store: SqlStore, lists: InventedLists, another: dict[str, Any]
) -> None:
    """Not who was never asked, could not be reached, is still to be asked, or was asked longer ago."""
    four = colleagues(4)
    fifth = replace(four[0], id="prompt-5", person_id="person-5")
    await keep(store, *four, replace(fifth, **another))
    await file(store, lists, await answered(store))
    (row,) = lists.items.values()
    assert row.at_creation["AgencyGroup"] == OTHER_AGENCY


async def test_words_are_filed_when_they_are_settled(store: SqlStore, lists: InventedLists) -> None:
    """Until then the item stands without them, also after a change."""
    await keep(store, SENT)
    answer = await answered(store)
    kept = await store.read(lambda tx: tx.answer_to("prompt-1"))
    assert kept is not None
    await store.write(lambda tx: tx.save_answer(replace(kept, settled=False), "prompt-1"))
    await file(store, lists, answer)
    await answered(store, revision=1)
    await file(store, lists, answer)
    assert "Good." not in repr(lists.writes)
    assert "Better." not in repr(lists.writes)

    def settle(tx: Transaction) -> None:
        waiting = tx.answer(answer)
        assert waiting is not None
        settled = replace(waiting, settled=True)
        tx.save_answer(settled, "prompt-1")
        file_answer(tx, settled, PARTNERSHIP, NOON)

    await store.write(settle)
    await file(store, lists, answer)
    (row,) = lists.items.values()
    assert (row.fields["WentWell"], row.item_id != "") == ("Better.", True)


async def test_by_month_answers_wait_for_the_hour_and_what_is_taken_back_does_not(
    store: SqlStore, lists: InventedLists
) -> None:
    """Once its item stands, words that were taken back go at once."""
    await keep(store, SENT)
    answer = await answered(store, MONTHLY)
    waits = await due_of(store)
    assert NOON + timedelta(hours=1) <= waits < NOON + timedelta(hours=1, minutes=10)
    await file(store, lists, answer)
    await store.write(lambda tx: answering.take_back(tx, press(1), MONTHLY, NOON))
    assert await due_of(store) == NOON


async def due_of(store: SqlStore) -> datetime:
    """When the answer's filing is due."""
    return (await WorkQueue(store, lambda: 0.0).next_due())[Kind.FILE_ANSWER]
