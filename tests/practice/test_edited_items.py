"""What is written to an item that somebody edited."""

from __future__ import annotations

import pytest

from practice.edited_items import beside_edits
from practice.filing import Row

FIELDS: dict[str, object] = {
    "WentWell": None,
    "DidNotGoWell": "Late notes.",
    "NeedsToChange": "Send them before.",
    "FirstWords": "Late notes.",
    "Voice": False,
}


def row(*as_before: str) -> Row:
    return Row("answer", "key", FIELDS, "digest", as_before=frozenset(as_before))


def test_what_was_filed_so_before_is_not_written_again() -> None:
    left = {"WentWell", "DidNotGoWell", "FirstWords"}
    assert beside_edits(row(*left)) == {"NeedsToChange": "Send them before.", "Voice": False}


@pytest.mark.parametrize(("as_before", "words"), [("DidNotGoWell", None), ("NeedsToChange", "Late notes.")])
def test_first_words_are_never_those_of_an_answer_that_is_left_alone(as_before: str, words: object) -> None:
    assert beside_edits(row(as_before))["FirstWords"] == words


def test_an_answer_without_words_has_no_first_ones() -> None:
    empty = Row("answer", "key", {"WentWell": None, "FirstWords": None}, "digest")
    assert beside_edits(empty) == {"WentWell": None, "FirstWords": None}
