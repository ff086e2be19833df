"""The small-number rule: whatever is shown of somebody, at least four others share it."""

from __future__ import annotations

from collections import defaultdict

import pytest
from hypothesis import given
from hypothesis import strategies as st

from practice.small_numbers import FLOOR, NOT_SHOWN, Wrote, quotable, shown

OTHERS = ("Other type", "Other agency", "Other")
JUNE = "Hub June 2026"


def people(count: int, *traits: str, start: int = 0) -> list[Wrote]:
    """As many people as `count`, who share these traits."""
    return [Wrote(f"{traits} {number}", (JUNE, *traits)) for number in range(start, start + count)]


def described(written: list[Wrote]) -> dict[tuple[str, ...] | None, set[str]]:
    """Who stands under each description."""
    found: dict[tuple[str, ...] | None, set[str]] = defaultdict(set)
    for one, traits in zip(written, shown(written, OTHERS), strict=True):
        found[traits].add(one.writer)
    return dict(found)


def counts(written: list[Wrote]) -> dict[tuple[str, ...] | None, int]:
    """How many people stand under each description."""
    return {traits: len(who) for traits, who in described(written).items()}


TRAIT = st.tuples(*(st.sampled_from(names) for names in ("JS", ("ICPC", ""), "ABCD", ("Other", "x", "y"))))
ANSWERS = st.lists(st.builds(Wrote, st.sampled_from([str(n) for n in range(24)]), TRAIT), max_size=120)


@pytest.mark.slow
@given(ANSWERS)
def test_five_people_share_whatever_is_shown(written: list[Wrote]) -> None:
    """Also every part of it, because five share the whole."""
    for traits, who in described(written).items():
        assert traits is None or len(who) >= FLOOR


@pytest.mark.slow
@given(ANSWERS)
def test_only_a_period_with_fewer_than_five_people_is_left_out(written: list[Wrote]) -> None:
    """No answer is lost otherwise, and no period is put together with another."""
    writers: dict[str, set[str]] = defaultdict(set)
    for one in written:
        writers[one.traits[0]].add(one.writer)
    for one, traits in zip(written, shown(written, OTHERS), strict=True):
        assert (traits is None) == (len(writers[one.traits[0]]) < FLOOR)
        assert traits is None or traits[0] == one.traits[0]


@pytest.mark.slow
@given(ANSWERS)
def test_what_is_not_rolled_up_is_true(written: list[Wrote]) -> None:
    """A word shown is the answer's own, or one of the names for what is rolled up."""
    for one, traits in zip(written, shown(written, OTHERS), strict=True):
        for own, told, other in zip(one.traits[1:], (traits or ())[1:], OTHERS, strict=False):
            assert told in {own, other, NOT_SHOWN}


def test_five_are_shown_as_they_are() -> None:
    """The floor itself is enough."""
    assert counts(people(5, "ICPC", "Police", "Police officer")) == {
        (JUNE, "ICPC", "Police", "Police officer"): 5
    }


def test_a_small_role_takes_the_next_larger_one_with_it() -> None:
    """Two midwives beside nine others would be known by what is left over."""
    written = people(9, "ICPC", "Health", "Health visitor") + people(6, "ICPC", "Health", "Doctor")
    assert counts([*written, *people(2, "ICPC", "Health", "Midwife")]) == {
        (JUNE, "ICPC", "Health", "Health visitor"): 9,
        (JUNE, "ICPC", "Health", "Other"): 8,
    }


def test_small_agencies_are_rolled_up_together() -> None:
    """And a role is not shown where all of it is rolled up."""
    small = people(3, "ICPC", "Police", "Police officer") + people(2, "ICPC", "Justice", "Justice")
    assert counts([*people(5, "ICPC", "Health", "Midwife"), *small]) == {
        (JUNE, "ICPC", "Health", "Midwife"): 5,
        (JUNE, "ICPC", "Other agency", NOT_SHOWN): 5,
    }


def test_a_role_that_is_called_other_goes_into_the_pool_of_that_name() -> None:
    """Or two different things would have one name."""
    written = people(7, "ICPC", "Health", "Other") + people(6, "ICPC", "Health", "Doctor")
    written += people(9, "ICPC", "Health", "Nurse") + people(1, "ICPC", "Health", "Midwife")
    assert counts(written) == {(JUNE, "ICPC", "Health", "Nurse"): 9, (JUNE, "ICPC", "Health", "Other"): 14}


def test_one_person_with_many_answers_is_one_person() -> None:
    """The floor is of people."""
    many = [Wrote("one", (JUNE, "ICPC", "Police", "Police officer"))] * 9
    assert shown(many, OTHERS) == [None] * 9


def test_writers_who_are_not_known_count_as_nobody() -> None:
    """They may be among the four already; with five others they are told like them."""
    unknown = [Wrote("", (JUNE, "a", "b", "c"))] * 5
    assert set(described(unknown + people(4, "a", "b", "c"))) == {None}
    assert set(described(unknown + people(5, "a", "b", "c"))) == {(JUNE, "a", "b", "c")}


def test_a_theme_is_not_quoted_because_of_writers_who_are_not_known() -> None:
    """Four and an unknown one may be four."""
    four = [("Attendance", str(number), "Health" if number else "Police") for number in range(4)]
    assert quotable([*four, ("Attendance", "", "Police")]) == frozenset()


def test_a_theme_is_quoted_from_five_writers_of_two_groups() -> None:
    """One of both is not enough."""
    five = [("Attendance", str(number), "Health") for number in range(5)]
    assert quotable(five) == frozenset()
    assert quotable([*five[:4], ("Attendance", "4", "Police")]) == {"Attendance"}
    assert quotable([*five[:3], ("Attendance", "4", "Police")]) == frozenset()
    assert quotable([*five[:4], ("Attendance", "4", "")]) == frozenset()


def test_the_rolled_up_agencies_are_not_a_second_group() -> None:
    """Health may be in them too, so nobody can say that two groups wrote."""
    four = [("Attendance", str(number), "Health") for number in range(4)]
    assert quotable([*four, ("Attendance", "4", "Other agency")]) == frozenset()
