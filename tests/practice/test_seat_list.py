"""Who sits where by the Seats list, what is wrong with it, and which events follow."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from practice.boards import EventState, Seat, SeatRole
from practice.partnership import Partnership
from practice.people import Agency
from practice.reseating import reseated
from practice.seat_list import (
    KeptSeats,
    ListedSeat,
    SeatChanges,
    UnreadableRow,
    after_changes,
    after_lookup,
    seated,
)
from practice.seat_seed import seat_row, unknown_cells
from tests.practice.boards_made import HUB, PRESENT_DAY
from tests.practice.events_made import standing

CHIEF, NEXT, FAR = "chief@police.example.org", "next@police.example.org", "chief@police.example.net"
RULES: Partnership = replace(PRESENT_DAY, boards=(HUB,), domains=("police.example.org",))
ITEM = ListedSeat("1", "learning-hub/police", "learning hub", "Police", "The police", "Advising", holder="7")
READ = datetime(2026, 4, 1, 8, tzinfo=UTC)
KEPT = KeptSeats((ITEM,), {"7": CHIEF, "8": NEXT, "9": FAR}, read_at=READ)


def of(*items: ListedSeat, **more: object) -> KeptSeats:
    return replace(KEPT, items=items, **more)  # type: ignore[arg-type]


def faults(*items: ListedSeat, **more: object) -> list[str]:
    return [fault.sentence for fault in seated(RULES, of(*items, **more))[1]]


def test_the_list_says_who_sits_on_a_board_and_as_what() -> None:
    """Once it was read; before that the partnership's file does."""
    found, wrong = seated(RULES, of(replace(ITEM, deputy="8", statutory=True)))
    (seat,) = found.boards[0].seats
    assert (seat.holder, seat.deputy, seat.agency) == (CHIEF, NEXT, "The police")
    assert (seat.role, seat.statutory, wrong) == (SeatRole.ADVISING, True, ())
    assert seated(RULES, None) == seated(RULES, replace(KEPT, read_at=None)) == (RULES, ())


def test_quorum_is_counted_of_the_lists_seats_as_of_the_files() -> None:
    """Whose chair it is stands in the file alone; the group follows from the holder's address."""
    chairs = replace(HUB, seats=(replace(HUB.seats[0], chair=True),))
    mine = replace(ITEM, ref=f"{HUB.key}/{HUB.seats[0].key}")
    police = Agency("police", "Police", "Police", ("police.example.org",))
    rules = replace(RULES, boards=(chairs,), agencies=(police,))
    (seat,) = seated(rules, of(mine))[0].boards[0].seats
    assert (seat.chair, seat.group) == (True, "Police")
    (other,) = seated(replace(rules, agencies=()), of(replace(mine, ref="")))[0].boards[0].seats
    assert (other.chair, other.group) == (False, "")


def test_seats_stand_in_the_files_order() -> None:
    """Batches write them in any order, and an invitation that lists deputies is not to be worded anew for that."""
    rules = replace(RULES, boards=(replace(HUB, seats=(Seat("chair", "Chair", "Chair"), *HUB.seats)),))
    chair, late = (
        replace(ITEM, id="12", ref="learning-hub/chair", name="Chair"),
        replace(ITEM, id="9", ref=""),
    )
    found = seated(rules, of(late, replace(late, id="10"), ITEM, chair))[0].boards[0].seats
    assert [seat.key for seat in found] == ["12", "1", "9", "10"]


def test_an_empty_cell_is_a_vacancy() -> None:
    """Nobody is invited for it; that is shown among the vacancies."""
    found, wrong = seated(RULES, of(replace(ITEM, holder="", agency="", role="")))
    (seat,) = found.boards[0].seats
    assert (seat.holder, seat.agency, seat.role, wrong) == ("", "Police", SeatRole.VOTING, ())


