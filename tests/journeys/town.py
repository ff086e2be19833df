"""A small town for journeys: three practitioners, people who must never be asked, and a morning of meetings.

Whatever must get nowhere carries the word CANARY, so that one search of everything finds any leak.
"""

from __future__ import annotations

from datetime import datetime
from typing import Any

from bot.local.town import CALENDAR, INTAKE, SITE
from practice.clocks import LONDON

NOON = datetime(2026, 1, 13, 12, 10, tzinfo=LONDON)
"""A working Tuesday: the morning's meetings are over and their wait has passed."""

SOCIAL_WORKER = "33333333-3333-4333-8333-333333333331"
HEALTH_VISITOR = "33333333-3333-4333-8333-333333333332"
POLICE_OFFICER = "33333333-3333-4333-8333-333333333333"
PRACTITIONERS = frozenset({SOCIAL_WORKER, HEALTH_VISITOR, POLICE_OFFICER})

_ASKED = (
    (SOCIAL_WORKER, "Social worker 1", "social.worker.1@council.example.org"),
    (HEALTH_VISITOR, "Health visitor 1", "health.visitor.1@health.example.org"),
    (POLICE_OFFICER, "Police officer 1", "police.officer.1@police.example.org"),
)
_NEVER = (
    ("CANARY-PARENT", "canary.parent@webmail.example", "optional"),
    ("CANARY-SOLICITOR", "canary.solicitor@law.example", "optional"),
    ("CANARY-ROOM", "canary.room@council.example.org", "resource"),
)


def people() -> list[dict[str, Any]]:
    """Everybody could be reached in Teams, the parent as a guest of the tenant: only the rule keeps them out."""
    never = [
        {"id": f"44444444-4444-4444-8444-44444444444{number}", "name": name, "mail": mail}
        for number, (name, mail, _kind) in enumerate(_NEVER)
    ]
    return [{"id": person, "name": name, "mail": mail} for person, name, mail in _ASKED] + never


def places() -> dict[str, Any]:
    """The site and the mailboxes; the intake mailbox leaves subjects and bodies as they came."""
    return {
        "sites": [{"id": SITE, "name": "Back to Practice, coordinator"}],
        "mailboxes": [
            {"address": INTAKE, "kind": "room", "strip": False},
            {"address": CALENDAR, "kind": "shared"},
        ],
    }


def meeting(category: str, start: str, end: str, number: int) -> dict[str, Any]:
    """An event as calendars hold them: a family's name in the subject, outsiders and a room invited."""
    practitioners = [
        {"mail": mail, "name": name, "type": "required", "response": "accepted"} for _, name, mail in _ASKED
    ]
    others = [{"mail": mail, "name": name, "type": kind} for name, mail, kind in _NEVER]
    return {
        "mailbox": INTAKE,
        "subject": f"ICPC - CANARY-SURNAME-{number}",
        "body": f"<p>CANARY-BODY-{number}: about the family</p>",
        "start": f"2026-01-13T{start}:00+00:00",
        "end": f"2026-01-13T{end}:00+00:00",
        "organizer": _ASKED[0][2],
        "attendees": [*practitioners, *others, {"mail": INTAKE, "name": "Meetings", "type": "resource"}],
        "categories": [category],
        "online": True,
    }
