"""What the simulation's people do with a message: most nothing, some answer, some are away, a few want fewer."""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Protocol

from bench.simulated_people import CLOSES_AFTER, Request, Someone
from practice.etiquette import Etiquette
from practice.leave import after_leave, closes_after_leave, leave_window
from practice.pacing import HowOften, chosen
from practice.prompts import Happening, after

_MEAN_LEAVE_DAYS = 15


class Service(Protocol):
    """What a press needs of the service."""

    chance: random.Random
    etiquette: Etiquette

    def look(self, someone: Someone, now: datetime) -> None: ...
    def look_later(self, someone: Someone, moment: datetime) -> None: ...
    def close_later(self, someone: Someone, request: Request) -> None: ...
    def end(self, someone: Someone, request: Request, how: Happening, why: str = "") -> None: ...


Reaction = Callable[[Service, Someone, Request, datetime], None]


def reaction(chance: random.Random) -> Reaction | None:
    """Draw what somebody will do about one request; None for nothing at all."""
    dice = chance.random()
    return next((does for share, does in _REACTIONS if dice < share), None)


def _answers(service: Service, someone: Someone, request: Request, _: datetime) -> None:
    if request.prompt.open:
        service.end(someone, request, Happening.ANSWER)


def _was_not_there(service: Service, someone: Someone, request: Request, _: datetime) -> None:
    if request.prompt.open:
        service.end(someone, request, Happening.NOT_THERE)


def _skips(service: Service, someone: Someone, request: Request, _: datetime) -> None:
    if request.prompt.open:
        service.end(someone, request, Happening.TAKE_NO_PART)


def _takes_leave(service: Service, someone: Someone, request: Request, now: datetime) -> None:
    if not request.prompt.open:
        return
    first, last = leave_window(now)
    back = min(last, first + timedelta(days=int(service.chance.expovariate(1 / _MEAN_LEAVE_DAYS))))
    known = (request.ended_at, someone.calendar, service.etiquette)
    due_at = after_leave(back, *known)
    if due_at is None:
        service.end(someone, request, Happening.LEAVE_OUTLASTS)
        return
    request.prompt = replace(after(request.prompt, Happening.POSTPONE), due_at=due_at)
    request.closes_at = closes_after_leave(due_at, request.ended_at, CLOSES_AFTER, *known[1:])
    service.look_later(someone, due_at)
    service.close_later(someone, request)


def _is_tired(service: Service, someone: Someone, _: Request, now: datetime) -> None:
    someone.pace = chosen(service.chance.choice(tuple(HowOften)), now)
    service.look(someone, now)


_REACTIONS: tuple[tuple[float, Reaction], ...] = (
    (0.22, _answers),
    (0.25, _was_not_there),
    (0.28, _skips),
    (0.34, _takes_leave),
    (0.342, _is_tired),
)
"""Each with the share of requests that end there, added up."""
