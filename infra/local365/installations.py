"""The app given to a person, by themselves or through Graph: Teams then tells the bot twice, in two ways."""

import asyncio

from aiohttp import web

from infra.local365 import people, tenant
from infra.local365.people import Person
from infra.local365.state import STATE
from infra.local365.teams_client import TEAMS, Answer, deliver
from infra.local365.teams_client_activities import installation_update, members_added


async def install(request: web.Request, person: Person) -> list[Answer]:
    """Install the app, and give the bot's answers to what it was told."""
    state = request.app[STATE]
    people.set_installed(state, person, installed=True)
    url = service_url(request)
    activities = (installation_update(state, person, url, "add"), members_added(state, person, url))
    teams = request.app[TEAMS]
    return list(await asyncio.gather(*(deliver(teams, each, url) for each in activities)))


def service_url(request: web.Request) -> str:
    """Where the bot may answer: this process."""
    assert request.transport is not None  # noqa: S101 - a request being handled has its connection
    port = request.transport.get_extra_info("sockname")[1]
    return f"http://127.0.0.1:{port}/connector/{tenant.tenant_id(request.app[STATE])}/"
