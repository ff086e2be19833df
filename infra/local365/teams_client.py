"""Takes activities to the bot, as Teams does: only ever on this machine, and for ten seconds at most.

Builds no activity and stores nothing.
"""

import asyncio
import errno
import socket
from dataclasses import dataclass
from http import HTTPStatus
from typing import Any

import aiohttp
import pydantic_core
from aiohttp import hdrs, web

from infra.local365 import tenant, violations
from infra.local365.connector_models import invoke_answer_fault
from infra.local365.faults import REDELIVER, Faults
from infra.local365.identity import Identity
from infra.local365.state import State
from infra.local365.teams_client_activities import invoke_id

# Azure Bot Service gives a bot 10 to 15 seconds:
# https://learn.microsoft.com/en-us/azure/bot-service/bot-builder-howto-long-operations-guidance
PATIENCE_SECONDS = 10.0
_INVOKE = "invoke adaptiveCard/action"


@dataclass(frozen=True, slots=True)
class Teams:
    """The way to the bot, with what signs for it."""

    client: aiohttp.ClientSession
    state: State
    identity: Identity


TEAMS = web.AppKey("local365.teams", Teams)


@dataclass(frozen=True, slots=True)
class Answer:
    """What the bot answered; status 0 is no answer at all."""

    status: int
    body: Any = None
    slow: bool = False

    def as_json(self) -> dict[str, Any]:
        """As the control API shows it."""
        if self.status == 0:
            return {"status": 0, "body": None, "error": "no answer"}
        return {"status": self.status, "body": self.body}


def loopback_socket(address: tuple[Any, ...]) -> socket.socket:
    """A socket for the address to connect to. Raises PermissionError unless that is this machine."""
    family, kind, protocol, _, where = address
    if not tenant.is_loopback(str(where[0])):
        raise PermissionError(errno.EACCES, "the stand-in speaks to this machine only")
    return socket.socket(family, kind, protocol)


def open_client(patience_seconds: float) -> aiohttp.ClientSession:
    """The only way out of the stand-in; whatever the URL, it cannot leave the machine."""
    timeout = aiohttp.ClientTimeout(total=patience_seconds)
    connector = aiohttp.TCPConnector(limit=0, socket_factory=loopback_socket)
    return aiohttp.ClientSession(connector=connector, timeout=timeout, trust_env=False)


async def deliver(teams: Teams, activity: object, service_url: str) -> Answer:
    """POST an activity to the bot, signed for `service_url`. Having no answer is a result, not an error."""
    headers = {
        hdrs.CONTENT_TYPE: "application/json; charset=utf-8",
        hdrs.AUTHORIZATION: f"Bearer {teams.identity.activity_token(service_url)}",
    }
    body = pydantic_core.to_json(activity)
    endpoint = tenant.bot_endpoint(teams.state)
    try:
        async with teams.client.post(endpoint, data=body, headers=headers, allow_redirects=False) as response:
            return Answer(response.status, _parsed(await response.read()))
    except TimeoutError:
        return Answer(0, slow=True)
    except (aiohttp.ClientError, OSError):
        return Answer(0)


@dataclass(frozen=True, slots=True)
class Repeats:
    """How often an invoke is sent: `times` at once with one id, and `again` once more with a new one."""

    times: int = 1
    again: bool = False


async def press(teams: Teams, faults: Faults, activity: dict[str, Any], repeats: Repeats) -> list[Answer]:
    """Send an invoke as often as asked, and once more if redelivery strikes; the person sees the last answer.

    Redelivery, where it is switched on, comes by chance, and always after a bot that was too slow.
    """
    state, service_url = teams.state, str(activity["serviceUrl"])

    async def sent(repeated: dict[str, Any]) -> Answer:
        return await deliver(teams, repeated, service_url)

    answers = list(await asyncio.gather(*(sent(activity) for _ in range(repeats.times))))
    if repeats.again:
        answers.append(await sent({**activity, "id": invoke_id(state)}))
    if _redelivered(faults, slow=answers[-1].slow):
        same = state.chance(0.5)
        answers.append(await sent(activity if same else {**activity, "id": invoke_id(state)}))
    for answer in answers:
        _check(state, answer)
    return answers


def _redelivered(faults: Faults, *, slow: bool) -> bool:
    drawn = faults.draw("connector", "POST", _INVOKE, REDELIVER)
    switched_on = any(fault.kind in REDELIVER and fault.probability > 0 for fault in faults.all())
    return drawn is not None or (slow and switched_on)


def _check(state: State, answer: Answer) -> None:
    fault = invoke_answer_fault(answer.body) if answer.status == HTTPStatus.OK else None
    if fault:
        violations.record(state, "ANSWER", _INVOKE, fault)


def _parsed(raw: bytes) -> Any:  # noqa: ANN401 - JSON is anything
    try:
        return pydantic_core.from_json(raw) if raw else None
    except ValueError:
        return raw.decode(errors="replace")
