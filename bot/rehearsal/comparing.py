"""Compares, at the end of a rehearsal, what the store holds with what stands in the stand-in."""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from typing import Any

from practice.boards import BoardEvent
from practice.clocks import LONDON
from practice.prompts import Prompt

CANARY = "canary"
_TIME = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z$")


@dataclass(slots=True)
class Comparison:
    """`duplicates` counts second items of an answer, events of a meeting, and cards of a person about one."""

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
    expected: Mapping[str, BoardEvent], events: Iterable[Mapping[str, Any]], comparison: Comparison
) -> None:
    """Compare board events by our key: when they start and end, and who is invited."""
    standing = [event for event in events if event["key"] and not event["cancelled"] and not event["deleted"]]
    counts = Counter(str(event["key"]) for event in standing)
    comparison.duplicates += sum(count - 1 for count in counts.values())
    comparison.differences += [
        f"event {key} stands only in the calendar" for key in counts if key not in expected
    ]
    comparison.differences += [f"event {key} is missing" for key in expected if key not in counts]
    for event in standing:
        if wanted := expected.get(event["key"]):
            comparison.differences += _differences(wanted, event)


def _differences(wanted: BoardEvent, event: Mapping[str, Any]) -> Iterator[str]:
    meeting = wanted.meeting
    if (meeting.starts_at, meeting.ends_at) != (_local(event["start"]), _local(event["end"])):
        yield f"event {wanted.key} stands at another time"
    invited = {attendee["address"].casefold() for attendee in event["attendees"]}
    if invited != {address.casefold() for address in wanted.attendees}:
        yield f"event {wanted.key} invites other people"


def _local(moment: str) -> datetime:
    return datetime.fromisoformat(moment).astimezone(LONDON).replace(tzinfo=None)


def compare_cards(
    prompts: Iterable[Prompt], messages: Iterable[Mapping[str, Any]], comparison: Comparison
) -> None:
    """Count second cards of a person about a meeting, miss none that was delivered, and find strange ones.

    A card that carries no button any more is known by the id of its message.
    """
    by_id = {prompt.id: prompt for prompt in prompts}
    by_message = {prompt.activity_id: prompt.id for prompt in by_id.values() if prompt.activity_id}
    cards = [
        (message["person"], prompt)
        for message in messages
        if not message["deleted"] and message["card"]
        if (prompt := prompt_of(message["card"]) or by_message.get(message["id"], ""))
    ]
    about = Counter((person, by_id[prompt].meeting_id) for person, prompt in cards if prompt in by_id)
    comparison.duplicates += sum(count - 1 for count in about.values())
    comparison.differences += [
        f"a card of prompt {prompt} stands in a chat that is not its person's"
        for person, prompt in cards
        if prompt not in by_id or by_id[prompt].person_id != person
    ]
    seen = {prompt for _, prompt in cards}
    comparison.differences += [
        f"prompt {prompt} was sent and no card stands" for prompt in by_message.values() if prompt not in seen
    ]


def compare_names(places: Mapping[str, object], comparison: Comparison) -> None:
    """Every family name and outsider of the invented meetings is the word CANARY: it may stand in no place."""
    comparison.differences += [
        f"{place} holds what it must never hold" for place, held in places.items() if CANARY in _written(held)
    ]


def _written(held: object) -> str:
    return json.dumps(held, ensure_ascii=False, default=repr).casefold()


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
