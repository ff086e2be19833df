"""`plan show --ics`: a calendar file that others can read, never half of one and never over another by accident."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from io import StringIO
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from dateutil.tz import tzical
from icalendar import Calendar

from tests.cli.conftest import EXAMPLES, Ended

Command = Callable[..., Ended]

LONDON = ZoneInfo("Europe/London")
YEAR = ("--from", "2016-04-01", "--to", "2017-03-31")


def show(command: Command, *more: str, window: tuple[str, ...] = YEAR) -> Ended:
    return command("plan", "show", "--partnership", str(EXAMPLES / "bexley-2016.toml"), *window, *more)


def events_of(file: Path) -> list[Any]:
    """The file's events, as icalendar reads them; it types every property as any of thirty."""
    return list(Calendar.from_ical(file.read_bytes()).events)


def words(event: Any, name: str) -> str:  # noqa: ANN401
    return str(event[name])


@pytest.mark.slow
def test_the_file_holds_the_meetings_that_are_shown(command: Command, tmp_path: Path) -> None:
    """In both halves of the year at the same local time, each under its board's and slot's name."""
    file = tmp_path / "year.ics"
    ended = show(command, "--json", "--ics", str(file))
    assert (ended.code, ended.err) == (0, f"13 meetings written to {file}.\n")
    shown = json.loads(ended.out)
    events = events_of(file)
    assert [event.DTSTART.replace(tzinfo=None).isoformat() for event in events] == [
        meeting["start"] for meeting in shown
    ]
    assert [event.DTEND.replace(tzinfo=None).isoformat() for event in events] == [
        meeting["end"] for meeting in shown
    ]
    hubs = [event for event in events if str(event["UID"]).startswith("learning-hub-")]
    assert {event.DTSTART.isoformat()[10:] for event in hubs} == {"T09:30:00+00:00", "T09:30:00+01:00"}
    assert {str(event["DTSTART"].params["TZID"]) for event in hubs} == {"Europe/London"}
    assert words(hubs[0], "UID") == "learning-hub-2016-04@back-to-practice"
    assert words(hubs[0], "SUMMARY") == "Learning Hub: scoping meeting (open invitation)"
    assert words(hubs[0], "LOCATION") == "Civic Offices, meeting room 1"
    moved = next(event for event in hubs if words(event, "UID") == "learning-hub-2016-12@back-to-practice")
    assert "Why this date: Moved from Wednesday 28 December 2016: nothing meets" in words(
        moved, "DESCRIPTION"
    )


@pytest.mark.slow
def test_its_lines_are_short_and_end_as_the_form_asks(command: Command, tmp_path: Path) -> None:
    """At most 75 octets each, https://www.rfc-editor.org/rfc/rfc5545#section-3.1; no address is in it."""
    file = tmp_path / "year.ics"
    show(command, "--ics", str(file))
    content = file.read_bytes()
    assert content.endswith(b"END:VCALENDAR\r\n")
    assert content.count(b"\n") == content.count(b"\r\n")
    assert max(len(line) for line in content.split(b"\r\n")) <= 75
    assert b"ATTENDEE" not in content
    assert b"example.org" not in content


@pytest.mark.slow
def test_its_time_zone_is_londons_to_the_hour(command: Command, tmp_path: Path) -> None:
    """Read by another library, and compared with the machine's own zone about every change of ten years."""
    file = tmp_path / "year.ics"
    show(command, "--ics", str(file))
    text = file.read_text("utf-8")
    zone = tzical(StringIO(text[text.index("BEGIN:VTIMEZONE") : text.index("BEGIN:VEVENT")])).get()
    for year in range(2016, 2037):
        for month in (3, 10):
            for hour in range(24 * 10):
                moment = datetime(year, month, 22, tzinfo=UTC) + timedelta(hours=hour)
                local = moment.astimezone(LONDON)
                if local.fold or (local - timedelta(hours=1)).fold:
                    continue  # The hour that comes twice has no one name in a calendar file.
                assert local.replace(tzinfo=zone).utcoffset() == local.utcoffset(), moment


@pytest.mark.slow
def test_a_file_that_is_there_is_not_replaced_unless_told_so(command: Command, tmp_path: Path) -> None:
    """It may be somebody's only copy. Nothing is left beside it either way."""
    file = tmp_path / "year.ics"
    file.write_text("mine")
    refused = show(command, "--ics", str(file))
    assert (refused.code, refused.out) == (2, "")
    assert refused.err == f"{file} exists already: name another file, or add --force to replace it.\n"
    assert file.read_text() == "mine"
    assert show(command, "--ics", str(file), "--force").code == 0
    assert file.read_text().startswith("BEGIN:VCALENDAR")
    assert list(tmp_path.iterdir()) == [file]


@pytest.mark.slow
def test_force_alone_is_a_slip(command: Command) -> None:
    """Nothing would be replaced by it."""
    refused = show(command, "--force")
    assert (refused.code, refused.out) == (2, "")
    assert "--force replaces a calendar file" in refused.err


@pytest.mark.parametrize(
    ("place", "said"),
    [("no such folder/year.ics", "cannot be written ("), ("folder", "is a folder: name a file.")],
)
def test_a_place_that_cannot_be_written_to_is_said(
    command: Command, tmp_path: Path, place: str, said: str
) -> None:
    """A folder is no file, whatever is forced."""
    (tmp_path / "folder").mkdir()
    refused = show(command, "--ics", str(tmp_path / place), "--force")
    assert (refused.code, refused.out) == (2, "")
    assert refused.err.startswith(f"{tmp_path / place} {said}")
    assert [path.name for path in tmp_path.iterdir()] == ["folder"]


@pytest.mark.slow
def test_a_plan_without_meetings_makes_a_file_without_events(command: Command, tmp_path: Path) -> None:
    """A window in which nothing meets is not a fault."""
    file = tmp_path / "none.ics"
    ended = show(command, "--ics", str(file), window=("--from", "2016-04-28", "--to", "2016-05-17"))
    assert (ended.code, ended.err) == (0, f"0 meetings written to {file}.\n")
    assert events_of(file) == []


@pytest.mark.slow
def test_vacant_seats_stand_below_the_table_and_not_in_the_json(command: Command) -> None:
    """The shape of the JSON is a contract."""
    shown = show(command)
    assert shown.out.rstrip().endswith(
        "Vacant seats\n"
        "Learning Hub: Practitioner invited for the focus, vacant\n"
        "Partnership Board: Secure training centres in the area, vacant\n"
        "Partnership Board: Prisons in the area that ordinarily hold children, vacant"
    )
    assert "vacant" not in show(command, "--json").out
