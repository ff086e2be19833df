"""The words of the boards' invitations and of their changes (content.md, section 14): subjects and HTML.

Every word that comes from a file is escaped. What has no value yet is left out, never guessed.
"""

from __future__ import annotations

from datetime import date
from html import escape

from practice.board_defaults import LEARNING_HUB, QEB, SCOPING_AGENDA, reviews_progress
from practice.boards import Board, BoardMeeting, is_extra
from practice.by_hand import MOVED_WHY
from practice.day_words import clock_words, day_words, long_day, month_and_year, month_name
from practice.event_lines import lines, slot_month
from practice.papers import papers_day
from practice.partnership import Partnership

_AFTER_NOTE = "<hr>\n"
_CANNOT_COME, _END = "<p><strong>Cannot come?</strong> ", "</p>\n"
_AGENDA, _EARLIER_AGENDA = "<h2>Agenda</h2>", "<p><strong>Agenda</strong></p>"


def invitation(
    meeting: BoardMeeting, board: Board, partnership: Partnership, previous: BoardMeeting | None
) -> tuple[str, str]:
    """Give an invitation's subject (plain text) and body (HTML).

    `previous` is the board's meeting before this one, from which its material runs.
    """
    foot = _foot(meeting, board, partnership)
    if meeting.scoping:
        return f"{board.name}: scoping meeting (open invitation)", _scoping(
            meeting, board, partnership
        ) + foot
    if board.extra_of(meeting.slot):
        return f"{board.name}: extra meeting", _paragraph("", f"{meeting.purpose}.") + foot
    said = lines(meeting, board, previous)
    body = "".join(_paragraph(head, text) for head, text in said) + _agenda(
        board.agenda_of(slot_month(meeting, board))
    )
    return _subject(meeting, board), body + foot


def with_moved_note(body: str, old: BoardMeeting, new: BoardMeeting) -> str:
    """Put above the body that the meeting moved, from when to when, and why."""
    note = (
        f"Moved from {_when(old, new)} to {_when(new, new)}. Why: {_why_moved(old, new)}. "
        "The old invitation is replaced; you do not need to do anything but answer this one."
    )
    return f"<p>{escape(note)}</p>\n{_AFTER_NOTE}{body}"


def _why_moved(old: BoardMeeting, new: BoardMeeting) -> str:
    """Give the reason alone where it names the day they knew, and never that day's where only the hours changed."""
    if new.why != MOVED_WHY and old.starts_at.date() == new.starts_at.date():
        return _why_other_hours(old)
    return new.why.removeprefix(f"Moved from {long_day(old.starts_at.date())}: ")


def _why_other_hours(old: BoardMeeting) -> str:
    if old.why == MOVED_WHY:
        return "it goes back to the hours of the plan"
    return "its hours were changed" if is_extra(old.slot) else "the board's hours were changed"


def without_note(body: str) -> str:
    """Give a body as `invitation` made it, whether or not a note stands above it."""
    return body.rpartition(_AFTER_NOTE)[2]


def compared(body: str) -> str:
    """Give what of a body is worth an update to everybody: not a note, not another deputy, not how a heading is made.

    The line about deputies alone of the words depends on who sits where. What is left out here is written anew
    with the next change that everybody is told of.
    """
    before, _, after = without_note(body).partition(_CANNOT_COME)
    return (before + after.partition(_END)[2]).replace(_EARLIER_AGENDA, _AGENDA)


def cancelled(meeting: BoardMeeting, board: Board | None, following: BoardMeeting | None) -> str:
    """Give the comment (plain text) that goes with a cancellation; `following` is the board's next meeting.

    `board` is None where the file has it no more.
    """
    year = meeting.starts_at.year
    day = day_words(meeting.starts_at.date(), year)
    what_instead = (
        f"The next meeting is on {day_words(following.starts_at.date(), year)}."
        if following
        else "No other meeting is planned."
    )
    name = board.name if board else "The meeting"
    return f"{name} on {day} is cancelled. Why: {_why_cancelled(meeting, board)}. {what_instead}"


def _why_cancelled(meeting: BoardMeeting, board: Board | None) -> str:
    """Give what the partnership says of it, or else which rule it is that no longer asks for it."""
    if board is None:
        return "the board is no longer in the partnership's plan"
    if why := board.why_off(meeting.slot):
        return why
    if is_extra(meeting.slot):
        return "the partnership took this extra meeting out of its plan"
    month = month_and_year(date.fromisoformat(f"{meeting.slot}-01"))
    if board.cadence.follows:
        return f"it goes by the meetings of another board, and there is none for {month} any more"
    return f"the rule of its dates was changed, and it has no meeting for {month} any more"


def _subject(meeting: BoardMeeting, board: Board) -> str:
    if board.key in (LEARNING_HUB, QEB):
        return board.name
    month = slot_month(meeting, board)
    purpose = board.own_purpose(month) or (
        "progress, strengths and what to develop"
        if reviews_progress(month)
        else "learning from annual reports, and the work plan"
    )
    return f"{board.name}, {month_name(month)}: {purpose}"


def _scoping(meeting: BoardMeeting, board: Board, partnership: Partnership) -> str:
    hours = f"{clock_words(meeting.starts_at.time())} to {clock_words(meeting.ends_at.time())}"
    paragraphs = (
        (
            f"The {board.name} is new. This first meeting is a chance to shape how it will work: what it looks "
            "at, who comes, and how it learns from the front line."
        ),
        (
            "Anyone who works with children in the area may come. To attend, tell "
            f"{partnership.tokens['coordinator_contact']}."
        ),
        f"{long_day(meeting.starts_at.date())}, {hours}, {board.place}",
    )
    return "".join(_paragraph("", text) for text in paragraphs) + _agenda(SCOPING_AGENDA)


def _foot(meeting: BoardMeeting, board: Board, partnership: Partnership) -> str:
    """Give the end of every body; deputies are named where there are any and the invitation is not open."""
    contact = partnership.tokens["coordinator_contact"]
    papers = day_words(papers_day(board, meeting), meeting.starts_at.year)
    deputies = [f"{seat.name}, {seat.deputy}" for seat in board.seats if seat.deputy and not meeting.scoping]
    tell = f"Decline, and tell your deputy: {'; '.join(deputies)}." if deputies else "Decline."
    return (
        _paragraph("Cannot come?", tell)
        + _paragraph("Need something to take part?", f"Tell {contact}.")
        + _paragraph("Papers", f"reach you by {papers}.")
        + _paragraph("Why this date:", f"{meeting.why}.")
        + _paragraph(
            "",
            "Papers hold no names of children, families or practitioners. Keep it so in discussion. Papers may "
            "be asked for under the Freedom of Information Act.",
        )
    )


def _agenda(items: tuple[str, ...]) -> str:
    listed = "".join(f"<li>{escape(item)}</li>" for item in items)
    return f"{_AGENDA}\n<ol>{listed}</ol>\n" if items else ""


def _paragraph(head: str, text: str) -> str:
    bold = f"<strong>{escape(head)}</strong> " if head else ""
    return f"<p>{bold}{escape(text)}</p>\n"


def _when(meeting: BoardMeeting, seen_in: BoardMeeting) -> str:
    day = day_words(meeting.starts_at.date(), seen_in.starts_at.year)
    return f"{day}, {clock_words(meeting.starts_at.time())} to {clock_words(meeting.ends_at.time())}"
