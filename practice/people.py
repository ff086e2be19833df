"""Agencies and who belongs to them: only people of a listed agency are ever written to."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from practice.calendars import ClosedDays


class AttendeeKind(StrEnum):
    """How a calendar lists somebody; a resource is a room or equipment."""

    REQUIRED = "required"
    OPTIONAL = "optional"
    RESOURCE = "resource"


@dataclass(frozen=True, slots=True)
class Agency:
    """An agency of the partnership; `group` is what is shown with an answer, never the agency itself."""

    key: str
    name: str
    group: str
    domains: tuple[str, ...]
    not_people: tuple[str, ...] = ()
    """Whole addresses in the agency's domains that are rooms, lists or shared mailboxes."""
    closed: tuple[ClosedDays, ...] = ()
    """Its own closed days, in which its people are not written to; schools: what is not term."""


@dataclass(frozen=True, slots=True)
class Attendee:
    """Somebody a calendar lists. `address` is lower case; `declined` if they said they cannot come."""

    address: str
    kind: AttendeeKind = AttendeeKind.REQUIRED
    declined: bool = False


@dataclass(frozen=True, slots=True)
class Person:
    """A practitioner who can be reached in Teams: the directory's id and the agency we know them by."""

    id: str
    agency_key: str


def is_nobody(address: str, agencies: tuple[Agency, ...]) -> bool:
    """Tell a room, a list or a shared mailbox of a listed agency from a person."""
    return any(address.lower() in agency.not_people for agency in agencies)


def agency_of(address: str, agencies: tuple[Agency, ...]) -> Agency | None:
    """Find the agency whose domain, or a subdomain of it, the address is in; None for everybody else."""
    domain = address.lower().rpartition("@")[2]
    for agency in agencies:
        if any(domain == own or domain.endswith("." + own) for own in agency.domains):
            return agency
    return None
