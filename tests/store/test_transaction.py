"""What is saved comes back as it was."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta, timezone
from functools import partial

import pytest
from sqlalchemy.exc import IntegrityError

from bot.handlers.ports import Store, Transaction
from bot.store import SqlStore, SqlTransaction
from practice.answers import Content
from practice.filing import MEETINGS, REVIEWS
from practice.people import Person
from practice.prompts import PromptState
from practice.references import reference
from tests.store.samples import (
    ADDRESS,
    BOARD_EVENT,
    CONVERSATION,
    LATER,
    NOW,
    answer,
    asked,
    filed,
    meeting,
    prompt,
    voice,
)


async def test_the_store_serves_the_handlers_port(store: SqlStore) -> None:
    """A handler written for the ports runs on this store."""

    def decide(tx: Transaction) -> None:
        tx.save_meeting(meeting())

    port: Store = store
    await port.write(decide)
    assert await port.read(lambda tx: tx.meeting("meeting-1")) == meeting()


async def test_a_meeting_is_found_by_id_and_by_source(store: SqlStore) -> None:
    """Whichever way a meeting is looked up, all of it comes back."""
    await store.write(asked())
    assert await store.read(lambda tx: tx.meeting("meeting-1")) == meeting()
    assert await store.read(lambda tx: tx.meeting_by_source("source-1")) == meeting()
    assert await store.read(lambda tx: tx.meeting("nothing")) is None
    assert await store.read(lambda tx: tx.meeting_by_source("nothing")) is None


async def test_saving_a_meeting_again_replaces_it(store: SqlStore) -> None:
    """One id is one row, with the latest values."""
    await store.write(asked())
    await store.write(lambda tx: tx.save_meeting(replace(meeting(), outsiders=9)))
    assert await store.read(lambda tx: tx.meetings()) == [replace(meeting(), outsiders=9)]


async def test_a_prompt_comes_back_whole(store: SqlStore) -> None:
    """All fields survive, the address and an open end among them."""
    never_closing = replace(prompt(2), closes_at=None, address="", ever_sent=False, was_unconfirmed=True)
    await store.write(asked(prompt(), never_closing))
    assert await store.read(lambda tx: tx.prompt("prompt-1")) == prompt()
    assert await store.read(lambda tx: tx.prompt("prompt-2")) == never_closing
    assert await store.read(lambda tx: tx.prompt("nothing")) is None


async def test_prompts_are_listed_by_meeting_and_while_sending(store: SqlStore) -> None:
    """A restart finds the prompts whose sending was cut short."""
    sending = prompt(2, PromptState.SENDING)
    await store.write(asked(prompt(), sending))
    assert {each.id for each in await store.read(lambda tx: tx.prompts_of_meeting("meeting-1"))} == {
        "prompt-1",
        "prompt-2",
    }
    assert list(await store.read(lambda tx: tx.prompts_in_sending())) == [sending]


@pytest.mark.slow
async def test_an_answer_is_found_by_id_and_by_prompt(store: SqlStore) -> None:
    """The tie between prompt and answer leads from one to the other."""
    await store.write(asked(prompt(), prompt(2)))
    await store.write(lambda tx: tx.save_answer(answer(), "prompt-1"))
    assert await store.read(lambda tx: tx.answer("answer-1")) == answer()
    assert await store.read(lambda tx: tx.answer_to("prompt-1")) == answer()
    assert await store.read(lambda tx: tx.answer_to("prompt-2")) is None


@pytest.mark.slow
async def test_a_changed_answer_keeps_its_tie(store: SqlStore) -> None:
    """Saving an answer again changes it where it stands."""
    await store.write(asked(prompt()))
    changed = replace(answer(), revision=2, content=Content(words={"q2": "Other words"}), settled=True)
    await store.write(lambda tx: tx.save_answer(answer(), "prompt-1"))
    await store.write(lambda tx: tx.save_answer(changed, "prompt-1"))
    assert await store.read(lambda tx: tx.answer_to("prompt-1")) == changed


@pytest.mark.slow
async def test_a_prompt_has_one_answer_at_most(store: SqlStore) -> None:
    """A second answer to the same prompt is an error that shows no values, and nothing of it is kept."""
    await store.write(asked(prompt()))
    await store.write(lambda tx: tx.save_answer(answer(), "prompt-1"))
    with pytest.raises(IntegrityError) as refused:
        await store.write(lambda tx: tx.save_answer(answer(2), "prompt-1"))
    assert "prompt-1" not in str(refused.value)
    assert await store.read(lambda tx: tx.answers()) == [answer()]


@pytest.mark.slow
async def test_a_reference_is_taken_by_a_meeting_or_an_answer(store: SqlStore) -> None:
    """People quote references without saying of what: one is never used twice."""
    await store.write(asked(prompt()))
    await store.write(lambda tx: tx.save_answer(answer(), "prompt-1"))
    assert await store.read(lambda tx: tx.reference_taken("BTP-M1"))
    assert await store.read(lambda tx: tx.reference_taken("BTP-A1"))
    assert not await store.read(lambda tx: tx.reference_taken("BTP-XXXX"))


async def test_a_draft_is_kept_replaced_and_deleted(store: SqlStore) -> None:
    """The last draft counts, whatever characters were typed."""
    odd = Content(words={"q1": "a lone \ud800, a NUL \x00, a 🙂"}, taps={"who": ()})
    await store.write(asked(prompt()))
    await store.write(lambda tx: tx.save_draft("prompt-1", answer().content, NOW))
    await store.write(lambda tx: tx.save_draft("prompt-1", odd, LATER))
    assert await store.read(lambda tx: tx.draft("prompt-1")) == odd
    await store.write(lambda tx: tx.delete_draft("prompt-1"))
    assert await store.read(lambda tx: tx.draft("prompt-1")) is None


@pytest.mark.slow
async def test_voices_come_back_in_the_order_they_were_told(store: SqlStore) -> None:
    """Changing the first voice leaves it first."""
    await store.write(asked(prompt()))
    changed = replace(voice(2), words="Other words")
    await store.write(lambda tx: tx.save_voice("prompt-1", voice(2)))
    await store.write(lambda tx: tx.save_voice("prompt-1", voice(1)))
    await store.write(lambda tx: tx.save_voice("prompt-1", changed))
    assert list(await store.read(lambda tx: tx.voices("prompt-1"))) == [changed, voice(1)]
    await store.write(lambda tx: tx.delete_voices("prompt-1"))
    assert list(await store.read(lambda tx: tx.voices("prompt-1"))) == []


async def test_a_person_is_found_by_address_in_any_case(store: SqlStore) -> None:
    """Directories and calendars differ in capitals; it is the same person."""
    person = Person("person-1", "council")
    await store.write(lambda tx: tx.save_person(ADDRESS, person))
    assert await store.read(lambda tx: tx.person_by_address(ADDRESS.upper())) == person
    assert await store.read(lambda tx: tx.person_by_address("nobody@example.org")) is None


async def test_an_address_is_named_without_it(store: SqlStore) -> None:
    """The same in any case, and another one's is another; nobody reads the address from it."""
    (mark,) = await store.read(lambda tx: tx.address_marks(ADDRESS))
    assert await store.read(lambda tx: tx.address_marks(ADDRESS.upper())) == [mark]
    assert await store.read(lambda tx: tx.address_marks("nobody@example.org")) != [mark]
    assert ADDRESS.partition("@")[0] not in mark


