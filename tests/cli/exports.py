"""A partnership whose answers are filed: a real store, and the list as a coordinator has worked on it."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from bot.clock import SteppedClock
from bot.credentials import signing_in
from bot.handlers.ports import Filed, Kind
from bot.local.town import CALENDAR, EXAMPLE, INTAKE, SITE
from bot.partnership import load
from bot.settings import Settings, read_settings
from bot.speaking_graph import speaking_graph
from bot.store import Keys, SqlTransaction, leases, open_store
from graph_sync.client import GraphClient
from graph_sync.columns import KEY
from graph_sync.exchange import CREATED, OK, Call, Reply
from graph_sync.lists import SharePointLists
from practice.answers import Answer, AnswerState, Content
from practice.filing import REVIEWS
from practice.prompts import PromptState
from tests.cli.offices import request
from tests.handlers.made import MEETING
from tests.journeys.world import World, world

SPRING = datetime(2026, 3, 17, 12, tzinfo=UTC)
CYCLE = "Hub April 2026"
SPRING_CYCLE = "Hub March 2026"
"""The one that the meetings of SPRING belong to."""
TYPE = "Initial child protection conference"


@asynccontextmanager
async def filed_office(folder: Path) -> AsyncIterator[World]:
    """The stand-in and its site, with both lists made and known to the store."""
    async with world(folder, datetime.now(UTC)) as made:  # noqa: TID251 - the commands run on the system's clock
        await made.call("PUT", "clock", {"now": None})
        await made.seed(
            sites=[{"id": SITE, "name": "Back to Practice, coordinator"}],
            mailboxes=[{"address": INTAKE, "kind": "room"}, {"address": CALENDAR, "kind": "shared"}],
        )
        async with speaking(made) as client:
            lists = SharePointLists(client, SITE, load(EXAMPLE))
            ready = await lists.ready({})
        assert isinstance(ready, dict)
        ids = {name: found.id for name, found in ready.items()}
        await write(made, lambda tx: [tx.save_list_id(name, list_id) for name, list_id in ids.items()])
        yield made


def settings_of(made: World) -> Settings:
    return read_settings(made.environment)


@asynccontextmanager
async def speaking(made: World) -> AsyncIterator[GraphClient]:
    """Speak Graph as the product does."""
    settings = settings_of(made)
    clock = SteppedClock(datetime.now(UTC))  # noqa: TID251
    async with (
        signing_in(settings, clock) as sign_in,
        speaking_graph(settings, "Example", sign_in) as client,
    ):
        yield client


async def write(made: World, decide: Any) -> None:  # noqa: ANN401 - a function of any result
    """Write as the owner of the store does."""
    settings = settings_of(made)
    store = open_store(settings.database_url, Keys.parse(settings.data_keys.get_secret_value()))
    try:
        await store.write(decide)
    finally:
        await store.close()


async def answered(made: World, count: int, **cells: object) -> None:
    """File answers of as many people; `cells` are what differs from a checked answer of the police."""
    usual: dict[str, object] = {"Cycle": CYCLE, "Month": "2026-03", "Status": "Checked", "MeetingType": TYPE}
    usual |= {"AgencyGroup": "Police", "RoleGroup": "Police officer", "WentWell": "=1+1", "Voice": True}
    kept: list[str] = []
    await write(made, lambda tx: kept.extend(_kept(tx) for _ in range(count)))
    list_id = await _list_id(made)
    async with speaking(made) as client:
        for key in kept:
            fields = {"Title": key[:8], "BtpKey": key, "Ref": f"BTP-{key[:8]}", **usual, **cells}
            call = Call("POST", f"/sites/{SITE}/lists/{list_id}/items", {"fields": fields})
            reply = await client.send(call)
            assert isinstance(reply, Reply)
            assert reply.status == CREATED, reply.body


async def renamed(made: World, period: str) -> None:
    """Let every answer be of another period, as a repair does after another cadence; one was taken back since."""
    whole = f"/sites/{SITE}/lists/{await _list_id(made)}/items"
    async with speaking(made) as client:
        listed = await client.send(Call("GET", whole))
        assert isinstance(listed, Reply)
        assert isinstance(listed.body, dict)
        for place, item in enumerate(listed.body["value"]):
            cells = {"Cycle": period, **({} if place else {"Status": "Taken back"})}
            reply = await client.send(Call("PATCH", f"{whole}/{item['id']}/fields", cells))
            assert isinstance(reply, Reply)
            assert reply.status == OK, reply.body


def park_one(tx: SqlTransaction, reason: str) -> None:
    """Park the filing of an answer's change, as the worker does."""
    at = SPRING + timedelta(days=1)
    tx.add_work(Kind.FILE_ANSWER, next(iter(tx.answers())).id, at)
    [work] = leases.claim(tx, [Kind.FILE_ANSWER], 1, at, "worker", 0.0, 60.0)
    leases.park(tx, work, "worker", reason)


async def made_by_hand(made: World, count: int) -> None:
    """Make items of the same cycle without our key, after somebody let the column be empty."""
    list_id = await _list_id(made)
    whole = f"/sites/{SITE}/lists/{list_id}"
    async with speaking(made) as client:
        freed = await client.send(Call("PATCH", f"{whole}/columns/{KEY}", {"required": False}))
        assert isinstance(freed, Reply)
        assert freed.status == OK, freed.body
        for _ in range(count):
            call = Call("POST", f"{whole}/items", {"fields": {"Title": "By hand", "Cycle": CYCLE}})
            reply = await client.send(call)
            assert isinstance(reply, Reply)
            assert reply.status == CREATED, reply.body


async def _list_id(made: World) -> str:
    state = await made.call("GET", "state")
    return next(str(one["id"]) for one in state["lists"] if one["name"] == REVIEWS)


def _kept(tx: SqlTransaction) -> str:
    """Keep an answer of a new person; give the key of its item."""
    name, key, at = tx.new_id(), tx.new_id(), SPRING
    tx.save_meeting(replace(MEETING, id=name, ref=f"BTP-{name}", source_key=name, starts_at=at, ends_at=at))
    prompt = replace(request(name, PromptState.ANSWERED, due_at=at), meeting_id=name)
    tx.save_prompt(prompt)
    sent_at = at + timedelta(hours=1)
    answer = Answer(name, f"BTP-A{name}", name, "police", Content(), 1, AnswerState.SENT, sent_at)
    tx.save_answer(answer, prompt.id)
    tx.save_filed(Filed(name, key))
    return key
