"""Compares, at the end of a rehearsal, what the store holds with what stands in the stand-in."""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from typing import Any

from bot.handlers.messages import SentContact
from practice.boards import BoardEvent
from practice.calendars import WorkingHours
from practice.clocks import LONDON
from practice.contacting import Due
from practice.etiquette import WEEK, Etiquette
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
    """Count a second item with the same reference and another key; one with the same key is counted by its key."""
    standing = [item["fields"] for item in items if not item["deleted"]]
    keys = {(str(fields.get("Ref")), str(fields.get("BtpKey"))) for fields in standing}
    refs = Counter(ref for ref, _ in keys)
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
    prompts: Iterable[Prompt],
    contacts: Iterable[SentContact],
    messages: Iterable[Mapping[str, Any]],
    comparison: Comparison,
) -> None:
    """Count cards of a person about a meeting that no contact stands for, and miss none that was delivered.

    A card that carries no button any more is known by the id of its message.
    """
    by_id = {prompt.id: prompt for prompt in prompts}
    by_message: dict[str, set[str]] = {}
    for prompt in by_id.values():
        if prompt.activity_id:
            by_message.setdefault(prompt.activity_id, set()).add(prompt.id)
    cards = [
        (message["person"], prompt)
        for message in messages
        if not message["deleted"] and message["card"]
        for prompt in prompts_of(message["card"]) | by_message.get(message["id"], set())
    ]
    about = Counter((person, by_id[prompt].meeting_id) for person, prompt in cards if prompt in by_id)
    meant = _meant(by_id, contacts)
    comparison.duplicates += sum(max(0, count - max(1, meant[pair])) for pair, count in about.items())
    comparison.differences += [
        f"a card of prompt {prompt} stands in a chat that is not its person's"
        for person, prompt in cards
        if prompt not in by_id or by_id[prompt].person_id != person
    ]
    seen = {prompt for _, prompt in cards}
    delivered = {prompt for carried in by_message.values() for prompt in carried}
    comparison.differences += [
        f"prompt {prompt} was sent and no card stands" for prompt in delivered if prompt not in seen
    ]


def _meant(by_id: Mapping[str, Prompt], contacts: Iterable[SentContact]) -> Counter[tuple[str, str]]:
    """Count how often the store meant to put a meeting in front of a person: a request and its reminders."""
    return Counter(
        (contact.person_id, by_id[carried.prompt_id].meeting_id)
        for contact in contacts
        for carried in contact.carried
        if carried.prompt_id in by_id
    )


def compare_contacts(
    contacts: Iterable[SentContact], etiquette: Etiquette, hours: WorkingHours, comparison: Comparison
) -> None:
    """Find what nobody should have received: a third reminder, one message too many in a week, one out of hours."""
    given, by_person = list(contacts), dict[str, list[datetime]]()
    reminders = Counter(
        carried.prompt_id
        for contact in given
        for carried in contact.carried
        if carried.due is not Due.NEW_REQUEST
    )
    comparison.differences += [
        f"prompt {prompt} had {n} reminders" for prompt, n in reminders.items() if n > 2
    ]
    for contact in given:
        local = contact.at.astimezone(LONDON)
        if not (hours.open_on(local.date()) and hours.start <= local.time() < hours.end):
            comparison.differences.append(f"message {contact.id} left outside working hours")
        by_person.setdefault(contact.person_id, []).append(contact.at)
    comparison.differences += [
        f"somebody had too many messages in the week from {first:%d %B}"
        for moments in by_person.values()
        for first, one_too_many in _apart(sorted(moments), etiquette.max_contacts)
        if one_too_many - first < WEEK
    ]


def _apart(moments: list[datetime], places: int) -> Iterable[tuple[datetime, datetime]]:
    return zip(moments, moments[places:], strict=False)


def compare_names(places: Mapping[str, object], comparison: Comparison) -> None:
    """Every family name and outsider of the invented meetings is the word CANARY: it may stand in no place."""
    comparison.differences += [
        f"{place} holds what it must never hold" for place, held in places.items() if CANARY in _written(held)
    ]


def _written(held: object) -> str:
    return json.dumps(held, ensure_ascii=False, default=repr).casefold()


def prompts_of(card: object) -> set[str]:
    """Give the prompts a stored card carries, in the data of its buttons or of its refresh."""
    if isinstance(card, dict):
        data = card.get("data")
        own = {str(data["prompt"])} if isinstance(data, dict) and data.get("prompt") else set()
        return own.union(*map(prompts_of, card.values()))
    return set().union(*map(prompts_of, card)) if isinstance(card, list) else set()


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
        return datetime(value.year, value.month, value.day, tzinfo=LONDON).astimezone(UTC)
    return float(value) if isinstance(value, int) and not isinstance(value, bool) else value


def _moment(text: str) -> datetime | None:
    """The service gives days and times alike as UTC times."""
    if not _TIME.match(text):
        return None
    return datetime.fromisoformat(text[:19] + "+00:00")
