"""The boards of both example files can decide."""

from __future__ import annotations

import pytest

from practice.quorum import judge
from practice.quorum_words import body_in_words, rule_in_words
from tests.practice.boards_made import BEXLEY, PRESENT_DAY
from tests.practice.test_quorum import DAY, NOT_YET, QUORATE, YES


@pytest.mark.parametrize("partnership", [BEXLEY, PRESENT_DAY])
@pytest.mark.parametrize("key", ["learning-hub", "qeb", "partnership-board"])
def test_the_boards_of_the_examples_can_be_quorate(partnership: object, key: str) -> None:
    """When everybody comes; and their rule is said in whole sentences."""
    of = {BEXLEY.name: BEXLEY, PRESENT_DAY.name: PRESENT_DAY}[getattr(partnership, "name", "")].board(key)
    assert of
    everybody = {one.holder: YES for one in of.seats if one.holder}
    assert judge(of, DAY, everybody).verdict is QUORATE
    assert judge(of, DAY, {}).verdict is NOT_YET
    assert rule_in_words(of).startswith("Rule: ")
    assert rule_in_words(of).endswith(".")


def test_where_nobody_has_answered_it_is_said_so_and_no_number_is_out_of_what_is_less() -> None:
    """A Learning Hub of the example, before anybody answers and when everybody comes."""
    hub = PRESENT_DAY.board("learning-hub")
    assert hub
    nobody = body_in_words(judge(hub, DAY, {}), hub)
    assert nobody.startswith("0 of 6 seats have accepted. Still needed: ")
    assert nobody.endswith("members from four agencies (none so far).")
    everybody = {one.holder: YES for one in hub.seats if one.holder}
    assert body_in_words(judge(hub, DAY, everybody), hub).startswith(
        "9 seats have accepted. 6 are needed. Accepted: "
    )
