"""What is shown of who wrote an answer: an agency group and a broad role, never so few people that it names them.

A broad role with fewer than five people shows as the "Other" of its group, and a group with fewer than five as "Other
agency" (content.md, section 17).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from practice.partnership import Partnership
from practice.small_numbers import FLOOR, OTHER, OTHER_AGENCY


@dataclass(frozen=True, slots=True)
class PeopleAsked:
    """How many people of one agency were asked who say that they have this broad role; "" for none."""

    agency_key: str
    role: str
    people: int


@dataclass(frozen=True, slots=True)
class Shown:
    """Agency group and broad role as they are shown; None for what is left out."""

    group: str | None = None
    role: str | None = None


def shown(agency_key: str, role: str, asked: Sequence[PeopleAsked], partnership: Partnership) -> Shown:
    """Decide from everybody who was asked of late; an agency that has left the file shows nothing."""
    group = partnership.group_of(agency_key)
    if group is None:
        return Shown()
    people = _of_group(group, asked, partnership)
    if sum(people.values()) < FLOOR:
        return Shown(OTHER_AGENCY)
    return Shown(group, _role(role, people))


def _of_group(group: str, asked: Sequence[PeopleAsked], partnership: Partnership) -> dict[str, int]:
    """Count the group's people by role."""
    found: dict[str, int] = {}
    for some in asked:
        if partnership.group_of(some.agency_key) == group:
            found[some.role] = found.get(some.role, 0) + some.people
    return found


def _role(role: str, people: dict[str, int]) -> str | None:
    """Show the role, or those of few people together as "Other", or nothing where even they are few."""
    if not role or role.startswith(OTHER) or people.get(role, 0) < FLOOR:
        together = sum(
            count for known, count in people.items() if known and (count < FLOOR or known.startswith(OTHER))
        )
        return OTHER if role and together >= FLOOR else None
    return role