FAULTS = [
    (replace(ITEM, board="Old board"), "Seats list: Police is on Old board, which is no board"),
    (replace(ITEM, board=""), "Seats list: Police is on -, which is no board"),
    (replace(ITEM, holder="9"), "the holder chief@police.example.net has an address in no domain"),
    (replace(ITEM, deputy="9"), "the deputy chief@police.example.net has an address in no domain"),
    (replace(ITEM, holder="10"), "the holder has no mail address on the boards site"),
    (
        replace(ITEM, first=date(2026, 6, 1), last=date(2026, 5, 1)),
        "From, Monday 1 June 2026, is after To, Friday 1 May 2026",
    ),
]


@pytest.mark.parametrize(("item", "words"), FAULTS)
def test_a_fault_is_said_in_a_sentence(item: ListedSeat, words: str) -> None:
    """With the seat, and who it is."""
    assert words in faults(item)[0]


def test_nobody_outside_the_domains_is_invited() -> None:
    """Neither as holder nor as deputy."""
    (seat,) = seated(RULES, of(replace(ITEM, holder="9", deputy="9")))[0].boards[0].seats
    assert (seat.holder, seat.deputy) == ("", "")


def test_the_seat_of_somebody_who_left_is_vacant_though_the_list_names_them() -> None:
    """A deputy who left is nobody's deputy; both are said."""
    left = of(replace(ITEM, deputy="8"), left=(CHIEF, NEXT))
    found, wrong = seated(RULES, left)
    (seat,) = found.boards[0].seats
    assert (seat.holder, seat.deputy, seat.left) == ("", "", CHIEF)
    assert [fault.sentence for fault in wrong] == [
        f"{CHIEF} has left. The Police seat on Learning Hub is vacant. Who takes it?",
        f"{NEXT} has left, and was the deputy of the Police seat on Learning Hub. Who takes it?",
    ]


def test_who_is_not_found_on_two_days_has_left() -> None:
    """One empty answer of the directory takes nobody off a board. Who is found again has not left."""
    day = READ.date()
    once = after_lookup(KEPT, [CHIEF], day)
    assert once.left == after_lookup(once, [CHIEF], day).left == ()
    twice = after_lookup(once, [CHIEF, NEXT], day + timedelta(days=1))
    assert twice.left == (CHIEF,)
    assert after_lookup(twice, [], day + timedelta(days=2)) == KEPT
    earlier = replace(KEPT, left=(CHIEF,))
    assert after_lookup(earlier, [CHIEF], day).left == (CHIEF,)


def test_one_person_in_two_seats_is_said_once_for_each_time_together() -> None:
    """Two seats one after the other are no fault."""
    other = replace(ITEM, id="2", name="Chair")
    assert faults(ITEM, other) == [
        f"Learning Hub: {CHIEF} sits twice, as Police and as Chair, and is counted once."
    ]
    later = replace(other, first=date(2027, 1, 1))
    assert faults(replace(ITEM, last=date(2026, 12, 31)), later) == []
    assert faults(ITEM, replace(other, holder="8")) == []
    assert faults(replace(ITEM, holder=""), replace(other, holder="")) == []


def test_a_board_without_a_seat_in_the_list_keeps_those_of_the_file() -> None:
    """An emptied list uninvites nobody."""
    found, wrong = seated(RULES, of())
    assert found.boards == RULES.boards
    (fault,) = wrong
    assert (
        fault.sentence
        == "Learning Hub: the Seats list has no seat of it. Those of the partnership file count."
    )
    bare = replace(RULES, boards=(replace(HUB, seats=()),))
    assert seated(bare, of()) == (bare, ())


def test_somebody_the_site_does_not_know_counts_until_the_cell_is_filled() -> None:
    """An empty cell of the seed is nobody's resignation."""
    empty = replace(ITEM, holder="")
    kept = of(empty, waiting={"learning-hub/police/holder": CHIEF})
    found, (fault,) = seated(RULES, kept)
    assert found.boards[0].seats[0].holder == CHIEF
    assert "the boards site does not know the holder chief@police.example.org" in fault.sentence
    same = SeatChanges((), (), "", whole=False)
    assert after_changes(kept, same) == kept
    filled = after_changes(kept, replace(same, items=(replace(empty, holder="8"),)))
    assert filled.waiting == {}


