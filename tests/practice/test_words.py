"""The words on screen: each used, none missing, house rules kept, sentences without holes."""

from __future__ import annotations

import ast
import re
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from pathlib import Path
from string import Formatter

import pytest

from practice.dates_in_words import day_in_words, hours_in_words, london_day
from practice.words import WORDS, MissingTokenError, say

ROOT = Path(__file__).parents[2]
ROOMS = ("bot", "cards", "graph_sync", "practice")
TODAY = date(2026, 3, 16)
BLAMES = r"overdue|failed|non-compliant|outstanding|chase|respondent|service user"


@dataclass(frozen=True)
class Code:
    """The product's plain strings, its f-strings as patterns, and the keys it names in `say(...)` and `WORDS[...]`."""

    plain: set[str] = field(default_factory=set)
    patterns: set[str] = field(default_factory=set)
    keys: set[str] = field(default_factory=set)


@pytest.fixture(scope="module")
def code() -> Code:
    """Read the product's own code, once, without the words themselves."""
    read = Code()
    for room in ROOMS:
        for path in (ROOT / room).rglob("*.py"):
            if "words" not in path.parent.name:
                for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
                    note(node, read)
    return read


def note(node: ast.AST, read: Code) -> None:
    match node:
        case ast.Constant(value=str(text)):
            read.plain.add(text)
        case ast.JoinedStr():
            read.patterns.add(pattern_of(node))
        case (
            ast.Call(func=ast.Name(id="say"), args=[ast.Constant(value=key), *_])
            | ast.Subscript(value=ast.Name(id="WORDS"), slice=ast.Constant(value=key))
        ):
            read.keys.add(str(key))


def pattern_of(node: ast.JoinedStr) -> str:
    """Write an f-string as a regular expression."""
    return "".join(
        re.escape(str(part.value)) if isinstance(part, ast.Constant) else r"[\w.]+" for part in node.values
    )


@pytest.mark.slow
def test_every_string_is_used_somewhere(code: Code) -> None:
    """Words nobody can meet are not kept."""
    codes = "|".join(
        sorted(f"(?:{pattern})" for pattern in code.patterns if re.search(r"\w\\?\.|\\\.\w", pattern))
    )
    unused = {key for key in WORDS if key not in code.plain and not re.fullmatch(codes, key)}
    assert unused == set()


@pytest.mark.slow
def test_every_key_that_code_names_exists(code: Code) -> None:
    """No press ends in a missing string."""
    assert code.keys
    assert code.keys - set(WORDS) == set()


def test_a_string_stands_once() -> None:
    """The same words under two keys would drift apart."""
    assert len(set(WORDS.values())) == len(WORDS)


@pytest.mark.slow
def test_the_house_rules_for_words_are_kept(subtests: pytest.Subtests) -> None:
    """No exclamation marks, no contractions but the model's own, no word that blames or promises too much."""
    for key, words in WORDS.items():
        with subtests.test(key):
            contraction = re.search(r"\b(?:don|didn|can|won|isn|doesn|wasn|couldn|shouldn|haven)'t\b", words)
            assert contraction is None or key == "q2"
            assert "!" not in words
            assert not re.search(BLAMES, words)
            assert "anonymous" not in words or "not anonymous" in words


@pytest.mark.slow
def test_a_sentence_has_at_most_25_words(subtests: pytest.Subtests) -> None:
    """Tired people read short sentences; lists of contacts are not sentences."""
    for key, words in WORDS.items():
        with subtests.test(key):
            for sentence in re.split(r"[.?:]\s|\n", words):
                assert len(sentence.split()) <= 25


@pytest.mark.slow
def test_tokens_are_plain_names(subtests: pytest.Subtests) -> None:
    """A token is a name, so that filling it in can do nothing else."""
    for key, words in WORDS.items():
        with subtests.test(key):
            for _, name, form, conversion in Formatter().parse(words):
                assert name is None or (name.isidentifier() and not form and not conversion)


def test_words_are_filled_from_the_partnership_and_from_the_call() -> None:
    """What the call gives wins."""
    tokens = {"type": "Core group", "day": "Monday", "time": "10am"}
    assert say("prompt.meeting", tokens, day="Friday 13 March") == "Core group, Friday 13 March, 10am"


def test_braces_in_a_token_stay_as_they_are() -> None:
    """A configured value is never read as a template."""
    assert "{ref}" in say("end.expired", {}, closes="{ref}")


@pytest.mark.parametrize("tokens", [{}, {"closes": ""}])
def test_a_missing_token_is_an_error_that_names_it(tokens: dict[str, str]) -> None:
    """Better no sentence than one with a hole."""
    with pytest.raises(MissingTokenError, match=r"'end\.expired' need 'closes'"):
        say("end.expired", tokens)


def test_an_unknown_key_is_an_error() -> None:
    """There are no words to fall back on."""
    with pytest.raises(KeyError):
        say("no.such.words", {})


@pytest.mark.parametrize(
    ("moment", "words"),
    [
        (datetime(2017, 3, 14, 10, tzinfo=UTC), "Tuesday 14 March 2017"),
        (datetime(2026, 3, 13, 10, tzinfo=UTC), "Friday 13 March"),
        (datetime(2026, 6, 30, 23, 30, tzinfo=UTC), "Wednesday 1 July"),
    ],
)
def test_a_day_is_said_as_it_is_in_london(moment: datetime, words: str) -> None:
    """The year is said only when it is not this one."""
    assert day_in_words(moment, TODAY) == words


@pytest.mark.parametrize(
    ("start", "end", "words"),
    [
        ((10, 0), (11, 0), "10am to 11am"),
        ((9, 30), (11, 30), "9:30am to 11:30am"),
        ((11, 0), (13, 5), "11am to 1:05pm"),
    ],
)
def test_hours_are_said_in_london(start: tuple[int, int], end: tuple[int, int], words: str) -> None:
    """As people say them, minutes only where there are any."""
    starts_at, ends_at = (datetime(2026, 1, 5, *clock, tzinfo=UTC) for clock in (start, end))
    assert hours_in_words(starts_at, ends_at) == words


def test_summer_time_is_said_as_the_clock_on_the_wall() -> None:
    """Half past eight in UTC is half past nine in July."""
    starts_at, ends_at = datetime(2026, 7, 1, 8, 30, tzinfo=UTC), datetime(2026, 7, 1, 10, tzinfo=UTC)
    assert hours_in_words(starts_at, ends_at) == "9:30am to 11am"


def test_a_moment_without_a_zone_is_refused() -> None:
    """Nobody guesses what a bare time meant."""
    with pytest.raises(ValueError, match="carries its zone"):
        london_day(datetime(2026, 1, 5, 10))  # noqa: DTZ001 - what the test is about
