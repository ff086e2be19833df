"""What a card submits, read at the border."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cards import Press, Trouble, Unreadable, Verb, read_press, render
from cards.reading import TYPED_LIMIT
from cards.verbs import joined
from cards.views import PromptView
from practice.questions import QUESTIONS
from tests.cards.lint import inputs
from tests.cards.samples import ABOUT, SETTING, TYPED

IDS: dict[str, Any] = {"prompt": "p-1", "rev": 2}


def test_a_press_gives_words_and_taps_as_submitted() -> None:
    """Empty fields and keys of others are left out; several choices are parted."""
    data = {
        **IDS,
        "q1": "Good.",
        "q2": "",
        "m_missing": "gp, school,",
        "m_child": "",
        "verb": "x",
        "msteams": {},
    }
    assert read_press("answer.send", data) == Press(
        Verb.ANSWER_SEND, "p-1", 2, {"q1": "Good."}, {"missing": ("gp", "school")}
    )


def test_what_a_card_shows_is_what_it_submits() -> None:
    """Content drawn on a card and pressed comes back the same."""
    fields = inputs(render(PromptView(ABOUT, TYPED), SETTING))
    typed = {key: field.get("value", "") for key, field in fields.items()}
    press = read_press("answer.send", {**IDS, **typed})
    assert isinstance(press, Press)
    assert (press.words, press.taps) == (dict(TYPED.words), dict(TYPED.taps))


def test_a_field_left_alone_may_be_null() -> None:
    """Some clients send null for an untouched field."""
    assert read_press("draft.save", {**IDS, "q1": None, "m_child": None}) == Press(Verb.DRAFT_SAVE, "p-1", 2)


def test_a_whole_number_written_with_a_point_is_a_revision() -> None:
    """JSON knows one kind of number."""
    assert read_press("prompt.open", {"prompt": "p-1", "rev": 2.0}) == Press(Verb.PROMPT_OPEN, "p-1", 2)


def test_a_familys_words_come_with_their_own_button_only() -> None:
    """Other presses carry no voice."""
    data = {**IDS, "voice_who": "child", "voice_how": "written,seen"}
    added, opened = read_press("voice.add", data), read_press("voice.open", data)
    assert isinstance(added, Press)
    assert added.voice is not None
    assert (added.voice.who, added.voice.how, added.voice.words) == ("child", ("written", "seen"), "")
    assert opened == Press(Verb.VOICE_OPEN, "p-1", 2)


def test_a_role_a_day_and_a_pace_come_back_as_chosen() -> None:
    """Each is read into what it means, and the digest it came from is known."""
    data = {**IDS, "contact": "c-1", "role": "r0", "back": "2026-03-24", "pace": "monthly"}
    assert read_press("leave.set", data) == Press(
        Verb.LEAVE_SET, "p-1", 2, contact_id="c-1", role=0, back=date(2026, 3, 24), pace="monthly"
    )


@pytest.mark.parametrize("empty", ["", None])
def test_a_role_a_day_and_a_pace_may_be_left_alone(empty: str | None) -> None:
    """Nothing chosen is nothing, not an error."""
    data = {**IDS, "role": empty, "back": empty, "pace": empty}
    assert read_press("less.set", data) == Press(Verb.LESS_SET, "p-1", 2)


def test_the_pace_alone_may_be_chosen_without_a_request() -> None:
    """Every other press is about a request, and says which."""
    data = {"prompt": "", "rev": 0, "pace": "weekly"}
    read = {verb: read_press(verb.value, data) for verb in Verb}
    assert [verb for verb, press in read.items() if isinstance(press, Press)] == ["less.ask", "less.set"]


@pytest.mark.parametrize("verb", ["", "answer.delete", "ANSWER.SEND"])
def test_an_unknown_verb_is_refused(verb: str) -> None:
    """No card of ours has such a button."""
    assert read_press(verb, IDS) == Unreadable(Trouble.UNKNOWN_VERB)


@pytest.mark.parametrize(
    "data",
    [
        None,
        [],
        "text",
        {},
        {"prompt": "p-1"},
        {"prompt": "", "rev": 1},
        {"prompt": "p" * 65, "rev": 1},
        {"prompt": "p\x00", "rev": 1},
        {"prompt": "\ud800", "rev": 1},
        {**IDS, "notice": "n\x00"},
        {"prompt": 7, "rev": 1},
        {"prompt": "p-1", "rev": -1},
        {"prompt": "p-1", "rev": 1.5},
        {"prompt": "p-1", "rev": "many"},
        {**IDS, "q1": 5},
        {**IDS, "q1": ["a"]},
        {**IDS, "m_child": True},
        {**IDS, "voice_words": {}},
        {**IDS, "contact": 7},
        {**IDS, "contact": "c" * 65},
        {**IDS, "role": 1},
        {**IDS, "role": "1"},
        {**IDS, "role": "r"},
        {**IDS, "role": "r-1"},
        {**IDS, "role": "r1.5"},
        {**IDS, "role": "r٣"},
        {**IDS, "role": "r1000"},
        {**IDS, "back": 20260324},
        {**IDS, "back": "20260324"},
        {**IDS, "back": "24/03/2026"},
        {**IDS, "back": "2026-02-30"},
        {**IDS, "back": "2026-03-24T09:00:00Z"},
        {**IDS, "pace": "never"},
        {**IDS, "pace": ["weekly"]},
    ],
)
def test_data_no_card_of_ours_submits_is_refused(data: object) -> None:
    """Ids are there and fields are text, or nothing is read."""
    assert read_press("answer.send", data) == Unreadable(Trouble.BAD_DATA)


def test_an_answer_over_the_limit_is_read_so_that_it_can_be_given_back() -> None:
    """The rule about length is the model's; the border stops only what no card could give back."""
    long = read_press("answer.send", {**IDS, "q1": "x" * 20_000})
    assert isinstance(long, Press)
    assert len(long.words["q1"]) == 20_000


@pytest.mark.parametrize("letter", ["x", "é", "😀", "\n"])
def test_a_press_too_big_for_any_card_is_refused(letter: str) -> None:
    """What counts is the bytes it takes to give the words back, whatever alphabet they are in."""
    half = letter * (TYPED_LIMIT // 2 // len(letter.encode()))
    data = {**IDS, "q1": half, "q2": half}
    assert read_press("answer.send", data) == Unreadable(Trouble.TOO_BIG)


@pytest.mark.parametrize("letter", ["x", "é", "😀", "\n", '"'])
def test_five_answers_at_the_limit_are_read_in_any_alphabet(letter: str) -> None:
    """The largest answers there may be are never too big to send."""
    data = {**IDS, **dict.fromkeys(QUESTIONS, letter * 3000), "m_child": "yes"}
    assert isinstance(read_press("answer.send", data), Press)


@pytest.mark.slow
@given(
    st.text(),
    st.recursive(
        st.none() | st.booleans() | st.floats() | st.text(),
        lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
    ),
)
def test_reading_never_raises(verb: str, data: object) -> None:
    """Whatever arrives, the answer is a value."""
    for asked in (verb, "answer.send"):
        assert isinstance(read_press(asked, data), Press | Unreadable)


def test_a_stored_choice_with_a_comma_is_refused_before_it_reaches_a_card() -> None:
    """It would come back as two."""
    with pytest.raises(ValueError, match="no comma"):
        joined(("a,b",))
