"""Compares what the coordinators were told about the boards with the cards that stand in their chats."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from typing import Any

from bot.rehearsal.comparing import Comparison, prompts_of


def compare_notices(
    told: Mapping[str, str], messages: Iterable[Mapping[str, Any]], comparison: Comparison
) -> None:
    """Count a coordinator's cards beyond those meant for them, and miss none that the connector confirmed.

    A card about a board names no request. One whose outcome was never known may stand or not.
    """
    meant = Counter(name.rpartition("/")[2] for name in told)
    cards = [one for one in messages if one["card"] and not one["deleted"] and not prompts_of(one["card"])]
    standing = Counter(str(one["person"]) for one in cards if one["person"] in meant)
    comparison.duplicates += sum(max(0, count - meant[person]) for person, count in standing.items())
    ids = {str(one["id"]) for one in cards}
    comparison.differences += [
        f"{name} was sent and no card stands"
        for name, activity_id in told.items()
        if activity_id.isdecimal() and activity_id not in ids
    ]
