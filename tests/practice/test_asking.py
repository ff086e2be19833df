"""Who is asked about a meeting, and when."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from practice.asking import asking, due, sample
from practice.calendars import ClosedDays
from practice.meetings import Asked, CameFrom, MeetingStatus, MeetingType, SeenMeeting, type_of
from practice.partnership import Partnership
from practice.people import Agency, Attendee, AttendeeKind, agency_of
from practice.working_time import after_working_time, closing, next_open

CORE = MeetingType("core", "Core group", Asked.YES, one_in=4, categories=("core group",))
ICPC = MeetingType("icpc", "Conference", Asked.YES, categories=("icpc",))
CDOP = MeetingType("cdop", "Panel", Asked.NEVER, categories=("cdop",))
MACE = MeetingType("mace", "MACE", Asked.YES, wait_days=1, categories=("mace",), panel=True)
POLICE = Agency("police", "Police", "Police", ("police.example.org",), ("office@police.example.org",))
COUNCIL = Agency("council", "Council", "Children's social care", ("council.example.org",))
TOWN = Partnership("Example", {}, (POLICE, COUNCIL), (CORE, ICPC, CDOP, MACE), (), ())


def seen(*mails: str, category: str = "ICPC", key: str = "k", cancelled: bool = False) -> SeenMeeting:
    start = datetime(2026, 3, 2, 10, tzinfo=UTC)
    return SeenMeeting(
        key,
        start,
        start + timedelta(hours=1),
        (category,),
        tuple(map(Attendee, mails)),
        CameFrom.CALENDAR,
        cancelled=cancelled,
    )


def test_only_people_of_listed_agencies_are_asked() -> None:
    """A parent and a solicitor are counted and never kept; the room and the shared mailbox are nobody."""
    meeting = seen(
        "officer@police.example.org",
        "worker@team.council.example.org",
        "parent@webmail.example",
        "solicitor@law.example",
        "office@police.example.org",
        "officer@police.example.org",
    )
    room = Attendee("room@council.example.org", AttendeeKind.RESOURCE)
    decided = asking(
        SeenMeeting(
            meeting.source_key,
            meeting.starts_at,
            meeting.ends_at,
            meeting.categories,
            (*meeting.attendees, room),
            meeting.came_from,
        ),
        TOWN,
    )
    assert [(invited.address, invited.agency_key, invited.reason) for invited in decided.invited] == [
        ("officer@police.example.org", "police", ""),
        ("worker@team.council.example.org", "council", ""),
    ]
    assert decided.outsiders == 2


def test_a_look_alike_domain_is_not_an_agency() -> None:
    """notpolice.example.org is not police.example.org."""
    assert agency_of("x@notpolice.example.org", (POLICE,)) is None
    assert agency_of("X@POLICE.example.org", (POLICE,)) is POLICE


@pytest.mark.parametrize(
    ("category", "cancelled", "reason", "status"),
    [
        ("ICPC", False, "", MeetingStatus.HAPPENED),
        ("CDOP", False, "type_not_asked", MeetingStatus.HAPPENED),
        ("Lunch", False, "unknown_type", MeetingStatus.NOT_KNOWN),
        ("ICPC", True, "cancelled", MeetingStatus.CANCELLED),
    ],
)
def test_never_types_unknown_types_and_cancelled_meetings_ask_nobody(
    category: str, *, cancelled: bool, reason: str, status: MeetingStatus
) -> None:
    """And nobody's address is kept for them."""
    decided = asking(seen("officer@police.example.org", category=category, cancelled=cancelled), TOWN)
    assert (decided.sample_reason, decided.status) == (reason, status)
    assert bool(decided.invited) is (not reason)


def test_people_of_a_meeting_outside_the_sample_are_kept_as_not_asked() -> None:
    """They were never asked, so they must not be called silent."""
    keys = [f"k{number}" for number in range(400)]
    sampled = [key for key in keys if sample(seen(key=key, category="Core group"), CORE)[0]]
    left_out = next(key for key in keys if key not in sampled)
    decided = asking(seen("officer@police.example.org", key=left_out, category="Core group"), TOWN)
    assert [invited.reason for invited in decided.invited] == ["sample"]
    assert 60 < len(sampled) < 140


