"""Reads agencies, with the mail domains that alone are ever written to, and the groups they show as."""

from __future__ import annotations

from dataclasses import replace
from itertools import combinations
from typing import Any

from pydantic import Field

from bot.partnership.faults import shown
from bot.partnership.fields import Addresses, Domains, Group, Tables, Text, Texts
from bot.partnership.mail_domains import inside
from bot.partnership.periods import read_periods
from bot.partnership.reading import NOTHING, Reading, Shape
from practice.calendars import ClosedDays
from practice.day_words import long_day
from practice.defaults import GROUPS
from practice.partnership import AgencyGroup
from practice.people import Agency

LONGEST_CLOSED = 100
"""Days in one closed period; what is longer is a slip in a date, and would silence an agency for a year."""


class AgencyShape(Shape):
    name: Text
    group: Group
    domains: Domains
    not_people: Addresses = Field(default_factory=list)
    closed: Tables = Field(default_factory=list)


class Roles(Shape):
    """Broad roles by group; a group that is left out keeps its own."""

    social_care: Texts = Field(default_factory=list)
    health: Texts = Field(default_factory=list)
    education: Texts = Field(default_factory=list)
    police: Texts = Field(default_factory=list)
    justice: Texts = Field(default_factory=list)
    adults: Texts = Field(default_factory=list)
    voluntary: Texts = Field(default_factory=list)


def read_groups(top: dict[str, Any], reading: Reading) -> tuple[AgencyGroup, ...]:
    """Give the agency groups with their broad roles, which `[roles]` may replace group by group."""
    shape = reading.shape(Roles, reading.table(top, "roles"), "roles")
    given = shape.model_dump(exclude_unset=True)
    for key, roles in given.items():
        if reading.sound("roles", key) and (not roles or len(set(roles)) < len(roles)):
            reading.add(f"roles.{key}", shown(roles), "at least one broad role, each once")
    return tuple(replace(group, roles=tuple(given.get(group.key, group.roles))) for group in GROUPS)


def read_agencies(top: dict[str, Any], reading: Reading) -> tuple[Agency, ...]:
    """Read `[agencies.KEY]`; a domain that cannot tell one agency's people is a fault."""
    tables = reading.table(top, "agencies")
    if not tables:
        reading.add("agencies", NOTHING, "at least one agency, [agencies.council] for instance")
    shapes = {
        key: reading.shape(AgencyShape, reading.table(tables, key, f"agencies.{key}"), f"agencies.{key}")
        for key in tables
    }
    agencies = tuple(_agency(key, shape, reading) for key, shape in shapes.items())
    _check_apart(agencies, reading)
    return agencies


def _agency(key: str, shape: AgencyShape, reading: Reading) -> Agency:
    at = f"agencies.{key}"
    if not shape.domains and reading.sound(at, "domains"):
        reading.add(f"{at}.domains", "an empty list", "at least one mail domain")
    for number, address in enumerate(shape.not_people, start=1):
        own = any(inside(address.rpartition("@")[2], domain) for domain in shape.domains)
        if not own and reading.sound(at, "domains", "not_people"):
            reading.add(f"{at}.not_people[{number}]", shown(address), "an address in the agency's domains")
    closed = _closed(shape, at, reading)
    return Agency(key, shape.name, shape.group, tuple(shape.domains), tuple(shape.not_people), closed)


def _closed(shape: AgencyShape, at: str, reading: Reading) -> tuple[ClosedDays, ...]:
    """Give the days on which the agency is closed; a period too long to be a holiday is a fault."""
    closed = read_periods({"closed": shape.closed}, "closed", at, reading)
    for number, days in enumerate(closed, start=1):
        if (days.last - days.first).days >= LONGEST_CLOSED and reading.sound(
            f"{at}.closed[{number}]", "first", "last"
        ):
            found = f"{long_day(days.first)} to {long_day(days.last)}"
            reading.add(f"{at}.closed[{number}]", found, f"at most {LONGEST_CLOSED} days in one period")
    return closed


def _check_apart(agencies: tuple[Agency, ...], reading: Reading) -> None:
    """Refuse two agencies that share a domain, or of which one's lies inside the other's."""
    listed = [
        (f"agencies.{agency.key}.domains[{number}]", agency.key, domain)
        for agency in agencies
        for number, domain in enumerate(agency.domains, start=1)
        if reading.sound(f"agencies.{agency.key}", f"domains[{number}]")
    ]
    for (first_at, first, one), (at, second, other) in combinations(listed, 2):
        if one == other:
            allowed = f"a domain listed once; it is already at {first_at}"
            reading.add(at, shown(other), allowed)
        elif first != second and (inside(one, other) or inside(other, one)):
            allowed = f"a domain apart from other agencies'; {one} at {first_at} overlaps with it"
            reading.add(at, shown(other), allowed)
