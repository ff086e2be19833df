"""Compares, at the end of a rehearsal, what the store holds with what stands in the stand-in."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from typing import Any

from practice.clocks import LONDON

_TIME = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z$")


@dataclass(slots=True)
class Comparison:
    """`duplicates` counts second items of an answer, events of a meeting and cards of a prompt."""

    duplicates: int = 0
    differences: list[str] = field(default_factory=list)
    """Constant sentences with references only; empty when store and stand-in are equal."""


def compare_items(
    expected: Mapping[str, Mapping[str, object]], items: Iterable[Mapping[str, Any]], comparison: Comparison
) -> None:
    """Compare list items by their key: each expected one stands once, with just the fields it should have."""
    found: dict[str, list[Mapping[str, Any]]] = {}
    for item in items:
        if not item["deleted"]:
            found.setdefault(str(item["fields"].get("BtpKey")), []).append(item["fields"])
    comparison.duplicates += sum(len(copies) - 1 for copies in found.values())
    comparison.differences += [f"item {key} stands in the list only" for key in found if key not in expected]
    for key, fields in expected.items():
        if key not in found:
            comparison.differences.append(f"item {key} is missing from the list")
        elif not _same(fields, found[key][0]):
            comparison.differences.append(f"item {key} differs")


def compare_references(items: Iterable[Mapping[str, Any]], comparison: Comparison) -> None:
    """Count a second item with the same reference, whatever its key."""
    refs = Counter(str(item["fields"].get("Ref")) for item in items if not item["deleted"])
    comparison.duplicates += sum(count - 1 for count in refs.values())


def compare_events(
    expected: Mapping[str, str], events: Iterable[Mapping[str, Any]], comparison: Comparison
) -> None:
    """Compare board events by our key; the value expected is the local start, without a zone."""
    standing = [event for event in events if event["key"] and not event["cancelled"] and not event["deleted"]]
    counts = Counter(str(event["key"]) for event in standing)
    comparison.duplicates += sum(count - 1 for count in counts.values())
    comparison.differences += [
        f"event {key} stands only in the calendar" for key in counts if key not in expected
    ]
    comparison.differences += [f"event {key} is missing" for key in expected if key not in counts]
    comparison.differences += [
        f"event {event['key']} stands at another time"
        for event in standing
        if expected.get(event["key"], _local(event["start"])) != _local(event["start"])
    ]


def _local(start: str) -> str:
    return datetime.fromisoformat(start).astimezone(LONDON).replace(tzinfo=None).isoformat()


def compare_cards(
    sent: Mapping[str, str],
    certain: Iterable[str],
    messages: Iterable[Mapping[str, Any]],
    comparison: Comparison,
) -> None:
    """Count second cards of a prompt, and miss none that was certainly delivered.

    `sent` maps activity ids to prompts, for cards that carry no button any more.
    """
    counts = Counter(
        prompt
        for message in messages
        if not message["deleted"] and message["card"]
        if (prompt := prompt_of(message["card"]) or sent.get(message["id"], ""))
    )
    comparison.duplicates += sum(count - 1 for count in counts.values())
    comparison.differences += [
        f"prompt {prompt} was sent and no card stands" for prompt in certain if not counts[prompt]
    ]


def compare_promises(promised: Iterable[str], kept: Iterable[str], comparison: Comparison) -> None:
    """Every reference a person was shown on a receipt must be an answer in the store."""
    known = set(kept)
    comparison.differences += [f"{ref} was promised and is lost" for ref in promised if ref not in known]


def prompt_of(card: object) -> str:
    """The prompt a stored card carries, in the data of any of its buttons or of its refresh."""
    if isinstance(card, dict):
        data = card.get("data")
        if isinstance(data, dict) and data.get("prompt"):
            return str(data["prompt"])
        return next((found for value in card.values() if (found := prompt_of(value))), "")
    if isinstance(card, list):
        return next((found for value in card if (found := prompt_of(value))), "")
    return ""


def _same(expected: Mapping[str, object], found: Mapping[str, Any]) -> bool:
    return all(
        _plain(found.get(name)) == _plain(value) for name, value in expected.items() if "@" not in name
    )


def _plain(value: object) -> object:
    """Level what the service may change by itself: newlines, zones, absent for empty, the order of choices."""
    if isinstance(value, str):
        return _moment(value) or value.replace("\r\n", "\n") or None
    if isinstance(value, list | tuple):
        return sorted(map(str, value)) or None
    if isinstance(value, datetime):
        return value.astimezone(UTC).replace(microsecond=0)
    if isinstance(value, date):
        return datetime(value.year, value.month, value.day, tzinfo=UTC)
    return float(value) if isinstance(value, int) and not isinstance(value, bool) else value


def _moment(text: str) -> datetime | None:
    """The service gives days and times alike as UTC times."""
    if not _TIME.match(text):
        return None
    return datetime.fromisoformat(text[:19] + "+00:00")
