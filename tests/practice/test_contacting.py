"""What one person is sent now, what waits and what is never asked."""

from __future__ import annotations

from datetime import datetime

import pytest

from practice.contacting import LeftOut
from practice.etiquette import Etiquette
from practice.pacing import Contact, HowOften, Pace
from tests.practice.etiquette_made import HALF_TERM, Town, at, names, new, reminder


def test_a_request_that_is_due_is_sent() -> None:
    """Nothing waits after it."""
    decision = Town().decides(at(2), new("a", at(2)))
    assert names(decision) == [("a", "new_request")]
    assert (decision.left_out, decision.dropped, decision.look_again_at) == ({}, (), None)


def test_nothing_due_is_nothing_to_do() -> None:
    """And there is nothing to look at later."""
    decision = Town().decides(at(2))
    assert (decision.send, decision.look_again_at) == ((), None)


@pytest.mark.parametrize(
    ("now", "opens"),
    [
        (at(2, 9, 29), at(2, 9, 30)),
        (at(2, 16, 30), at(3, 9, 30)),
        (at(6, 20), at(9, 9, 30)),
        (at(7, 12), at(9, 9, 30)),
    ],
)
def test_nothing_is_sent_out_of_hours(now: datetime, opens: datetime) -> None:
    """Before half past nine, from half past four, on Friday evening and on Saturday."""
    decision = Town().decides(now, new("a", at(2, 9)))
    assert (decision.send, decision.look_again_at) == ((), opens)


def test_a_school_is_not_written_to_in_its_holiday_and_the_request_does_not_run_out_in_it() -> None:
    """Half term from the 9th to the 13th: asked on the 16th, and too old only ten school days after the meeting."""
    school = Town(calendar=HALF_TERM)
    asked = new("a", at(6, 16), closes_at=at(31, 16))
    assert school.decides(at(9), asked).look_again_at == at(16, 9, 30)
    assert names(school.decides(at(26), asked)) == [("a", "new_request")]
    assert school.decides(at(27, 16, 30), asked).left_out == {"a": LeftOut.TOO_LATE}
    assert Town().decides(at(26), asked).left_out == {"a": LeftOut.TOO_LATE}


def test_what_is_due_together_is_one_message_in_the_stated_order() -> None:
    """New requests, last reminders, first reminders; at most two new ones, and the third waits a week."""
    decision = Town().decides(
        at(3),
        reminder("f", at(3, 9, 30)),
        reminder("l", at(3, 9, 30), last=True),
        new("b", at(2, 11)),
        new("a", at(2)),
        new("c", at(2, 12)),
    )
    assert names(decision) == [
        ("a", "new_request"),
        ("b", "new_request"),
        ("l", "last_reminder"),
        ("f", "first_reminder"),
    ]
    assert decision.look_again_at == at(10)
    assert decision.left_out == {}


def test_a_fourth_message_in_seven_days_waits_until_the_first_is_seven_days_old() -> None:
    """The window runs: no calendar week resets it, and seven days to the second are enough."""
    town = Town(history=[Contact(at(5)), Contact(at(3), 1), Contact(at(4))])
    decision = town.decides(at(9, 11), reminder("a", at(9, 9, 30)))
    assert (decision.send, decision.look_again_at) == ((), at(10))
    assert names(town.decides(at(10), reminder("a", at(9, 9, 30)))) == [("a", "first_reminder")]


def test_two_new_requests_spend_a_weeks_new_ones_however_they_came() -> None:
    """One digest of two counts as two; reminders may still be sent."""
    town = Town(history=[Contact(at(3), 2)])
    decision = town.decides(at(4, 11), new("a", at(4)), reminder("r", at(4, 9, 30)))
    assert names(decision) == [("r", "first_reminder")]
    assert decision.look_again_at == at(10)


def test_a_request_that_cannot_be_asked_in_time_is_left_out_for_the_weekly_limit() -> None:
    """The meeting was on the 24th of February: ten working days end on the 10th, before the limit frees."""
    town = Town(history=[Contact(at(4), 2)])
    decision = town.decides(at(9), new("a", at(-4)), new("b", at(9)))
    assert decision.left_out == {"a": LeftOut.WEEKLY_LIMIT}
    assert decision.look_again_at == at(11)


def test_a_request_older_than_ten_working_days_is_never_asked() -> None:
    """An outage, for instance; it is said that it was too late."""
    decision = Town().decides(at(17), new("a", at(2)))
    assert decision.left_out == {"a": LeftOut.TOO_LATE}


def test_a_request_that_its_person_put_off_lives_until_it_closes() -> None:
    """Twenty days after the meeting it is still asked; once closed it is not."""
    put_off = new("a", at(2), own_wish=True, closes_at=at(31, 15, 30))
    assert names(Town().decides(at(23), put_off)) == [("a", "new_request")]
    assert Town().decides(at(31, 15, 30), put_off).left_out == {"a": LeftOut.TOO_LATE}


def test_when_the_last_reminder_is_due_the_first_is_dropped() -> None:
    """Two at most, and never both at once."""
    first, last = reminder("a", at(4)), reminder("a", at(9), last=True)
    decision = Town().decides(at(9), first, last)
    assert names(decision) == [("a", "last_reminder")]
    assert decision.dropped == (first,)
    assert names(Town().decides(at(5), first, last)) == [("a", "first_reminder")]


def test_a_reminder_is_dropped_when_the_request_closes_before_it_could_be_sent() -> None:
    """Whether it closed already or the week's messages are spent until then."""
    spent = Town(history=[Contact(at(3)), Contact(at(4)), Contact(at(5))])
    soon = reminder("a", at(6), closes_at=at(9, 16, 30))
    assert spent.decides(at(6), soon).dropped == (soon,)
    assert Town().decides(at(9, 16, 30), soon).dropped == (soon,)
    assert spent.decides(at(6), soon).left_out == {}


