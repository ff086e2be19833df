"""`reviews status` on a real store: every request is counted once, and only the unreached are named."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from practice.prompts import PromptState
from tests.cli.conftest import Ended
from tests.cli.offices import NOW, Office, request, serving

pytestmark = pytest.mark.slow  # Each test runs the command and opens the store several times.

S = PromptState
Command = Callable[..., Ended]
MARCH = ("reviews", "status", "--from", "2026-03-17", "--to", "2026-03-30")
COUNCIL = "The Council's children's services"
NOON = datetime(2026, 3, 17, 12, tzinfo=UTC)
NAMED = (S.ANSWERED, S.NOT_THERE, S.DECLINED, S.EXPIRED, S.AWAY, S.CANCELLED)


@pytest.fixture
def office(tmp_path: Path) -> Office:
    """One request in every state, two that could not be sent to the same person, three not asked."""
    made = Office(tmp_path)
    several = [
        request(f"{state}.1", state, due_at=NOON) for state in (*NAMED, S.PLANNED, S.SENT, S.UNCONFIRMED)
    ]
    several += [
        request("left", S.UNDELIVERABLE, "unknown_address"),
        request("unasked.1", S.NOT_ASKED, "sample"),
        request("unasked.2", S.NOT_ASKED, "sample"),
        request("unasked.3", S.NOT_ASKED, "hold"),
    ]
    made.meeting(1, NOON, *several)
    made.meeting(
        2, NOON, request("again", S.UNDELIVERABLE, "unknown_address", address="left@council.example.org")
    )
    return made


def shown(command: Command, office: Office, *arguments: str) -> dict[str, Any]:
    ended = command(*arguments, "--json", settings=office.settings)
    assert (ended.code, ended.err) == (0, "")
    found: dict[str, Any] = json.loads(ended.out)
    return found


def test_planned_is_the_sum_of_the_named_states_and_of_what_waits(office: Office, command: Command) -> None:
    """Why somebody was not asked is counted apart, so that nobody counts as silent who was never asked."""
    found = shown(command, office, *MARCH)
    assert [found[state] for state in NAMED] == [1] * len(NAMED)
    assert (found["planned"], found["undeliverable"], found["not_asked"], found["waiting"]) == (14, 2, 3, 3)
    assert found["not_asked_reasons"] == {"hold": 1, "sample": 2}
    assert (found["from"], found["to"]) == ("2026-03-17", "2026-03-30")
    assert found["check"] == {"at": None, "differences": {}}


def test_only_those_who_could_not_be_reached_are_named_with_what_can_be_done(
    office: Office, command: Command
) -> None:
    """Somebody who has not answered is not named in either form, by address or by id."""
    assert shown(command, office, *MARCH)["undeliverable_people"] == [
        {
            "address": "left@council.example.org",
            "agency": COUNCIL,
            "reason": "unknown_address",
            "why": "left or unknown address",
            "remedy": "Ask the agency who has taken over, and invite them next time.",
            "requests": 2,
        }
    ]
    for form in ((), ("--json",)):
        out = command(*MARCH, *form, settings=office.settings).out
        assert out.count("left@council.example.org") == 1
        assert out.count("@") == 1
        assert "person of" not in out


def test_in_words_it_says_the_same(office: Office, command: Command) -> None:
    """A line for each state, for each reason and for each person who was not reached."""
    lines = command(*MARCH, settings=office.settings).out.splitlines()
    assert lines[0].split() == ["14", "planned"]
    assert "     1 closed without an answer" in lines
    assert "            2 the meeting was not in the sample" in lines
    assert "     3 waiting" in lines
    assert any("2 requests): left or unknown address. Ask the agency" in line for line in lines)


def test_who_has_no_address_any_more_is_shown_by_agency(tmp_path: Path, command: Command) -> None:
    """And what the connector said in a word of its own still has a remedy."""
    office = Office(tmp_path)
    gone = request("gone", S.UNDELIVERABLE, "chat_with_somebody_else", address=" ")
    office.meeting(1, NOON, gone)
    office.write(lambda tx: tx._connection.exec_driver_sql("UPDATE prompts SET address = NULL").rowcount)
    (person,) = shown(command, office, *MARCH)["undeliverable_people"]
    assert (person["address"], person["agency"]) == (None, COUNCIL)
    assert COUNCIL in command(*MARCH, settings=office.settings).out


@pytest.mark.parametrize(
    ("ended_at", "counted"),
    [
        (datetime(2026, 3, 16, 23, 59, tzinfo=UTC), 0),
        (datetime(2026, 3, 17, 0, 0, tzinfo=UTC), 1),
        (datetime(2026, 3, 30, 22, 59, tzinfo=UTC), 1),  # 23:59 in summer time
        (datetime(2026, 3, 30, 23, 0, tzinfo=UTC), 0),
    ],
)
def test_days_are_londons_and_both_ends_count(
    tmp_path: Path, command: Command, ended_at: datetime, counted: int
) -> None:
    """Summer time began on 29 March 2026."""
    office = Office(tmp_path)
    office.meeting(1, ended_at, request("one", S.SENT))
    assert shown(command, office, *MARCH)["planned"] == counted


def test_a_request_in_no_known_state_is_said_and_not_hidden(office: Office, command: Command) -> None:
    """The sum would not be equal, so the command ends with 1."""
    office.write(
        lambda tx: (
            tx._connection.exec_driver_sql("UPDATE prompts SET state = 'lost' WHERE id = 'left'").rowcount
        )
    )
    ended = command(*MARCH, settings=office.settings)
    assert ended.code == 1
    assert ended.err.startswith("14 requests are planned, but 13 are in a state with a name")


def test_it_runs_beside_the_service_and_gives_the_same(office: Office, command: Command) -> None:
    """A running service is not stopped for it."""
    alone = shown(command, office, *MARCH)
    with serving(office):
        assert shown(command, office, *MARCH) == alone


def test_the_forecast_of_reading_needs_a_week_that_has_closed(tmp_path: Path, command: Command) -> None:
    """Then it says how many answers a week are likely, and what can be read."""
    office = Office(tmp_path)
    office.write(lambda _tx: None)
    early: dict[str, object] = {"answers_a_week": None, "budget": 40, "over": None, "samples": {}}
    assert shown(command, office, *MARCH)["reading"] == early
    assert "too early" in command(*MARCH, settings=office.settings).out
    month_ago = NOW - timedelta(days=27)
    office.meeting(
        1,
        month_ago,
        request("one", S.ANSWERED, due_at=month_ago),
        request("two", S.EXPIRED, due_at=month_ago),
    )
    reading = shown(command, office, *MARCH)["reading"]
    assert reading == {"answers_a_week": 0.2, "budget": 40, "over": False, "samples": {}}
    assert "You can read 40." in command(*MARCH, settings=office.settings).out


def test_a_period_that_ends_before_it_begins_is_refused(office: Office, command: Command) -> None:
    """With 2: what was given cannot be used."""
    ended = command(
        "reviews", "status", "--from", "2026-03-18", "--to", "2026-03-17", settings=office.settings
    )
    assert ended.code == 2
