"""The coordinators' card names whom Teams did not reach, in words of its own for each reason."""

from __future__ import annotations

import pytest

from cards import render
from cards.views import QuorumView
from practice.outcomes import Refusal
from practice.quorum import judge
from tests.cards.lint import of_type
from tests.cards.samples import BOARD, BOARD_MEETING, NOTICE, SETTING


def said(*unreached: tuple[str, str]) -> list[str]:
    judged = judge(BOARD, BOARD_MEETING.starts_at.date(), {})
    card = render(QuorumView(BOARD, BOARD_MEETING, judged, NOTICE, unreached), SETTING)
    return [one["text"] for one in of_type(card, "TextBlock") if one["text"].startswith("Not reached")]


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
