"""Two sites, a mailbox and a directory with everybody of the example's seats, for walks through the Seats list."""

from __future__ import annotations

import contextlib
import uuid
from collections.abc import AsyncIterator
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

from bot.applying import Applied, save_plan
from bot.local.town import BOARDS_SITE, CALENDAR, EXAMPLE, SITE
from bot.partnership import load
from bot.provisioning import Provisioned, provision
from bot.settings import Settings
from practice.clocks import LONDON
from practice.seat_seed import SEATS
from tests.journeys.world import World, world

START = datetime(2036, 4, 1, 9, tzinfo=LONDON)
LATER = datetime(2036, 6, 9, 9, tzinfo=LONDON)
YEAR = (date(2036, 4, 1), date(2037, 3, 31))
POLICE, DEPUTY = "hub@police.example.org", "hub.deputy@police.example.org"
HUB = "Learning Hub"
RULES = load(EXAMPLE)
SEAT_COUNT = sum(len(board.seats) for board in RULES.boards)


def addresses() -> list[str]:
    """Everybody of the example's seats."""
    seats = [seat for board in RULES.boards for seat in board.seats]
    return sorted({one for seat in seats for one in (seat.holder, seat.deputy) if one})


def person(mail: str, *, deleted: bool = False) -> dict[str, object]:
    identity = str(uuid.uuid5(uuid.NAMESPACE_DNS, mail))
    return {"id": identity, "name": mail.partition("@")[0], "mail": mail, "deleted": deleted}


@contextlib.asynccontextmanager
async def seat_office(folder: Path) -> AsyncIterator[World]:
    """Both sites without lists, the boards' mailbox, and a directory with everybody of the seats."""
    file = folder / "partnership.toml"
    file.write_text(EXAMPLE.read_text("utf-8"), "utf-8")
    async with world(folder, START, file) as made:
        await made.call("PUT", "meter", {"limit": None})
        await made.seed(
            sites=[{"id": SITE, "name": "Coordinator"}, {"id": BOARDS_SITE, "name": "Boards"}],
            mailboxes=[
                {"address": CALENDAR, "kind": "shared"},
                {"address": "meetings@example.org", "kind": "room"},
            ],
            people=[person(mail) for mail in addresses()],
        )
        yield made


async def known(office: World, *mails: str) -> dict[str, str]:
    """Let the boards' site know these people; their numbers by address."""
    numbers = {}
    for mail in mails:
        found = await office.call("POST", f"sites/{BOARDS_SITE}/people", {"mail": mail})
        numbers[mail] = found["lookup_id"]
    return numbers


async def provisioned(office: World) -> Provisioned:
    """Run `provision`; what became of the boards' site."""
    given = {name.removeprefix("BTP_").lower(): value for name, value in office.environment.items()}
    return (await provision(Settings.model_validate(given), office.clock, plan_only=False))[1]


@contextlib.asynccontextmanager
async def seeded_office(folder: Path) -> AsyncIterator[World]:
    """The Seats list was seeded, owns who sits where and is being read."""
    async with seat_office(folder) as made:
        await known(made, *addresses())
        await provisioned(made)
        await made.start()
        yield made


async def seats(office: World) -> tuple[str, list[dict[str, Any]]]:
    """The Seats list's id, and the items that stand in it."""
    state = await office.call("GET", "state")
    found = next(one for one in state["lists"] if one["name"] == SEATS)
    return found["id"], [item for item in found["items"] if not item["deleted"]]


async def edited(office: World, ref: str, **fields: object) -> None:
    """Change an item as the coordinator does, and let the next reading come."""
    list_id, items = await seats(office)
    number = next(item["id"] for item in items if item["fields"].get("Ref") == ref)
    await office.call("PATCH", f"lists/{list_id}/items/{number}", {"fields": fields})
    await reading(office)


async def reading(office: World) -> None:
    await office.step(office.clock.now() + timedelta(hours=1, minutes=1))


async def planned(office: World) -> Applied:
    """Plan the year, with the service at work."""
    service = office.service
    applied = await save_plan(service.store, service.partnership, *YEAR, office.clock.now())
    await office.rest()
    return applied
