"""Invented meetings as calendars hold them: family names in the subject, a parent, a solicitor, a room."""

from __future__ import annotations

import random
from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from typing import Any

from bot.local.town import INTAKE, Townsperson
from practice.clocks import LONDON
from practice.meetings import Asked, MeetingType
from practice.partnership import Partnership
from practice.working_days import is_working_day

_STARTS = (time(9), time(9, 30), time(10), time(11), time(13), time(14), time(14, 30))
_OUTSIDERS = ("parent.{n}@webmail.example", "solicitor.{n}@law.example", "interpreter.{n}@words.example")
_FEWEST, _MOST = 4, 7


def invented_meetings(
    partnership: Partnership, people: tuple[Townsperson, ...], first: date, last: date, count: int, seed: int
) -> list[dict[str, Any]]:
    """Spread `count` meetings over the working days from `first` to `last`, both included."""
    rng = random.Random(f"meetings {seed}")
    days = list(_working_days(first, last))
    return [
        invented_meeting(partnership, people, days[number * len(days) // count], number, rng)
        for number in range(count)
    ]


def invented_meeting(
    partnership: Partnership,
    people: tuple[Townsperson, ...],
    day: date,
    number: int,
    rng: random.Random,
    kind: MeetingType | None = None,
) -> dict[str, Any]:
    """Invent one meeting on `day`, as an event of the intake mailbox."""
    kind = kind or _kind(partnership, rng)
    start = datetime.combine(day, rng.choice(_STARTS), LONDON)
    attending = rng.sample(people, rng.randint(_FEWEST, _MOST))
    return {
        "mailbox": INTAKE,
        "subject": f"{kind.key.upper() if kind else 'Meeting'} - CANARY-SURNAME-{number}",
        "body": f"<p>CANARY-BODY-{number}: about the family</p>",
        "start": start.isoformat(),
        "end": (start + timedelta(minutes=rng.choice((60, 60, 90)))).isoformat(),
        "organizer": attending[0].mail,
        "attendees": [*map(_invited, attending), *_others(number, rng)],
        "categories": [kind.name] if kind else ["Something else"],
        "cancelled": rng.random() < 0.03,
        "online": rng.random() < 0.5,
    }


def _kind(partnership: Partnership, rng: random.Random) -> MeetingType | None:
    """Mostly types that are asked about; now and then one that never is, or one nobody knows."""
    chance = rng.random()
    if chance < 0.03:
        return None
    asked = chance > 0.1
    return rng.choice([kind for kind in partnership.types if (kind.asked is Asked.YES) is asked])


def _invited(person: Townsperson) -> dict[str, str]:
    return {"mail": person.mail, "name": person.name, "type": "required", "response": "accepted"}


def _others(number: int, rng: random.Random) -> list[dict[str, str]]:
    """A parent, a solicitor or an interpreter now and then, and always the room."""
    outside = [
        {"mail": mail.format(n=number), "name": f"CANARY-OUTSIDER-{number}", "type": "optional"}
        for mail in _OUTSIDERS
        if rng.random() < 0.4
    ]
    return [*outside, {"mail": INTAKE, "name": "Meetings", "type": "resource"}]


def _working_days(first: date, last: date) -> Iterator[date]:
    day = first
    while day <= last:
        if is_working_day(day):
            yield day
        day += timedelta(days=1)
