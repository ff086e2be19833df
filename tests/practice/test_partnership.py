"""Looking things up in a partnership: what is not listed has none of them."""

from __future__ import annotations

from dataclasses import replace

from practice.found_lists import FoundList
from practice.partnership import AgencyGroup, Partnership
from practice.people import Agency
from practice.questions import Measure

HEALTH = AgencyGroup("health", "Health", ("Health visitor", "School nurse"))
NURSES = Agency("nurses", "School nursing", "Health", ("nurses.example.org",))
LISTENED = Measure("listened", "Were you listened to?", (("yes", "Yes"), ("no", "No")))
PARTNERSHIP = Partnership("Example", {}, (NURSES,), (), (LISTENED,), (), groups=(HEALTH,))


def test_the_people_of_an_agency_choose_from_the_roles_of_its_group() -> None:
    """An agency that is not listed, or whose group is not, has none to offer."""
    strangers = Agency("strangers", "Strangers", "Sport", ("sport.example.org",))
    assert PARTNERSHIP.roles_of("nurses") == ("Health visitor", "School nurse")
    assert PARTNERSHIP.roles_of("nobody") == ()
    assert replace(PARTNERSHIP, agencies=(strangers,)).roles_of("strangers") == ()


def test_a_measure_is_found_by_its_key() -> None:
    """And one the partnership does not ask is not."""
    assert PARTNERSHIP.measure("listened") is LISTENED
    assert PARTNERSHIP.measure("liked") is None


def test_a_list_found_by_its_name_says_nothing_of_how_it_was_made() -> None:
    """Only one that was made, or compared, has a memory."""
    assert FoundList("an id").memory == ""
