"""What stands in an item, as hashes."""

from __future__ import annotations

from datetime import date

import pytest

from practice.digests import digest, marks, unchanged

FIELDS = {
    "WentWell": "Good.",
    "Voice": False,
    "Month": None,
    "MeetingDate": date(2026, 3, 4),
    "Tools": ("a",),
}


def test_a_digest_does_not_depend_on_the_order_of_columns() -> None:
    assert digest(FIELDS) == digest(dict(reversed(FIELDS.items())))


def test_a_digest_stays_what_earlier_versions_filed() -> None:
    """Items carry it in a column: another form would make every one of them seem changed."""
    assert digest({"B": "é", "A": 1}) == "e2a6da6ec76da3b68d8b188cb309acbbc88fcfaa2f187f04815da680e7f0d14f"


def test_columns_that_say_the_same_are_known_again() -> None:
    changed = FIELDS | {"WentWell": "Better.", "Month": "2026-03"}
    assert unchanged(marks(changed), marks(FIELDS).values()) == {"Voice", "MeetingDate", "Tools"}


def test_the_same_value_in_another_column_is_a_change() -> None:
    assert unchanged(marks({"DidNotGoWell": "Good."}), marks({"WentWell": "Good."}).values()) == frozenset()


def test_without_marks_everything_counts_as_changed() -> None:
    assert unchanged(marks(FIELDS), ()) == frozenset()


def test_what_is_no_field_is_refused() -> None:
    with pytest.raises(TypeError, match="A field is text"):
        digest({"WentWell": object()})
