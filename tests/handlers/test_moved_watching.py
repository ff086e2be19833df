"""A meeting that somebody moves in Outlook is watched by the day on which it stands, until that is settled."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, timedelta

import pytest

from bot.handlers.by_hand import Looking, adopt, look_at_night, restore
from bot.handlers.messages import DayNotice, PapersNotice, QuorumNotice
from bot.handlers.ports import Kind, Work
from bot.handlers.scheduling import Scheduling, apply_events, save_changes
from bot.handlers.watching import tell_of_papers, tell_of_quorum, watch, watch_all
from bot.store import SqlStore, WorkQueue
from practice.boards import EventState
from practice.by_hand import Theirs
from practice.event_changes import slot_of
from practice.outcomes import Done, RetryAfter
from tests.handlers.boardrooms import BOTH, DAY_OF, EVENT, ON_THE_DAY, SUBJECT, TEN, Office
from tests.handlers.made import NOON

SLOT = slot_of(EVENT.meeting)
HOURS = (1, 8.5, 8.75, 12, 17)
"""At which something is done in a day, UTC: the night's look, when working hours begin, and after."""

Told = tuple[str, str, str]
"""What, the meeting's day, and the day on which it was told."""


@dataclass
class Spring:
    """The office from April to June, day by day, with the real queue; `restarts` begins every day anew."""

    office: Office
    restarts: bool = False
    queue: WorkQueue = field(init=False)
    told: list[Told] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.queue = WorkQueue(self.office.store, lambda: 0.0)

    async def lives(self, happenings: Mapping[str, int | str], until: date) -> list[Told]:
        """Move the event by so many days, or settle it, in the evening of a day: April's days, by number."""
        day = date(2026, 4, 1)
        while day <= until:
            midnight = datetime(day.year, day.month, day.day, tzinfo=UTC)
            for hour in HOURS:
                await self._at(midnight + timedelta(hours=hour))
            if (what := happenings.get(f"{day:%d %b}")) is not None:
                await self._happens(what, midnight + timedelta(hours=HOURS[-1]))
            day += timedelta(days=1)
        return self.told

    async def _at(self, now: datetime) -> None:
        store = self.office.store
        if now.hour == HOURS[0]:
            await look_at_night(Looking(store, self.office.calendar), now)
            if self.restarts:
                await store.write(lambda tx: watch_all(tx, BOTH, now))
        while works := await self.queue.claim([Kind.QUORUM, Kind.PAPERS], 1, now, 60):
            await self._does(works, now)

    async def _does(self, works: Sequence[Work], now: datetime) -> None:
        for work in works:
            do = tell_of_quorum if work.kind is Kind.QUORUM else tell_of_papers
            outcome = await do(self.office.watching, work.subject, now)
            if isinstance(outcome, RetryAfter):
                await self.queue.retry(work, now + timedelta(seconds=outcome.seconds), outcome.reason)
            else:
                assert outcome == Done()
                await self.queue.complete(work)
            self._note(now)

    def _note(self, now: datetime) -> None:
        for _, notice in self.office.messenger.notices:
            assert isinstance(notice, QuorumNotice | DayNotice | PapersNotice)
            what = notice.name.split("/")[4] if isinstance(notice, QuorumNotice) else type(notice).__name__
            self.told.append((what, f"{notice.meeting.starts_at:%d %b}", f"{now:%d %b}"))
        self.office.messenger.notices.clear()

    async def _happens(self, what: int | str, now: datetime) -> None:
        if isinstance(what, int):
            by = timedelta(days=what)
            moved_to = Theirs(EVENT.meeting.starts_at + by, EVENT.meeting.ends_at + by)
            self.office.calendar.seen = {EVENT.event_id: moved_to} if what else {}
        elif what == "adopted":
            await self.office.store.write(lambda tx: adopt(tx, SLOT))
            await self.office.store.write(lambda tx: watch(tx, tx.board_events(), BOTH, now))
        else:
            await self.office.store.write(lambda tx: restore(tx, SLOT, now))
            self.office.calendar.seen = {}
            await apply_events(Scheduling(self.office.store, self.office.calendar), [SUBJECT])


@pytest.fixture
async def spring(store: SqlStore) -> Spring:
    """One coordinator, so that each message counts once; nobody has answered."""
    office = Office(store)
    office.coordinators.named = ("a",)
    await office.keep()
    return Spring(office)


ON_20_MAY = [
    ("10", "20 May", "06 May"),
    ("5", "20 May", "13 May"),
    ("PapersNotice", "20 May", "13 May"),
    ("DayNotice", "20 May", "20 May"),
]
ON_22_APRIL = [
    ("10", "22 Apr", "08 Apr"),
    ("5", "22 Apr", "15 Apr"),
    ("PapersNotice", "22 Apr", "15 Apr"),
    ("DayNotice", "22 Apr", "22 Apr"),
]


