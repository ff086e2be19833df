"""An office whose year stands in Outlook and in the Board meetings list, and what people do to both."""

from __future__ import annotations

from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

from bot.local.town import CALENDAR
from bot.settings import Settings
from practice.board_list import BOARD_MEETINGS
from practice.clocks import LONDON
from practice.planning import plan
from tests.journeys.seat_office import RULES, YEAR, planned, provisioned, seat_office
from tests.journeys.world import World
from tests.tokens import authorised

HUB_KEY, SLOT = "learning-hub", "2036-05"
REF = f"{HUB_KEY}/{SLOT}/1"
MEETINGS = plan(RULES, *YEAR)
(HUB,) = [one for one in MEETINGS if (one.board, one.slot) == (HUB_KEY, SLOT)]
DAY = HUB.starts_at.date()
"""Wednesday 28 May 2036; the quorum card is due on the 13th, ten working days before: there is a bank holiday."""

COMING = [
    f"hub{who}.example.org"
    for who in ("@council", "@police", ".acute@health", "@school", "@probation", "@housing")
]


@asynccontextmanager
async def board_office(tmp_path: Path) -> AsyncIterator[World]:
    """Both sites have their lists, and the year stands in Outlook."""
    async with seat_office(tmp_path) as made:
        await provisioned(made)
        await made.start()
        await planned(made)
        yield made


async def listed(office: World) -> dict[str, Mapping[str, Any]]:
    """The items of the list by their reference; none stands twice."""
    items = await office.items(BOARD_MEETINGS)
    found: dict[str, Mapping[str, Any]] = {item["Ref"]: item for item in items}
    assert len(found) == len(items)
    return found


async def hub(office: World) -> Mapping[str, Any]:
    return (await listed(office))[REF]


async def writes(office: World) -> int:
    """How many items of any list were written since the requests were last forgotten."""
    requests = (await office.call("GET", "requests?limit=10000"))["requests"]
    return sum(one["method"] in {"POST", "PATCH"} and "/items" in one["path"] for one in requests)


async def event(office: World) -> dict[str, Any]:
    events = (await office.call("GET", f"mailboxes/{CALENDAR}/events"))["events"]
    found: dict[str, Any] = next(
        one for one in events if one["subject"] == "Learning Hub" and one["start"][:10] == f"{DAY}"
    )
    return found


async def graph(office: World, method: str, path: str, body: object = None) -> None:
    """Do something in Microsoft 365 as somebody there would."""
    origin = str(office.stand_in.make_url("")).rstrip("/")
    headers = await authorised(office.stand_in.session, origin, path)
    async with office.stand_in.request(method, path, json=body, headers=headers) as response:
        assert response.status < 300, await response.text()


async def in_outlook(office: World, method: str, body: object = None) -> None:
    """Change the Hub's event, and let the night come."""
    await graph(office, method, f"/v1.0/users/{CALENDAR}/events/{(await event(office))['id']}", body)
    await office.step(office.clock.now() + timedelta(days=1))


async def by_coordinator(office: World, **fields: object) -> None:
    """Fill in cells of the Hub's item."""
    state = await office.call("GET", "state")
    (found,) = [one for one in state["lists"] if one["name"] == BOARD_MEETINGS]
    number = next(one["id"] for one in found["items"] if one["fields"].get("Ref") == REF)
    await office.call("PATCH", f"lists/{found['id']}/items/{number}", {"fields": fields})


def day(cell: str) -> date:
    """Read a day, which travels as the site's midnight."""
    return datetime.fromisoformat(cell).astimezone(LONDON).date()


def settings(office: World) -> Settings:
    given = {name.removeprefix("BTP_").lower(): value for name, value in office.environment.items()}
    return Settings.model_validate(given)


def at(day: date, hour: int, minute: int = 0) -> datetime:
    return datetime(day.year, day.month, day.day, hour, minute, tzinfo=LONDON)
