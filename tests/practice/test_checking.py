"""A list beside the store: what differs, what only waits, and what filing again puts right."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from practice.accounting import Amiss
from practice.check_words import amiss_words, check_line, difference_words, gone_words
from practice.checking import Difference, Differs, Standing, Wanted, compare, next_check
from practice.filing import MEETINGS, REVIEWS

FILED = Wanted("answer-1", "BTP-7KQ4", "key-1", "new", "7", "v1", "new")
ITEM = Standing("7", "key-1", "new", "v1")


def kinds(wanted: Wanted, *standing: Standing) -> list[Differs]:
    """The kinds of difference between one wanted item and what stands."""
    return [one.kind for one in compare(REVIEWS, [wanted], standing).differences]


def changed(**values: object) -> Wanted:
    """The filed item with something else about it."""
    return Wanted(**{**{name: getattr(FILED, name) for name in FILED.__slots__}, **values})


@pytest.mark.parametrize(
    ("wanted", "standing", "expected"),
    [
        (FILED, (ITEM,), []),
        (FILED, (), [Differs.MISSING]),
        (changed(key=""), (), [Differs.MISSING]),
        (changed(digest="newer"), (ITEM,), [Differs.BEHIND]),
        (FILED, (Standing("7", "key-1", "other", "v1"),), [Differs.NEWER]),
        (FILED, (Standing("8", "key-1", "new", "v1"),), [Differs.ELSEWHERE]),
        (FILED, (ITEM, Standing("8", "key-1", "new")), [Differs.TWICE]),
        (FILED, (ITEM, Standing("9", "key-9", "x")), [Differs.UNKNOWN]),
        (FILED, (Standing("7", "", "new", "v1"),), [Differs.KEYLESS]),
        (FILED, (Standing("7"),), [Differs.KEYLESS]),
        (FILED, (Standing("8", "", "new", "v1"), Standing("9")), [Differs.MISSING]),
        (changed(waiting=True), (Standing("7", "", "new", "v1"),), []),
        (changed(waiting=True), (), []),
        (changed(waiting=True, digest="newer"), (ITEM,), []),
        (changed(waiting=True), (ITEM, Standing("8", "key-1")), [Differs.TWICE]),
    ],
)
def test_each_way_to_differ_has_a_name(
    wanted: Wanted, standing: tuple[Standing, ...], expected: list[Differs]
) -> None:
    """What waits to be filed differs by right."""
    assert kinds(wanted, *standing) == expected


def test_a_difference_names_a_reference_and_the_item() -> None:
    """What only the list knows has nothing but the item's number."""
    stray = Standing("9", "key-9", "x")
    assert compare(REVIEWS, [FILED], [stray]).differences == (
        Difference(Differs.UNKNOWN, REVIEWS, "9", item=stray),
        Difference(Differs.MISSING, REVIEWS, "BTP-7KQ4", "answer-1", was_filed=True),
    )


def test_items_made_by_hand_are_counted_and_left_alone() -> None:
    """They have no key."""
    found = compare(REVIEWS, [FILED], [ITEM, Standing("3"), Standing("4")])
    assert (found.differences, found.by_hand, found.waiting) == ((), 2, 0)


def test_a_version_that_is_not_ours_is_to_be_looked_into() -> None:
    """Somebody changed the item, perhaps in a column of their own; what waits is written again anyway."""
    later = Standing("7", "key-1", "new", "v2")
    assert compare(REVIEWS, [FILED], [later]).touched == {"answer-1": later}
    assert compare(REVIEWS, [FILED], [ITEM]).touched == {}
    found = compare(REVIEWS, [changed(waiting=True)], [later])
    assert (found.touched, found.waiting) == ({}, 1)


@pytest.mark.parametrize("why", [{"meant": True}, {"taken_back": True}])
def test_an_item_that_was_deleted_on_purpose_is_no_difference_and_is_still_told(why: dict[str, bool]) -> None:
    """One that stands is what it is."""
    one = changed(**why)
    found = compare(REVIEWS, [one], ())
    assert (found.differences, [each.ref for each in found.gone]) == ((), ["BTP-7KQ4"])
    assert gone_words(found.gone[0]).startswith("BTP-7KQ4 was ")
    assert compare(REVIEWS, [one], [ITEM]).gone == ()


def test_what_never_stood_is_missed_unless_it_was_meant() -> None:
    """What an answer that was taken back leaves is filed all the same; a list that was made anew has no items yet."""
    assert kinds(changed(item_id="", taken_back=True)) == [Differs.MISSING]
    assert kinds(changed(item_id="", meant=True)) == []
    assert compare(REVIEWS, [changed(meant=True)], [ITEM]).restored == {"answer-1"}
    assert compare(REVIEWS, [changed(meant=True)], ()).restored == frozenset()


@pytest.mark.parametrize("kind", [Differs.NEWER, Differs.TOUCHED])
def test_what_was_taken_back_is_emptied_whatever_stands_there(kind: Differs) -> None:
    """Taking back is final, so these are nobody's last words."""
    one = Difference(kind, REVIEWS, "BTP-7KQ4", taken_back=True)
    assert (one.mendable, one.only_when_named) == (True, False)
    differs, remedy = difference_words(one)
    assert differs.startswith("BTP-7KQ4 was taken back by its writer")
    assert remedy == "`reconcile --repair` empties it."


