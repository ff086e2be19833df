"""Answers and meetings become list items, once each, and stay equal to what is kept."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import pytest

from bot.handlers import answering
from bot.handlers.filing import Filing, file_rows
from bot.handlers.ports import Filed, Kind, Work
from bot.store import SqlStore
from practice.answers import Content
from practice.digests import marks
from practice.filing import REVIEWS
from practice.outcomes import Conflict, Done, Parked, RetryAfter
from practice.prompts import PromptState
from tests.handlers.fakes import InventedLists, PowerCut
from tests.handlers.made import MEETING, NOON, PARTNERSHIP, SENT, keep, press


@pytest.fixture
def lists() -> InventedLists:
    return InventedLists()


@pytest.fixture
def filing(store: SqlStore, lists: InventedLists) -> Filing:
    return Filing(store, lists, PARTNERSHIP)


def work(*subjects: str, kind: Kind = Kind.FILE_ANSWER) -> list[Work]:
    return [Work(number, kind, subject, 0, 1) for number, subject in enumerate(subjects)]


async def answered(
    store: SqlStore, revision: int = 0, prompt: str = "prompt-1", words: str = "Good.", **more: str
) -> str:
    """Answer a prompt and give the answer's id; `more` are words under other questions."""
    sent = press(revision, about=prompt, q1=words, **more)
    await store.write(lambda tx: answering.send(tx, sent, PARTNERSHIP, NOON))
    kept = await store.read(lambda tx: tx.answer_to(prompt))
    assert kept is not None
    return kept.id


async def filed(
    filing: Filing, *subjects: str, kind: Kind = Kind.FILE_ANSWER
) -> Sequence[Done | RetryAfter | Parked]:
    outcomes = await file_rows(filing, work(*subjects, kind=kind), NOON)
    return [Done() if isinstance(outcome, Done) else outcome for outcome in outcomes]


async def known(store: SqlStore, subject: str) -> Filed:
    found = await store.read(lambda tx: tx.filed(subject))
    assert found is not None
    return found


async def test_an_answer_stands_in_the_list(store: SqlStore, filing: Filing, lists: InventedLists) -> None:
    """Its item is known afterwards: the id, the version and what was written."""
    await keep(store, SENT)
    answer = await answered(store)
    assert await filed(filing, answer) == [Done()]
    ((place, row),) = lists.items.items()
    assert place == f"reviews/{row.key}"
    assert (row.fields["WentWell"], row.fields["MeetingRef"]) == ("Good.", MEETING.ref)
    where, marked = (f"item of {row.key}", f'"{row.digest}"'), frozenset(marks(row.fields).values())
    assert await known(store, answer) == Filed(answer, row.key, *where, row.digest, marked)


async def test_filing_twice_writes_once(store: SqlStore, filing: Filing, lists: InventedLists) -> None:
    """What stands already is not written again."""
    await keep(store, SENT)
    answer = await answered(store)
    for _ in range(2):
        assert await filed(filing, answer) == [Done()]
    assert len(lists.writes) == 1


async def test_the_key_is_saved_before_the_first_try(
    store: SqlStore, filing: Filing, lists: InventedLists
) -> None:
    """A try whose outcome was lost in a power cut is repeated under the same key: one item."""

    async def cut() -> None:
        raise PowerCut

    await keep(store, SENT)
    answer = await answered(store)
    lists.meanwhile = cut
    with pytest.raises(PowerCut):
        await filed(filing, answer)
    key = (await known(store, answer)).key
    lists.meanwhile = InventedLists().meanwhile
    await filed(filing, answer)
    assert set(lists.items) == {f"reviews/{key}"}


async def test_a_changed_answer_is_written_to_its_item(
    store: SqlStore, filing: Filing, lists: InventedLists
) -> None:
    """The same key, the item's id and the version we knew go along."""
    await keep(store, SENT)
    answer = await answered(store)
    await filed(filing, answer)
    await answered(store, 1, words="Better.")
    before = await known(store, answer)
    assert await filed(filing, answer) == [Done()]
    (row,) = lists.items.values()
    assert (row.fields["WentWell"], row.item_id, row.etag) == ("Better.", before.item_id, before.etag)


async def test_a_change_while_it_is_being_filed_is_filed_next(
    store: SqlStore, filing: Filing, lists: InventedLists
) -> None:
    """What is remembered is what was written, not what stood when it was done."""

    async def change() -> None:
        lists.meanwhile = InventedLists().meanwhile
        await answered(store, 1, words="Better.")

    await keep(store, SENT)
    answer = await answered(store)
    lists.meanwhile = change
    await filed(filing, answer)
    await filed(filing, answer)
    assert [row.fields["WentWell"] for row in lists.writes] == ["Good.", "Better."]


