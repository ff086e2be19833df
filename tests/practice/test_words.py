"""The words on screen: each used, none missing, house rules kept, sentences without holes."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from datetime import UTC, date, datetime
from functools import cache
from pathlib import Path
from string import Formatter

import pytest

from practice.dates_in_words import day_in_words, hours_in_words, london_day
from practice.words import WORDS, MissingTokenError, say

ROOT = Path(__file__).parents[2]
ROOMS = ("bot", "cards", "graph_sync", "practice")
TODAY = date(2026, 3, 16)


@cache
def nodes() -> tuple[ast.AST, ...]:
    """Read the product's own code, without the words themselves: every node of it that matters here, once."""
    wanted = (ast.Constant, ast.JoinedStr, ast.Call, ast.Subscript)
    files = [
        path for room in ROOMS for path in (ROOT / room).rglob("*.py") if "words" not in path.parent.name
    ]
    trees = (ast.parse(path.read_text(encoding="utf-8")) for path in files)
    return tuple(node for tree in trees for node in ast.walk(tree) if isinstance(node, wanted))


def constants() -> tuple[set[str], set[str]]:
    """Give the plain strings of the product, and its f-strings as patterns."""
    plain: set[str] = set()
    patterns: set[str] = set()
    for node in nodes():
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            plain.add(node.value)
        elif isinstance(node, ast.JoinedStr):
            patterns.add(pattern_of(node))
    return plain, patterns


def pattern_of(node: ast.JoinedStr) -> str:
    """Write an f-string as a regular expression."""
    return "".join(
        re.escape(str(part.value)) if isinstance(part, ast.Constant) else r"[\w.]+" for part in node.values
    )


def named() -> Iterator[str]:
    """Find every key that code names: in `say(...)` and in `WORDS[...]`."""
    for node in nodes():
        key: ast.expr | None = None
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "say":
            key = node.args[0]
        elif (
            isinstance(node, ast.Subscript) and isinstance(node.value, ast.Name) and node.value.id == "WORDS"
        ):
            key = node.slice
        if isinstance(key, ast.Constant):
            yield str(key.value)


def test_every_string_is_used_somewhere() -> None:
    """Words nobody can meet are not kept."""
    plain, patterns = constants()
    codes = "|".join(
        sorted(f"(?:{pattern})" for pattern in patterns if re.search(r"\w\\?\.|\\\.\w", pattern))
    )
    unused = {key for key in WORDS if key not in plain and not re.fullmatch(codes, key)}
    assert unused == set()


def test_every_key_that_code_names_exists() -> None:
    """No press ends in a missing string."""
    keys = set(named())
    assert keys
    assert keys - set(WORDS) == set()


def test_a_string_stands_once() -> None:
    """The same words under two keys would drift apart."""
    assert len(set(WORDS.values())) == len(WORDS)


def test_the_house_rules_for_words_are_kept() -> None:
    """No exclamation marks, no contractions but the model's own, no word that blames or promises too much."""
    contraction = re.compile(r"\b(?:don|didn|can|won|isn|doesn|wasn|couldn|shouldn|haven)'t\b")
    assert [key for key, words in WORDS.items() if contraction.search(words) and key != "q2"] == []
    assert [key for key, words in WORDS.items() if "!" in words] == []
    blaming = re.compile(r"overdue|failed|non-compliant|outstanding|chase|respondent|service user")
    assert [key for key, words in WORDS.items() if blaming.search(words)] == []
    assert [
        key for key, words in WORDS.items() if "anonymous" in words and "not anonymous" not in words
    ] == []


def test_a_sentence_has_at_most_25_words() -> None:
    """Tired people read short sentences; lists of contacts are not sentences."""
    sentences = [
        (key, sentence) for key, words in WORDS.items() for sentence in re.split(r"[.?:]\s|\n", words)
    ]
    assert [(key, sentence) for key, sentence in sentences if len(sentence.split()) > 25] == []


def test_tokens_are_plain_names() -> None:
    """A token is a name, so that filling it in can do nothing else."""
    tokens = [(key, *token[1:]) for key, words in WORDS.items() for token in Formatter().parse(words)]
    assert [
        (key, name)
        for key, name, form, conversion in tokens
        if name is not None and not (name.isidentifier() and not form and not conversion)
    ] == []


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
