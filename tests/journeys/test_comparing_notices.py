"""A rehearsal's judge finds a coordinator's card that stands twice, or not at all."""

from __future__ import annotations

from typing import Any

from bot.rehearsal.comparing import Comparison
from bot.rehearsal.notices import compare_notices

TOLD = {
    "told/quorum/qeb/2026-02/1/10/2026-02-18/a": "1",
    "told/papers/qeb/2026-02/1/2026-02-18/a": "unconfirmed",
}


def message(number: int, person: str = "a", **more: object) -> dict[str, Any]:
    return {"id": str(number), "person": person, "deleted": False, "card": {"body": []}, **more}


def compared(*messages: dict[str, Any]) -> Comparison:
    comparison = Comparison()
    compare_notices(TOLD, messages, comparison)
    return comparison


def test_each_card_stands_once() -> None:
    """One whose outcome was not known may stand too; requests and other people's cards are not counted."""
    request = message(3, card={"data": {"prompt": "p"}})
    for cards in ([message(1)], [message(1), message(2)], [message(1), request, message(4, "b")]):
        found = compared(*cards)
        assert (found.duplicates, found.differences) == (0, [])


def test_a_card_too_many_is_a_duplicate() -> None:
    """Whichever of them it is."""
    assert compared(message(1), message(2), message(3)).duplicates == 1


def test_a_card_that_was_confirmed_and_does_not_stand_is_missed() -> None:
    """By the name under which it was kept."""
    assert compared(message(2)).differences == [f"{next(iter(TOLD))} was sent and no card stands"]
    assert compared(message(1, deleted=True)).differences
