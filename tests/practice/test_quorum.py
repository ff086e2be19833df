"""Whether a board can decide: its rule, its seats and what people have answered."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from practice.boards import Board, Seat, SeatRole
from practice.quorum import Reply, SeatAnswer, Verdict, judge
from practice.quorum_rules import QuorumRule, Share
from practice.quorum_words import answer_in_words, body_in_words, wishes_in_words
from tests.practice.boards_made import BEXLEY, QEB

DAY = date(2016, 11, 24)
YES, NO, MAYBE, NONE = Reply.ACCEPTED, Reply.DECLINED, Reply.TENTATIVE, Reply.NONE
CANNOT, NOT_YET, QUORATE = Verdict.CANNOT, Verdict.NOT_YET, Verdict.QUORATE


def board(key: str) -> Board:
    found = BEXLEY.board(key)
    assert found
    return found


def seat(key: str, **more: object) -> Seat:
    made = Seat(key, key.title(), key.title(), holder=f"{key}@example.org", group=key.title())
    return replace(made, **more)  # type: ignore[arg-type]


def with_seats(rule: QuorumRule, *seats: Seat) -> Board:
    return replace(QEB, seats=seats, quorum="the rule", quorum_rule=rule)


def verdict(of: Board, **answers: Reply) -> Verdict:
    return judge(of, DAY, {f"{key}@example.org": answer for key, answer in answers.items()}).verdict


def said(of: Board, **answers: Reply) -> str:
    judged = judge(of, DAY, {f"{key}@example.org": answer for key, answer in answers.items()})
    return body_in_words(judged, of)


HALF = QuorumRule(share=Share.HALF)
MORE = QuorumRule(share=Share.MORE_THAN_HALF)
FOUR = tuple(seat(key) for key in ("a", "b", "c", "d"))


@pytest.mark.parametrize(
    ("rule", "seats", "needed"),
    [(HALF, 4, 2), (HALF, 5, 3), (HALF, 0, 1), (MORE, 4, 3), (MORE, 5, 3), (MORE, 0, 1)],
)
def test_a_share_is_of_the_filled_seats(rule: QuorumRule, seats: int, needed: int) -> None:
    """Half is rounded up, more than half is more than it, and nobody is never enough."""
    assert rule.needed(seats) == needed
    assert judge(with_seats(rule, *(seat(f"s{n}") for n in range(seats))), DAY, {}).needed == needed


def test_a_fixed_number_does_not_follow_the_seats() -> None:
    """Six are six; a rule that asks for nobody in particular still asks for somebody."""
    assert QuorumRule(members=6).needed(20) == 6
    assert QuorumRule().needed(0) == 1


def test_the_board_is_quorate_when_enough_have_accepted() -> None:
    """Until then it is not yet, and when too many have declined it cannot be."""
    four = with_seats(MORE, *FOUR)
    assert verdict(four, a=YES, b=YES) is NOT_YET
    assert verdict(four, a=YES, b=YES, c=YES) is QUORATE
    assert verdict(four, a=YES, b=YES, c=NO, d=NO) is CANNOT
    assert verdict(four, a=YES, b=YES, c=NO, d=MAYBE) is NOT_YET
    assert said(four, a=YES) == "1 of 3 seats have accepted."
    one = with_seats(QuorumRule(members=1), *FOUR)
    assert said(one, a=YES, b=YES) == "2 seats have accepted. 1 is needed."


def test_a_vacant_seat_is_not_counted_among_the_filled() -> None:
    """Vacant also on the day alone, when somebody has left by then."""
    left = seat("d", last=date(2016, 11, 1))
    vacant = seat("c", holder="")
    assert judge(with_seats(MORE, *FOUR[:2], vacant, left), DAY, {}).needed == 2


def test_observers_and_advisers_never_count() -> None:
    """They have no row, and their acceptance changes nothing."""
    watching = with_seats(MORE, *FOUR, seat("o", role=SeatRole.OBSERVING), seat("p", role=SeatRole.ADVISING))
    assert verdict(watching, a=YES, b=YES, o=YES, p=YES) is NOT_YET
    assert [row.seat.key for row in judge(watching, DAY, {}).rows] == ["a", "b", "c", "d"]


STATUTORY = QuorumRule(share=Share.HALF, statutory=True)
PARTNERS = (
    seat("council", statutory=True),
    seat("police", statutory=True, deputy="deputy@example.org"),
    seat("health", statutory=True),
)


def test_each_statutory_partner_must_come() -> None:
    """However many others do; and the sentence names who is missing, and why."""
    qeb = with_seats(STATUTORY, *PARTNERS, *FOUR)
    others = dict.fromkeys("abcd", YES)
    assert verdict(qeb, **others, council=YES, police=YES) is NOT_YET
    assert verdict(qeb, **others, council=YES, police=YES, health=YES) is QUORATE
    assert verdict(qeb, **others, council=YES, police=YES, health=NO) is CANNOT
    assert said(qeb, **others, council=YES, health=NO) == (
        "5 seats have accepted. 4 are needed. Still needed: Police (no answer), Health (declined, no deputy)."
    )
    assert said(qeb, council=YES, police=YES, health=YES) == (
        "3 of 4 seats have accepted. All three safeguarding partners have accepted."
    )


def test_a_vacant_statutory_seat_means_not_quorate() -> None:
    """As it stands, even when everybody else comes."""
    qeb = with_seats(STATUTORY, *PARTNERS[:2], seat("health", statutory=True, holder=""))
    assert verdict(qeb, council=YES, police=YES) is CANNOT
    assert said(qeb, council=YES, police=YES).endswith("Still needed: Health (seat vacant).")


@pytest.mark.parametrize(
    ("own", "deputy", "answer"),
    [
        (YES, None, "accepted"),
        (NO, None, "declined, deputy not asked"),
        (NO, NONE, "declined, deputy asked"),
        (NO, MAYBE, "maybe"),
        (NO, NO, "declined, no deputy"),
        (NO, YES, "accepted, deputy coming"),
        (NONE, YES, "accepted, deputy coming"),
        (MAYBE, None, "maybe"),
        (NONE, None, "no answer"),
    ],
)
def test_a_seat_stands_as_its_holder_and_deputy_have_answered(
    own: Reply, deputy: Reply | None, answer: str
) -> None:
    """In the words of the card; a deputy who has not been asked is not in the answers."""
    answers = {"police@example.org": own, **({"deputy@example.org": deputy} if deputy else {})}
    (row,) = judge(with_seats(STATUTORY, PARTNERS[1]), DAY, answers).rows
    assert answer_in_words(row) == answer


def test_a_deputy_makes_a_partner_present() -> None:
    """And as long as the deputy may still be asked, the board may still be quorate."""
    qeb = with_seats(STATUTORY, *PARTNERS)
    assert verdict(qeb, council=YES, health=YES, police=NO, deputy=YES) is QUORATE
    assert verdict(qeb, council=YES, health=YES, police=NO) is NOT_YET


def test_a_person_who_sits_twice_counts_once() -> None:
    """For the statutory seat where one of the two is; the other says so."""
    stands_in = seat("police", statutory=True, deputy="a@example.org")
    both = with_seats(QuorumRule(members=2, statutory=True), seat("a"), stands_in)
    judged = judge(both, DAY, {"a@example.org": YES, "police@example.org": NO})
    assert (judged.verdict, judged.accepted) == (CANNOT, 1)
    assert [answer_in_words(row) for row in judged.rows] == [
        "sits twice, counted once",
        "accepted, deputy coming",
    ]


def test_the_deputy_of_somebody_who_sits_twice_fills_the_other_seat() -> None:
    """Who holds both comes for one of them."""
    second = seat("b", deputy="d@example.org")
    both = with_seats(QuorumRule(members=2), seat("a"), replace(second, holder="a@example.org"))
    judged = judge(both, DAY, {"a@example.org": YES, "d@example.org": YES})
    assert (judged.verdict, judged.accepted) == (Verdict.QUORATE, 2)
    assert [row.answer for row in judged.rows] == [SeatAnswer.ACCEPTED, SeatAnswer.DEPUTY]


def test_a_deputy_with_a_seat_of_their_own_does_not_answer_for_somebody_else() -> None:
    """While the holder may still come, the deputy's acceptance is for their own seat."""
    stands_in = seat("police", deputy="a@example.org")
    judged = judge(with_seats(MORE, seat("a"), stands_in), DAY, {"a@example.org": YES})
    assert [row.answer for row in judged.rows] == [SeatAnswer.ACCEPTED, SeatAnswer.NO_ANSWER]


