"""A service made of the pure rules alone, on an event queue: what it is told, it decides, and the referee watches.

Nothing is polled: a person is looked at when something is due, when a decision said so, and after they pressed.
"""

from __future__ import annotations

import heapq
import random
from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import datetime, timedelta

from bench.invented_years import Sitting
from bench.reactions import Reaction, reaction
from bench.referee import Referee
from bench.simulated_people import CLOSES_AFTER, Request, Someone
from practice.contacting import Candidate, Decision, Due, decide
from practice.etiquette import Etiquette
from practice.holding import Hold, HoldScope, held, hold_does, waits_until
from practice.leave import closes_after_leave
from practice.outages import outage_extension
from practice.pacing import MONTH, Contact
from practice.prompts import ON_HOLD, Happening, Prompt, PromptState, after, end_of_waiting
from practice.working_time import after_working_time, closing

_WIDE = (HoldScope.AGENCY, HoldScope.EVERYTHING)
_WAIT = timedelta(minutes=30)
_HOURS_TO_PRESS = 30
_UNCERTAIN_SHARE = 0.05


class SimulatedService:
    """Time jumps from event to event; an outage moves what falls into it to its end."""

    def __init__(self, people: list[Someone], chance: random.Random, referee: Referee) -> None:
        self.people, self.referee = people, referee
        self.etiquette = Etiquette()
        self.holds: list[tuple[Hold, frozenset[str]]] = []
        self.decisions = 0
        self.ends: Counter[str] = Counter()
        self.chance = chance
        self._queue: list[tuple[datetime, int, int, Callable[[datetime], None]]] = []
        self._number = 0
        self._down_from: datetime | None = None
        self._back_at: datetime | None = None

    # ---- time

    def at(self, moment: datetime, what: Callable[[datetime], None], *, last: bool = False) -> None:
        """Let something happen; `last` after everything else of the same moment."""
        self._number += 1
        heapq.heappush(self._queue, (moment, int(last), self._number, what))

    def run(self) -> None:
        while self._queue:
            moment, last, _, what = heapq.heappop(self._queue)
            if self._back_at and moment < self._back_at:
                # First the service learns what it missed, and only then does it write to anybody.
                self.at(self._back_at, what, last=bool(last))
            else:
                what(moment)

    def goes_down(self, down_from: datetime, back_at: datetime) -> None:
        """Lose the service: everything until `back_at` happens then, and lives are made longer."""
        self._down_from, self._back_at = down_from, back_at
        for someone in self.people:
            for request in someone.requests.values():
                if request.prompt.open:
                    request.closes_at = outage_extension(
                        request.closes_at, down_from, back_at, someone.calendar
                    )
                    request.plan_reminders(someone.calendar, self.etiquette)
                    self.close_later(someone, request)

    # ---- meetings

    def meeting_ended(self, sitting: Sitting, now: datetime) -> None:
        for number in sitting.people:
            someone = self.people[number]
            someone.meetings.append(sitting.ended_at)
            due_at = after_working_time(sitting.ended_at, _WAIT, someone.calendar)
            prompt_id = f"{sitting.id}/{number}"
            prompt = Prompt(
                prompt_id, sitting.id, someone.agency, "", PromptState.PLANNED, due_at, person_id=someone.id
            )
            request = Request(prompt, sitting.ended_at, closing(due_at, CLOSES_AFTER, someone.calendar))
            someone.requests[request.prompt.id] = request
            self.look_later(someone, max(now, due_at))
            self.close_later(someone, request)

    # ---- deciding

    def look(self, someone: Someone, now: datetime) -> None:
        self._end_held(someone, now)
        candidates = tuple(self._candidates(someone, now))
        if not candidates:
            return
        since = now - MONTH
        someone.contacts = [contact for contact in someone.contacts if contact.at > since]
        self.decisions += 1
        week = someone.meetings_in_week(now)
        decision = decide(
            now, candidates, someone.contacts, someone.pace, week, self.etiquette, someone.calendar
        )
        self._carry_out(someone, decision, now)

    def _candidates(self, someone: Someone, now: datetime) -> Iterable[Candidate]:
        holds = self._holds_on(someone)
        for request in someone.requests.values():
            prompt = request.prompt
            if held(holds, prompt, now):
                continue
            if prompt.state is PromptState.PLANNED:
                yield Candidate(
                    prompt.id,
                    Due.NEW_REQUEST,
                    prompt.due_at,
                    request.closes_at,
                    request.ended_at,
                    own_wish=prompt.postponed,
                )
            else:
                yield from request.reminders

    def _carry_out(self, someone: Someone, decision: Decision, now: datetime) -> None:
        for one in decision.dropped:
            someone.requests[one.prompt_id].reminded(one.kind)
        for prompt_id, why in decision.left_out.items():
            request = someone.requests[prompt_id]
            self.end(someone, request, end_of_waiting(request.prompt), why)
        if decision.send:
            self._send(someone, decision.send, now)
        if decision.look_again_at:
            self.look_later(someone, decision.look_again_at)

    def _send(self, someone: Someone, carries: tuple[Candidate, ...], now: datetime) -> None:
        self.referee.message(
            someone.id,
            now,
            carries,
            closed=someone.closed,
            pace=someone.pace,
            meetings_in_week=someone.meetings_in_week(now),
            back_at=self._back_at,
        )
        someone.contacts.append(Contact(now, sum(one.kind is Due.NEW_REQUEST for one in carries)))
        for one in carries:
            request = someone.requests[one.prompt_id]
            self.referee.held(held(self.holds, request.prompt, now))
            if one.kind is Due.NEW_REQUEST:
                self._ask(someone, request, now)
            else:
                request.reminded(one.kind)
            does = reaction(self.chance)
            if does:
                self._press_later(someone, request, does, now)

    def _ask(self, someone: Someone, request: Request, now: datetime) -> None:
        again = request.prompt.ever_sent
        outcome = Happening.LEFT_UNCERTAIN if self.chance.random() < _UNCERTAIN_SHARE else Happening.DELIVERED
        sending = after(request.prompt, Happening.START_SENDING)
        request.prompt = after(replace(sending, reason="") if sending.reason else sending, outcome)
        request.sent_at = now
        request.closes_at = (
            closes_after_leave(now, request.ended_at, CLOSES_AFTER, someone.calendar, self.etiquette)
            if again
            else closing(now, CLOSES_AFTER, someone.calendar)
        )
        request.plan_reminders(someone.calendar, self.etiquette)
        for one in request.reminders:
            self.look_later(someone, one.due_at)
        self.close_later(someone, request)

    def _press_later(self, someone: Someone, request: Request, does: Reaction, now: datetime) -> None:
        delay = timedelta(hours=self.chance.expovariate(1 / _HOURS_TO_PRESS))
        self.at(now + delay, lambda then: does(self, someone, request, then))

    # ---- holds

    def hold(self, hold: Hold, people: frozenset[str], now: datetime) -> None:
        """Begin a hold; where it has an end, everybody is looked at again then."""
        self.holds.append((hold, people))
        for someone in self.people:
            self._end_held(someone, now)

    def release(self, hold: Hold, now: datetime) -> None:
        """End a hold: what is too old by now was never asked because of it, the rest goes on."""
        for someone in self.people:
            self._end_held(someone, now)
        self.holds = [(other, people) for other, people in self.holds if other is not hold]
        for someone in self.people:
            self.look_later(someone, now)

    def _holds_on(self, someone: Someone) -> list[tuple[Hold, frozenset[str]]]:
        """Leave out the holds on other people's meetings; about the others the rule decides."""
        return [(hold, people) for hold, people in self.holds if hold.scope in _WIDE or someone.id in people]

    def _end_held(self, someone: Someone, now: datetime) -> None:
        holds = self._holds_on(someone)
        if not holds:
            return
        for request in tuple(someone.requests.values()):
            if held(holds, request.prompt, now):
                prompt = replace(request.prompt, closes_at=request.closes_at)
                how = hold_does(prompt, request.ended_at, now, someone.calendar, self.etiquette)
                if how is Happening.PAUSE:
                    self._pause(someone, request, now)
                elif how:
                    self.end(someone, request, how, ON_HOLD)

    def _pause(self, someone: Someone, request: Request, now: datetime) -> None:
        paused = after(request.prompt, Happening.PAUSE, reason=ON_HOLD)
        request.closes_at = waits_until(paused, request.ended_at, someone.calendar, self.etiquette)
        request.prompt, request.reminders = replace(paused, due_at=now), ()
        self.referee.paused(paused.id)
        self.close_later(someone, request)

    # ---- ends

    def _close(self, someone: Someone, request: Request, now: datetime) -> None:
        if request.prompt.ended or now < request.closes_at:
            return
        if request.prompt.open:
            self.end(someone, request, Happening.CLOSE)
        else:
            self.look(someone, now)

    def end(self, someone: Someone, request: Request, how: Happening, why: str = "") -> None:
        request.prompt = after(request.prompt, how, reason=why)
        del someone.requests[request.prompt.id]
        self.referee.end(request.prompt, self._down_from)
        self.ends[" ".join(filter(None, (request.prompt.state.value, request.prompt.reason)))] += 1

    def look_later(self, someone: Someone, moment: datetime) -> None:
        """Look at somebody at a moment, unless they are looked at before it: that look finds the next moment."""
        if someone.looked_at_next and someone.looked_at_next <= moment:
            return
        someone.looked_at_next = moment
        self.at(moment, lambda now: self._look_as_planned(someone, moment, now), last=True)

    def _look_as_planned(self, someone: Someone, moment: datetime, now: datetime) -> None:
        if someone.looked_at_next == moment:
            someone.looked_at_next = None
            self.look(someone, now)

    def close_later(self, someone: Someone, request: Request) -> None:
        self.at(request.closes_at, lambda now: self._close(someone, request, now))
