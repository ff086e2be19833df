"""Holds: after a death or a serious incident nobody is asked, reminded or told, until a named person says so.

Why something is held is nobody's business here: no field for it exists.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from practice.calendars import Openings
from practice.etiquette import Etiquette
from practice.prompts import Happening, Prompt, PromptState
from practice.working_time import closing


class HoldScope(StrEnum):
    """What a hold covers (content.md, `co.hold`)."""

    MEETING = "meeting"
    PEOPLE = "people"
    AGENCY = "agency"
    EVERYTHING = "everything"


@dataclass(frozen=True, slots=True)
class Hold:
    """One hold. Times are UTC, aware; `until` None holds until it is released. `by` are directory ids.

    `target` is a meeting's id (for PEOPLE too: the people of that meeting), an agency's key, or empty.
    """

    id: str
    scope: HoldScope
    target: str
    since: datetime
    until: datetime | None
    by: str
    released_at: datetime | None = None
    released_by: str = ""

    def in_force(self, now: datetime) -> bool:
        """Tell whether it holds now: it began, nobody released it and its day has not come."""
        ended = self.released_at is not None or (self.until is not None and self.until <= now)
        return self.since <= now and not ended


def covers(hold: Hold, prompt: Prompt, people_of_hold: Collection[str]) -> bool:
    """Tell whether a hold is about this prompt.

    `people_of_hold` are the people of the meeting a PEOPLE hold names, as the prompts know them: directory
    ids or addresses. All their requests wait, in whichever meeting.
    """
    match hold.scope:
        case HoldScope.MEETING:
            return hold.target == prompt.meeting_id
        case HoldScope.PEOPLE:
            known_as = {prompt.person_id, prompt.address} - {""}
            return any(name in people_of_hold for name in known_as)
        case HoldScope.AGENCY:
            return hold.target == prompt.agency_key
        case _:
            return True


def held(holds: Iterable[tuple[Hold, Collection[str]]], prompt: Prompt, now: datetime) -> bool:
    """Tell whether any hold in force covers the prompt; each hold comes with its people."""
    return any(hold.in_force(now) and covers(hold, prompt, people) for hold, people in holds)


def hold_does(
    prompt: Prompt, meeting_ended_at: datetime, now: datetime, calendar: Openings, etiquette: Etiquette
) -> Happening | None:
    """Say what a hold does to a prompt it covers, with the reason `ON_HOLD`; None where the prompt waits or goes on.

    The same when a hold begins, while it lasts and when it is released: what stands in front of somebody is
    paused, to be asked again after the release; what is too long ago by then ends.
    """
    if not prompt.open and prompt.state is not PromptState.PLANNED:
        return None
    if now < waits_until(prompt, meeting_ended_at, calendar, etiquette):
        return Happening.PAUSE if prompt.open else None
    return Happening.WITHDRAW if prompt.open or prompt.ever_sent else Happening.LEAVE_OUT


def waits_until(
    prompt: Prompt, meeting_ended_at: datetime, calendar: Openings, etiquette: Etiquette
) -> datetime:
    """Give the moment (UTC) from which a held prompt is too old to be asked.

    One that was put off lives until it closes; else it is as long as anybody is asked about a meeting.
    """
    if prompt.postponed and prompt.closes_at is not None:
        return prompt.closes_at
    return closing(meeting_ended_at, etiquette.stale_days, calendar)
