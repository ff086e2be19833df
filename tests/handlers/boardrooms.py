"""Two coordinators, a board with one seat, and a meeting of it that stands in Outlook."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import UTC, datetime

from bot.handlers.ports import Kind, Transaction
from bot.handlers.telling import Telling
from bot.handlers.watching import Watching, tell_of_quorum, watch
from bot.store import SqlStore
from practice.boards import BoardEvent, EventState, Seat
from practice.partnership import Partnership
from practice.quorum_rules import QuorumRule
from tests.handlers.fakes import (
    InventedCalendar,
    InventedCoordinators,
    InventedDirectory,
    InventedMessenger,
    InventedSchedules,
)
from tests.handlers.made import NOON, asked_for, board_event
from tests.practice.boards_made import HUB, PARTNERSHIP_BOARD, of

POLICE = "police.seat@example.org"
BOARD = replace(
    HUB, seats=(Seat("police", "Police", "Police", holder=POLICE),), quorum_rule=QuorumRule(members=1)
)
BOTH = of(BOARD, PARTNERSHIP_BOARD)
EVENT = replace(board_event(EventState.STANDING), event_id="event-1")
SUBJECT, TEN, FIVE = EVENT.work_subject, f"{EVENT.work_subject}/10", f"{EVENT.work_subject}/5"
IN_TEN = datetime(2026, 4, 8, 8, 30, tzinfo=UTC)
"""Half past nine in London, ten working days before 22 April; Easter Monday was two days ago."""

DAY_OF = f"{EVENT.work_subject}/0"
ON_THE_DAY = datetime(2026, 4, 22, 8, 30, tzinfo=UTC)
"""When it begins, at half past nine in London, which is when working hours do."""

IN_FIVE = datetime(2026, 4, 15, 8, 30, tzinfo=UTC)


@dataclass
class Office:
    """The coordinators, their chats and the boards' mailbox."""

    store: SqlStore
    messenger: InventedMessenger = field(default_factory=InventedMessenger)
    coordinators: InventedCoordinators = field(default_factory=lambda: InventedCoordinators(("a", "b")))
    calendar: InventedCalendar = field(default_factory=InventedCalendar)
    directory: InventedDirectory = field(default_factory=InventedDirectory)
    rules: Partnership = BOTH
    schedules: InventedSchedules = field(default_factory=InventedSchedules)

    @property
    def watching(self) -> Watching:
        telling = Telling(self.store, self.messenger, self.directory, self.coordinators)
        return Watching(telling, self.calendar, self.rules, self.schedules)

    async def keep(self, event: BoardEvent = EVENT, now: datetime = NOON) -> dict[tuple[Kind, str], datetime]:
        """Save an event and watch it; give what is asked for then."""

        def kept(tx: Transaction) -> None:
            tx.save_board_event(event)
            watch(tx, [event], self.rules, now)

        await self.store.write(kept)
        return {(Kind(kind), subject): due for (kind, subject), due in (await asked_for(self.store)).items()}

    async def quorum(self, subject: str = TEN, now: datetime = IN_TEN) -> object:
        return await tell_of_quorum(self.watching, subject, now)

    @property
    def told(self) -> list[str]:
        return [person for person, _ in self.messenger.notices]
