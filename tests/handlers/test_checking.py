"""Store, lists and messages are compared: what differs is found, and what only happens meanwhile is not."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bot.handlers import answering
from bot.handlers.checking import Checking, Found, look
from bot.handlers.filing import Filing, file_rows
from bot.handlers.ports import Filed, Kind
from bot.store import SqlStore
from practice.accounting import Amiss
from practice.checking import Differs, Standing
from practice.filing import REVIEWS
from practice.outcomes import RetryAfter
from practice.prompts import PromptState
from tests.handlers.desks import Desk
from tests.handlers.fakes import InventedLists
from tests.handlers.made import MEETING, NOON, PARTNERSHIP, SENT, asked_for, keep, press
from tests.handlers.test_filing import answered, work


@pytest.fixture
def desk(store: SqlStore) -> Desk:
    return Desk(store)


async def test_what_was_filed_stands_and_nothing_differs(desk: Desk) -> None:
    """The meeting, the answer and the message that asked."""
    await desk.one_answer()
    assert await desk.found() == Found((), (), waiting=0, by_hand=0)


@pytest.mark.slow
async def test_what_waits_to_be_filed_is_no_difference(desk: Desk) -> None:
    """Neither before the lists are made nor when an answer has just changed."""
    await keep(desk.store, SENT)
    await answered(desk.store)
    assert await desk.found() == Found((), (), waiting=2, by_hand=0)
    await desk.file_all()
    await answered(desk.store, 1, words="Better.")
    seen = await desk.found()
    assert (seen.differences, seen.waiting) == (
        (),
        2 if MEETING.id in str(await asked_for(desk.store)) else 1,
    )


async def test_work_that_is_parked_does_not_wait(desk: Desk) -> None:
    """Nothing will happen to it by itself, so it is told."""
    await desk.one_answer()
    answer = await answered(desk.store, 1, words="Better.")
    await file_all_but_answers(desk)
    await desk.store.write(
        lambda tx: tx._connection.exec_driver_sql(
            "UPDATE work SET state = 'parked' WHERE subject = ?", (answer,)
        )
    )
    assert await desk.kinds() == [(REVIEWS, Differs.BEHIND)]


async def file_all_but_answers(desk: Desk) -> None:
    await file_rows(
        Filing(desk.store, desk.lists, PARTNERSHIP), work(MEETING.id, kind=Kind.FILE_MEETING), NOON
    )
    await desk.store.write(lambda tx: tx.drop_work(Kind.FILE_MEETING, MEETING.id))


async def test_a_change_whose_filing_was_lost_is_found_when_every_row_is_built_anew(desk: Desk) -> None:
    """Which is done on request: it opens every answer there is."""
    await desk.one_answer()
    answer = await answered(desk.store, 1, words="Better.")
    await desk.store.write(lambda tx: tx.drop_work(Kind.FILE_ANSWER, answer))
    assert await desk.kinds() == []
    seen = await look(replace(desk.checking, anew=True))
    assert isinstance(seen, Found)
    assert [(one.where, one.kind) for one in seen.differences] == [(REVIEWS, Differs.BEHIND)]


async def test_what_the_store_does_not_know_is_told_and_left(desk: Desk) -> None:
    """An item with a key of nobody's, an item made by hand, and a second one with a known key."""
    await desk.one_answer()
    row = desk.lists.items[desk.place()]
    desk.lists.by_hand = [
        Standing("90"),
        Standing("91", "key of nobody", "x"),
        Standing("92", row.key, row.digest),
    ]
    seen = await desk.found()
    assert {(one.kind, one.ref) for one in seen.differences} == {
        (Differs.UNKNOWN, "91"),
        (Differs.TWICE, row.fields["Ref"]),
    }
    assert seen.by_hand == 1
    assert len(await desk.repaired()) == 2
    assert len(desk.lists.writes) == 2, "nothing was written"


@pytest.mark.slow
async def test_a_coordinators_own_changes_are_looked_into_once(desk: Desk) -> None:
    """Themes and notes are theirs: the next night the same version is not read again."""
    await desk.one_answer()
    place = desk.place()
    desk.lists.changed = {place: "version 2"}
    for _ in range(2):
        assert await desk.kinds() == []
    assert desk.lists.looked_into == [place]
    desk.lists.changed = {place: "version 3"}
    assert await desk.kinds() == []
    assert desk.lists.looked_into == [place, place]


