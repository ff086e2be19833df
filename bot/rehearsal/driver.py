"""Drives a rehearsal: steps time to whatever happens next, and lets the invented people press their cards.

The clock jumps only when nothing is in flight (design.md, "Rehearsal time"); kills come in real seconds.
"""

from __future__ import annotations

import heapq
import random
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from typing import Any

from bot.local.standin import StandIn
from bot.rehearsal.people import Card, Plan, action_of, plans_for
from bot.rehearsal.service import Service, ServiceLost

_PRESS_AGAIN = timedelta(minutes=5)
_CARD = "application/vnd.microsoft.card.adaptive"


@dataclass(slots=True)
class Seen:
    """What the people saw: every reference a receipt promised to somebody, and answers that were no cards."""

    promised: set[str] = field(default_factory=set)
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
            handled, upcoming = await self._step(now)
            self.seen.peak_memory = max(self.seen.peak_memory, self._service.memory())
            if handled:
                await self._notice_cards(now)
            if not await self._press_due(now) and (upcoming is None or upcoming > now):
                return upcoming

    async def _step(self, now: datetime) -> tuple[int, datetime | None]:
        """Step the service; one that was killed meanwhile may have done something before."""
        lost = 0
        while True:
            try:
                handled, upcoming = await self._service.step(now)
            except ServiceLost:
                lost += 1
            else:
                return handled + lost, upcoming

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
        pressed = 0
        while self._plans and self._plans[0].at <= now:
            await self._press(heapq.heappop(self._plans), now)
            pressed += 1
        return pressed

    async def _press(self, plan: Plan, now: datetime) -> None:
        action = action_of(plan.card.body, plan.verb)
        if action is None:
            return
        answers = await self._stand_in.send(
            "POST",
            f"chats/{plan.card.person}/messages/{plan.card.message}/press",
            {
                "verb": plan.verb,
                "data": action.get("data", {}),
                "inputs": plan.inputs,
                "times": plan.times,
                "again_with_new_id": plan.again,
            },
        )
        self._hear(plan, answers["responses"], now)

    def _hear(self, plan: Plan, responses: list[dict[str, Any]], now: datetime) -> None:
        """A press nobody answered is pressed again later; a card that came back may be pressed on."""
        shown = [answer["body"]["value"] for answer in responses if _is_card(answer)]
        self.seen.refused += sum(answer["status"] != 0 and not _is_card(answer) for answer in responses)
        if not shown:
            heapq.heappush(self._plans, replace(plan, at=now + _PRESS_AGAIN))
            return
        for card in shown:
            self._note_promise(card)
        self._go_on(plan, shown[-1], now)

    def _note_promise(self, card: dict[str, Any]) -> None:
        """A card that offers to take an answer back is a receipt: its reference was promised to be safe."""
        if action_of(card, "answer.take_back"):
            self.seen.promised.update(
                word.strip(".,") for word in str(card).split() if word.startswith("BTP-")
            )

    def _go_on(self, plan: Plan, body: dict[str, Any], now: datetime) -> None:
        if not plan.then:
            return
        card = replace(plan.card, body=body)
        inputs = plan.inputs if plan.then == "answer.send" else {}
        following = "answer.send" if plan.then == "answer.change" else ""
        later = now + timedelta(hours=1)
        heapq.heappush(self._plans, Plan(later, card, plan.then, inputs, then=following))


def _is_card(answer: dict[str, Any]) -> bool:
    body = answer["body"]
    return answer["status"] == 200 and isinstance(body, dict) and body.get("type") == _CARD
