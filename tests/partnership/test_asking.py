"""What is asked about and how: types, measures, the fixed questions, hours and closing."""

from __future__ import annotations

from datetime import time, timedelta

import pytest

from practice.meetings import Asked
from practice.partnership import WorkingHours
from tests.partnership.files import EXAMPLE, fault, faults, loaded

CORE = 'wait = "30 minutes"'


@pytest.mark.parametrize(
    ("words", "wait", "days"),
    [
        ("45 minutes", timedelta(minutes=45), 0),
        ("next working day", timedelta(), 1),
        ("1 working day", timedelta(), 1),
        ("2 working days", timedelta(), 2),
    ],
)
def test_a_wait_is_working_time_or_working_days(words: str, wait: timedelta, days: int) -> None:
    """Named as people say it."""
    core = loaded((CORE, f'wait = "{words}"')).meeting_type("core")
    assert core
    assert (core.wait, core.wait_days) == (wait, days)


@pytest.mark.parametrize("words", ["soon", "0 working days", "11 working days", "2 days", "-5 minutes"])
def test_any_other_wait_is_a_fault(words: str) -> None:
    """With what is allowed."""
    key, found, allowed = fault((CORE, f'wait = "{words}"'))
    assert (key, found) == ("types.core.wait", f'"{words}"')
    assert '"next working day"' in allowed


def test_a_type_is_changed_only_in_what_the_file_says() -> None:
    """Everything else keeps its default."""
    kinds = loaded(more='[types.discharge]\nasked = "yes"')
    discharge = kinds.meeting_type("discharge")
    assert discharge
    assert (discharge.asked, discharge.one_in, discharge.wait_days) == (Asked.YES, 2, 1)
    assert "hospital discharge planning" in discharge.categories


def test_switching_off_a_type_needs_one_word() -> None:
    """And asks about its meetings no longer."""
    core = loaded(('asked = "yes"', 'asked = "off"')).meeting_type("core")
    assert core
    assert core.asked is Asked.OFF


def test_categories_are_folded_and_kept_once() -> None:
    """A calendar's capital letters do not matter."""
    more = '[types.taf]\ncategories = ["TAF", "Taf", "Team Around"]'
    taf = loaded(more=more).meeting_type("taf")
    assert taf
    assert taf.categories == ("taf", "team around")


def test_a_category_of_two_types_is_a_fault_of_the_one_the_file_names() -> None:
    """A meeting that carries it would be of neither."""
    assert fault(more='[types.taf]\ncategories = ["Core group"]') == (
        "types.taf.categories",
        '"core group"',
        "a category of one type; it also stands for core",
    )
    assert fault(("core group meeting", "TAF"))[0] == "types.core.categories"


def test_switching_on_a_never_type_warns_in_one_sentence() -> None:
    """Only the file can do it, and the start-up says so."""
    (warning,) = loaded(more='[types.cdop]\nasked = "yes"').warnings
    assert warning.startswith('Meetings of the type "Child death overview panel" keep their own arrangements')
    assert warning.endswith('(types.cdop.asked = "yes").')


@pytest.mark.slow
@pytest.mark.parametrize(
    ("new", "key", "found"),
    [
        ('asked = "sometimes"', "types.core.asked", '"sometimes"'),
        ("asked = true", "types.core.asked", "true"),
        ('asked = "yes"\nname = "Core"', "types.core.name", "an unknown key"),
    ],
)
def test_a_wrong_type_value_is_a_fault(new: str, key: str, found: str) -> None:
    """Types themselves are not renamed."""
    assert fault(('asked = "yes"', new))[:2] == (key, found)


def test_measures_are_switched_on_and_off() -> None:
    """Parents is off until it is switched on; the order stays."""
    default = [measure.key for measure in loaded().measures]
    assert default == ["agencies", "missing", "child", "reports", "plan", "together", "followed", "timely"]
    changed = loaded(("parents = false", "parents = true\nreports = false"))
    assert [measure.key for measure in changed.measures] == [
        "agencies",
        "missing",
        "child",
        "parents",
        "plan",
        "together",
        "followed",
        "timely",
    ]


def test_who_was_missing_offers_the_groups_by_codes_without_a_comma() -> None:
    """A card joins several choices with commas, and one group's name has one."""
    missing = loaded().measure("missing")
    assert missing
    assert ("adults", "Adults, housing and community") in missing.choices
    assert missing.many
    assert not any("," in stored for stored, _ in missing.choices)


def test_an_unknown_measure_is_a_fault() -> None:
    """With the nearest that exists."""
    key, _, allowed = fault(("parents = false", "parent = true"))
    assert key == "measures.parent"
    assert allowed.startswith('did you mean "parents"?')


def test_the_wording_of_the_questions_is_fixed() -> None:
    """A file may repeat it, and is told when it changes it."""
    assert loaded(more='[questions]\nq2 = "What didn\'t go well?"').name
    assert fault(more='[questions]\nq1 = "What was good?"') == (
        "questions.q1",
        '"What was good?"',
        '"What went well?"; the wording of the five questions is fixed by the model',
    )
    assert fault(more='[questions]\nq6 = "Anything else?"')[:2] == ("questions.q6", "an unknown key")


def test_working_hours_and_closing_come_from_the_file() -> None:
    """Or are those of the defaults."""
    partnership = loaded(
        ('end = "16:30"', 'end = "17:00"'), ("closes_after_days = 10", "closes_after_days = 5")
    )
    assert partnership.hours == WorkingHours(time(9, 30), time(17))
    assert partnership.closes_after_days == 5
    assert loaded(('[hours]\nstart = "09:30"\nend = "16:30"\n', "")).hours == WorkingHours()


@pytest.mark.parametrize(
    ("start", "end"), [("16:30", "09:30"), ("06:00", "16:30"), ("09:30", "22:00"), ("09:30", "09:30")]
)
def test_hours_that_are_not_working_hours_are_a_fault(start: str, end: str) -> None:
    """Nobody is written to at night."""
    key, found, _ = fault(('start = "09:30"\nend = "16:30"', f'start = "{start}"\nend = "{end}"'))
    assert (key, found) == ("hours", f"{start} to {end}")


@pytest.mark.parametrize("clock", ['"9:30am"', '"25:00"', "9"])
def test_a_time_is_on_the_24_hour_clock(clock: str) -> None:
    """In quotation marks."""
    assert fault(('start = "09:30"', f"start = {clock}"))[2].startswith("a time of day on the 24-hour clock")


@pytest.mark.parametrize("key", ["front_door", "front_door_hours", "lado", "out_of_hours_phone"])
def test_an_urgent_contact_may_not_be_left_out_or_empty(key: str) -> None:
    """Every card carries the urgent routes."""
    lines = [line for line in EXAMPLE.splitlines() if line.startswith(f"{key} =")]
    assert fault((lines[0], ""))[:2] == (f"urgent.{key}", "nothing")
    assert fault((lines[0], f'{key} = " "'))[:2] == (f"urgent.{key}", '" "')


def test_what_may_be_left_out_has_words_of_its_own() -> None:
    """Staff support is optional; what the product decides is filled in."""
    tokens = loaded(('wellbeing_link = "https://example.org/staff-support"', "")).tokens
    assert tokens["wellbeing_link"] == "your own organisation's staff support"
    assert tokens["keep_draft"] == "5 working days"
    assert faults(('coordinator = "Practice Review Lead"', 'coordinator = ""')).keys() == {
        "contacts.coordinator"
    }
