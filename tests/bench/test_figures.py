"""A figure says whether it kept its target, and stands without one beside others."""

from __future__ import annotations

import pytest

from bench.figures import Figure, as_table


@pytest.mark.parametrize(
    ("value", "target", "missed"),
    [(3.9, 4.0, False), (4.0, 4.0, False), (4.1, 4.0, True), (99.0, None, False)],
)
def test_a_target_is_the_most_a_figure_may_be(value: float, target: float | None, *, missed: bool) -> None:
    """Only what is above its target is missed; without a target nothing is."""
    assert Figure("A submitted answer: CPU", value, "ms", target).missed is missed


def test_the_json_of_a_figure_has_its_target_beside_it() -> None:
    """A reader needs nothing else to judge it."""
    assert Figure("rehearse", 61.234, "s", 60.0).as_json() == {
        "name": "rehearse",
        "value": 61.23,
        "unit": "s",
        "target": 60.0,
        "missed": True,
    }


def test_the_table_names_what_was_missed() -> None:
    """The last column is empty for all else."""
    table = as_table(
        [Figure("kept", 1.0, "s", 2.0), Figure("not kept", 3.0, "s", 2.0), Figure("free", 4.0, "ms")]
    )
    assert list(table.columns[3].cells) == ["", "missed", ""]
    assert list(table.columns[2].cells) == ["at most 2 s", "at most 2 s", ""]
