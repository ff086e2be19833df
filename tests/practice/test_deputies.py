"""A deputy's answer in Teams counts until Outlook knows better, and each is asked once."""

from __future__ import annotations

from dataclasses import replace

import pytest

from practice.boards import Seat
from practice.deputies import Said, to_ask, to_remind, with_deputies
from practice.quorum import Reply, SeatAnswer, judge
from practice.quorum_rules import QuorumRule
from tests.practice.boards_made import HUB
from tests.practice.test_quorum import DAY

POLICE = Seat("police", "Police", "Police", holder="police@example.org", deputy="deputy@example.org")
HEALTH = Seat("health", "Health", "Health", holder="health@example.org", deputy="deputy@example.org")
BOARD = replace(HUB, seats=(POLICE, HEALTH), quorum_rule=QuorumRule(members=1))
DECLINED = {"police@example.org": Reply.DECLINED}


def stands(said: dict[str, Said], **more: Reply) -> SeatAnswer:
    answers = DECLINED | {f"{name}@example.org": reply for name, reply in more.items()}
    return judge(BOARD, DAY, with_deputies(answers, said)).rows[0].answer


@pytest.mark.parametrize(
    ("said", "answer"),
    [
        ({}, SeatAnswer.DEPUTY_NOT_ASKED),
        ({"deputy@example.org": Said.NOTHING}, SeatAnswer.DEPUTY_ASKED),
        ({"deputy@example.org": Said.YES}, SeatAnswer.DEPUTY),
        ({"deputy@example.org": Said.NO}, SeatAnswer.NO_DEPUTY),
    ],
)
def test_what_a_deputy_said_decides_how_the_seat_stands(said: dict[str, Said], answer: SeatAnswer) -> None:
    """Also while the invitation is on its way and nobody has answered it."""
    assert stands(said) is answer
    if said:
        assert stands(said, deputy=Reply.NONE) is answer


def test_what_outlook_knows_counts_for_more() -> None:
    """Who said yes and then declined the invitation does not come."""
    assert stands({"deputy@example.org": Said.YES}, deputy=Reply.DECLINED) is SeatAnswer.NO_DEPUTY
    assert stands({"deputy@example.org": Said.NO}, deputy=Reply.ACCEPTED) is SeatAnswer.DEPUTY


def test_whoever_deputises_twice_is_asked_once() -> None:
    """For the first of the seats; nobody is asked whose holder comes, or who was asked."""
    both = DECLINED | {"health@example.org": Reply.DECLINED}
    assert [row.seat for row in to_ask(judge(BOARD, DAY, both))] == [POLICE]
    assert [row.seat for row in to_ask(judge(BOARD, DAY, DECLINED))] == [POLICE]
    asked = with_deputies(both, {"deputy@example.org": Said.NOTHING})
    assert [*to_ask(judge(BOARD, DAY, asked))] == []


def test_only_who_has_not_answered_is_reminded() -> None:
    """Maybe is an answer; whoever holds two seats is reminded once."""
    twice = replace(BOARD, seats=(POLICE, replace(HEALTH, holder=POLICE.holder)))
    assert [row.seat for row in to_remind(judge(twice, DAY, {}))] == [POLICE]
    assert [row.seat for row in to_remind(judge(BOARD, DAY, DECLINED))] == [HEALTH]
    assert [*to_remind(judge(BOARD, DAY, DECLINED | {"health@example.org": Reply.TENTATIVE}))] == []
