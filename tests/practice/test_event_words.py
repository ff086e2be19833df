"""What the boards' invitations say: content.md, section 14, with no token left open and nothing unescaped."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date, time
from html.parser import HTMLParser

import pytest

from practice.boards import Board, BoardMeeting, Cadence, ExtraMeeting, Seat
from practice.event_words import invitation
from practice.partnership import Partnership
from practice.planning import whole_plan
from tests.practice.boards_made import BEXLEY, HUB, PARTNERSHIP_BOARD, PRESENT_DAY, QEB, of


class Reader(HTMLParser):
    """Reads the words of a body as a person does, and checks that every element is closed."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.words: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        assert attrs == []
        if tag != "hr":
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        self.words.append(data)


def read(html: str) -> str:
    reader = Reader()
    reader.feed(html)
    reader.close()
    assert reader.open == []
    return "".join(reader.words)


def written(rules: Partnership, board: str, slot: str) -> tuple[str, str]:
    """Give the subject and the words of one meeting's invitation."""
    meetings = [one for one in whole_plan(rules, date(2016, 1, 1), date(2027, 12, 31)) if one.board == board]
    place = [one.slot for one in meetings].index(slot)
    about = rules.board(board)
    assert about
    previous = meetings[place - 1] if place else None
    subject, body = invitation(meetings[place], about, rules, previous)
    return subject, read(body)


def meeting(board: Board, day: date = date(2026, 1, 28)) -> BoardMeeting:
    rules = of(replace(board, cadence=replace(board.cadence, first=day), after_board=""))
    return whole_plan(rules, day, day)[0]


def test_an_ordinary_hub_says_since_when_the_material_runs() -> None:
    """From the Hub before, with its year, because that was another one."""
    subject, words = written(BEXLEY, "learning-hub", "2017-02")
    assert subject == "Learning Hub"
    assert "told us since Wednesday 21 December 2016, and at audits, training and reviews." in words
    assert "Before you come: read the two summary pages." in words
    assert "What became of last time's learning points (10)" in words
    assert "Focus this time" not in words


def test_the_focus_of_a_hub_is_said_where_there_is_one() -> None:
    """It comes from the file."""
    hub = replace(HUB, focus="Neglect")
    assert "Focus this time: Neglect" in read(invitation(meeting(hub), hub, PRESENT_DAY, None)[1])


def test_the_first_hub_of_all_names_no_earlier_one() -> None:
    """Nothing is guessed."""
    assert "families told us, and at audits" in read(invitation(meeting(HUB), HUB, PRESENT_DAY, None)[1])


def test_the_scoping_meeting_is_an_open_invitation_with_day_hours_and_place() -> None:
    """With its own agenda, and without anybody's deputy."""
    subject, words = written(BEXLEY, "learning-hub", "2016-04")
    assert subject == "Learning Hub: scoping meeting (open invitation)"
    assert "To attend, tell practice.review.lead@example.org, 020 7946 0000." in words
    assert "Wednesday 27 April 2016, 9:30am to 11:30am, Civic Offices, meeting room 1" in words
    assert "What should be downloaded from practice, and how." in words
    assert "deputy" not in words


def test_the_qeb_says_how_items_end_its_quorum_and_its_deputies() -> None:
    """The number of recommendations is left out until there are any."""
    subject, words = written(BEXLEY, "qeb", "2016-05")
    assert subject == "Quality and Effectiveness Board"
    assert "To decide this time: the Learning Hub's recommendations. Each ends as agreed, not agreed" in words
    assert "Quorum: more than half of the voting seats" in words
    assert "tell your deputy: Children's Services for the Council, qeb.deputy@council.example.org; " in words


def test_a_board_without_quorum_deputies_or_agenda_leaves_those_lines_out() -> None:
    """Rather than showing empty ones."""
    words = read(invitation(meeting(QEB), QEB, PRESENT_DAY, None)[1])
    assert "Quorum" not in words
    assert "Agenda" not in words
    assert "Cannot come? Decline.\n" in words


@pytest.mark.parametrize(
    ("slot", "subject", "words"),
    [
        (
            "2017-04",
            "Partnership Board, April: progress, strengths and what to develop",
            "one area for development you can evidence from your agency, by Tuesday 11 April, on the one-page",
        ),
        (
            "2016-11",
            "Partnership Board, November: learning from annual reports, and the work plan",
            "your agency's annual safeguarding report, or its two-page summary, by Thursday 10 November.",
        ),
    ],
)
def test_the_partnership_board_has_a_purpose_of_its_own_in_each_season(
    slot: str, subject: str, words: str
) -> None:
    """What is needed from members is due ten working days before."""
    assert written(BEXLEY, "partnership-board", slot)[0] == subject
    assert words in written(BEXLEY, "partnership-board", slot)[1]