def test_the_hub_needs_six_from_four_agencies_with_three_groups_among_them() -> None:
    """Children's social care, health and police."""
    hub = board("learning-hub")
    holders = [one.holder for one in hub.seats if one.role is SeatRole.VOTING and one.holder]
    everybody = dict.fromkeys(holders, YES)
    assert judge(hub, DAY, everybody).verdict is QUORATE
    assert body_in_words(judge(hub, DAY, everybody), hub) == (
        "8 seats have accepted. 6 are needed. Accepted: Children's social care, Health, Police."
    )
    without = {holder: YES for holder in holders if "health" not in holder}
    assert judge(hub, DAY, without).verdict is NOT_YET
    assert "Health (no answer)" in body_in_words(judge(hub, DAY, without), hub)


def test_members_come_from_enough_agencies() -> None:
    """Two of one agency are two members and one agency."""
    rule = QuorumRule(members=2, agencies=2)
    hub = with_seats(rule, seat("a", agency="Health"), seat("b", agency="health"), seat("c"))
    assert verdict(hub, a=YES, b=YES) is NOT_YET
    assert said(hub, a=YES, b=YES) == (
        "2 of 2 seats have accepted. Still needed: members from two agencies (one so far)."
    )
    many = with_seats(QuorumRule(members=1, agencies=11), seat("a"))
    assert "members from 11 agencies" in said(many, a=YES)


