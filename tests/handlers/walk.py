"""A random walk of the contact flow on the real store: weeks of meetings, presses, holds, refusals and outages.

Time jumps from one due piece of work to the next. Whatever is sent is judged at once.
"""

from __future__ import annotations

import random
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta

from bot.handlers import answering, choosing, pacing
from bot.handlers.closing import close
from bot.handlers.delivering import Delivery, deliver, find_person, remind
from bot.handlers.holding import holds_in_force, put_on_hold, release_hold, run_out
from bot.handlers.messages import Digest, NewMessage, Notice
from bot.handlers.noticing import notice
from bot.handlers.outages import give_back, mark_alive
from bot.handlers.ports import Conversation, Kind, Transaction
from bot.handlers.presses import Press
from bot.handlers.recording import recover
from bot.store import SqlStore
from practice.clocks import LONDON
from practice.holding import Hold, HoldScope, held
from practice.meetings import CameFrom, SeenMeeting
from practice.outcomes import Conflict, Done, Refusal, RetryAfter, Unconfirmed, Undeliverable
from practice.pacing import HowOften
from practice.people import Attendee
from practice.prompts import Prompt
from practice.working_days import is_working_day
from tests.handlers.fakes import InventedDirectory, InventedMessenger, PowerCut, SendOutcome
from tests.handlers.judge import Judge
from tests.handlers.made import PARTNERSHIP, asked_for, chat_of

PEOPLE = {f"worker.{number}@council.example.org": f"person-{number}" for number in range(4)}
NOT_SENT: list[SendOutcome] = [
    RetryAfter(30.0, "throttled"),
    Conflict("chat_gone"),
    Undeliverable(Refusal.NOT_IN_CHAT),
]
START = datetime(2026, 3, 2, 8, 0, tzinfo=UTC)


