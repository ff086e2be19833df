"""Extra meetings, and purposes of a month's own, as a file gives them."""

from __future__ import annotations

from datetime import date, time

import pytest

from practice.boards import ExtraMeeting
from tests.partnership.files import fault, faults, loaded

MONTHS = 'months = ["April", "November"]'
EXTRA = """
[boards.qeb.extra.budget]
day = "Thursday 8 October 2026"
item = "The training budget."
"""


class TestExtraMeetings:
    """`[boards.KEY.extra.NAME]`."""

    def test_it_has_the_boards_times_unless_it_says_its_own(self) -> None:
        """The item is put into a sentence, so a full stop at its end is one too many."""
        own = loaded(more=EXTRA + 'start = "10:00"\nend = "11:15"').board("qeb")
        usual = loaded(more=EXTRA).board("qeb")
        assert own
        assert usual
        day = date(2026, 10, 8)
        assert own.extras == (ExtraMeeting("budget", "The training budget", day, time(10), 75),)
        assert usual.extras == (ExtraMeeting("budget", "The training budget", day, time(14), 120),)

    @pytest.mark.parametrize(
        ("day", "why"),
        [
            ("Sunday 29 March 2026", "it is at a weekend"),
            ("Friday 3 April 2026", "Good Friday"),
            ("Thursday 24 December 2026", "nothing meets from 24 December to 2 January"),
            ("Monday 6 July 2026", "The annual conference"),
        ],
    )
    def test_on_a_day_on_which_nothing_meets_it_is_a_fault(self, day: str, why: str) -> None:
        """It is not moved: somebody chose the day."""
        never = '[[never]]\nfirst = "Monday 6 July 2026"\nname = "The annual conference"'
        changed = EXTRA.replace("Thursday 8 October 2026", day)
        assert fault(more=f"{never}\n{changed}") == (
            "boards.qeb.extra.budget.day",
            f'"{day}"',
            f"another day; about this one: {why}",
        )

    def test_two_on_one_day_are_a_fault(self) -> None:
        """Of whichever boards."""
        other = EXTRA.replace("qeb.extra.budget", "learning-hub.extra.review")
        key, _, allowed = fault(more=EXTRA + other)
        assert key == "boards.qeb.extra.budget.day"
        assert allowed == "another day; about this one: another extra meeting is on it"

    @pytest.mark.parametrize("key", ['"The budget"', "Budget", '""'])
    def test_its_key_is_plain(self, key: str) -> None:
        """It becomes part of the event's key."""
        assert len(faults(more=EXTRA.replace("extra.budget", f"extra.{key}"))) == 1

    @pytest.mark.parametrize(
        ("more", "key"),
        [
            ('start = "25:00"', "boards.qeb.extra.budget.start"),
            ('end = "13:00"', "boards.qeb.extra.budget.end"),
            ("minutes = 30", "boards.qeb.extra.budget.minutes"),
        ],
    )
    def test_a_wrong_time_is_a_fault_at_its_place(self, more: str, key: str) -> None:
        """An end before the board's own start as well."""
        assert faults(more=EXTRA + more).keys() == {key}

    def test_they_are_tables(self) -> None:
        """Each under its key."""
        assert faults(("[boards.qeb]", "[boards.qeb]\nextra = 3")).keys() == {"boards.qeb.extra"}


class TestPurposes:
    """What a month's meeting is for."""

    def test_a_month_may_have_its_own(self) -> None:
        """Without its full stop, which the invitation puts."""
        own = 'purposes = [{ month = "November", purpose = "Agree the budget." }]'
        board = loaded((MONTHS, f"{MONTHS}\n{own}")).board("partnership-board")
        assert board
        assert board.purposes == ((11, "Agree the budget"),)

    @pytest.mark.parametrize(
        "months", [["May"], ["April", "April"]], ids=["in which it does not meet", "twice"]
    )
    def test_a_month_that_does_not_fit_is_a_fault(self, months: list[str]) -> None:
        """The board meets in April and November."""
        tables = ", ".join(f'{{ month = "{month}", purpose = "x" }}' for month in months)
        key, _, allowed = fault((MONTHS, f"{MONTHS}\npurposes = [{tables}]"))
        assert key == f"boards.partnership-board.purposes[{len(months)}].month"
        assert allowed == "a month in which it meets, once"


class TestCalledOff:
    """Meetings that do not take place."""

    def test_a_meeting_of_the_rule_and_an_extra_one_may_be(self) -> None:
        """Each with the reason that its people read, which ends no sentence of its own."""
        off = (
            'called_off = [{ meeting = "2026-08", why = "An inspection takes its place." }, '
            '{ meeting = "extra-budget", why = "the budget is agreed" }]'
        )
        board = loaded(("[boards.qeb]", f"[boards.qeb]\n{off}"), more=EXTRA).board("qeb")
        assert board
        assert board.called_off == (
            ("2026-08", "An inspection takes its place"),
            ("extra-budget", "the budget is agreed"),
        )

    @pytest.mark.parametrize(
        "slots",
        [["2026-07"], ["extra-other"], ["August"], ["2026-08", "2026-08"]],
        ids=["not its month", "no such", "no slot", "twice"],
    )
    def test_what_is_no_meeting_of_the_board_is_a_fault(self, slots: list[str]) -> None:
        """It would call off nothing."""
        tables = ", ".join(f'{{ meeting = "{slot}", why = "x" }}' for slot in slots)
        key, found, allowed = fault(("[boards.qeb]", f"[boards.qeb]\ncalled_off = [{tables}]"))
        assert (key, found) == (f"boards.qeb.called_off[{len(slots)}].meeting", f'"{slots[-1]}"')
        assert allowed.startswith("one of its meetings, once: the month of its rule")

    def test_a_full_stop_is_no_reason(self) -> None:
        """Without one the meeting would take place."""
        off = 'called_off = [{ meeting = "2026-08", why = "..." }]'
        key, found, allowed = fault(("[boards.qeb]", f"[boards.qeb]\n{off}"))
        assert (key, found) == ("boards.qeb.called_off[1].why", '"..."')
        assert allowed.startswith("one line of text")

    def test_a_board_that_follows_is_named_by_the_month_it_follows(self) -> None:
        """The Hub of July is followed in August."""
        changes = (
            ('rule = "third Wednesday"\nevery_months = 2', 'rule = "15 working days after learning-hub"'),
            ("[boards.qeb]", '[boards.qeb]\ncalled_off = [{ meeting = "2026-07", why = "x" }]'),
        )
        assert loaded(*changes).board("qeb").called_off == (("2026-07", "x"),)  # type: ignore[union-attr]