async def test_an_answer_that_was_taken_back_leaves_no_word(
    store: SqlStore, filing: Filing, lists: InventedLists
) -> None:
    """The row stays, blank, and says so."""
    await keep(store, SENT)
    answer = await answered(store)
    await filed(filing, answer)
    await store.write(lambda tx: answering.take_back(tx, press(1), PARTNERSHIP, NOON))
    await filed(filing, answer)
    (row,) = lists.items.values()
    assert row.fields["Status"] == "Taken back"
    assert "Good." not in str(row)


async def test_words_that_wait_for_a_decision_are_not_filed(
    store: SqlStore, filing: Filing, lists: InventedLists
) -> None:
    """A list keeps earlier versions, so what may have to go never gets there."""
    await keep(store, SENT)
    answer = await answered(store)
    kept = await store.read(lambda tx: tx.answer_to("prompt-1"))
    assert kept is not None
    await store.write(lambda tx: tx.save_answer(replace(kept, settled=False), "prompt-1"))
    await filed(filing, answer)
    assert "Good." not in str(lists.writes)


@pytest.mark.parametrize(
    ("outcome", "gives"),
    [
        (Conflict("edited"), RetryAfter(5.0, "edited")),
        (RetryAfter(9, "throttled"), RetryAfter(9, "throttled")),
        (Parked("refused"), Parked("refused")),
    ],
)
async def test_what_was_not_written_is_not_remembered_and_is_written_next_time(
    store: SqlStore,
    filing: Filing,
    lists: InventedLists,
    outcome: RetryAfter | Parked | Conflict,
    gives: RetryAfter | Parked,
) -> None:
    """A coordinator who edits the item at the same moment, or a full hour's quota, costs only time."""
    await keep(store, SENT)
    answer = await answered(store)
    lists.outcomes = [outcome]
    assert await filed(filing, answer) == [gives]
    assert (await known(store, answer)).item_id == ""
    assert await filed(filing, answer) == [Done()]
    assert len(lists.items) == 1


async def test_in_a_batch_each_piece_has_its_own_outcome(
    store: SqlStore, filing: Filing, lists: InventedLists
) -> None:
    """In the order of the work, with what no longer exists, or stands already, being done."""
    prompts = [replace(SENT, id=f"prompt-{number}") for number in (1, 2, 3)]
    await keep(store, *prompts)
    first, second, third = [await answered(store, prompt=prompt.id) for prompt in prompts]
    await filed(filing, first)
    lists.outcomes = [RetryAfter(9, "throttled"), Done()]
    outcomes = await filed(filing, first, "nothing", second, third)
    assert outcomes == [Done(), Done(), RetryAfter(9, "throttled"), Done()]
    assert [(await known(store, each)).item_id != "" for each in (first, second, third)] == [
        True,
        False,
        True,
    ]


async def test_nothing_to_write_asks_nobody(store: SqlStore, filing: Filing, lists: InventedLists) -> None:
    """Work about something that is gone is done."""

    async def fail() -> None:
        raise PowerCut

    lists.meanwhile = fail
    await keep(store)
    assert await filed(filing, "nothing") == [Done()]
    assert await filed(filing, "nothing", kind=Kind.FILE_MEETING) == [Done()]


async def test_a_meeting_is_filed_with_its_counts_and_again_when_they_change(
    store: SqlStore, filing: Filing, lists: InventedLists
) -> None:
    """Asked, answered and the rest follow what became of its requests."""
    await keep(store, SENT, replace(SENT, id="prompt-2", state=PromptState.NOT_THERE))
    await filed(filing, MEETING.id, kind=Kind.FILE_MEETING)
    await answered(store)
    for _ in range(2):
        await filed(filing, MEETING.id, kind=Kind.FILE_MEETING)
    counts = [(row.fields["Asked"], row.fields["Answered"], row.fields["StillOpen"]) for row in lists.writes]
    assert counts == [(2, 0, 1), (2, 1, 0)]
    assert {place.split("/")[0] for place in lists.items} == {"meetings"}


async def test_the_lists_are_made_once(store: SqlStore, filing: Filing, lists: InventedLists) -> None:
    """Where they are is remembered."""
    await keep(store, SENT)
    await filed(filing, await answered(store))
    await filed(filing, MEETING.id, kind=Kind.FILE_MEETING)
    assert lists.made == 1
    assert await store.read(lambda tx: tx.list_id(REVIEWS)) == "reviews"


@pytest.mark.parametrize("refusal", [RetryAfter(30, "outage"), Parked("no_right")])
async def test_without_a_list_every_piece_waits(
    store: SqlStore, filing: Filing, lists: InventedLists, refusal: RetryAfter | Parked
) -> None:
    """Nothing is written anywhere, and nothing is lost."""
    await keep(store, SENT)
    answer = await answered(store)
    lists.refuses = refusal
    assert await filed(filing, answer, "nothing") == [refusal, refusal]
    lists.refuses = None
    assert await filed(filing, answer) == [Done()]
    kept = await store.read(lambda tx: tx.answer_to("prompt-1"))
    assert kept is not None
    assert kept.content == Content(words={"q1": "Good."})
