"""Items that were deleted on purpose are told until somebody says so, and then no more; the fact stays visible."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from bot.handlers import answering
from bot.handlers.checking import check, last_check
from bot.handlers.filing import Filing, file_counts, file_rows
from bot.handlers.on_purpose import missed_again, say_meant
from bot.handlers.ports import Kind
from bot.store import SqlStore
from practice.checking import Differs
from practice.filing import MEETINGS, REVIEWS, TAKEN_BACK
from practice.outcomes import Done, Parked
from tests.handlers.desks import Desk
from tests.handlers.made import MEETING, NOON, PARTNERSHIP, SENT, press
from tests.handlers.test_filing import answered, work

pytestmark = pytest.mark.slow

NIGHT = datetime(2026, 3, 18, 2, tzinfo=UTC)


@pytest.fixture
def desk(store: SqlStore) -> Desk:
    return Desk(store)


async def say(desk: Desk) -> str:
    """Say of the one item that is missing that this was meant; give its reference."""
    found = await desk.found()
    (missing,) = found.differences
    said = await desk.store.write(lambda tx: say_meant(tx, found, {missing.ref}, NOON))
    assert (said.differences, [one.ref for one in said.gone]) == ((), [missing.ref])
    return missing.ref


async def counted(desk: Desk, night: int) -> dict[str, int]:
    """Let a night pass, and give what it counted."""
    await check(desk.checking, NIGHT + timedelta(days=night))
    checked = await desk.store.read(last_check)
    assert checked is not None
    return dict(checked.counts)


async def take_back(desk: Desk) -> None:
    await desk.store.write(lambda tx: answering.take_back(tx, press(1), PARTNERSHIP, NOON))
    await desk.file_all()


async def test_once_it_is_said_the_nights_are_quiet_and_it_is_still_shown(desk: Desk) -> None:
    """Nothing is made again, with repairing neither."""
    await desk.one_answer()
    desk.lists.items.pop(desk.place())
    assert await counted(desk, 0) == {"missing": 1}
    ref = await say(desk)
    for night in (1, 2):
        assert await counted(desk, night) == {}
    assert await desk.repaired() == ()
    assert [key for key in desk.lists.items if key.startswith("reviews")] == []
    assert [one.ref for one in (await desk.found()).gone] == [ref]


async def test_whoever_changes_their_mind_has_it_filed_again(desk: Desk) -> None:
    """It is a difference again, which goes with the next repair that names it."""
    await desk.one_answer()
    desk.lists.items.pop(desk.place())
    ref = await say(desk)
    found = missed_again(await desk.found(), {ref})
    assert ([one.ref for one in found.differences], found.gone) == ([ref], ())
    assert missed_again(found, set()) == found


async def test_new_words_for_an_item_that_is_gone_wait_for_a_person_until_it_is_said_again(
    desk: Desk,
) -> None:
    """Nobody has decided about those; what was decided before counts no more."""
    await desk.one_answer()
    desk.lists.items.pop(desk.place())
    await say(desk)
    await answered(desk.store, 1, words="Better.")
    desk.lists.outcomes = [Parked("item_deleted")]
    await desk.file_all()
    assert await counted(desk, 0) == {"missing": 1}
    await say(desk)
    assert await counted(desk, 1) == {}


async def test_a_meetings_row_that_was_deleted_on_purpose_stays_away_while_its_counts_change(
    desk: Desk,
) -> None:
    """They are nobody's words, so there is nothing new to decide; nobody is asked again and again."""
    await desk.one_answer()
    desk.lists.items.pop(desk.place("meetings"))
    await say(desk)
    await answered(desk.store, 1, words="Better.")
    await desk.store.write(lambda tx: file_counts(tx, MEETING.id, NOON))
    await desk.store.write(lambda tx: tx.save_prompt(replace(SENT, id="prompt-2", person_id="person-2")))
    desk.lists.outcomes = [Parked("item_deleted")]
    works = work(MEETING.id, kind=Kind.FILE_MEETING)
    (outcome,) = await file_rows(Filing(desk.store, desk.lists, PARTNERSHIP), works, NOON)
    assert outcome == Done()
    await desk.store.write(lambda tx: tx.drop_work(Kind.FILE_MEETING, MEETING.id))
    assert "missing" not in await counted(desk, 0)
    assert [one.where for one in (await desk.found()).gone] == [MEETINGS]


