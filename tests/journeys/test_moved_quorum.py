"""Somebody moves a board's meeting in Outlook: its card comes by the new day, its buttons work, and a yes is kept."""

from __future__ import annotations

from typing import Any

import pytest

from bot.local.town import CALENDAR, COORDINATOR
from bot.settling import adopt_and_follow
from tests.journeys.test_quorum import at, hub, titles
from tests.journeys.test_quorum_buttons import DEPUTY, PEOPLE, card_of, planned
from tests.journeys.world import World
from tests.tokens import authorised

__all__ = ["planned"]

pytestmark = pytest.mark.slow  # A year's calendar is made, and weeks of it walked through.

SLOT = ("learning-hub", "2026-01")


async def moved_by_a_day(made: World) -> str:
    """Move the Hub to the 29th, as somebody with the mailbox open would; its id. The police decline anew."""
    event_id: str = (await hub(made))["id"]
    path = f"/v1.0/users/{CALENDAR}/events/{event_id}"
    times = [
        {"dateTime": f"2026-01-29T{hour}:30:00", "timeZone": "GMT Standard Time"} for hour in ("09", "11")
    ]
    origin = str(made.stand_in.make_url("")).rstrip("/")
    headers = await authorised(made.stand_in.session, origin, path)
    body = {"start": times[0], "end": times[1]}
    async with made.stand_in.request("PATCH", path, json=body, headers=headers) as response:
        assert response.status < 300, await response.text()
    declined = {"person": "hub@police.example.org", "response": "declined"}
    await made.call("POST", f"mailboxes/{CALENDAR}/events/{event_id}/respond", declined)
    return event_id


async def invited_to(made: World, event_id: str) -> list[str]:
    events: list[dict[str, Any]] = (await made.call("GET", f"mailboxes/{CALENDAR}/events"))["events"]
    (event,) = [one for one in events if one["id"] == event_id]
    return [one["address"] for one in event["attendees"]]


async def test_the_card_follows_the_meeting_and_a_deputys_yes_waits_for_the_coordinator(
    planned: World,
) -> None:
    """Nobody is invited while nobody has said which day counts; once theirs is adopted the deputy is."""
    event_id = await moved_by_a_day(planned)
    await planned.step(at(14, 9, 30))
    assert await titles(planned) == []
    await planned.step(at(15, 9, 30))
    assert await titles(planned) == ["Learning Hub, Thursday 29 January: not yet quorate"]
    shown = await planned.press(COORDINATOR, await card_of(planned), "quorum.ask", {})
    assert "the deputies of those who declined are asked" in str(shown)
    await planned.rest()
    (question,) = await planned.chat(DEPUTY)
    assert "Police cannot come to Learning Hub on Thursday 29 January." in str(question["card"])
    await planned.press(DEPUTY, question, "deputy.yes", {})
    await planned.rest()
    assert PEOPLE[DEPUTY] not in await invited_to(planned, event_id)
    store, rules, now = planned.service.store, planned.service.partnership, planned.clock.now()
    assert await store.write(lambda tx: adopt_and_follow(tx, SLOT, rules, now))
    await planned.rest()
    assert PEOPLE[DEPUTY] in await invited_to(planned, event_id)
    await planned.step(at(22, 9, 30))
    assert "Learning Hub, Thursday 29 January: not yet quorate" in (await titles(planned))[1:]
