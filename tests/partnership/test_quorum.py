"""The rule of quorum in a partnership file: read, checked, and warned of where the seats can never meet it."""

from __future__ import annotations

import pytest

from practice.quorum_rules import QuorumRule, Share
from tests.partnership.files import fault, faults, loaded

HUB = "[boards.learning-hub]\n"
NO_CHAIR = ("chair = true, holder", "holder")


def rule(text: str, words: str = 'quorum = "our own rule"\n') -> tuple[str, str]:
    return HUB, f"{HUB}{words}quorum_rule = {text}\n"


def read(text: str) -> QuorumRule:
    board = loaded(rule(text)).board("learning-hub")
    assert board
    return board.quorum_rule


def test_each_board_has_the_rule_of_its_kind() -> None:
    """Unless the file says otherwise."""
    rules = {board.key: board.quorum_rule for board in loaded().boards}
    assert rules["learning-hub"].members == 6
    assert rules["qeb"] == QuorumRule(share=Share.MORE_THAN_HALF, statutory=True)
    assert rules["partnership-board"].chair


def test_a_partnership_may_have_a_rule_of_its_own() -> None:
    """It takes the place of the kind's whole rule."""
    assert read('{ members = 3, agencies = 2, among = ["Police"], wished = ["Health"] }') == QuorumRule(
        members=3, agencies=2, among=("Police",), wished=("Health",)
    )
    assert read('{ share = "half", statutory = false, chair = false }') == QuorumRule(share=Share.HALF)


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("{ agencies = 2 }", "members, boards.learning-hub.quorum_rule.share"),
        ('{ members = 2, share = "half" }', "members, boards.learning-hub.quorum_rule.share"),
        ("{ members = 2, agencies = 3 }", "agencies"),
        ("{ members = 0 }", "members"),
        ('{ share = "most" }', "share"),
        ('{ members = 2, among = ["Polise"] }', "among[1]"),
        ("{ members = 2, member = 3 }", "member"),
    ],
)
def test_a_rule_that_cannot_be_is_a_fault(text: str, key: str) -> None:
    """Named by its key."""
    found, _, allowed = fault(rule(text))
    assert found == f"boards.learning-hub.quorum_rule.{key}"
    assert allowed


def test_a_rule_of_ones_own_needs_words_of_ones_own() -> None:
    """Invitations would say one thing and the count another."""
    assert fault(rule("{ members = 2 }", words=""))[0] == "boards.learning-hub.quorum"


def test_every_fault_is_in_one_report() -> None:
    """Of the rule and of what stands around it."""
    found = faults(rule('{ share = "most", agencies = 0 }', words='quorum = ""\n'))
    assert {key.rpartition(".")[2] for key in found} == {"share", "agencies", "quorum"}


def test_a_board_that_can_never_be_quorate_is_warned_of() -> None:
    """With who is missing, so that the seat can be marked."""
    (warning,) = loaded(NO_CHAIR).warnings
    assert warning.startswith("The Partnership Board cannot be quorate, even if everybody comes: ")
    assert warning.endswith("Still needed: chair or vice-chair (seat vacant).")