async def test_a_conversation_is_kept_until_it_is_forgotten(store: SqlStore) -> None:
    """A chat that was left is no longer written to."""
    await store.write(lambda tx: tx.save_conversation(CONVERSATION))
    assert await store.read(lambda tx: tx.conversation("person-1")) == CONVERSATION
    await store.write(lambda tx: tx.forget_conversation("person-1"))
    assert await store.read(lambda tx: tx.conversation("person-1")) is None


async def test_what_is_filed_and_where_comes_back(store: SqlStore) -> None:
    """Items, lists and cursors are known after a restart; what is not known is empty."""

    def decide(tx: SqlTransaction) -> None:
        tx.save_filed(filed())
        tx.save_list_id("Meetings", "list-1")
        tx.save_cursor("intake", "2026-01-05T10:00:00Z")

    assert await store.read(
        lambda tx: (tx.filed("answer-1"), tx.list_id("Meetings"), tx.cursor("intake"))
    ) == (
        None,
        "",
        "",
    )
    await store.write(decide)
    assert await store.read(
        lambda tx: (tx.filed("answer-1"), tx.list_id("Meetings"), tx.cursor("intake"))
    ) == (
        filed(),
        "list-1",
        "2026-01-05T10:00:00Z",
    )


async def test_another_list_in_its_place_has_no_items_of_ours_yet(store: SqlStore) -> None:
    """Numbers of the old list would be those of other items; the keys stay, and so does the other list."""

    def decide(tx: SqlTransaction) -> None:
        tx.save_answer(answer(), prompt().id)
        tx.save_filed(replace(filed(), subject=answer().id))
        tx.save_filed(replace(filed(2), subject=meeting().id))
        for name in (REVIEWS, MEETINGS, "People"):
            tx.save_list_id(name, "first")

    def known(tx: SqlTransaction) -> list[tuple[str, str, str, str]]:
        return sorted((one.key, one.item_id, one.etag, one.digest) for one in tx.filed_rows())

    await store.write(asked(prompt()))
    await store.write(decide)
    both = await store.read(known)
    for name, list_id in ((REVIEWS, "first"), ("People", "second")):
        await store.write(partial(SqlTransaction.save_list_id, name=name, list_id=list_id))
        assert await store.read(known) == both
    await store.write(lambda tx: tx.save_list_id(REVIEWS, "second"))
    assert await store.read(known) == sorted([(filed().key, "", "", ""), both[1]])
    await store.write(lambda tx: tx.save_list_id(MEETINGS, "second"))
    assert await store.read(known) == [(one[0], "", "", "") for one in both]


