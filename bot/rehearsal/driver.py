"""Drives a rehearsal: steps time to whatever happens next, and lets the invented people press their cards.

The clock jumps only when nothing is in flight (design.md, "Rehearsal time"); kills come in real seconds.
"""

from __future__ import annotations

import asyncio
import heapq
import random
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from typing import Any

from bot.local.standin import StandIn
from bot.rehearsal.people import Card, Plan, action_of, plans_for, typed_on
from bot.rehearsal.promises import Promises
from bot.rehearsal.service import Service, ServiceLost

_PRESS_AGAIN = timedelta(minutes=5)
_WITH_CARDS = {"people", "deliveries"}
"""Lanes that may write something new to somebody; the others are most of what a day does."""

_CARD = "application/vnd.microsoft.card.adaptive"
_FOLLOWING = {
    "answer.change": "answer.send",
    "answer.replace": "answer.send",
    "leave.ask": "leave.set",
    "less.ask": "less.set",
}


@dataclass(slots=True)
class Seen:
    """What the people saw: what receipts promised them, and answers that were no cards."""

    promised: Promises = field(default_factory=Promises)
    refused: int = 0
    peak_memory: float = 0.0


class Driver:
    """One rehearsal from `start` to `end`, both aware."""

    def __init__(self, service: Service, stand_in: StandIn, rng: random.Random) -> None:
        self._service = service
        self._stand_in = stand_in
        self._rng = rng
        self._plans: list[Plan] = []
        self._last_message = 0
        self.seen = Seen()

    async def run(self, start: datetime, end: datetime, tell: Callable[[datetime], None]) -> None:
        """Rehearse until `end`, then until nothing but the next reading of the calendar is left."""
        now = start
        while now < end:
            tell(now)
            upcoming = await self._settle(now)
            moments = [moment for moment in (upcoming, self._next_plan()) if moment]
            now = max(now + timedelta(seconds=1), min([*moments, end]))
        await self._settle(end)

    async def _settle(self, now: datetime) -> datetime | None:
        """Do all that is due now: the service's work, then the people's, until both rest."""
        await self._stand_in.set_clock(now)
        while True:
            spoke, upcoming = await self._step(now)
            self.seen.peak_memory = max(self.seen.peak_memory, self._service.memory())
            if spoke:
                await self._notice_cards(now)
            if not await self._press_due(now) and (upcoming is None or upcoming > now):
                return upcoming

    async def _step(self, now: datetime) -> tuple[bool, datetime | None]:
        """Step the service; say whether cards may have come, as from one that was killed meanwhile."""
        lost = False
        while True:
            try:
                handled, upcoming = await self._service.step(now)
            except ServiceLost:
                lost = True
            else:
                return lost or bool(handled.keys() & _WITH_CARDS), upcoming

    async def _notice_cards(self, now: datetime) -> None:
        found = await self._stand_in.get(f"messages?after={self._last_message}")
        for message in found["messages"]:
            self._last_message = int(message["id"])
            if message["card"] and not message["deleted"]:
                card = Card(message["person"], message["id"], message["card"])
                for plan in plans_for(card, now, self._rng):
                    heapq.heappush(self._plans, plan)

    def _next_plan(self) -> datetime | None:
        return self._plans[0].at if self._plans else None

    async def _press_due(self, now: datetime) -> int:
        """Let people press what they planned: different people at the same moment, each one thing after another."""
        pressed = 0
        while together := self._next_of_each(now):
            answers = await asyncio.gather(*(self._press(plan, press) for plan, press in together))
            for (plan, press), responses in zip(together, answers, strict=True):
                self._hear(plan, press, responses, now)
            pressed += len(together)
        return pressed

    def _next_of_each(self, now: datetime) -> list[tuple[Plan, dict[str, Any]]]:
        """Take the first plan that is due of each person, with what its button sends; a card without it has none."""
        first: dict[str, tuple[Plan, dict[str, Any]]] = {}
        later = []
        while self._plans and self._plans[0].at <= now:
            plan = heapq.heappop(self._plans)
            action = action_of(plan.card.body, plan.verb)
            if plan.card.person in first:
                later.append(plan)
            elif action is not None:
                press = {"verb": plan.verb, "data": action.get("data", {}), "inputs": plan.inputs}
                first[plan.card.person] = (plan, press)
        for plan in later:
            heapq.heappush(self._plans, plan)
        return [*first.values()]

    async def _press(self, plan: Plan, press: dict[str, Any]) -> list[dict[str, Any]]:
        answers = await self._stand_in.send(
            "POST",
            f"chats/{plan.card.person}/messages/{plan.card.message}/press",
            {**press, "times": plan.times, "again_with_new_id": plan.again},
        )
        responses: list[dict[str, Any]] = answers["responses"]
        return responses

    def _hear(
        self, plan: Plan, press: dict[str, Any], responses: list[dict[str, Any]], now: datetime
    ) -> None:
        """A press nobody answered is pressed again later; a card that came back may be pressed on."""
        shown = [answer["body"]["value"] for answer in responses if _is_card(answer)]
        self.seen.refused += sum(answer["status"] != 0 and not _is_card(answer) for answer in responses)
        self.seen.promised.hear(press, shown)
        if shown:
            self._go_on(plan, shown[-1], now)
        else:
            heapq.heappush(self._plans, replace(plan, at=now + _PRESS_AGAIN))

    def _go_on(self, plan: Plan, body: dict[str, Any], now: datetime) -> None:
        """Press on what came back; who is shown two versions of their answer decides for the later one."""
        then = "answer.replace" if action_of(body, "answer.replace") else plan.then
        if then:
            card = replace(plan.card, body=body)
            typed = typed_on(body, self._rng)
            later = now + timedelta(hours=1)
            heapq.heappush(self._plans, Plan(later, card, then, typed, then=_FOLLOWING.get(then, "")))


def _is_card(answer: dict[str, Any]) -> bool:
    body = answer["body"]
    return answer["status"] == 200 and isinstance(body, dict) and body.get("type") == _CARD
