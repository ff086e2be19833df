"""What Teams takes as an Adaptive Card from a bot: a card that is wrong here would show as broken there.

https://learn.microsoft.com/en-us/microsoftteams/platform/task-modules-and-cards/cards/cards-reference
"""

from collections.abc import Iterator
from typing import Any

CONTENT_TYPE = "application/vnd.microsoft.card.adaptive"
VERSIONS = frozenset({"1.0", "1.1", "1.2", "1.3", "1.4", "1.5"})
REFRESHED_FOR = 60
_NOT_ELEMENTS = frozenset({"data", "fallback", "msteams"})


def card_fault(card: object) -> str | None:
    """Why Teams would not show this card, in a sentence without its words; None if it would."""
    if not isinstance(card, dict) or card.get("type") != "AdaptiveCard":
        return "The attachment is not an AdaptiveCard."
    if card.get("version") not in VERSIONS:
        return "The card's version must be 1.5 or earlier."
    if not isinstance(card.get("body"), list):
        return "The card's body must be a list."
    ids = list(_ids(card))
    if len(ids) != len(set(ids)):
        return "Two elements of the card have the same id."
    return _refresh_fault(card.get("refresh"))


def _ids(node: object) -> Iterator[str]:
    """Every id in the card; an action's fallback stands in its place and may share its id."""
    if isinstance(node, list):
        for item in node:
            yield from _ids(item)
    elif isinstance(node, dict):
        if isinstance(node.get("id"), str):
            yield node["id"]
        for name, value in node.items():
            if name not in _NOT_ELEMENTS and isinstance(value, (dict, list)):
                yield from _ids(value)


def _refresh_fault(refresh: Any) -> str | None:  # noqa: ANN401 - a card is JSON
    """A refresh is an Action.Execute for at most 60 people, by their Teams ids.

    https://learn.microsoft.com/en-us/microsoftteams/platform/task-modules-and-cards/cards/universal-actions-for-adaptive-cards/user-specific-views
    """
    if refresh is None:
        return None
    if not isinstance(refresh, dict) or (refresh.get("action") or {}).get("type") != "Action.Execute":
        return "The card's refresh needs an Action.Execute."
    user_ids = refresh.get("userIds", [])
    if not isinstance(user_ids, list) or len(user_ids) > REFRESHED_FOR:
        return "The card's refresh takes at most 60 userIds."
    if not all(isinstance(user, str) and user.startswith("29:") for user in user_ids):
        return "The card's refresh takes Teams ids (29:...), not directory ids."
    return None