def test_a_group_nobody_sits_for_can_never_come() -> None:
    """The sentence says that the seat is vacant."""
    hub = with_seats(QuorumRule(members=1, among=("Police",)), seat("a"))
    assert verdict(hub, a=YES) is CANNOT
    assert said(hub, a=YES).endswith("Still needed: Police (seat vacant).")


def test_the_chair_or_vice_chair_must_come_and_need_not_vote() -> None:
    """Either will do, and neither is counted where it has no vote."""
    chair = seat("chair", role=SeatRole.ADVISING, chair=True)
    vice = seat("vice", chair=True)
    whole = with_seats(QuorumRule(share=Share.HALF, chair=True), chair, vice, *FOUR)
    assert verdict(whole, a=YES, b=YES, c=YES) is NOT_YET
    assert verdict(whole, a=YES, b=YES, c=YES, chair=YES) is QUORATE
    assert verdict(whole, a=YES, b=YES, vice=YES) is QUORATE
    assert verdict(whole, a=YES, b=YES, c=YES, chair=NO, vice=NO) is CANNOT
    assert said(whole, a=YES, chair=NO).endswith("Still needed: chair or vice-chair (no answer).")


def test_a_chair_who_stands_in_for_a_seat_is_still_in_the_chair() -> None:
    """They count once among the members, and lead the meeting all the same."""
    chair = seat("chair", role=SeatRole.ADVISING, chair=True)
    whole = with_seats(QuorumRule(members=1, chair=True), chair, seat("a", deputy="chair@example.org"))
    assert verdict(whole, a=NO, chair=YES) is QUORATE


def test_a_lay_member_is_wished_for_where_one_is_appointed() -> None:
    """It is said, and stops nothing."""
    rule = QuorumRule(members=1, wished=("Lay member",))
    lay = seat("lay", agency="Lay member")
    whole = with_seats(rule, seat("a"), lay)
    judged = judge(whole, DAY, {"a@example.org": YES})
    assert judged.verdict is QUORATE
    assert wishes_in_words(judged) == ["Lay member: nobody has accepted. The board can decide all the same."]
    assert judge(whole, DAY, {"lay@example.org": YES}).wished == ()
    assert judge(with_seats(rule, seat("a"), replace(lay, holder="")), DAY, {}).wished == ()


def test_a_single_partner_is_named() -> None:
    """Nobody says "all one"."""
    alone = with_seats(STATUTORY, PARTNERS[0])
    assert said(alone, council=YES) == "1 of 1 seats have accepted. Accepted: Council."
