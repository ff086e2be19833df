"""What a board that is not quorate is told on the day: who has to agree afterwards (content.md, section 15)."""

from __future__ import annotations

import pytest

from practice.boards import Seat, SeatRole
from practice.quorum import judge
from practice.quorum_rules import QuorumRule, Share
from practice.quorum_words import day_in_words
from tests.practice.test_quorum import DAY, FOUR, PARTNERS, STATUTORY, YES, seat, with_seats

GROUPS = QuorumRule(members=4, agencies=3, among=("Health", "Police"))
HEALTH, POLICE = seat("h", agency="Health", group="Health"), seat("p", agency="Police", group="Police")
CHAIR = seat("chair", role=SeatRole.ADVISING, chair=True)


@pytest.mark.parametrize(
    ("rule", "seats", "coming", "missing"),
    [
        (QuorumRule(share=Share.MORE_THAN_HALF), FOUR, "ab", "one or more other members"),
        (QuorumRule(share=Share.MORE_THAN_HALF), FOUR, "a", "two more members"),
        (STATUTORY, PARTNERS, "", "Council, Police and Health"),
        (QuorumRule(members=1, agencies=2), FOUR, "", "people from two more agencies"),
        (QuorumRule(members=1, agencies=2), FOUR, "a", "people from one more agency"),
        (QuorumRule(members=4, agencies=2), FOUR, "a", "people from one more agency and two more members"),
        (GROUPS, (HEALTH, POLICE, *FOUR), "abc", "Health and Police"),
        (GROUPS, (HEALTH, POLICE, *FOUR), "hp", "people from one more agency and one or more other members"),
        (QuorumRule(members=1, chair=True), (CHAIR, *FOUR), "a", "the chair or vice-chair"),
    ],
)
def test_who_has_to_agree_is_named(
    rule: QuorumRule, seats: tuple[Seat, ...], coming: str, missing: str
) -> None:
    """First who must be there, then how many more; nobody is asked for who is there."""
    board = with_seats(rule, *seats)
    judged = judge(board, DAY, {f"{name}@example.org": YES for name in coming})
    assert day_in_words(judged, board) == (
        "The board can discuss but not decide. Decisions are noted as provisional. "
        f"They stand when {missing} agree in writing within ten working days."
    )
