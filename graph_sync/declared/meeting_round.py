"""The boards' site: board meetings, seats and messages back (content.md, section 23, lists 10 to 12)."""

from __future__ import annotations

from graph_sync.columns import (
    NO_HEADING,
    ListShape,
    Site,
    day,
    heading,
    instant,
    line,
    lines,
    one_of,
    person,
    web_link,
    whole_number,
    yes_no,
)
from graph_sync.declared.boards import of_board
from graph_sync.views import YEAR, View, before, empty, falling, filled, rising, since, until

_MEETING = (
    "Board",
    "MeetingDate",
    "StartsAt",
    "EndsAt",
    "Purpose",
    "Place",
    "WhyThisDate",
    "State",
    "Quorum",
)
_SEAT = ("Board", "Title", "Agency", "StatutoryPartner", "Holder", "Deputy", "Role", "StartsOn", "EndsOn")
_PAPERS_DAYS = 14


def board_meetings(boards: tuple[str, ...]) -> ListShape:
    columns = (
        line("Ref", "Ref", indexed=True),
        of_board(boards),
        day("MeetingDate", "Date", indexed=True),
        instant("StartsAt", "Start"),
        instant("EndsAt", "End"),
        lines("Purpose", "Purpose"),
        line("Place", "Place or link"),
        lines("WhyThisDate", "Why this date"),
        one_of("State", "State", ("Planned", "Invited", "Moved", "Held", "Cancelled"), indexed=True),
        one_of("Quorum", "Quorum", ("Quorate", "Not yet", "Not quorate")),
        whole_number("Accepted", "Accepted"),
        whole_number("Present", "Present"),
        day("PapersDue", "Papers due", indexed=True),
        web_link("Papers", "Papers"),
        line("OutlookSays", "Outlook says", indexed=True),
    )
    soonest, coming = rising("MeetingDate"), since("MeetingDate", 0)
    held = (since("MeetingDate", YEAR), before("MeetingDate", 1))
    attended = ("Board", "MeetingDate", "Quorum", "Accepted", "Present")
    views = (
        View("Coming up", _MEETING, (coming,), soonest),
        View("Moved in Outlook", (*_MEETING, "OutlookSays"), (coming, filled("OutlookSays")), soonest),
        View(
            "Papers due",
            (*_MEETING, "PapersDue"),
            (since("PapersDue", 0), until("PapersDue", _PAPERS_DAYS)),
            rising("PapersDue"),
        ),
        View("Attendance this year by seat", attended, held, soonest, ("Board",)),
    )
    return ListShape("Board meetings", columns, Site.BOARDS, views=views, built_in=(NO_HEADING,))


def seats(boards: tuple[str, ...]) -> ListShape:
    columns = (
        line("Ref", "Ref", indexed=True),
        of_board(boards),
        line("Agency", "Agency"),
        yes_no("StatutoryPartner", "Statutory partner"),
        person("Holder", "Holder"),
        person("Deputy", "Deputy", indexed=True),
        one_of("Role", "Role", ("Voting", "Observing", "Advising")),
        day("StartsOn", "From"),
        day("EndsOn", "To"),
        day("VacantSince", "Vacant since", indexed=True),
        line("Attended", "Attended"),
    )
    views = (
        View("By board", _SEAT, (), rising("ID"), ("Board",)),
        View("Vacant", (*_SEAT, "VacantSince"), (filled("VacantSince"),), rising("VacantSince")),
        View("No deputy", _SEAT, (empty("Deputy"),), rising("ID")),
        View("Attendance", ("Board", "Title", "Agency", "Role", "Attended"), (), rising("ID"), ("Board",)),
    )
    return ListShape("Seats", columns, Site.BOARDS, views=views, built_in=(heading("Seat"),))


def messages_back() -> ListShape:
    columns = (
        line("Ref", "Ref", indexed=True),
        line("Decision", "Decision"),
        day("SentOn", "Sent on", indexed=True),
        one_of("Kind", "Kind", ("You said we did", "Not agreed", "Put off", "Result", "Everyone")),
        line("Reached", "Reached"),
        lines("Message", "Text"),
    )
    shown = ("Decision", "SentOn", "Kind", "Reached", "Message")
    views = (View("This year", shown, (since("SentOn", YEAR),), falling("SentOn")),)
    return ListShape(
        "Messages back", columns, Site.BOARDS, views=views, built_in=(NO_HEADING,), ours_alone=True
    )
