"""Other dates are looked for by the worker, sent to whoever asked, once a day, and move nothing."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta

import pytest

from bot.handlers.asking_seats import order
from bot.handlers.messages import DatesNotice, InShort
from bot.handlers.other_dates import show_dates
from bot.handlers.ports import Kind
from bot.handlers.telling import entry_of
from bot.store import SqlStore
from practice.boards import BoardEvent, ExtraMeeting, Seat
from practice.calendars import ClosedDays
from practice.outcomes import Done, Parked, RetryAfter
from practice.partnership import Partnership
from practice.planning import whole_plan
from tests.handlers.boardrooms import EVENT, Office
from tests.handlers.made import asked_for, press
from tests.practice.boards_made import HUB, PARTNERSHIP_BOARD, QEB, of

POLICE, HEALTH = "police.seat@example.org", "health.seat@example.org"
EXTRA = ExtraMeeting("budget", "the budget", date(2026, 6, 10), time(9, 30), 60)
SEATS = (
    Seat("police", "Police", "Police", holder=POLICE, statutory=True),
    Seat("health", "Health", "Health", holder=HEALTH),
)
BOARD = replace(HUB, seats=SEATS, extras=(EXTRA,))
RULES = of(BOARD, QEB, PARTNERSHIP_BOARD)
DAY = date(2026, 5, 27)
NOW = datetime(2026, 5, 12, 19, tzinfo=UTC)
"""Ten working days before, after hours: who asks is answered."""


def event_of(slot: str, rules: Partnership = RULES) -> BoardEvent:
    plan = whole_plan(rules, date(2026, 1, 1), date(2026, 12, 31))
    meeting = next(one for one in plan if (one.board, one.slot) == (HUB.key, slot))
    return replace(EVENT, meeting=meeting, key=slot)


@pytest.fixture
async def office(store: SqlStore) -> Office:
    made = Office(store, rules=RULES)
    await told(made, event_of("2026-05"))
    return made


async def told(office: Office, event: BoardEvent) -> str:
    """Let the first coordinator have their card; give its name."""
    name = f"quorum/{event.work_subject}/10/{event.meeting.starts_at.date()}"

    await office.keep(event)
    await office.store.write(lambda tx: tx.save_cursor(entry_of(name, "a"), "message-1"))
    return name


async def asked(office: Office, slot: str = "2026-05", day: date = DAY, now: datetime = NOW) -> object:
    name = f"quorum/{HUB.key}/{slot}/1/10/{day}"
    shown = await office.store.write(lambda tx: order(tx, press(by="a"), name, office.rules, now, Kind.DATES))
    assert isinstance(shown, InShort)
    assert shown.says == "quorum.looking"
    return await show_dates(office.watching, entry_of(name, "a"), now)


def sent(office: Office) -> list[DatesNotice]:
    return [one for person, one in office.messenger.notices if isinstance(one, DatesNotice) and person == "a"]


async def test_three_dates_come_to_who_asked_once_a_day(office: Office) -> None:
    """Those on which most can come, with how a meeting is moved; and the card is painted anew."""
    office.schedules.busy = {HEALTH: [DAY - timedelta(days=1), DAY + timedelta(days=1)]}
    for _ in range(2):
        assert await asked(office) == Done()
    (notice,) = sent(office)
    assert notice.says == "quorum.dates.move"
    assert notice.dates == (
        "Friday 29 May 2026, 9:30am: 2 of 2 seats free, all statutory partners free.",
        "Friday 22 May 2026, 9:30am: 2 of 2 seats free, all statutory partners free.",
        "Monday 1 June 2026, 9:30am: 2 of 2 seats free, all statutory partners free.",
    )
    assert office.schedules.asked == [[HEALTH, POLICE]]
    assert (await asked_for(office.store))[Kind.QUORUM_NOW, event_of("2026-05").work_subject] == NOW
    assert await asked(office, now=NOW + timedelta(days=1)) == Done()
    assert len(sent(office)) == 2


async def test_an_extra_meeting_is_moved_in_the_file(office: Office) -> None:
    """Its day stands there."""
    await told(office, event_of("extra-budget"))
    assert await asked(office, "extra-budget", EXTRA.day) == Done()
    assert sent(office)[0].says == "quorum.dates.extra"


@pytest.mark.parametrize(("papers", "found"), [(5, 1), (6, 0)])
async def test_no_date_is_said_too(office: Office, papers: int, found: int) -> None:
    """On the eve: papers reach people five working days before, and the QEB waits ten for this Hub."""
    office.rules = of(replace(BOARD, papers_working_days=papers), QEB, PARTNERSHIP_BOARD)
    assert await asked(office, now=datetime(2026, 5, 26, 12, tzinfo=UTC)) == Done()
    (notice,) = sent(office)
    assert [date[:16] for date in notice.dates] == ["Wednesday 3 June"] * found
    assert notice.says == ("quorum.dates.move" if found else "quorum.dates.none")


async def test_rules_that_clash_are_said(office: Office) -> None:
    """No date can be told from the others then."""
    summer = ClosedDays(date(2026, 3, 1), date(2026, 8, 31), "building works")
    office.rules = of(BOARD, replace(QEB, never=(summer,)))
    assert await asked(office) == Done()
    assert [one.says for one in sent(office)] == ["quorum.dates.clash"]


async def test_calendars_that_cannot_be_read_are_tried_again_or_said(office: Office) -> None:
    """Nobody waits for a message that never comes."""
    office.schedules.refuses = RetryAfter(5, "busy")
    assert await asked(office) == RetryAfter(5, "busy")
    assert sent(office) == []
    office.schedules.refuses = Parked("unreadable_schedules")
    assert await asked(office) == Done()
    assert [one.says for one in sent(office)] == ["quorum.dates.unread"]


async def test_who_is_no_coordinator_any_more_is_shown_nothing(office: Office) -> None:
    """Nor is anybody's calendar read."""
    office.coordinators.named = ("b",)
    assert await asked(office) == Done()
    assert (sent(office), office.schedules.asked) == ([], [])
