"""The file as a whole: unreadable, broken, empty, and many faults in one report."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.partnership import Fault, PartnershipFaults, load
from tests.partnership.files import EXAMPLE, fault, faults, faults_of_text, load_text


def only_fault(path: Path) -> Fault:
    with pytest.raises(PartnershipFaults) as caught:
        load(path)
    (one,) = caught.value.faults
    assert str(path) in str(caught.value)
    return one


def test_a_file_that_is_not_there_is_a_fault(tmp_path: Path) -> None:
    """And no traceback."""
    assert only_fault(tmp_path / "none.toml").found == "no such file or directory"


def test_a_folder_is_not_a_file(tmp_path: Path) -> None:
    """It cannot be read."""
    assert only_fault(tmp_path).allowed == "a file that can be read"


def test_broken_toml_names_the_line(tmp_path: Path) -> None:
    """As the parser found it."""
    path = tmp_path / "broken.toml"
    path.write_text('name = "A"\n[contacts\n', encoding="utf-8")
    assert "line 2" in only_fault(path).found


def test_a_file_in_another_encoding_is_a_fault(tmp_path: Path) -> None:
    """TOML is UTF-8."""
    path = tmp_path / "latin.toml"
    path.write_bytes(b'name = "Caf\xe9"\n')
    assert only_fault(path).allowed == "text in UTF-8"


def test_a_byte_order_mark_is_no_fault(tmp_path: Path) -> None:
    """Notepad writes one."""
    path = tmp_path / "notepad.toml"
    path.write_text(EXAMPLE, encoding="utf-8-sig")
    assert load(path).name == "Example Safeguarding Children Partnership"


def test_an_empty_file_is_told_all_that_is_required() -> None:
    """Every required word and all three boards, in one report."""
    found = faults_of_text("")
    assert {
        "name",
        "agencies",
        "contacts.coordinator_contact",
        "contacts.dpo_contact",
        "urgent.front_door_phone",
        "urgent.lado",
        "boards.learning-hub.first",
        "boards.qeb.rule",
        "boards.partnership-board.place",
    } <= set(found)
    assert {one.found for one in found.values()} == {"nothing"}


def test_faults_of_every_part_stand_in_one_report() -> None:
    """One bad value does not hide another, not even beside it."""
    found = faults(
        ('front_door_phone = "020 7946 0001"', 'front_door_phone = "to follow"'),
        ('name = "Police"', 'name = ""\nnickname = "The police"'),
        ('domains = ["health.example.org"]', 'domains = ["gmail.com", "police.example.org"]'),
        ("one_in = 4", "one_in = 0"),
        ("Wednesday 24 January 2024", "Tuesday 24 January 2024"),
        ('holder = "training@example.org"', 'holder = "the trainer"'),
        ("parents = false", 'parents = "no"'),
        ("closes_after_days = 10", "closes_after_days = 0"),
    )
    assert set(found) == {
        "urgent.front_door_phone",
        "agencies.police.name",
        "agencies.police.nickname",
        "agencies.health.domains[1]",
        "agencies.health.domains[2]",
        "types.core.one_in",
        "boards.learning-hub.first",
        "boards.learning-hub.seats[3].holder",
        "measures.parents",
        "requests.closes_after_days",
    }


def test_the_report_is_for_a_person() -> None:
    """Each fault as key, found and allowed, with the file's name and the count."""
    with pytest.raises(PartnershipFaults) as caught:
        load_text(EXAMPLE.replace("one_in = 4", "one_in = true").replace("every_months = 2", "months = 2", 1))
    assert "partnership.toml: 2 faults. Entries of lists are counted from 1." in caught.value.report
    assert (
        "types.core.one_in\n  found:   true\n  allowed: a whole number from 1 (all) to 100"
    ) in caught.value.report
    assert "boards.learning-hub.months\n  found:   2\n  allowed: a list of months" in str(caught.value)


def test_a_single_fault_is_one_fault() -> None:
    """Not "1 faults"."""
    with pytest.raises(PartnershipFaults, match=": 1 fault\\."):
        load_text(EXAMPLE.replace("one_in = 4", "one_in = 0"))


@pytest.mark.parametrize(
    ("more", "key", "allowed"),
    [
        (
            "[contact]",
            "contact",
            'did you mean "contacts"? Allowed here: name, domains, attribution, contacts',
        ),
        ("[zzz]", "zzz", "one of: name, domains, attribution, contacts"),
        ("[types.cor]", "types.cor", 'did you mean "core"?'),
        ("[boards.quality]", "boards.quality", "one of: learning-hub, qeb, partnership-board"),
    ],
)
def test_an_unknown_key_is_a_fault_with_the_nearest_allowed_one(more: str, key: str, allowed: str) -> None:
    """Typing errors are not ignored."""
    at, found, words = fault(more=more)
    assert (at, found) == (key, "an unknown key")
    assert words.startswith(allowed)


@pytest.mark.parametrize(
    ("piece", "instead", "expected"),
    [
        ("[hours]\n", "[[hours]]\n", ("hours", "a list: a table", "a table, [hours]")),
        ("[agencies.police]\n", "[[agencies.police]]\n", ("agencies.police", "a list: a table", "a table,")),
    ],
)
def test_a_list_where_a_table_belongs_is_a_fault(
    piece: str, instead: str, expected: tuple[str, str, str]
) -> None:
    """It names the table."""
    key, found, allowed = expected
    fault_there = faults((piece, instead))[key]
    assert fault_there.found == found
    assert fault_there.allowed.startswith(allowed)


def test_a_very_long_value_is_cut_in_the_report() -> None:
    """So that the report stays readable."""
    _, found, _ = fault(("Practice Review Lead", "x" * 400))
    assert len(found) < 140
    assert found.endswith(" ...")


def test_a_line_break_in_a_value_does_not_break_the_report() -> None:
    """It is shown as the file's author wrote it."""
    assert fault(("Practice Review Lead", r"One\nTwo"))[:2] == ("contacts.coordinator", r'"One\nTwo"')
