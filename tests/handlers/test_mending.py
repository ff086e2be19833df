"""What differs is filed again on request, where that loses nothing; everything else is left to a person."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bot.handlers.ports import Kind
from bot.store import SqlStore
from practice.checking import Differs
from practice.filing import MEETINGS, REVIEWS
from tests.handlers.desks import Desk
from tests.handlers.made import MEETING, SENT, keep
from tests.handlers.test_filing import answered


@pytest.fixture
def desk(store: SqlStore) -> Desk:
    return Desk(store)


@pytest.mark.slow
async def test_a_deleted_item_is_missing_and_filed_again_under_its_key_on_request(desk: Desk) -> None:
    """Until somebody asks for it, it stays away: somebody wanted it gone."""
    answer = await desk.one_answer()
    row = desk.lists.items.pop(desk.place())
    assert await desk.kinds() == [(REVIEWS, Differs.MISSING)]
    assert len(desk.lists.items) == 1
    assert len(await desk.repaired()) == 1
    assert len(desk.lists.items) == 1
    assert await desk.repaired(str(row.fields["Ref"])) == ()
    again = desk.lists.items[desk.place()]
    assert (again.subject, again.key, again.item_id, again.fields) == (answer, row.key, "", row.fields)
    assert await desk.kinds() == []


async def test_an_answer_nobody_ever_asked_to_be_filed_is_missing_and_is_filed(desk: Desk) -> None:
    """Whatever was forgotten is found."""
    await keep(desk.store, SENT)
    answer = await answered(desk.store)
    await desk.store.write(lambda tx: tx.drop_work(Kind.FILE_ANSWER, answer))
    assert await desk.kinds() == [(REVIEWS, Differs.MISSING)]
    assert await desk.repaired() == ()
    assert await desk.kinds() == []


@pytest.mark.slow
async def test_a_row_that_never_followed_is_behind_and_brought_up_to_date(desk: Desk) -> None:
    """The item keeps its number, and the version that stands there goes along."""
    desk.anew = True
    await desk.one_answer()
    answer = await answered(desk.store, 1, words="Better.")
    await desk.store.write(lambda tx: tx.drop_work(Kind.FILE_ANSWER, answer))
    assert (REVIEWS, Differs.BEHIND) in await desk.kinds()
    await desk.repaired()
    row = desk.lists.items[desk.place()]
    assert (row.fields["WentWell"], row.item_id) == ("Better.", f"item of {row.key}")
    assert await desk.kinds() == []


async def test_words_that_only_the_list_holds_are_never_written_over(desk: Desk) -> None:
    """An older database was put back: the list has the last words, and repairing leaves them there."""
    answer = await desk.one_answer()
    place = desk.place()
    desk.lists.items[place] = replace(desk.lists.items[place], digest="of later words")
    (difference,) = (await desk.found()).differences
    assert (difference.kind, difference.subject) == (Differs.NEWER, answer)
    assert await desk.repaired() == (difference,)
    assert desk.lists.items[place].digest == "of later words"


@pytest.mark.slow
async def test_a_meetings_row_is_the_stores_and_is_written_over(desk: Desk) -> None:
    """Its counts are nobody's words."""
    await desk.one_answer()
    place = desk.place("meetings")
    desk.lists.items[place] = replace(desk.lists.items[place], digest="of later counts")
    assert await desk.kinds() == [(MEETINGS, Differs.NEWER)]
    assert await desk.repaired() == ()
    assert await desk.kinds() == []


@pytest.mark.slow
async def test_an_item_under_another_number_is_taken_over(desk: Desk) -> None:
    """As after the list itself was restored; no second item is made."""
    answer = await desk.one_answer()
    known = await desk.store.read(lambda tx: tx.filed(answer))
    assert known is not None
    await desk.store.write(lambda tx: tx.save_filed(replace(known, item_id="before")))
    assert await desk.kinds() == [(REVIEWS, Differs.ELSEWHERE)]
    await desk.repaired()
    assert await desk.store.read(lambda tx: tx.filed(answer)) == known
    assert len(desk.lists.items) == 2


async def test_words_that_somebody_changed_in_the_list_are_told_every_night_and_left(desk: Desk) -> None:
    """They may have removed a name: the words are not put back."""
    await desk.one_answer()
    desk.lists.changed, desk.lists.spoilt = {desk.place(): "version 2"}, {desk.place()}
    for _ in range(2):
        assert await desk.kinds() == [(REVIEWS, Differs.EDITED)]
    assert len(await desk.repaired()) == 1
    assert len(desk.lists.writes) == 2


@pytest.mark.slow
async def test_a_meetings_row_that_somebody_changed_is_written_again(desk: Desk) -> None:
    """On request only."""
    await desk.one_answer()
    desk.lists.changed, desk.lists.spoilt = (
        {desk.place("meetings"): "version 2"},
        {desk.place("meetings")},
    )
    assert await desk.kinds() == [(MEETINGS, Differs.EDITED)]
    assert await desk.repaired() == ()
    assert (desk.lists.writes[-1].subject, desk.lists.writes[-1].etag) == (MEETING.id, "version 2")


@pytest.mark.slow
async def test_an_item_that_somebody_changed_is_written_again_only_when_named(desk: Desk) -> None:
    """What the store wants has changed too: a name may have been removed there, and would come back."""
    desk.anew = True
    await desk.one_answer()
    place, writes = desk.place(), len(desk.lists.writes)
    answer = await answered(desk.store, 1, words="Better.")
    await desk.store.write(lambda tx: tx.drop_work(Kind.FILE_ANSWER, answer))
    desk.lists.changed = {place: "version 2"}
    (left,) = await desk.repaired()
    assert (left.kind, left.subject) == (Differs.TOUCHED, answer)
    assert [one.subject for one in desk.lists.writes[writes:] if one.subject == answer] == []
    assert await desk.repaired(left.ref) == ()
    assert (desk.lists.writes[-1].subject, desk.lists.writes[-1].etag) == (answer, "version 2")


@pytest.mark.slow
async def test_an_item_whose_words_were_seen_since_it_was_changed_is_brought_up_to_date(desk: Desk) -> None:
    """A coordinator marked it as checked, and the night after that our columns still said what we wrote."""
    desk.anew = True
    await desk.one_answer()
    desk.lists.changed = {desk.place(): "version 2"}
    assert await desk.kinds() == []
    answer = await answered(desk.store, 1, words="Better.")
    await desk.store.write(lambda tx: tx.drop_work(Kind.FILE_ANSWER, answer))
    assert (REVIEWS, Differs.BEHIND) in await desk.kinds()
    assert await desk.repaired() == ()
    assert answer in {one.subject for one in desk.lists.writes[2:]}


@pytest.mark.slow
async def test_words_filed_again_by_name_are_written_whole(desk: Desk) -> None:
    """Whoever names the answer has looked at it: no column is left alone."""
    desk.anew = True
    await desk.one_answer()
    answer = await answered(desk.store, 1, q2="Better.")
    await desk.store.write(lambda tx: tx.drop_work(Kind.FILE_ANSWER, answer))
    desk.lists.changed = {desk.place(): "version 2"}
    (left,) = await desk.repaired()
    await desk.repaired(left.ref)
    assert (desk.lists.writes[-1].subject, desk.lists.writes[-1].as_before) == (answer, frozenset())
