"""What a meeting's invitation says that it is for, and what its people bring: content.md, section 14."""

from __future__ import annotations

from practice.board_defaults import LEARNING_HUB, QEB, reviews_progress
from practice.boards import Board, BoardMeeting
from practice.day_words import day_words
from practice.working_days import add_working_days

EVIDENCE_DAYS = 10
"""What members bring to the Partnership Board is needed this many working days before it."""


def slot_month(meeting: BoardMeeting, board: Board) -> int:
    """Give the month of the meeting's slot, which decides its purpose wherever it moved.

    The slot of a board that follows another names that one's month, so its own day decides.
    """
    return meeting.starts_at.month if board.cadence.follows else int(meeting.slot[5:])


def lines(meeting: BoardMeeting, board: Board, previous: BoardMeeting | None) -> tuple[tuple[str, str], ...]:
    """Give each paragraph's head and text."""
    month = slot_month(meeting, board)
    if own := board.own_purpose(month):
        return (("What it is for.", f"{own}."),)
    if board.key == LEARNING_HUB:
        return _hub(meeting, board, previous)
    if board.key == QEB:
        return _qeb(board)
    day = day_words(add_working_days(meeting.starts_at.date(), -EVIDENCE_DAYS), meeting.starts_at.year)
    return _spring(day) if reviews_progress(month) else _autumn(day)


def _hub(meeting: BoardMeeting, board: Board, previous: BoardMeeting | None) -> tuple[tuple[str, str], ...]:
    since = ""
    if previous:
        since = f" since {day_words(previous.starts_at.date(), meeting.starts_at.year)}"
    focus = (("Focus this time:", board.focus),) if board.focus else ()
    return (
        (
            "What it is for.",
            (
                "Front-line managers and practitioners from every agency look at what colleagues, children and "
                f"families told us{since}, and at audits, training and reviews. We agree what it means and what "
                "to put to the Quality and Effectiveness Board."
            ),
        ),
        *focus,
        (
            "Before you come:",
            (
                "read the two summary pages. Bring one thing from your own service that bears them out, or that "
                "does not."
            ),
        ),
    )


def _qeb(board: Board) -> tuple[tuple[str, str], ...]:
    quorum = (("Quorum:", board.quorum),) if board.quorum else ()
    return (
        (
            "What it is for.",
            (
                "Senior managers decide on the Learning Hub's recommendations and see whether earlier decisions "
                "changed practice."
            ),
        ),
        (
            "To decide this time:",
            (
                "the Learning Hub's recommendations. Each ends as agreed, not agreed or put off, with reasons "
                "and any dissent. An agreed one leaves the room with a lead, a due date, a measure and a day to "
                "check its effect."
            ),
        ),
        *quorum,
    )


def _spring(day: str) -> tuple[tuple[str, str], ...]:
    return (
        (
            "What it is for.",
            (
                "The whole partnership reviews the year's progress and assesses strengths and areas for "
                "development in the local safeguarding system."
            ),
        ),
        (
            "We need from you:",
            (
                "one strength and one area for development you can evidence from your agency, "
                f"by {day}, on the one-page form."
            ),
        ),
        ("You leave with:", "an agreed assessment, and priorities for the year ahead."),
    )


def _autumn(day: str) -> tuple[tuple[str, str], ...]:
    return (
        (
            "What it is for.",
            (
                "The whole partnership considers what the annual reports teach us, and how far the work plan has "
                "come."
            ),
        ),
        (
            "We need from you:",
            f"your agency's annual safeguarding report, or its two-page summary, by {day}.",
        ),
        ("You leave with:", "learning agreed across agencies, and changes to the work plan."),
    )