@dataclass
class Walk(InventedMessenger):
    """The walker is the way to the people as well: it sees every message, and says what became of it."""

    store: SqlStore = field(kw_only=True)
    chance: random.Random = field(kw_only=True)
    judge: Judge = field(default_factory=Judge)
    now: datetime = START
    pressed: list[tuple[datetime, str, str]] = field(default_factory=list)

    # ---- what is sent

    async def send(self, conversation: Conversation, message: NewMessage) -> SendOutcome:
        self.judge.hour(self.now)
        lines = message.lines if isinstance(message, Digest) else (message,)
        for line in lines:
            assert not isinstance(line, Notice)  # Nobody here coordinates.
            await self._not_held(line.prompt)
        dice = self.chance.random()
        if dice < 0.12:
            return self.chance.choice(NOT_SENT)
        carried = [(line.prompt, line.due) for line in lines if not isinstance(line, Notice)]
        self.judge.message(conversation.person_id, self.now, carried)
        for prompt, _ in carried:
            if self.chance.random() < 0.5:
                later = self.now + timedelta(hours=self.chance.expovariate(1 / 30))
                self.pressed.append((later, prompt.id, conversation.person_id))
        if dice < 0.16:
            raise PowerCut
        return Unconfirmed("reset") if dice < 0.25 else Done(f"message-{self.chance.getrandbits(64)}")

    async def _not_held(self, prompt: Prompt) -> None:
        on_hold = await self.store.read(lambda tx: held(holds_in_force(tx, self.now), prompt, self.now))
        self.judge.must(not on_hold, "sent while on hold")

    # ---- what happens

    async def day(self, day: date) -> None:
        """Let a day's meetings end, and now and then a hold begin or the service go down."""
        morning = datetime.combine(day, time(9), LONDON).astimezone(UTC)
        await self.until(morning)
        if is_working_day(day):
            for hour in range(self.chance.choice((0, 1, 2, 4))):
                await self.until(morning + timedelta(hours=hour))
                seen = self._meeting()
                await self.write(lambda tx, seen=seen: notice(tx, seen, PARTNERSHIP, self.now))  # type: ignore[misc]
        if self.chance.random() < 0.04:
            await self._hold()
        if self.chance.random() < 0.1:
            await self.until(morning + timedelta(hours=self.chance.random() * 6))
            await self._outage()

    def _meeting(self) -> SeenMeeting:
        there = self.chance.sample(sorted(PEOPLE), self.chance.randint(1, 3))
        ended = self.now - timedelta(minutes=self.chance.randint(0, 90))
        people = tuple(Attendee(address) for address in there)
        key = f"intake:{self.chance.getrandbits(64)}"
        return SeenMeeting(key, ended - timedelta(hours=1), ended, ("core group",), people, CameFrom.CALENDAR)

    async def _hold(self) -> None:
        scope = self.chance.choice((HoldScope.AGENCY, HoldScope.EVERYTHING))
        target = "council" if scope is HoldScope.AGENCY else ""
        days = timedelta(days=self.chance.randint(1, 16))
        hold = Hold(f"hold-{self.chance.getrandbits(64)}", scope, target, self.now, self.now + days, "Lead")
        await self.write(lambda tx: self._begin(tx, hold))
        if self.chance.random() < 0.5:
            await self.until(self.now + days / 2)
            await self.write(lambda tx: release_hold(tx, hold, "Deputy", PARTNERSHIP, self.now))

    def _begin(self, tx: Transaction, hold: Hold) -> None:
        before = {prompt.id for prompt in tx.prompts_not_ended() if prompt.open}
        put_on_hold(tx, hold, PARTNERSHIP, self.now)
        self.judge.again.update(before)

    async def _outage(self) -> None:
        """Nothing is done for hours or days; at the start what broke off is found and lives are lengthened."""
        await self.write(lambda tx: mark_alive(tx, self.now))
        self.now += timedelta(hours=self.chance.choice((0.2, 5, 30, 24 * 7)))
        self.judge.back_at = self.now
        await self._started()

    async def _started(self) -> None:
        await self.write(lambda tx: recover(tx, PARTNERSHIP, self.now))
        await self.write(lambda tx: give_back(tx, PARTNERSHIP, self.now))

    async def write(self, decide: Callable[[Transaction], object]) -> None:
        await self.store.write(decide)

    # ---- time and work

    async def until(self, moment: datetime) -> None:
        """Do everything that falls due until then, each thing in its time."""
        while (at := await self._next()) is not None and at <= max(moment, self.now):
            self.now = max(at, self.now)
            await self._press()
            await self._work()
        self.now = max(self.now, moment)

    async def _next(self) -> datetime | None:
        due = [at for (kind, _), at in (await asked_for(self.store)).items() if kind in self._does]
        return min([*due, *(at for at, _, _ in self.pressed)], default=None)

    async def _work(self) -> None:
        waiting = await asked_for(self.store)
        for (kind, subject), at in sorted(waiting.items(), key=lambda one: (one[1], one[0])):
            if kind in self._does and at <= self.now:
                await self._do(Kind(kind), subject)

    async def _do(self, kind: Kind, subject: str) -> None:
        await self.write(lambda tx: tx.drop_work(kind, subject))
        try:
            outcome = await self._does[kind](subject)
        except PowerCut:
            await self.write(
                lambda tx: tx.add_work(kind, subject, self.now)
            )  # A lease that a start takes back.
            await self._started()
            return
        if isinstance(outcome, RetryAfter):
            asked = (await asked_for(self.store)).get((kind.value, subject), self.now)
            later = max(asked, self.now + timedelta(seconds=max(outcome.seconds, 1)))
            await self.write(lambda tx: tx.add_work(kind, subject, later))

    @property
    def _does(self) -> dict[str, Callable[[str], Awaitable[object]]]:
        told = InventedDirectory(told=dict(PEOPLE))
        delivery = Delivery(self.store, self, told, PARTNERSHIP)
        return {
            Kind.DELIVER: lambda subject: deliver(delivery, subject, self.now),
            Kind.REMIND: lambda subject: remind(delivery, subject, self.now),
            Kind.FIND: lambda subject: find_person(delivery, subject, self.now),
            Kind.CLOSE: lambda subject: self.store.write(
                lambda tx: close(tx, subject, PARTNERSHIP, self.now)
            ),
            Kind.RELEASE: lambda subject: self.store.write(
                lambda tx: run_out(tx, subject, PARTNERSHIP, self.now)
            ),
        }

    async def _press(self) -> None:
        due = [one for one in self.pressed if one[0] <= self.now]
        self.pressed = [one for one in self.pressed if one[0] > self.now]
        for _, prompt_id, person in due:
            message = f"seen-{self.chance.getrandbits(64)}" if self.chance.random() < 0.1 else ""
            press = Press(chat_of(person), message, prompt_id, 9_999, {"q1": "Good."}, {})
            await self.write(lambda tx, press=press: self._pressed(tx, press))  # type: ignore[misc]

    def _pressed(self, tx: Transaction, press: Press) -> None:
        dice = self.chance.random()
        if dice < 0.3 or dice >= 0.97:
            choosing.refresh(tx, press, PARTNERSHIP)
        elif dice < 0.55:
            answering.send(tx, press, PARTNERSHIP, self.now)
        elif dice < 0.7:
            choosing.not_there(tx, press, PARTNERSHIP, self.now)
            if self.chance.random() < 0.5:
                choosing.undo(tx, press, PARTNERSHIP, self.now)
        elif dice < 0.95:
            back = (self.now + timedelta(days=self.chance.randint(1, 40))).date()
            pacing.set_leave(tx, press, back, PARTNERSHIP, self.now)
            self.judge.again[press.prompt_id] += 1
            if self.chance.random() < 0.3:
                choosing.undo(tx, press, PARTNERSHIP, self.now)
        elif dice < 0.97:
            pacing.set_how_often(tx, press, self.chance.choice(tuple(HowOften)).value, PARTNERSHIP, self.now)
