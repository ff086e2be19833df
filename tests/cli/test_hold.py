"""`hold` on a real store: by reference, agency or for everything, with who decided it and never why."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from practice.dates_in_words import london_day
from practice.prompts import PromptState
from tests.cli.conftest import Ended
from tests.cli.offices import NOW, Office, request

pytestmark = pytest.mark.slow  # Each test runs the command and opens the store several times.

Command = Callable[..., Ended]
BY = ("--by", "Practice Review Lead")


@pytest.fixture
def office(tmp_path: Path) -> Office:
    """One meeting of today: one request in front of somebody, one planned."""
    made = Office(tmp_path)
    made.meeting(
        1,
        NOW,
        request("sent", PromptState.SENT, due_at=NOW),
        request("soon", PromptState.PLANNED, due_at=NOW),
    )
    return made


def listed(command: Command, office: Office) -> list[dict[str, str]]:
    found: list[dict[str, str]] = json.loads(command("hold", "list", "--json", settings=office.settings).out)
    return found


def test_a_hold_on_everything_is_added_listed_and_released(office: Office, command: Command) -> None:
    """The operator hears what it did; afterwards nothing is on hold."""
    added = command("hold", "add", "--everything", *BY, settings=office.settings)
    assert added.code == 0
    assert added.out.strip().endswith("Paused: 1 open request. Waiting: 1 planned request.")
    (hold,) = listed(command, office)
    assert (hold["scope"], hold["by"]) == ("everything", "Practice Review Lead")
    released = command("hold", "release", hold["id"], "--by", "Deputy", settings=office.settings)
    assert (released.code, released.out.strip()) == (
        0,
        "Released. Going on: 2 requests. Too old by now, and ended: 0 requests.",
    )
    assert listed(command, office) == []
    assert command("hold", "list", settings=office.settings).out.strip() == "Nothing is on hold."


def test_a_hold_that_ends_says_when(office: Office, command: Command) -> None:
    """On one agency, by its key."""
    ended = command(
        "hold", "add", "--agency", "council", "--until", "2099-01-05", *BY, settings=office.settings
    )
    assert ended.code == 0
    shown = command("hold", "list", settings=office.settings).out
    assert "agency council" in shown
    assert "until Monday 5 January 2099, by Practice Review Lead" in shown


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (("add", "--meeting", "BTP-NONE"), "There is no meeting 'BTP-NONE'"),
        (("add", "--agency", "nobody"), "There is no agency 'nobody' in the partnership file"),
        (("release", "nothing"), "There is no hold 'nothing' in force"),
        (("add",), "Say one of --meeting, --people-of, --agency and --everything."),
        (("add", "--everything", "--agency", "council"), "Say one of --meeting"),
        (("add", "--everything", "--until", "2020-01-05"), "--until 2020-01-05 is not a day to come"),
        (("add", "--everything", "--until", f"{london_day(NOW)}"), "is not a day to come"),
    ],
)
def test_what_cannot_be_held_is_said_in_a_sentence(
    office: Office, command: Command, arguments: tuple[str, ...], sentence: str
) -> None:
    """Exit code 2, and nothing is changed."""
    ended = command("hold", *arguments, *BY, settings=office.settings)
    assert ended.code == 2
    assert sentence in " ".join(ended.err.replace("│", " ").split())
    assert listed(command, office) == []


@pytest.mark.parametrize("nobody", ["", "  "])
def test_somebody_has_to_decide_a_hold_and_its_release(office: Office, command: Command, nobody: str) -> None:
    """An empty variable of a script is nobody."""
    ended = command("hold", "add", "--everything", "--by", nobody, settings=office.settings)
    assert (ended.code, listed(command, office)) == (2, [])
    assert "'--by': say who decides this" in " ".join(ended.err.replace("│", " ").split())
    command("hold", "add", "--everything", *BY, settings=office.settings)
    (hold,) = listed(command, office)
    assert command("hold", "release", hold["id"], "--by", nobody, settings=office.settings).code == 2
    assert listed(command, office) == [hold]
