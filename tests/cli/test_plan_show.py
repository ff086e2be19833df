"""`plan show`: the model's first year, and every fault of a file or a window in words and with exit code 2."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.cli.conftest import EXAMPLES, Ended

BEXLEY = EXAMPLES / "bexley-2016.toml"
YEAR = ("--from", "2016-04-01", "--to", "2017-03-31")
FIRST_YEAR = {
    "learning-hub": ["2016-04-27", "2016-06-22", "2016-08-24", "2016-10-26", "2016-12-21", "2017-02-22"],
    "qeb": ["2016-05-18", "2016-07-20", "2016-09-21", "2016-11-16", "2017-01-18", "2017-03-15"],
    "partnership-board": ["2016-11-24"],
}


def shown(command: Callable[..., Ended], *window: str) -> list[dict[str, str]]:
    """The JSON list of a window of the 2016 example."""
    ended = command("plan", "show", "--partnership", str(BEXLEY), *window, "--json")
    assert (ended.code, ended.err) == (0, "")
    meetings: list[dict[str, str]] = json.loads(ended.out)
    return meetings


def test_the_models_first_year_has_its_dates(command: Callable[..., Ended]) -> None:
    """Hubs from 27 April 2016, six QEBs from May, the Partnership Board in November and not in April."""
    meetings = shown(command, *YEAR)
    days: dict[str, list[str]] = {}
    for meeting in meetings:
        days.setdefault(meeting["board"], []).append(meeting["start"][:10])
    assert days == FIRST_YEAR
    assert meetings[0] == {
        "board": "learning-hub",
        "slot": "2016-04",
        "start": "2016-04-27T09:30:00",
        "end": "2016-04-27T11:30:00",
        "timezone": "Europe/London",
        "purpose": "Scoping meeting: a chance to shape how the Learning Hub will work",
        "why": "The fourth Wednesday of April 2016",
    }


def test_a_meeting_that_moved_says_why(command: Callable[..., Ended]) -> None:
    """The fourth Wednesday of December 2016 is the 28th, when nothing meets."""
    [moved] = [each for each in shown(command, *YEAR) if each["start"].startswith("2016-12")]
    assert moved["why"] == (
        "Moved from Wednesday 28 December 2016: nothing meets from 24 December to 2 January"
    )


def test_what_a_file_says_in_brackets_is_words(command: Callable[..., Ended], tmp_path: Path) -> None:
    """Neither left out as a colour nor an error as the end of one."""
    days = 'name = "the [old] works [/x]", first = "Wednesday 27 April 2016", last = "Friday 29 April 2016"'
    file = tmp_path / "partnership.toml"
    file.write_text(f"never = [{{ {days} }}]\n{BEXLEY.read_text('utf-8')}", "utf-8")
    ended = command("plan", "show", "--partnership", str(file), *YEAR)
    assert ended.code == 0
    assert "the [old] works [/x]" in " ".join(ended.out.replace("│", " ").split())


def test_the_last_day_of_the_window_is_included(command: Callable[..., Ended]) -> None:
    """The Partnership Board of April 2017 meets on the window's last day."""
    last = shown(command, "--from", "2017-04-27", "--to", "2017-04-27")
    assert [(each["board"], each["start"]) for each in last] == [("partnership-board", "2017-04-27T09:30:00")]


def test_without_json_the_plan_is_a_table_with_its_reasons(command: Callable[..., Ended]) -> None:
    """What an operator reads: day, time and why."""
    ended = command(
        "plan", "show", "--partnership", str(BEXLEY), "--from", "2016-04-01", "--to", "2016-04-30"
    )
    assert ended.code == 0
    for words in ("Wed 27 Apr 2016", "09:30-11:30", "The fourth Wednesday of"):
        assert words in ended.out


def test_a_wrong_weekday_is_found_with_what_is_allowed(command: Callable[..., Ended], tmp_path: Path) -> None:
    """The source's own slip: 27 April 2016 was no Tuesday. A second fault is in the same report."""
    text = BEXLEY.read_text("utf-8").replace("Wednesday 27 April 2016", "Tuesday 27 April 2016")
    file = tmp_path / "partnership.toml"
    file.write_text(text.replace('rule = "third Wednesday"', 'rule = "sixth Wednesday"'), "utf-8")
    ended = command("plan", "show", "--partnership", str(file), *YEAR)
    assert (ended.code, ended.out) == (2, "")
    assert "27 April 2016 is a Wednesday, not a Tuesday; the nearest Tuesday is 26 April" in ended.err
    assert "boards.learning-hub.first" in ended.err
    assert "boards.qeb.rule" in ended.err
    assert "2 faults" in ended.err


@pytest.mark.parametrize(
    ("content", "words"),
    [(None, "no such file"), (b"\xff\xfe", "not UTF-8"), (b"name = ", "a file in TOML"), (b"", "name")],
)
def test_a_file_that_cannot_be_read_is_refused(
    command: Callable[..., Ended], tmp_path: Path, content: bytes | None, words: str
) -> None:
    """Missing, not text, not TOML, empty: said, with exit code 2."""
    file = tmp_path / "partnership.toml"
    if content is not None:
        file.write_bytes(content)
    ended = command("plan", "show", "--partnership", str(file), *YEAR)
    assert (ended.code, ended.out) == (2, "")
    assert words in ended.err


@pytest.mark.parametrize("given", ["2016-02-30", "1 April 2016", "20160401", "2016-4-1", ""])
@pytest.mark.parametrize("option", ["--from", "--to"])
def test_a_day_that_is_none_is_told_in_a_sentence(
    command: Callable[..., Ended], option: str, given: str
) -> None:
    """With the option, what was given, and how a day is written."""
    days = {"--from": "2016-04-01", "--to": "2017-03-31", option: given}
    ended = command(
        "plan", "show", "--partnership", str(BEXLEY), *(part for two in days.items() for part in two)
    )
    said = " ".join(ended.err.replace("│", " ").split())
    assert (ended.code, ended.out) == (2, "")
    assert f"Invalid value for '{option}': '{given}' is not a day of the calendar, such as" in said


@pytest.mark.slow
def test_a_window_that_ends_before_it_starts_is_refused(command: Callable[..., Ended]) -> None:
    """Both days are repeated, so that a slip is seen."""
    ended = command(
        "plan", "show", "--partnership", str(BEXLEY), "--from", "2017-04-01", "--to", "2016-03-31"
    )
    assert (ended.code, ended.out) == (2, "")
    assert "--to 2016-03-31 is before --from 2017-04-01." in ended.err


@pytest.mark.slow
def test_a_day_that_does_not_exist_is_refused(command: Callable[..., Ended]) -> None:
    """The 31st of April."""
    ended = command(
        "plan", "show", "--partnership", str(BEXLEY), "--from", "2016-04-31", "--to", "2016-05-31"
    )
    assert ended.code == 2
    assert "2016-04-31" in ended.err
