"""What is accepted as an answer, and what is kept of a child's or family's words."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from practice.answers import Content, Fault, Problem, Voice, problem_with, read_content, tidy
from practice.questions import CARD_LIMIT, Measure
from practice.references import ALPHABET, reference
from practice.voices import complete, kept_of

PLAN = Measure("m.plan", "Clear?", (("yes", "Yes"), ("no", "No")))
MISSING = Measure("m.missing", "Who?", (("gp", "GP"), ("school", "School")), many=True)
MEASURES = (PLAN, MISSING)


def voice(**other: str) -> Voice:
    fields: dict[str, str] = {
        "who": "child",
        "age": "5_to_10",
        "words": " I was scared. ",
        "permission": "yes",
    }
    fields |= other
    return Voice("v", fields["who"], fields["age"], ("seen", "x"), fields["words"], "", fields["permission"])


def test_one_question_or_one_tap_is_enough() -> None:
    """Taps alone are a contribution, and so is one sentence."""
    assert problem_with(read_content({"q3": "Time."}, {}, MEASURES)) is None
    assert problem_with(read_content({}, {"m.plan": ("yes",)}, MEASURES)) is None


@pytest.mark.parametrize("words", [{}, {"q1": "  \r\n "}, {"q9": "unknown question"}])
def test_nothing_filled_in_is_not_an_answer(words: dict[str, str]) -> None:
    """Blank boxes and unknown fields are nothing."""
    assert problem_with(read_content(words, {}, MEASURES)) == Fault(Problem.NOTHING)


def test_an_answer_over_the_limit_says_which_and_by_how_much() -> None:
    """The person is told what to shorten."""
    assert problem_with(Content({"q1": "x", "q2": "y" * (CARD_LIMIT + 7)})) == Fault(
        Problem.TOO_LONG, "q2", 7
    )


def test_only_offered_choices_are_kept_and_one_where_one_is_asked() -> None:
    """What a forged card submits beyond its choices falls away."""
    content = read_content({}, {"m.plan": ("no", "yes"), "m.missing": ("gp", "king", "school")}, MEASURES)
    assert content.taps == {"m.plan": ("no",), "m.missing": ("gp", "school")}
    assert read_content({}, {"m.other": ("yes",)}, MEASURES).empty


@pytest.mark.slow
@given(st.text())
def test_tidied_text_can_be_stored_anywhere_and_stays_as_it_is(text: str) -> None:
    """No NUL, no carriage return, no lone surrogate; tidying twice changes nothing."""
    tidied = tidy(text)
    tidied.encode("utf-8")
    assert "\x00" not in tidied
    assert "\r" not in tidied
    assert tidy(tidied) == tidied


def test_lone_surrogates_become_question_marks() -> None:
    """A broken emoji does not stop an answer."""
    assert tidy("ok \ud83d\x00") == "ok ?"


def test_the_same_content_has_the_same_digest_however_it_was_ordered() -> None:
    """Two presses of the same card are recognised as one."""
    one = Content({"q1": "a", "q2": "b"}, {"m.missing": ("gp", "school")})
    other = Content({"q2": "b", "q1": "a"}, {"m.missing": ("school", "gp")})
    assert one.digest == other.digest
    assert one.digest != Content({"q1": "a"}).digest


def test_refused_words_are_not_kept_and_unknown_codes_fall_away() -> None:
    """They said no: only that a voice was heard remains."""
    kept = kept_of(voice(permission="refused", age="older"))
    assert (kept.words, kept.summary, kept.age, kept.how) == ("", "", "", ("seen",))
    assert kept_of(voice()).words == "I was scared."


@pytest.mark.parametrize(
    ("other", "enough"),
    [
        ({}, True),
        ({"words": " "}, False),
        ({"words": "", "permission": "refused"}, True),
        ({"who": "neighbour"}, False),
        ({"permission": ""}, False),
    ],
)
def test_a_voice_needs_whose_it_is_the_permission_and_words(other: dict[str, str], *, enough: bool) -> None:
    """Without them it could not be used or traced to a kind of person."""
    assert complete(voice(**other)) is enough


@pytest.mark.slow
@given(st.binary(min_size=8, max_size=8))
def test_references_read_well(random_bytes: bytes) -> None:
    """BTP- and four letters or digits that nobody misreads."""
    made = reference(random_bytes)
    assert made.startswith("BTP-")
    assert len(made) == 8
    assert set(made[4:]) <= set(ALPHABET)
