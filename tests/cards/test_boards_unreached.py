"""The coordinators' card names whom Teams did not reach, in words of its own for each reason."""

from __future__ import annotations

from datetime import date

import pytest

from cards import render
from cards.views import QuorumView
from practice.outcomes import Refusal
from practice.quorum import judge
from tests.cards.lint import actions, of_type
from tests.cards.samples import BOARD, BOARD_MEETING, NOTICE, SETTING

JUDGED = judge(BOARD, BOARD_MEETING.starts_at.date(), {})


def texts(view: QuorumView) -> list[str]:
    return [one["text"] for one in of_type(render(view, SETTING), "TextBlock")]


def said(*unreached: tuple[str, str]) -> list[str]:
    view = QuorumView(BOARD, BOARD_MEETING, JUDGED, NOTICE, unreached)
    return [one for one in texts(view) if one.startswith("Not reached")]


@pytest.mark.parametrize("reason", ["http_400", "http_403"])
def test_who_is_refused_without_a_reason_is_tried_again(reason: str) -> None:
    """Nothing is known that the coordinator could mend."""
    assert said(("d@example.org", reason), ("b@example.org", Refusal.BLOCKED)) == [
        (
            "Not reached in Teams: b@example.org (has blocked the app). That is their choice. "
            "They can unblock it in the chat with Back to Practice. Or ask them yourself."
        ),
        (
            "Not reached in Teams yet: d@example.org. Teams does not say why. It is tried again in working hours. "
            "If it stays so, tell whoever runs Back to Practice. Or ask them yourself."
        ),
    ]


def test_what_may_not_have_arrived_is_not_said_to_have_been_done() -> None:
    """Nor can it be asked for again: nobody is sent it twice."""
    holders = tuple(row.holder for row in JUDGED.rows if row.holder)
    view = QuorumView(
        BOARD, BOARD_MEETING, JUDGED, NOTICE, (), holders, (*holders[1:], "d@example.org"), date(2026, 4, 1)
    )
    said = texts(view)
    assert f"Reminded: {holders[0]}." in said
    assert (
        f"It is not known whether our message reached {', '.join(holders[1:])} and d@example.org. "
        "It is not sent twice. Ask them yourself."
    ) in said
    assert (
        "It is not known whether the dates that were asked for on Wednesday 1 April arrived. They come once a day."
    ) in said
    titles = [action["title"] for action in actions(render(view, SETTING))]
    assert titles == ["Show three other dates", "Leave it"]


def test_nobody_is_said_to_have_been_reminded_where_nothing_is_sure() -> None:
    """Each of them may have been."""
    holders = tuple(row.holder for row in JUDGED.rows if row.holder)
    view = QuorumView(BOARD, BOARD_MEETING, JUDGED, NOTICE, (), holders, holders)
    assert not [one for one in texts(view) if one.startswith("Reminded")]
