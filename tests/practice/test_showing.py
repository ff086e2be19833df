"""What is shown of who wrote an answer never names so few people that it names them."""

from __future__ import annotations

import pytest

from practice.partnership import AgencyGroup, Partnership
from practice.people import Agency
from practice.showing import PeopleAsked, Shown, shown
from practice.small_numbers import OTHER_AGENCY

HEALTH = AgencyGroup("health", "Health", ("Midwife", "School nurse", "Doctor", "Other health"))
PARTNERSHIP = Partnership(
    name="Example",
    tokens={},
    agencies=(
        Agency("trust", "Trust", "health", ("trust.example.org",)),
        Agency("gp", "GPs", "health", ("gp.example.org",)),
        Agency("charity", "Charity", "Voluntary", ("charity.example.org",)),
    ),
    types=(),
    measures=(),
    boards=(),
    groups=(HEALTH,),
)


def asked(**people: int) -> list[PeopleAsked]:
    """Count people of the trust by role; a word with an underscore is a role of two words."""
    return [PeopleAsked("trust", role.replace("_", " "), count) for role, count in people.items()]


@pytest.mark.parametrize(
    ("role", "people", "expected"),
    [
        ("Midwife", asked(Midwife=5), Shown("Health", "Midwife")),
        ("Midwife", asked(Midwife=4), Shown(OTHER_AGENCY)),
        ("Midwife", asked(Midwife=4, School_nurse=1), Shown("Health", "Other")),
        ("Midwife", asked(Midwife=4, School_nurse=5), Shown("Health")),
        ("Midwife", asked(Midwife=4, School_nurse=5, Other_health=1), Shown("Health", "Other")),
        ("Other health", asked(Midwife=5, Other_health=4), Shown("Health")),
        ("Other health", asked(Midwife=5, Other_health=5), Shown("Health", "Other")),
        ("", [PeopleAsked("trust", "", 9)], Shown("Health")),
        ("Midwife", [PeopleAsked("gp", "Midwife", 3), *asked(Midwife=2)], Shown("Health", "Midwife")),
        ("Midwife", [PeopleAsked("charity", "Midwife", 5), *asked(Midwife=2)], Shown(OTHER_AGENCY)),
        ("Midwife", [], Shown(OTHER_AGENCY)),
    ],
)
def test_a_role_or_a_group_of_fewer_than_five_people_is_rolled_up(
    role: str, people: list[PeopleAsked], expected: Shown
) -> None:
    """First the role into its group's others, then the group."""
    assert shown("trust", role, people, PARTNERSHIP) == expected


def test_a_group_the_file_does_not_list_is_shown_by_the_name_it_has() -> None:
    """As long as there are five."""
    assert shown("charity", "", [PeopleAsked("charity", "", 5)], PARTNERSHIP) == Shown("Voluntary")


def test_an_agency_that_has_left_the_file_shows_nothing() -> None:
    """Nobody knows its group any more."""
    assert shown("gone", "Midwife", asked(Midwife=9), PARTNERSHIP) == Shown()