def test_changes_replace_add_and_take_away() -> None:
    """Read from the start, what is not there is gone."""
    second = replace(ITEM, id="2")
    changed = replace(ITEM, name="The police")
    part = after_changes(of(ITEM, second), SeatChanges((changed,), ("2", "3"), "", whole=False))
    assert part.items == (changed,)
    assert after_changes(of(ITEM), SeatChanges((second,), (), "", whole=True)).items == (second,)


def test_a_row_that_cannot_be_read_counts_as_it_was_read_before() -> None:
    """And is said until it can be read, or is gone; the site's numbers for people are no content."""
    wrong = UnreadableRow("1", ("StartsOn", "Role"), ITEM.ref)
    second = replace(ITEM, id="2", ref="")
    now = of(ITEM, second)
    for whole in (False, True):
        now = after_changes(now, SeatChanges((second,), (), "", whole, unreadable=(wrong,)))
        assert (set(now.items), now.unreadable) == ({ITEM, second}, (wrong,))
        assert "Seats list: row 1 cannot be read: Role, StartsOn." in " ".join(
            faults(*now.items, unreadable=(wrong,))
        )
    later = after_changes(now, SeatChanges((), (), "", whole=False))
    assert later.unreadable == (wrong,)
    assert after_changes(now, SeatChanges((ITEM,), (), "", whole=False)).unreadable == ()
    assert after_changes(now, SeatChanges((), ("1",), "", whole=False)).unreadable == ()


def test_a_row_that_never_could_be_read_is_the_files_seat() -> None:
    """Nobody loses a seat by it. One that is no seat of the file has no column either that we could name."""
    seat = Seat("police", "Police", "Police", holder=CHIEF)
    rules = replace(RULES, boards=(replace(HUB, seats=(seat,)),))
    other = replace(ITEM, id="2", ref="", holder="8")
    unknown = UnreadableRow("3", (), "")
    kept = of(other, unreadable=(UnreadableRow("1", ("Role",), "learning-hub/police"), unknown))
    found, wrong = seated(rules, kept)
    assert [one.holder for one in found.boards[0].seats] == [NEXT, CHIEF]
    assert "row 3 cannot be read: -." in " ".join(fault.sentence for fault in wrong)


def test_a_row_is_the_seat_with_the_sites_numbers() -> None:
    """Its key comes from board and seat, so that writing it again makes no second item."""
    seat = Seat("police", "Police", "The police", holder="Chief@police.example.org", deputy=NEXT)
    row = seat_row(HUB, seat, {CHIEF: "7"})
    assert (row.subject, row.fields["Title"], row.fields["Board"]) == (
        "learning-hub/police",
        "Police",
        HUB.name,
    )
    assert (row.fields["HolderLookupId"], row.fields["DeputyLookupId"]) == (7, None)
    assert (row.fields["StartsOn"], row.fields["EndsOn"]) == (None, None)
    day = date(2026, 4, 1)
    other = seat_row(HUB, replace(seat, first=day, last=day), {})
    assert (other.key, other.fields["StartsOn"], other.fields["EndsOn"]) == (row.key, day, day)
    assert other.digest != row.digest
    board = replace(HUB, seats=(seat, replace(seat, key="chair", holder="", deputy="")))
    assert unknown_cells([board], {CHIEF: "7"}) == {"learning-hub/police/deputy": NEXT}


def test_only_events_to_come_with_other_people_follow() -> None:
    """What was held, cancelled or is as it should be is left alone, and so is a board nobody knows."""
    event = replace(next(one for one in standing() if one.meeting.board == HUB.key), attendees=(CHIEF,))
    day = event.meeting.starts_at.date()
    board = replace(
        HUB, seats=(Seat("a", "A", "A", holder=NEXT), Seat("b", "B", "B"), Seat("c", "C", "C", holder=NEXT))
    )
    boards = {HUB.key: board}
    assert list(reseated([event], boards, day)) == [
        replace(event, attendees=(NEXT,), state=EventState.WANTED)
    ]
    assert list(reseated([event], boards, date.max)) == []
    assert list(reseated([event], {}, day)) == []
    assert list(reseated([replace(event, state=EventState.CANCELLED)], boards, day)) == []
    assert list(reseated([replace(event, attendees=(NEXT,))], boards, day)) == []
