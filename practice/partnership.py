"""A partnership as its configuration file describes it, checked and frozen."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import lru_cache

from practice.attribution import Attribution
from practice.boards import Board
from practice.calendars import ClosedDays, WorkingCalendar, WorkingHours
from practice.etiquette import Etiquette
from practice.meetings import MeetingType
from practice.people import Agency
from practice.questions import Measure

__all__ = ["AgencyGroup", "Partnership", "WorkingHours"]


@dataclass(frozen=True, slots=True)
class AgencyGroup:
    """What is shown with an answer in place of the agency, and the broad roles in place of a job title."""

    key: str
    name: str
    roles: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Partnership:
    """Everything a partnership decides. `tokens` fill the words on screen (content.md, "Tokens")."""

    name: str
    tokens: Mapping[str, str]
    agencies: tuple[Agency, ...]
    types: tuple[MeetingType, ...]
    measures: tuple[Measure, ...]
    """The measures switched on, in the order they are asked; a type asks those of them that it names."""
    boards: tuple[Board, ...]
    hours: WorkingHours = field(default_factory=WorkingHours)
    closes_after_days: int = 10
    """Working days after sending at which a request closes."""
    warnings: tuple[str, ...] = ()
    """Sentences the start-up says once, for instance a never type that was switched on."""
    groups: tuple[AgencyGroup, ...] = ()
    etiquette: Etiquette = field(default_factory=Etiquette)
    attribution: Attribution = Attribution.MEETING
    domains: tuple[str, ...] = ()
    """Mail domains of everybody who may hold a seat."""

    def meeting_type(self, key: str) -> MeetingType | None:
        return next((known for known in self.types if known.key == key), None)

    def measure(self, key: str) -> Measure | None:
        return next((known for known in self.measures if known.key == key), None)

    def agency(self, key: str) -> Agency | None:
        return next((known for known in self.agencies if known.key == key), None)

    def group_of(self, agency_key: str) -> str | None:
        """Name what is shown in place of an agency; None for one that is not listed."""
        agency = self.agency(agency_key)
        if agency is None:
            return None
        return next((group.name for group in self.groups if group.key == agency.group), agency.group)

    def calendar_of(self, agency_key: str) -> WorkingCalendar:
        """Give the calendar of an agency's people; the partnership's hours alone for an agency not listed."""
        agency = self.agency(agency_key)
        return _calendar(self.hours, agency.closed if agency else ())

    def roles_of(self, agency_key: str) -> tuple[str, ...]:
        """Give the broad roles that somebody of an agency may choose from; none for an agency not listed."""
        agency = self.agency(agency_key)
        group = next((known for known in self.groups if agency and known.name == agency.group), None)
        return group.roles if group else ()

    def board(self, key: str) -> Board | None:
        return next((known for known in self.boards if known.key == key), None)


@lru_cache(maxsize=256)
def _calendar(hours: WorkingHours, closed: tuple[ClosedDays, ...]) -> WorkingCalendar:
    """Kept, because every decision about somebody asks for it, and a school's holds each closed day."""
    return WorkingCalendar(hours, closed)
