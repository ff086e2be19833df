"""Ten simulated years of the etiquette: how much computing they take, and that no promise is broken.

By itself: `python -m bench.etiquette`, exit code 1 when one is.
"""

from __future__ import annotations

import gc
import random
import sys
import time
from datetime import datetime, timedelta
from functools import partial

from rich.console import Console

from bench.figures import Figure, as_table
from bench.invented_years import PEOPLE, WEEKS, YEARS, calendars, is_school, outages, sittings
from bench.referee import RULES, Closed, Referee
from bench.simulated_people import Someone
from bench.simulated_service import SimulatedService
from practice.calendars import WorkingCalendar
from practice.holding import Hold, HoldScope

_SEED = 3
_MOST_SECONDS = 120
_EVERY_HOLD = 200
"""One meeting in so many is followed by a hold."""
_SCOPES = (HoldScope.MEETING, HoldScope.PEOPLE, HoldScope.AGENCY, HoldScope.EVERYTHING)
_WEIGHTS = (60, 30, 8, 2)


def etiquette() -> list[Figure]:
    """Simulate the years; one figure for the computing, one for each rule, and what was sent."""
    before = time.process_time()
    service = simulated(random.Random(_SEED), WEEKS)
    seconds = time.process_time() - before
    where = f"{YEARS} years, {PEOPLE} people"
    referee = service.referee
    return [
        Figure(f"Etiquette, {where}: CPU", seconds, "s", _MOST_SECONDS),
        Figure("... decisions", service.decisions, ""),
        *(Figure(f"... {what.replace('_', ' ')}", number, "sent") for what, number in referee.sent.items()),
        *(
            Figure(f"... requests that ended: {how.replace('_', ' ')}", n, "")
            for how, n in sorted(service.ends.items())
        ),
        *(Figure(f"... {rule}", referee.breaches[rule], "times", 0) for rule in RULES),
    ]


def simulated(chance: random.Random, weeks: int) -> SimulatedService:
    """Run so many weeks of meetings and let everything come to its end."""
    usual, schools = calendars()
    people = [_someone(number, schools if is_school(number) else usual) for number in range(PEOPLE)]
    service = SimulatedService(people, chance, Referee())
    for down, back in outages(chance, weeks):
        service.at(down, partial(_goes_down, service, down, back))
    for number, sitting in enumerate(sittings(chance, weeks)):
        service.at(sitting.ended_at, partial(service.meeting_ended, sitting))
        if number % _EVERY_HOLD == 0:
            _hold_later(service, f"h{number}", sitting.id, sitting.people, sitting.ended_at, chance)
    # What was made for all ten years would be walked over at each collection, for nothing.
    gc.collect()
    gc.freeze()
    service.run()
    gc.unfreeze()
    for someone in people:
        for request in someone.requests.values():
            service.referee.end(request.prompt, None)
    return service


def _goes_down(service: SimulatedService, down: datetime, back: datetime, _: datetime) -> None:
    service.goes_down(down, back)


def _someone(number: int, calendar: WorkingCalendar) -> Someone:
    days = frozenset(
        days.first + timedelta(days=n)
        for days in calendar.closed
        for n in range((days.last - days.first).days + 1)
    )
    agency = "schools" if days else f"agency-{number % 5}"
    return Someone(f"p{number}", agency, calendar, Closed(days))


def _hold_later(
    service: SimulatedService,
    hold_id: str,
    meeting: str,
    people: tuple[int, ...],
    ended_at: datetime,
    chance: random.Random,
) -> None:
    """Hold something some hours to days after a meeting, for hours to two months."""
    (scope,) = chance.choices(_SCOPES, _WEIGHTS)
    since = ended_at + timedelta(hours=chance.expovariate(1 / 30))
    until = since + timedelta(days=min(60, chance.expovariate(1 / 12)))
    target = {HoldScope.AGENCY: f"agency-{chance.randrange(5)}", HoldScope.EVERYTHING: ""}.get(scope, meeting)
    hold = Hold(hold_id, scope, target, since, None, "coordinator")
    who = frozenset(f"p{number}" for number in people)

    def begins(now: datetime) -> None:
        if now < until:
            service.hold(hold, who, now)
            service.at(until, lambda then: service.release(hold, then))

    service.at(since, begins)


def main() -> int:
    figures = etiquette()
    Console().print(as_table(figures))
    return 1 if any(figure.missed for figure in figures) else 0


if __name__ == "__main__":
    sys.exit(main())
