"""The kinds of value a partnership file holds: each checks itself and says what may stand there."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date, time, timedelta
from typing import Annotated, Any, NamedTuple

from pydantic import BeforeValidator, Field

from bot.partnership.mail_domains import EVERYBODYS, PERSONAL, inside
from bot.partnership.reading import Allowed, suggestion, wrong
from practice.attribution import Attribution
from practice.boards import SeatRole
from practice.day_words import MONTHS, ORDINALS, WEEKDAYS, date_words, month_name
from practice.defaults import GROUPS
from practice.meetings import Asked
from practice.quorum_rules import Share
from practice.working_days import LAST_YEAR

_DOMAIN = re.compile(r"(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z]{2,63}")
_LOCAL_PART = re.compile(r"[a-z0-9.!#$%&'*+/=?^_`{|}~-]{1,64}")
_LONGEST_TEXT = 300
_FEWEST_DIGITS = 3
_FIRST_YEAR = 2000
MOST_WORKING_DAYS = 60
_EARLIEST, _LATEST = time(7), time(21)
"""When a board may begin and end. No clock changes in these hours, so that every time exists, and once."""

_DATE = 'a date with its weekday, such as "Wednesday 27 April 2016"'
_RULE = (
    'which weekday of the month, such as "fourth Wednesday" or "last Wednesday", Monday to Friday; or so many '
    'working days after each meeting of another board, such as "15 working days after learning-hub"'
)
_WAIT = '"30 minutes", "next working day", or a number of working days such as "2 working days"'


class DayRule(NamedTuple):
    """The nth (1 to 4, -1 for last) weekday (Monday 0) of a month, or `working_days` after the board `follows`."""

    nth: int = 0
    weekday: int = 0
    working_days: int = 0
    follows: str = ""


class Wait(NamedTuple):
    """How long after a meeting people are asked: working time, or working days where `days` is not 0."""

    time: timedelta
    days: int


def _read(reader: Callable[[str], object]) -> BeforeValidator:
    """Let `reader` see text only, without the space at its ends; every other value is refused."""

    def read(value: object) -> object:
        if not isinstance(value, str):
            raise ValueError(value)  # noqa: TRY004 - pydantic makes a fault of a ValueError only
        return reader(value.strip())

    return BeforeValidator(read)


def _text(value: str) -> str:
    if not value or len(value) > _LONGEST_TEXT or not value.isprintable():
        raise ValueError(value)
    return value


def _reason(value: str) -> str:
    """Read what is put into a sentence of ours, without its own full stop."""
    return _text(value.rstrip(" ."))


def _phone(value: str) -> str:
    if sum(letter.isdigit() for letter in value) < _FEWEST_DIGITS:
        raise ValueError(value)
    return _text(value)


def _group(value: str) -> str:
    names = [group.name for group in GROUPS]
    if value not in names:
        raise wrong(suggestion(value, names))
    return value


def _domain(value: str) -> str:
    domain = value.lower()
    if not _DOMAIN.fullmatch(domain):
        raise ValueError(value)
    if any(inside(domain, personal) for personal in PERSONAL):
        raise wrong("an agency's own domain; this is a personal mail domain")
    if domain in EVERYBODYS:
        raise wrong("one agency's own domain; every agency has its own under this one")
    return domain


def _address(value: str) -> str:
    local, at, domain = value.lower().rpartition("@")
    if not at or not _LOCAL_PART.fullmatch(local) or not _DOMAIN.fullmatch(domain):
        raise ValueError(value)
    return value.lower()


def _clock(value: str) -> time:
    found = re.fullmatch(r"(\d{2}):(\d{2})", value)
    if not found:
        raise ValueError(value)
    return time(int(found[1]), int(found[2]))


def _month(value: str) -> int:
    return MONTHS.index(value.capitalize()) + 1


def _meeting_clock(value: str) -> time:
    at = _clock(value)
    if not _EARLIEST <= at <= _LATEST:
        raise ValueError(value)
    return at


def _rule(value: str) -> DayRule:
    if following := re.fullmatch(r"(\d{1,2}) working days? after ([a-z-]+)", value):
        days = int(following[1])
        if not 1 <= days <= MOST_WORKING_DAYS:
            raise wrong(f"from 1 to {MOST_WORKING_DAYS} working days")
        return DayRule(working_days=days, follows=following[2])
    ordinal, _, weekday = value.casefold().partition(" ")
    number = WEEKDAYS[:5].index(weekday.strip().capitalize())
    if ordinal not in ORDINALS:
        raise ValueError(value)
    return DayRule(ORDINALS[ordinal], number)


def _day(value: str) -> date:
    found = re.fullmatch(r"([A-Za-z]+) +(\d{1,2}) +([A-Za-z]+) +(\d{4})", value)
    if not found or found[1].capitalize() not in WEEKDAYS:
        raise ValueError(value)
    day = date(int(found[4]), _month(found[3]), int(found[2]))
    if not _FIRST_YEAR <= day.year <= LAST_YEAR:
        raise wrong(f"a year from {_FIRST_YEAR} to {LAST_YEAR}")
    said = WEEKDAYS.index(found[1].capitalize())
    if said != day.weekday():
        raise wrong(_not_that_weekday(day, said))
    return day


def _not_that_weekday(day: date, said: int) -> str:
    ahead = (said - day.weekday()) % 7
    nearest = day + timedelta(days=ahead if ahead <= 3 else ahead - 7)  # noqa: PLR2004 - half a week
    words = date_words(nearest) if nearest.year != day.year else f"{nearest.day} {month_name(nearest.month)}"
    return (
        f"{date_words(day)} is a {WEEKDAYS[day.weekday()]}, not a {WEEKDAYS[said]}; "
        f"the nearest {WEEKDAYS[said]} is {words}"
    )


def _wait(value: str) -> Wait:
    if value == "next working day":
        return Wait(timedelta(), 1)
    found = re.fullmatch(r"(\d{1,3}) (minutes|working days?)", value)
    if not found or (found[2] != "minutes" and not 1 <= int(found[1]) <= 10):  # noqa: PLR2004 - a request's life
        raise ValueError(value)
    number = int(found[1])
    return Wait(timedelta(minutes=number), 0) if found[2] == "minutes" else Wait(timedelta(), number)


Text = Annotated[
    str, _read(_text), Allowed(f"one line of text, not empty, up to {_LONGEST_TEXT} characters", "words")
]
Reason = Annotated[
    str, _read(_reason), Allowed(f"one line of text, with words, up to {_LONGEST_TEXT} characters", "words")
]
Phone = Annotated[str, _read(_phone), Allowed('a telephone number, such as "020 7946 0001"', "020 7946 0001")]
Group = Annotated[str, _read(_group), Allowed("an agency group, by its name", GROUPS[0].name)]
Domain = Annotated[
    str, _read(_domain), Allowed('a mail domain, such as "police.example.org"', "police.example.org")
]
Address = Annotated[
    str, _read(_address), Allowed('a mail address, such as "chair@example.org"', "chair@example.org")
]
Clock = Annotated[time, _read(_clock), Allowed('a time of day on the 24-hour clock, such as "09:30"')]
MeetingClock = Annotated[
    time,
    _read(_meeting_clock),
    Allowed('a time of day from 07:00 to 21:00 on the 24-hour clock, such as "09:30"', "09:30"),
]
Day = Annotated[date, _read(_day), Allowed(_DATE, "Wednesday 27 April 2016")]
Month = Annotated[int, _read(_month), Allowed(f"a month: {', '.join(MONTHS)}", MONTHS[0])]
Rule = Annotated[DayRule, _read(_rule), Allowed(_RULE, "fourth Wednesday")]
AttributionWord = Annotated[
    Attribution, _read(Attribution), Allowed(", ".join(f'"{word}"' for word in Attribution))
]
AskedWord = Annotated[Asked, _read(Asked), Allowed(", ".join(f'"{word}"' for word in Asked))]
WaitWords = Annotated[Wait, _read(_wait), Allowed(_WAIT)]
Role = Annotated[SeatRole, _read(SeatRole), Allowed(", ".join(f'"{role}"' for role in SeatRole))]
ShareWord = Annotated[Share, _read(Share), Allowed(", ".join(f'"{share}"' for share in Share))]
Table = Annotated[dict[str, Any], Allowed("a table, in curly brackets")]
Tables = Annotated[list[Any], Allowed("tables, each under its name in double brackets")]
NamedTables = Annotated[dict[str, Any], Allowed("tables, each with a key of its own")]
Texts = Annotated[list[Text], Allowed("a list of texts")]
Groups = Annotated[list[Group], Allowed("a list of agency groups")]
Domains = Annotated[list[Domain], Allowed("a list of mail domains", [])]
Addresses = Annotated[list[Address], Allowed("a list of mail addresses")]
Months = Annotated[list[Month], Allowed("a list of months")]
Switch = Annotated[bool, Allowed("true or false")]
OneIn = Annotated[int, Field(ge=1, le=100), Allowed("a whole number from 1 (all) to 100")]
EveryMonths = Annotated[int, Field(ge=1, le=12), Allowed("a whole number of months from 1 to 12")]
WorkingDays = Annotated[
    int,
    Field(ge=1, le=MOST_WORKING_DAYS),
    Allowed(f"a whole number of working days from 1 to {MOST_WORKING_DAYS}"),
]
Members = Annotated[int, Field(ge=1, le=60), Allowed("a whole number from 1 to 60")]
ClosingDays = Annotated[int, Field(ge=1, le=30), Allowed("a whole number of working days from 1 to 30")]
NewRequests = Annotated[int, Field(ge=1, le=3), Allowed("a whole number of new requests a week from 1 to 3")]
Contacts = Annotated[int, Field(ge=1, le=3), Allowed("a whole number of messages a week from 1 to 3")]
ReminderDay = Annotated[int, Field(ge=1, le=29), Allowed("a whole number of working days from 1 to 29", 1)]
ReminderDays = Annotated[list[ReminderDay], Allowed("a list of two numbers of working days, such as [2, 5]")]
BusyMeetings = Annotated[int, Field(ge=1, le=40), Allowed("a whole number of meetings a week from 1 to 40")]
DigestLines = Annotated[int, Field(ge=1, le=10), Allowed("a whole number of lines from 1 to 10")]
ReadingBudget = Annotated[int, Field(ge=1, le=500), Allowed("a whole number of answers a week from 1 to 500")]
StaleDays = Annotated[int, Field(ge=1, le=30), Allowed("a whole number of working days from 1 to 30")]
LifeDays = Annotated[int, Field(ge=14, le=60), Allowed("a whole number of calendar days from 14 to 60")]