def test_a_meeting_that_moved_into_another_month_keeps_its_purpose() -> None:
    """The November meeting of 2026 is the November meeting even if it is held in December."""
    moved = replace(meeting(PARTNERSHIP_BOARD, date(2026, 11, 26)), slot="2026-11")
    assert invitation(moved, PARTNERSHIP_BOARD, PRESENT_DAY, None)[0].startswith(
        "Partnership Board, November"
    )


def test_every_body_says_when_papers_come_and_why_this_date() -> None:
    """Papers come five working days before, over Easter as well."""
    words = written(BEXLEY, "learning-hub", "2016-12")[1]
    assert "Papers reach you by Wednesday 14 December." in words
    assert "Why this date: Moved from Wednesday 28 December 2016: nothing meets from 24 December" in words
    assert "Need something to take part? Tell practice.review.lead@example.org" in words
    assert "Papers may be asked for under the Freedom of Information Act." in words


@pytest.mark.slow
@pytest.mark.parametrize("rules", [BEXLEY, PRESENT_DAY])
def test_no_token_is_left_open_and_no_subject_has_a_line_break(rules: Partnership) -> None:
    """In three years of both examples."""
    for one in whole_plan(rules, date(2016, 4, 1), date(2026, 12, 31)):
        board = rules.board(one.board)
        assert board
        subject, body = invitation(one, board, rules, None)
        assert "\n" not in subject
        assert not re.search(r"[{}]|\b None\b", subject + read(body))


def test_what_a_file_says_is_escaped_in_the_body_and_plain_in_the_subject() -> None:
    """A name with an ampersand or a tag is words, never markup."""
    seat = Seat("a", "<b>Chair</b>", "a", deputy="deputy@example.org")
    hub = replace(
        HUB, name="Hub & co", focus="<script>alert(1)</script>", seats=(seat,), agenda=((0, ("<i>",)),)
    )
    subject, body = invitation(meeting(hub), hub, PRESENT_DAY, None)
    assert subject == "Hub & co"
    assert "<script>" not in body
    assert "<b>" not in body
    assert "<i>" not in body
    assert "<script>alert(1)</script>" in read(body)


def test_the_agenda_is_a_list_under_a_heading() -> None:
    """Whoever listens to it can go from heading to heading."""
    rules = of(HUB)
    hub = replace(HUB, agenda=((0, ("Welcome", "The focus")),))
    body = invitation(meeting(hub), hub, rules, None)[1]
    assert "<h2>Agenda</h2>\n<ol><li>Welcome</li><li>The focus</li></ol>" in body


def test_an_extra_meeting_says_its_one_item_and_when_its_papers_come() -> None:
    """Neither the board's agenda nor its usual words; its papers keep the board's own days."""
    extra = ExtraMeeting("budget", "the training budget", date(2026, 3, 25), time(13), 60)
    qeb = replace(QEB, extras=(extra,), papers_working_days=3, after_board="")
    subject, words = written(of(qeb), "qeb", "extra-budget")
    assert subject == "Quality and Effectiveness Board: extra meeting"
    assert words.startswith("An extra meeting, for one item: the training budget.\nCannot come?")
    assert "Papers reach you by Friday 20 March." in words
    assert "Why this date: An extra meeting: the partnership chose this day." in words
    assert "Agenda" not in words


def test_a_purpose_of_the_partnerships_own_is_subject_and_words() -> None:
    """The Partnership Board's subject names it; the agenda is still the season's."""
    board = replace(PARTNERSHIP_BOARD, purposes=((11, "Agree the <b>budget</b>"),))
    subject, words = written(of(board), "partnership-board", "2026-11")
    assert subject == "Partnership Board, November: Agree the <b>budget</b>"
    assert words.startswith("What it is for. Agree the <b>budget</b>.")
    assert "We need from you" not in words


def test_a_board_that_follows_goes_by_its_own_month() -> None:
    """Its slot is that of the meeting it follows, in March; it meets in April."""
    cadence = Cadence(date(2026, 1, 1), follows="learning-hub", working_days=15)
    board = replace(PARTNERSHIP_BOARD, cadence=cadence)
    subject, _ = written(of(HUB, board), "partnership-board", "2026-03")
    assert subject.startswith("Partnership Board, April: ")