async def test_a_board_event_comes_back_whole(store: SqlStore) -> None:
    """Local times keep having no zone, and people stay in their order."""
    await store.write(lambda tx: tx.save_board_event(BOARD_EVENT))
    assert await store.read(lambda tx: tx.board_event("qeb/2016-05/2")) == BOARD_EVENT
    assert list(await store.read(lambda tx: tx.board_events())) == [BOARD_EVENT]
    assert await store.read(lambda tx: tx.board_event("qeb/2016-05/1")) is None


async def test_times_of_any_zone_come_back_in_utc(store: SqlStore) -> None:
    """The instant is kept to the microsecond; the zone it was written in is not."""
    elsewhere = NOW.astimezone(timezone(timedelta(hours=5, minutes=30)))
    await store.write(asked(replace(prompt(), due_at=elsewhere)))
    found = await store.read(lambda tx: tx.prompt("prompt-1"))
    assert found is not None
    assert found.due_at.isoformat() == "2026-01-05T10:00:00.123456+00:00"


async def test_a_time_without_a_zone_is_refused(store: SqlStore) -> None:
    """Guessing a zone would move a meeting by an hour for half the year."""
    naive = datetime(2026, 7, 1, 9, 30)  # noqa: DTZ001 - that is the point
    with pytest.raises(ValueError, match="carries its zone"):
        await store.write(asked(replace(prompt(), due_at=naive)))


async def test_ids_and_references_are_random(store: SqlStore) -> None:
    """There are as many random bytes as a reference needs, and no id comes twice."""
    ids = await store.read(lambda tx: {tx.new_id() for _ in range(100)})
    assert len(ids) == 100
    assert reference(await store.read(lambda tx: tx.random_bytes())).startswith("BTP-")