@pytest.mark.parametrize("kind", Differs)
def test_filing_again_mends_only_what_loses_nothing(kind: Differs) -> None:
    """Words that only the list holds, and items that only the list knows, are left to a person."""
    in_reviews = {Differs.MISSING, Differs.BEHIND, Differs.ELSEWHERE}
    in_meetings = in_reviews | {Differs.NEWER, Differs.EDITED}
    assert Difference(kind, REVIEWS, "BTP-7KQ4").mendable == (kind in in_reviews)
    assert Difference(kind, MEETINGS, "BTP-M2QK").mendable == (kind in in_meetings)


def found_in(where: str, wanted: Wanted, *standing: Standing) -> Difference:
    """The one difference."""
    (one,) = compare(where, [wanted], standing).differences
    return one


@pytest.mark.parametrize("item_id", ["7", "8"])
def test_an_answer_that_somebody_changed_in_the_list_is_written_again_only_when_named(item_id: str) -> None:
    """A type was renamed since, and a name may have been taken out of its words; a meeting's row has no words."""
    wanted, item = changed(digest="renamed"), Standing(item_id, "key-1", "new", "v2")
    review = found_in(REVIEWS, wanted, item)
    assert (review.kind, review.mendable, review.only_when_named) == (Differs.TOUCHED, False, True)
    assert "`reconcile --repair --again BTP-7KQ4`" in difference_words(review)[1]
    assert found_in(MEETINGS, wanted, item).mendable
    assert found_in(REVIEWS, wanted, ITEM).mendable, "nobody changed it"


def test_an_answer_that_somebody_deleted_is_filed_again_only_when_named() -> None:
    """There may be a reason; what never stood there, and a meeting's row, may be made."""
    deleted = found_in(REVIEWS, FILED)
    assert (deleted.mendable, deleted.only_when_named) == (False, True)
    assert "deleted it for a reason" in difference_words(deleted)[1]
    assert "`reconcile --repair --again BTP-7KQ4`" in difference_words(deleted)[1]
    assert found_in(REVIEWS, changed(item_id="", etag="", filed_digest="")).mendable
    assert found_in(MEETINGS, FILED).mendable


@pytest.mark.parametrize("kind", Differs)
def test_every_difference_is_said_with_what_can_be_done(kind: Differs) -> None:
    """The sentence has the reference and the list; where filing again helps, the command is named."""
    one = Difference(kind, MEETINGS, "BTP-M2QK")
    differs, remedy = difference_words(one)
    assert "BTP-M2QK" in differs
    assert MEETINGS in differs
    assert remedy.startswith("`reconcile --repair`") == one.mendable


@pytest.mark.parametrize("amiss", Amiss)
def test_every_disagreement_of_messages_is_said(amiss: Amiss) -> None:
    """With the request's id."""
    assert "prompt-1" in amiss_words(amiss, "prompt-1")[0]
    assert amiss_words(amiss, "prompt-1")[1].endswith("Back to Practice.")


MARCH = datetime(2026, 3, 17, 9, tzinfo=UTC)


@pytest.mark.parametrize(
    ("now", "at"),
    [
        (datetime(2026, 1, 13, 1, 59, tzinfo=UTC), datetime(2026, 1, 13, 2, tzinfo=UTC)),
        (datetime(2026, 1, 13, 2, tzinfo=UTC), datetime(2026, 1, 14, 2, tzinfo=UTC)),
        (datetime(2026, 7, 13, 12, tzinfo=UTC), datetime(2026, 7, 14, 1, tzinfo=UTC)),
        (datetime(2026, 7, 13, 23, 30, tzinfo=UTC), datetime(2026, 7, 14, 1, tzinfo=UTC)),
        # The night in which summer time begins, and the one in which it ends.
        (datetime(2026, 3, 28, 2, tzinfo=UTC), datetime(2026, 3, 29, 1, tzinfo=UTC)),
        (datetime(2026, 3, 29, 1, tzinfo=UTC), datetime(2026, 3, 30, 1, tzinfo=UTC)),
        (datetime(2026, 10, 24, 1, tzinfo=UTC), datetime(2026, 10, 25, 2, tzinfo=UTC)),
        (datetime(2026, 10, 25, 2, tzinfo=UTC), datetime(2026, 10, 26, 2, tzinfo=UTC)),
    ],
)
def test_the_comparison_is_at_two_in_london_every_night(now: datetime, at: datetime) -> None:
    """Once a night, also when the clocks change."""
    assert next_check(now) == at


def test_one_line_says_when_and_what() -> None:
    """Equal or not, never yet, and long ago."""
    assert "not compared yet" in check_line(None, {}, MARCH)
    last_night = datetime(2026, 3, 17, 2, tzinfo=UTC)
    assert check_line(last_night, {}, MARCH) == "Compared on Tuesday 17 March at 2am: nothing differs."
    told = check_line(last_night, {"missing": 2, "unending": 1}, MARCH)
    assert told == (
        "Compared on Tuesday 17 March at 2am: 2 missing from a list, 1 open without an end. "
        "`back-to-practice reconcile` lists them."
    )
    assert "does not get through" in check_line(last_night, {}, MARCH + timedelta(days=2))


@pytest.mark.parametrize("kind", [*Differs, *Amiss])
def test_every_kind_can_be_counted_in_the_line(kind: str) -> None:
    """No kind is without words."""
    assert "3 " in check_line(MARCH, {kind: 3}, MARCH)