def test_a_reminder_yields_the_weeks_last_message_to_a_request_that_will_need_it() -> None:
    """They go together; where the request could not be sent anyway, the reminder does not wait."""
    town = Town(history=[Contact(at(3), 1), Contact(at(4))])
    soon = new("n", at(6))
    decision = town.decides(at(5), reminder("r", at(5)), soon)
    assert (decision.send, decision.look_again_at) == ((), at(6))
    assert names(town.decides(at(6), reminder("r", at(5)), soon)) == [
        ("n", "new_request"),
        ("r", "first_reminder"),
    ]
    full = Town(history=[Contact(at(3), 2), Contact(at(4))])
    assert names(full.decides(at(5), reminder("r", at(5)), soon)) == [("r", "first_reminder")]
    assert names(town.decides(at(5), reminder("r", at(5)), new("n", at(10, 11)))) == [("r", "first_reminder")]


def test_what_todays_message_left_out_waits_for_the_next_working_day() -> None:
    """A long digest is not followed by a second one; what comes due later today is not part of it."""
    town = Town(etiquette=Etiquette(digest_lines=1))
    backlog = reminder("b", at(2, 9, 45))
    decision = town.decides(at(2), reminder("a", at(2, 9, 30)), backlog)
    assert names(decision) == [("a", "first_reminder")]
    assert decision.look_again_at == at(3, 9, 30)
    spoken = Town(history=[Contact(at(2))])
    assert spoken.decides(at(2, 11), backlog).look_again_at == at(3, 9, 30)
    assert names(spoken.decides(at(2, 11), reminder("c", at(2, 10, 30)))) == [("c", "first_reminder")]


def test_somebody_in_many_meetings_is_asked_at_most_once_a_week_and_about_those_the_sample_picks() -> None:
    """About one in as many as they were in, whichever came first; the others end as not asked."""
    chair = Town(meetings=10)
    asked = [new(f"p{number}", at(2)) for number in range(400)]
    decision = chair.decides(at(2), *asked)
    assert len(decision.send) == 1
    assert set(decision.left_out.values()) == {LeftOut.BUSY}
    assert 330 < len(decision.left_out) < 390
    turned = chair.decides(at(2), *reversed(asked))
    assert turned.send == decision.send
    assert turned.left_out == decision.left_out


def test_a_busy_persons_second_pick_waits_a_week_or_is_left_out_as_busy() -> None:
    """What was put off by its person is no matter of the sample."""
    chair = Town(meetings=9, history=[Contact(at(5), 1)])
    put_off = new("x", at(9), own_wish=True)
    assert chair.decides(at(9), put_off).look_again_at == at(12)
    dying = new("x", at(9), own_wish=True, closes_at=at(11, 16, 30))
    assert chair.decides(at(9), dying).left_out == {"x": LeftOut.BUSY}


@pytest.mark.parametrize("how_often", [HowOften.NOT_3_MONTHS, HowOften.NOT_12_MONTHS])
def test_nothing_is_sent_in_a_pause(how_often: HowOften) -> None:
    """Requests that cannot outlive it are left out at once, reminders dropped; the others wait for its end."""
    paused = Town(pace=Pace(how_often, at(20, 0)))
    decision = paused.decides(at(4), new("a", at(3)), reminder("r", at(4), closes_at=at(18, 16, 30)))
    assert decision.left_out == {"a": LeftOut.PACED}
    assert [one.prompt_id for one in decision.dropped] == ["r"]
    assert paused.decides(at(16), new("b", at(16))).look_again_at == at(20, 9, 30)
    assert names(paused.decides(at(20), new("b", at(16)))) == [("b", "new_request")]


def test_what_is_due_later_in_a_pause_is_looked_at_when_it_is_due() -> None:
    """Not when the pause ends: by then nobody could say that the pause was the reason."""
    paused = Town(pace=Pace(HowOften.NOT_12_MONTHS, at(300)))
    assert paused.decides(at(2), new("a", at(3))).look_again_at == at(3)


def test_at_most_once_a_week_is_one_message_with_one_new_request() -> None:
    """A second request waits seven days from the message."""
    weekly = Town(pace=Pace(HowOften.WEEKLY, at(365)))
    decision = weekly.decides(at(2), new("a", at(2, 9, 30)), new("b", at(2, 9, 45)), reminder("r", at(2)))
    assert names(decision) == [("a", "new_request"), ("r", "first_reminder")]
    assert decision.look_again_at == at(9)


def test_at_most_once_a_month_is_one_message_in_31_days() -> None:
    """A request that would be too old by then is left out at once; the choice ends by itself."""
    monthly = Town(pace=Pace(HowOften.MONTHLY, at(365)), history=[Contact(at(2), 1)])
    assert monthly.decides(at(10), new("a", at(10))).left_out == {"a": LeftOut.PACED}
    ending = Town(pace=Pace(HowOften.MONTHLY, at(12)), history=[Contact(at(2), 1)])
    assert ending.decides(at(10), new("a", at(10))).look_again_at == at(12)


def test_the_weekly_limit_is_named_where_the_persons_choice_made_no_difference() -> None:
    """So that the coordinator learns which limit was reached."""
    town = Town(
        pace=Pace(HowOften.WEEKLY, at(365)), history=[Contact(at(4), 2), Contact(at(5)), Contact(at(6))]
    )
    assert town.decides(at(9), new("a", at(-4))).left_out == {"a": LeftOut.WEEKLY_LIMIT}