@pytest.mark.slow
@pytest.mark.parametrize("restarts", [False, True])
@pytest.mark.parametrize(
    ("happenings", "told"),
    [
        pytest.param({}, ON_22_APRIL, id="left alone"),
        pytest.param({"01 Apr": 28}, ON_20_MAY, id="later"),
        pytest.param({"01 Apr": 28, "16 Apr": "adopted"}, ON_20_MAY, id="later, and adopted"),
        pytest.param({"08 Apr": 28}, [ON_22_APRIL[0], *ON_20_MAY], id="later after the first card"),
        pytest.param(
            {"01 Apr": -7},
            [
                ("10", "15 Apr", "02 Apr"),  # It was due on 30 March.
                ("5", "15 Apr", "08 Apr"),
                ("PapersNotice", "15 Apr", "08 Apr"),
                ("DayNotice", "15 Apr", "15 Apr"),
            ],
            id="earlier",
        ),
        pytest.param(
            {"01 Apr": 28, "16 Apr": 0},
            [("5", "22 Apr", "17 Apr"), ("PapersNotice", "22 Apr", "17 Apr"), ON_22_APRIL[3]],
            id="later, and put back after both cards were due",
        ),
        pytest.param(
            {"01 Apr": 28, "09 Apr": "restored"},
            [("10", "22 Apr", "10 Apr"), *ON_22_APRIL[1:]],
            id="later, and restored",
        ),
        pytest.param(
            {"09 Apr": -2, "14 Apr": 0},
            [
                ON_22_APRIL[0],
                ("10", "20 Apr", "10 Apr"),
                ("5", "20 Apr", "13 Apr"),
                ("PapersNotice", "20 Apr", "13 Apr"),
                *ON_22_APRIL[1:],
            ],
            id="earlier, and put back after both cards",
        ),
    ],
)
async def test_every_card_comes_once_and_on_its_day(
    spring: Spring, happenings: Mapping[str, int | str], told: Sequence[Told], *, restarts: bool
) -> None:
    """None is lost, doubled or about a day on which the meeting does not stand."""
    spring.restarts = restarts
    assert sorted(await spring.lives(happenings, date(2026, 5, 21))) == sorted(told)


@pytest.mark.slow
async def test_a_move_that_only_a_card_notices_leaves_the_card_that_is_due_by_it(spring: Spring) -> None:
    """It was moved between the night's look and the morning: the later card is due at once, and comes."""
    await spring.lives({"07 Apr": 0}, date(2026, 4, 7))
    await spring._at(datetime(2026, 4, 8, 1, tzinfo=UTC))
    await spring._happens(-7, datetime(2026, 4, 8, 6, tzinfo=UTC))
    await spring._at(datetime(2026, 4, 8, 8, 30, tzinfo=UTC))
    assert sorted(spring.told) == [("5", "15 Apr", "08 Apr"), ("PapersNotice", "15 Apr", "08 Apr")]


@pytest.mark.slow
async def test_a_move_that_a_change_of_ours_runs_into_is_watched_from_the_night_on(spring: Spring) -> None:
    """Whatever noticed it first."""
    office, early = spring.office, datetime(2026, 4, 1, tzinfo=UTC)
    await spring._happens(-2, early)
    wanted = replace(EVENT, state=EventState.WANTED, place="Room 2")
    await office.store.write(lambda tx: save_changes(tx, [wanted], early))
    await apply_events(Scheduling(office.store, office.calendar), [SUBJECT])
    assert ("5", "20 Apr", "13 Apr") in await spring.lives({}, date(2026, 4, 13))


async def test_a_card_waits_for_its_day(spring: Spring) -> None:
    """Also that of the day itself; and it is said what it waits for."""
    office = spring.office
    assert await office.quorum(DAY_OF, ON_THE_DAY - timedelta(days=1)) == RetryAfter(86400, "not_yet_due")
    by = timedelta(days=7)
    theirs = Theirs(EVENT.meeting.starts_at + by, EVENT.meeting.ends_at + by)
    office.calendar.seen = {EVENT.event_id: theirs}
    assert await office.quorum() == RetryAfter(7 * 86400, "not_yet_due")
    assert await tell_of_papers(office.watching, SUBJECT, ON_THE_DAY - by) == RetryAfter(
        7 * 86400, "not_yet_due"
    )
    assert office.told == []


async def test_of_a_scoping_meeting_that_was_moved_no_quorum_is_told(spring: Spring) -> None:
    """Though the look asked for everything."""
    office = spring.office
    await office.keep(replace(EVENT, meeting=replace(EVENT.meeting, scoping=True)), NOON)
    assert await office.quorum(TEN) == Done()
    assert office.told == []


async def test_of_a_moved_meeting_that_is_over_nothing_is_asked_for_at_night(spring: Spring) -> None:
    """Nobody settled it, and by both days nothing is left to do."""
    office, after = spring.office, ON_THE_DAY + timedelta(days=2)
    await spring._happens(1, NOON)
    await look_at_night(Looking(office.store, office.calendar), NOON)
    for work in await spring.queue.claim([Kind.QUORUM, Kind.PAPERS], 9, after, 60):
        await spring.queue.complete(work)
    await look_at_night(Looking(office.store, office.calendar), after)
    assert await spring.queue.claim([Kind.QUORUM, Kind.PAPERS], 9, after, 60) == []
