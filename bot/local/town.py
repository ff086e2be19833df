"""An invented town: people of the example partnership's agencies and what the stand-in needs to know of them.

Every person is a role with a number, every address is on example.org. Family names are the made-up word
CANARY, so that a search of store, lists, cards and logs can prove that none got through.
"""

from __future__ import annotations

import base64
import random
import uuid
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from practice.partnership import Partnership

TENANT = "11111111-1111-4111-8111-111111111111"
BOT = "22222222-2222-4222-8222-222222222222"
SITE = "example.sharepoint.com,44444444-4444-4444-8444-444444444444,55555555-5555-4555-8555-555555555555"
BOARDS_SITE = (
    "example.sharepoint.com,77777777-7777-4777-8777-777777777777,88888888-8888-4888-8888-888888888888"
)
INTAKE = "meetings@example.org"
CALENDAR = "boards@example.org"
COORDINATOR = "99999999-9999-4999-8999-999999999999"
"""Who is told about quorum and papers: nobody of the agencies, so that no request is theirs as well."""

EXAMPLE = Path(__file__).resolve().parents[2] / "examples" / "partnership.toml"

_COORDINATOR = {
    "id": COORDINATOR,
    "name": "Coordinator",
    "mail": "coordinator@example.org",
    "installed": True,
}
_ROLES = {
    "Children's social care": ("Social worker", "Team manager", "Conference chair"),
    "Health": ("Health visitor", "School nurse", "Midwife"),
    "Education": ("Safeguarding lead", "Head of year"),
    "Police": ("Police officer", "Police staff"),
}


@dataclass(frozen=True, slots=True)
class Townsperson:
    """A practitioner. Some are not in the tenant's directory, and some have not got the app."""

    id: str
    name: str
    mail: str
    group: str
    in_directory: bool = True
    installed: bool = True


def townspeople(partnership: Partnership, each: int, rng: random.Random) -> tuple[Townsperson, ...]:
    """Invent `each` people for every agency; about one in twenty-five cannot be reached in Teams."""
    people = []
    for agency in partnership.agencies:
        roles = _ROLES.get(agency.group, ("Worker",))
        for number in range(1, each + 1):
            role = roles[number % len(roles)]
            mail = f"{role.lower().replace(' ', '.')}.{number}@{agency.domains[0]}"
            chance = rng.random()
            people.append(
                Townsperson(
                    str(uuid.UUID(int=rng.getrandbits(128), version=4)),
                    f"{role} {number}, {agency.group}",
                    mail,
                    agency.group,
                    in_directory=chance > 0.02,
                    installed=chance > 0.04,
                )
            )
    return tuple(people)


def seed_of(people: tuple[Townsperson, ...], seats: dict[str, str], endpoint: str) -> dict[str, Any]:
    """Say to the stand-in who is in the tenant, which mailboxes and sites there are, and where the bot is."""
    known = {person.mail for person in people}
    holders = {mail: name for mail, name in seats.items() if mail not in known}
    return {
        "tenant": TENANT,
        "bot": {"app_id": BOT, "endpoint": endpoint},
        "people": [
            {"id": person.id, "name": person.name, "mail": person.mail, "installed": person.installed}
            for person in people
            if person.in_directory
        ]
        + [_COORDINATOR]
        + [
            {"id": str(uuid.uuid5(uuid.NAMESPACE_DNS, mail)), "name": name, "mail": mail, "installed": True}
            for mail, name in holders.items()
        ],
        "sites": [
            {"id": SITE, "name": "Back to Practice, coordinator"},
            {"id": BOARDS_SITE, "name": "Back to Practice, boards"},
        ],
        "mailboxes": [
            {"address": INTAKE, "kind": "room"},
            {"address": CALENDAR, "kind": "shared"},
        ],
    }


def seat_mailboxes(partnership: Partnership) -> dict[str, str]:
    """Give the mailbox of every holder and deputy, and a name for it: the seat's, on the first of its boards."""
    named: dict[str, str] = {}
    for board in partnership.boards:
        for seat in board.seats:
            if seat.holder:
                named.setdefault(seat.holder, f"{seat.name}, {board.name}")
            if seat.deputy:
                named.setdefault(seat.deputy, f"Deputy for {seat.name}, {board.name}")
    return named


def environment(folder: Path, stand_in_url: str, port: int, partnership: Path, seed: int) -> dict[str, str]:
    """The service's settings beside a stand-in: everything on the loopback, its data in `folder`."""
    key = base64.b64encode(random.Random(f"key {seed}").randbytes(32)).decode()
    return {
        "BTP_PARTNERSHIP": str(partnership),
        "BTP_DATABASE_URL": f"sqlite:///{folder / 'back-to-practice.db'}",
        "BTP_DATA_KEYS": f"invented:{key}",
        "BTP_HOST": "127.0.0.1",
        "BTP_PORT": str(port),
        "BTP_PUBLIC_URL": f"http://127.0.0.1:{port}",
        "BTP_TENANT_ID": TENANT,
        "BTP_BOT_APP_ID": BOT,
        "BTP_CREDENTIAL": "local",
        "BTP_OPENID_METADATA_URL": f"{stand_in_url}/botframework/v1/.well-known/openidconfiguration",
        "BTP_GRAPH_URL": f"{stand_in_url}/v1.0",
        "BTP_SERVICE_URL": f"{stand_in_url}/connector/{TENANT}/",
        "BTP_SERVICE_URL_HOSTS": "127.0.0.1",
        "BTP_COORDINATOR_SITE_ID": SITE,
        "BTP_BOARDS_SITE_ID": BOARDS_SITE,
        "BTP_INTAKE_MAILBOX": INTAKE,
        "BTP_CALENDAR_MAILBOX": CALENDAR,
        "BTP_COORDINATORS": COORDINATOR,
    }
