"""The whole product beside the stand-in, in this process, on a stepped clock: what a journey walks through."""

from __future__ import annotations

import contextlib
import socket
from collections.abc import AsyncIterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from aiohttp import web
from aiohttp.test_utils import TestClient, TestServer

from bot.app import Service, running
from bot.clock import SteppedClock
from bot.local.town import BOT, EXAMPLE, TENANT, environment
from bot.settings import Settings
from infra.local365.app import build_app

REVIEWS = "Practice reviews"
A_MOMENT = timedelta(seconds=10)


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


@dataclass
class World:
    """The service, which can be restarted, and the stand-in, which stays."""

    folder: Path
    stand_in: TestClient[web.Request, web.Application]
    clock: SteppedClock
    partnership: Path = EXAMPLE
    port: int = field(default_factory=free_port)
    more: dict[str, str] = field(default_factory=dict)
    """Settings beside those a local start needs."""
    _running: contextlib.AsyncExitStack = field(default_factory=contextlib.AsyncExitStack)
    _service: Service | None = None

    @property
    def environment(self) -> dict[str, str]:
        """The service's settings, as BTP_* variables."""
        origin = str(self.stand_in.make_url("")).rstrip("/")
        return environment(self.folder, origin, self.port, self.partnership, seed=1) | self.more

    @property
    def service(self) -> Service:
        assert self._service is not None, "the service is not running"
        return self._service

    async def start(self) -> None:
        """Start the service and let it do everything that is due."""
        given = {name.removeprefix("BTP_").lower(): value for name, value in self.environment.items()}
        settings = Settings.model_validate(given)
        self._service = await self._running.enter_async_context(running(settings, self.clock))
        await self._service.listen()
        await self.rest()

    async def stop(self) -> None:
        await self._running.aclose()
        self._service = None

    async def restart(self) -> None:
        await self.stop()
        await self.start()

    async def rest(self) -> None:
        """Let the service work until nothing is due, not even in the seconds for which SharePoint's quota is shut."""
        _, upcoming = await self.service.runner.drain()
        while upcoming and upcoming - self.clock.now() < A_MOMENT:
            self.clock.step(upcoming)
            await self.call("PUT", "clock", {"now": upcoming.isoformat()})
            _, upcoming = await self.service.runner.drain()

    async def step(self, now: datetime) -> None:
        """Let time pass for both, and let everything that falls due be done."""
        self.clock.step(now)
        await self.call("PUT", "clock", {"now": now.isoformat()})
        await self.rest()

    async def call(self, method: str, path: str, body: object = None) -> Any:  # noqa: ANN401 - JSON
        """Speak to the stand-in's control interface."""
        async with self.stand_in.request(method, f"/_local/{path}", json=body) as response:
            assert response.status == 200, await response.text()
            return await response.json()

    async def seed(self, **more: object) -> None:
        endpoint = f"http://127.0.0.1:{self.port}/api/messages"
        await self.call(
            "POST", "seed", {"tenant": TENANT, "bot": {"app_id": BOT, "endpoint": endpoint}, **more}
        )

    async def chat(self, person: str) -> list[dict[str, Any]]:
        """Give the chat as the person finds it on opening it."""
        messages: list[dict[str, Any]] = (await self.call("GET", f"chats/{person}"))["messages"]
        return messages

    async def press(
        self, person: str, message: Mapping[str, Any], verb: str, inputs: Mapping[str, str], **more: object
    ) -> list[dict[str, Any]]:
        """Press a button of a card as it was when `message` was read; give the bodies of all answers."""
        answers = await self.try_to_press(person, message, verb, inputs, **more)
        assert {answer["status"] for answer in answers} == {200}
        return [answer["body"] for answer in answers]

    async def try_to_press(
        self, person: str, message: Mapping[str, Any], verb: str, inputs: Mapping[str, str], **more: object
    ) -> list[dict[str, Any]]:
        """Press, whatever comes back: the statuses and bodies of all answers; status 0 is none."""
        button = button_of(message["card"], verb)
        assert button is not None, f"the card has no button {verb}"
        body = {"verb": verb, "data": button["data"], "inputs": dict(inputs), **more}
        pressed = await self.call("POST", f"chats/{person}/messages/{message['id']}/press", body)
        answers: list[dict[str, Any]] = pressed["responses"]
        return answers

    async def items(self, name: str = REVIEWS) -> list[dict[str, Any]]:
        """Give the fields of the items that stand in a list; none when the list does not exist yet."""
        state = await self.call("GET", "state")
        return [
            item["fields"]
            for found in state["lists"]
            if found["name"] == name
            for item in found["items"]
            if not item["deleted"]
        ]


def button_of(card: object, verb: str) -> dict[str, Any] | None:
    """Find a button by its verb, in whatever element of the card it stands."""
    if isinstance(card, dict):
        if card.get("type") == "Action.Execute" and card.get("verb") == verb:
            return card
        return next((found for value in card.values() if (found := button_of(value, verb))), None)
    if isinstance(card, list):
        return next((found for value in card if (found := button_of(value, verb))), None)
    return None


@contextlib.asynccontextmanager
async def world(
    folder: Path, now: datetime, partnership: Path = EXAMPLE, *, seed: int = 7
) -> AsyncIterator[World]:
    """Run a stand-in whose contract must be unbroken at the end; the service is started by the journey."""
    app = build_app(folder / "local365.sqlite", seed=seed)
    async with TestClient(TestServer(app)) as client:
        made = World(folder, client, SteppedClock(now), partnership)
        await made.call("PUT", "clock", {"now": now.isoformat()})
        try:
            yield made
        finally:
            await made.stop()
        assert (await made.call("GET", "violations"))["violations"] == []