def test_somebody_who_declined_the_invitation_is_not_asked() -> None:
    """They said themselves that they would not be there."""
    meeting = seen()
    declined = Attendee("officer@police.example.org", declined=True)
    decided = asking(
        SeenMeeting("k", meeting.starts_at, meeting.ends_at, ("icpc",), (declined,), CameFrom.CALENDAR), TOWN
    )
    assert [invited.reason for invited in decided.invited] == ["declined_invitation"]


def test_a_type_is_known_only_when_one_category_names_it() -> None:
    """Two types on one meeting are not guessed between."""
    assert type_of(("ICPC ", "red"), TOWN.types) is ICPC
    assert type_of(("icpc", "mace"), TOWN.types) is None


@pytest.mark.parametrize(
    ("ends", "expected"),
    [
        (datetime(2026, 3, 2, 11, tzinfo=UTC), datetime(2026, 3, 2, 11, 30, tzinfo=UTC)),
        (datetime(2026, 3, 2, 16, 10, tzinfo=UTC), datetime(2026, 3, 3, 9, 40, tzinfo=UTC)),
        (datetime(2026, 3, 2, 8, tzinfo=UTC), datetime(2026, 3, 2, 10, tzinfo=UTC)),
        (datetime(2026, 3, 6, 17, tzinfo=UTC), datetime(2026, 3, 9, 10, tzinfo=UTC)),
        # Good Friday and Easter Monday 2026; London is an hour ahead of UTC by then.
        (datetime(2026, 4, 2, 16, tzinfo=UTC), datetime(2026, 4, 7, 9, tzinfo=UTC)),
    ],
)
def test_the_wait_is_counted_in_working_time(ends: datetime, expected: datetime) -> None:
    """Half an hour of working time after the end, never at night, at weekends or on bank holidays."""
    assert due(ends, ICPC, TOWN.hours) == expected
    assert due(ends, None, TOWN.hours) == expected


def test_a_panel_is_asked_about_on_the_next_working_day() -> None:
    """Friday's panel is asked about on Monday at half past nine."""
    assert due(datetime(2026, 3, 6, 12, tzinfo=UTC), MACE, TOWN.hours) == datetime(
        2026, 3, 9, 9, 30, tzinfo=UTC
    )


def test_a_request_closes_after_ten_working_days() -> None:
    """At the end of working hours, two weeks later."""
    decided = asking(seen("officer@police.example.org"), TOWN)
    assert decided.closes_at == datetime(2026, 3, 16, 16, 30, tzinfo=UTC)
    assert closing(decided.due_at, 1, TOWN.hours) == datetime(2026, 3, 3, 16, 30, tzinfo=UTC)


def test_an_agency_that_is_closed_is_asked_when_it_opens_and_its_request_lives_as_long() -> None:
    """The others are asked the same day."""
    holiday = ClosedDays(date(2026, 3, 2), date(2026, 3, 6))
    town = replace(TOWN, agencies=(replace(POLICE, closed=(holiday,)), COUNCIL))
    decided = asking(seen("officer@police.example.org", "worker@council.example.org"), town)
    police, council = decided.invited
    assert police.due_at == datetime(2026, 3, 9, 10, tzinfo=UTC)
    assert police.closes_at == datetime(2026, 3, 23, 16, 30, tzinfo=UTC)
    assert (council.due_at, council.closes_at) == (decided.due_at, decided.closes_at)


def test_working_hours_end_at_half_past_four_sharp() -> None:
    """At 4:30pm it is too late; a moment before it is not."""
    last = datetime(2026, 3, 2, 16, 29, 59, tzinfo=UTC)
    assert next_open(last, TOWN.hours) == last
    assert next_open(last + timedelta(seconds=1), TOWN.hours) == datetime(2026, 3, 3, 9, 30, tzinfo=UTC)
    assert after_working_time(last, timedelta(0), TOWN.hours) == last


@pytest.mark.parametrize(
    ("start", "end"),
    [
        (datetime(2026, 3, 2, 10), datetime(2026, 3, 2, 11, tzinfo=UTC)),  # noqa: DTZ001 - the fault itself
        (datetime(2026, 3, 2, 11, tzinfo=UTC), datetime(2026, 3, 2, 11, tzinfo=UTC)),
    ],
)
def test_a_meeting_without_a_zone_or_an_end_is_refused(start: datetime, end: datetime) -> None:
    """Nothing is decided on a time that cannot be placed."""
    with pytest.raises(ValueError, match=r"A meeting"):
        SeenMeeting("k", start, end, (), (), CameFrom.CALENDAR)
