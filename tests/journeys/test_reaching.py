"""Every way a person may not be reached, through the whole product and the stand-in for Teams and Graph."""

from __future__ import annotations

from collections import Counter
from collections.abc import AsyncIterator
from datetime import timedelta
from pathlib import Path

import pytest

from bot.clock import SteppedClock
from bot.local.town import BOT
from practice.prompts import Prompt
from tests.journeys import town
from tests.journeys.world import World, world

CATALOGUE = "66666666-6666-4666-8666-666666666666"
PERSON = town.SOCIAL_WORKER


@pytest.fixture(params=[4, 11])
async def before(tmp_path: Path, request: pytest.FixtureRequest) -> AsyncIterator[World]:
    """Noon after a conference of three people; the service has not started yet.

    The stand-in's seeds differ in what an unknown person is answered with: 400 or 404.
    """
    conference = town.meeting("Initial child protection conference", "09:30", "10:30", 1)
    async with world(tmp_path, town.NOON, seed=request.param) as made:
        await made.seed(people=town.people(), **town.places(), events=[])
        await made.seed(events=[conference])
        yield made


async def prompt_of(made: World, person: str = PERSON) -> Prompt:
    """The one request to a person, found by the address they were invited under."""
    address = next(one["mail"] for one in town.people() if one["id"] == person)
    prompts = await made.service.store.read(
        lambda tx: [p for meeting in tx.meetings() for p in tx.prompts_of_meeting(meeting.id)]
    )
    (found,) = [prompt for prompt in prompts if prompt.address == address or prompt.person_id == person]
    return found


async def known_before_it_was_asked(made: World, *changes: tuple[str, str, object]) -> Prompt:
    """The person has had the app for long; then something happens, and then the request is due."""
    morning = town.NOON - timedelta(hours=5)
    made.clock = SteppedClock(morning)
    await made.call("PUT", "clock", {"now": morning.isoformat()})  # Its tokens are from now, not from noon.
    await made.start()
    (installed, joined) = (await made.call("POST", f"people/{PERSON}/install"))["responses"]
    assert {installed["status"], joined["status"]} == {200}
    for method, path, body in changes:
        await made.call(method, path, body)
    await made.step(town.NOON)
    await made.rest()
    return await prompt_of(made)


@pytest.mark.parametrize(
    ("path", "body", "reason"),
    [
        (f"people/{PERSON}/block", {"on": True}, "blocked"),
        ("bot/disable", {"on": True}, "disabled"),
    ],
)
async def test_who_blocks_us_and_who_may_not_have_us_end_apart(
    before: World, path: str, body: object, reason: str
) -> None:
    """The coordinator can do something about one of them only."""
    prompt = await known_before_it_was_asked(before, ("POST", path, body))
    assert (prompt.state.value, prompt.reason) == ("undeliverable", reason)


async def test_a_removed_history_brings_the_card_to_the_chat_made_anew(before: World) -> None:
    """One card, in a chat that was created again."""
    prompt = await known_before_it_was_asked(before, ("POST", f"people/{PERSON}/remove-history", {}))
    assert prompt.state.value == "sent"
    assert len(await before.chat(PERSON)) == 1


async def test_a_person_deleted_from_the_directory_has_an_unknown_address(before: World) -> None:
    """Their chat is not found, and neither are they."""
    gone = next(one for one in town.people() if one["id"] == PERSON) | {"deleted": True}
    prompt = await known_before_it_was_asked(before, ("POST", "seed", {"people": [gone]}))
    assert (prompt.state.value, prompt.reason) == ("undeliverable", "unknown_address")


async def without_the_app(made: World) -> None:
    person = next(one for one in town.people() if one["id"] == PERSON) | {"installed": False}
    await made.seed(people=[person])


async def test_who_has_not_the_app_ends_as_not_installed(before: World) -> None:
    """Nobody is given anything unless the switch is on."""
    await without_the_app(before)
    await before.start()
    prompt = await prompt_of(before)
    assert (prompt.state.value, prompt.reason) == ("undeliverable", "not_installed")


async def test_where_the_switch_is_on_the_app_is_given_and_the_card_sent(before: World) -> None:
    """Through Graph, with the app's id in the catalogue; the chat is then saved once."""
    await without_the_app(before)
    await before.seed(bot=await bot_of(before))
    before.more = {"BTP_INSTALL": "self", "BTP_TEAMS_APP_ID": CATALOGUE}
    await before.start()
    assert (await prompt_of(before)).state.value == "sent"
    assert len(await before.chat(PERSON)) == 1
    assert (await asked_of_graph(before))["201"] == 1


async def test_a_permission_that_was_withdrawn_is_as_no_switch(before: World) -> None:
    """The request ends, and the log says so once."""
    await without_the_app(before)
    await before.seed(bot=await bot_of(before))
    await before.call("PUT", "graph/installing", {"permitted": False})
    before.more = {"BTP_INSTALL": "self", "BTP_TEAMS_APP_ID": CATALOGUE}
    await before.start()
    prompt = await prompt_of(before)
    assert (prompt.state.value, prompt.reason) == ("undeliverable", "not_installed")


async def bot_of(made: World) -> dict[str, str]:
    endpoint = f"http://127.0.0.1:{made.port}/api/messages"
    return {"app_id": BOT, "endpoint": endpoint, "teams_app_id": CATALOGUE}


async def asked_of_graph(made: World) -> Counter[str]:
    requests = (await made.call("GET", "requests?limit=1000"))["requests"]
    return Counter(str(one["status"]) for one in requests if one["path"].endswith("installedApps"))


async def test_who_had_removed_the_app_is_asked_when_they_install_it_again(before: World) -> None:
    """Nothing is tried until then; the installation makes it due at once."""
    gone = next(one for one in town.people() if one["id"] == PERSON) | {"installed": False}
    prompt = await known_before_it_was_asked(before, ("POST", "seed", {"people": [gone]}))
    assert (prompt.state.value, prompt.reason) == ("planned", "not_in_chat")
    await before.call("POST", f"people/{PERSON}/install")
    await before.rest()
    assert (await prompt_of(before)).state.value == "sent"
    assert len(await before.chat(PERSON)) == 1


async def test_no_limit_of_teams_was_reached(before: World) -> None:
    """A morning's work keeps to every window."""
    await before.start()
    assert (await before.call("GET", "limits")) == {"refused": 0}
