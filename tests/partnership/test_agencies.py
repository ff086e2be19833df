"""Agencies: whose people are asked depends on these domains, so a wrong one is never taken."""

from __future__ import annotations

import pytest

from tests.partnership.files import fault, faults, loaded

HEALTH = 'domains = ["health.example.org"]'


@pytest.mark.parametrize(
    ("domain", "allowed"),
    [
        ("gmail.com", "an agency's own domain; this is a personal mail domain"),
        ("mail.Yahoo.co.uk", "an agency's own domain; this is a personal mail domain"),
        ("nhs.uk", "one agency's own domain; every agency has its own under this one"),
        ("@health.example.org", 'a mail domain, such as "police.example.org"'),
        ("health", 'a mail domain, such as "police.example.org"'),
        ("https://health.example.org", 'a mail domain, such as "police.example.org"'),
        ("", 'a mail domain, such as "police.example.org"'),
        ("police.example.org", "a domain listed once; it is already at agencies.police.domains[1]"),
        (
            "child.police.example.org",
            (
                "a domain apart from other agencies'; police.example.org at agencies.police.domains[1] overlaps "
                "with it"
            ),
        ),
        (
            "example.org",
            (
                "a domain apart from other agencies'; council.example.org at agencies.council.domains[1] overlaps "
                "with it"
            ),
        ),
    ],
)
def test_a_domain_that_is_not_one_agencys_own_is_refused(domain: str, allowed: str) -> None:
    """Personal mail, everybody's, another agency's, or no domain at all."""
    found = faults((HEALTH, f'domains = ["{domain}"]'))
    assert any(
        one.key.startswith("agencies.") and one.allowed == allowed and "domains[1]" in one.key
        for one in found.values()
    )


def test_domains_and_addresses_are_kept_in_lower_case() -> None:
    """As addresses are compared."""
    partnership = loaded(
        (HEALTH, 'domains = ["Health.Example.ORG"]\nnot_people = ["Room@Health.example.org"]')
    )
    health = partnership.agency("health")
    assert health
    assert health.domains == ("health.example.org",)
    assert health.not_people == ("room@health.example.org",)


def test_an_agency_without_a_domain_is_a_fault() -> None:
    """Nobody of it could ever be asked."""
    assert fault((HEALTH, "domains = []")) == (
        "agencies.health.domains",
        "an empty list",
        "at least one mail domain",
    )


def test_domains_written_as_one_text_are_a_fault() -> None:
    """They are a list."""
    assert fault((HEALTH, 'domains = "health.example.org"')) == (
        "agencies.health.domains",
        '"health.example.org"',
        "a list of mail domains",
    )


def test_an_address_of_nobody_must_be_in_the_agencys_domains() -> None:
    """Elsewhere it would have no effect."""
    key, found, _ = fault((HEALTH, f'{HEALTH}\nnot_people = ["room@council.example.org"]'))
    assert (key, found) == ("agencies.health.not_people[1]", '"room@council.example.org"')


def test_an_agency_belongs_to_a_group_that_may_be_shown() -> None:
    """The nearest one is suggested."""
    key, found, allowed = fault(('group = "Health"', 'group = "Helth"'))
    assert (key, found) == ("agencies.health.group", '"Helth"')
    assert allowed.startswith('did you mean "Health"?')


def test_broad_roles_are_replaced_group_by_group() -> None:
    """Groups that are not named keep theirs."""
    partnership = loaded(('police = ["Police officer", "Police staff"]', 'police = ["Officer"]'))
    roles = {group.key: group.roles for group in partnership.groups}
    assert roles["police"] == ("Officer",)
    assert "School nurse" in roles["health"]


@pytest.mark.parametrize("roles", ["[]", '["Officer", "Officer"]'])
def test_a_group_has_at_least_one_role_and_each_once(roles: str) -> None:
    """An empty choice cannot be shown."""
    key, _, allowed = fault(('police = ["Police officer", "Police staff"]', f"police = {roles}"))
    assert (key, allowed) == ("roles.police", "at least one broad role, each once")


def test_an_empty_role_is_one_fault() -> None:
    """At its place in the list."""
    key, found, _ = fault(('"Police officer", "Police staff"', '"Police officer", ""'))
    assert (key, found) == ("roles.police[2]", "an empty text")