async def test_what_was_said_holds_in_a_night_in_which_something_waits_to_be_filed(desk: Desk) -> None:
    """What waits is not compared, which does not say that its item is there again."""
    await desk.one_answer()
    desk.lists.items.pop(desk.place("meetings"))
    await say(desk)
    await desk.store.write(lambda tx: file_counts(tx, MEETING.id, NIGHT + timedelta(days=1)))
    assert await counted(desk, 0) == {}
    await desk.store.write(lambda tx: tx.drop_work(Kind.FILE_MEETING, MEETING.id))
    assert await counted(desk, 1) == {}
    assert [one.where for one in (await desk.found()).gone] == [MEETINGS]


async def test_an_item_that_was_restored_is_asked_about_when_it_goes_once_more(desk: Desk) -> None:
    """What was said was said of that one time."""
    await desk.one_answer()
    place = desk.place()
    row = desk.lists.items.pop(place)
    await say(desk)
    desk.lists.items[place] = row
    assert await counted(desk, 0) == {}
    del desk.lists.items[place]
    assert await counted(desk, 1) == {"missing": 1}


async def test_the_empty_item_of_an_answer_taken_back_is_missed_by_nobody(desk: Desk) -> None:
    """A coordinator tidies up; nobody has to say anything."""
    await desk.one_answer()
    await take_back(desk)
    assert desk.lists.items.pop(desk.place()).fields["Status"] == TAKEN_BACK
    assert await counted(desk, 0) == {}
    (gone,) = (await desk.found()).gone
    assert gone.taken_back
    assert missed_again(await desk.found(), {gone.ref}).differences == ()


@pytest.mark.parametrize("version", ["", "version 2"])
async def test_words_that_come_back_after_their_writer_took_them_back_are_told_and_emptied(
    desk: Desk, version: str
) -> None:
    """Somebody deleted the item, its writer took the answer back, and somebody restored it from the recycle bin."""
    await desk.one_answer()
    place = desk.place()
    row = desk.lists.items.pop(place)
    desk.lists.outcomes = [Parked("item_deleted")]
    await take_back(desk)
    assert await counted(desk, 0) == {}
    desk.lists.items[place] = row
    desk.lists.changed = {place: version} if version else {}
    assert await counted(desk, 1) == {"newer": 1}
    (told,) = (await desk.found()).differences
    assert (told.kind, told.where, told.taken_back) == (Differs.NEWER, REVIEWS, True)
    assert await desk.repaired() == ()
    assert desk.lists.items[place].fields["WentWell"] is None


async def test_what_was_seen_of_a_version_is_forgotten_with_it(desk: Desk) -> None:
    """By filing in the same write, and by the night where somebody changed or deleted the item."""

    async def seen() -> int:
        return len(await desk.store.read(lambda tx: tx.cursors_of("seen")))

    await desk.one_answer()
    place = desk.place()
    desk.lists.changed = {place: "version 2"}
    assert (await counted(desk, 0), await seen()) == ({}, 1)
    assert (await counted(desk, 1), await seen(), len(desk.lists.looked_into)) == ({}, 1, 1)
    desk.lists.changed = {place: "version 3"}
    desk.lists.spoilt = {place}
    assert (await counted(desk, 2), await seen()) == ({"edited": 1}, 0)
    desk.lists.spoilt = set()
    assert (await counted(desk, 3), await seen()) == ({}, 1)
    await answered(desk.store, 1, words="Better.")
    await desk.file_all()
    assert await seen() == 0
    desk.lists.changed = {place: "version 4"}
    assert (await counted(desk, 4), await seen()) == ({}, 1)
    del desk.lists.items[place]
    assert (await counted(desk, 5), await seen()) == ({"missing": 1}, 0)


async def test_what_was_seen_is_kept_while_a_list_cannot_be_read(desk: Desk) -> None:
    """What is not looked at is not gone."""
    await desk.one_answer()
    desk.lists.changed = {desk.place(): "version 2"}
    await counted(desk, 0)
    shut = replace(desk.checking, boards=type(desk.lists)(unreadable=Parked("not_found")))
    await desk.store.write(lambda tx: tx.save_list_id("Board meetings", "boards"))
    await check(shut, NIGHT)
    assert len(await desk.store.read(lambda tx: tx.cursors_of("seen"))) == 1