@pytest.mark.slow
async def test_an_answer_that_comes_while_the_list_is_read_is_no_difference(desk: Desk) -> None:
    """It was filed after the store was looked at and before the list was."""
    await keep(desk.store, SENT, replace(SENT, id="prompt-2", person_id="person-2"))
    await answered(desk.store)
    await desk.file_all()

    async def meanwhile() -> None:
        desk.lists.meanwhile = InventedLists().meanwhile
        await answered(desk.store, 1, words="Better.")
        await desk.store.write(
            lambda tx: answering.send(
                tx, press(about="prompt-2", by="person-2", q1="New."), PARTNERSHIP, NOON
            )
        )
        await desk.file_all()

    desk.lists.meanwhile = meanwhile
    assert await desk.kinds() == []
    assert len(desk.lists.items) == 3


async def test_the_counts_of_a_meeting_may_change_while_a_request_leaves(desk: Desk) -> None:
    """What is just being sent is counted when its outcome is known."""
    await desk.one_answer()
    leaving = replace(SENT, id="prompt-3", person_id="person-3", state=PromptState.SENDING)
    await keep(desk.store, leaving)
    assert await desk.kinds() == []


@pytest.mark.slow
async def test_more_answers_than_one_look_takes(desk: Desk) -> None:
    """None is left out between two looks."""
    prompts = [replace(SENT, id=f"prompt-{number}", person_id=f"person-{number}") for number in range(205)]
    await keep(desk.store, *prompts)
    for prompt in prompts:
        sent = press(about=prompt.id, by=prompt.person_id, q1="Good.")
        await desk.store.write(lambda tx, sent=sent: answering.send(tx, sent, PARTNERSHIP, NOON))  # type: ignore[misc]
    await desk.store.write(lambda tx: tx._connection.exec_driver_sql("UPDATE work SET state = 'done'"))
    assert (await desk.found()).counts["missing"] == 206


async def test_messages_and_requests_are_compared_too(desk: Desk) -> None:
    """A request that was sent by a message nobody knows, and whose end nobody planned."""
    await keep(desk.store, SENT)
    await desk.file_all()
    await desk.store.write(lambda tx: tx.delete_contact("contact of prompt-1"))
    await desk.store.write(lambda tx: tx.drop_work(Kind.CLOSE, "prompt-1"))
    seen = await desk.found()
    assert seen.amiss == ((Amiss.NO_MESSAGE, "prompt-1"), (Amiss.UNENDING, "prompt-1"))
    assert {"no_message": 1, "unending": 1}.items() <= seen.counts.items()


@pytest.mark.slow
async def test_what_was_read_of_changed_items_before_a_refusal_is_not_read_again(desk: Desk) -> None:
    """So a first night with many changes gets through a small quota."""
    await desk.one_answer()
    meeting, review = desk.place("meetings"), desk.place()
    desk.lists.changed = {meeting: "version 2", review: "version 2"}
    assert await desk.kinds() == []
    desk.lists.changed = {meeting: "version 2", review: "version 3"}
    desk.lists.outcomes_of_looks = [RetryAfter(30, "throttled")]
    assert await look(desk.checking) == RetryAfter(30, "throttled")
    assert await desk.kinds() == []
    assert desk.lists.looked_into == [meeting, review, review, review]


async def test_a_key_that_no_answer_has_any_more_is_not_called_unknown(desk: Desk) -> None:
    """What was filed by us is known by its key, also when what it was about is gone."""
    await desk.one_answer()
    await desk.store.write(lambda tx: tx.save_filed(Filed("gone", "key of something gone")))
    desk.lists.by_hand = [Standing("91", "key of something gone", "x")]
    assert await desk.kinds() == []


async def test_a_change_of_the_partnership_file_is_nobodys_edit(desk: Desk) -> None:
    """A row of today would say something else than the item, which a coordinator has touched since."""
    await desk.one_answer()
    desk.lists.changed, desk.lists.spoilt = {desk.place(): "version 2"}, {desk.place()}
    renamed = replace(
        PARTNERSHIP, types=tuple(replace(kind, name=f"{kind.name}, new") for kind in PARTNERSHIP.types)
    )
    found = await look(Checking(desk.store, desk.lists, renamed))
    assert isinstance(found, Found)
    assert found.counts == {}
