"""Holds: whom they cover, how long, and what becomes of a request under one."""

from __future__ import annotations

from dataclasses import fields, replace

import pytest

from practice.holding import Hold, HoldScope, covers, held, hold_does, waits_until
from practice.prompts import ON_HOLD, Happening, Prompt, PromptState, after, end_of_waiting
from tests.practice.etiquette_made import CALENDAR, HALF_TERM, USUAL, at

PROMPT = Prompt("p", "m", "police", "a@police.example.org", PromptState.PLANNED, at(5), person_id="person")
HOLD = Hold("h", HoldScope.EVERYTHING, "", at(5), None, "coordinator")


@pytest.mark.parametrize(
    ("scope", "target", "people", "covered"),
    [
        (HoldScope.MEETING, "m", (), True),
        (HoldScope.MEETING, "other", (), False),
        (HoldScope.PEOPLE, "other", ("person",), True),
        (HoldScope.PEOPLE, "other", ("a@police.example.org",), True),
        (HoldScope.PEOPLE, "m", ("somebody",), False),
        (HoldScope.AGENCY, "police", (), True),
        (HoldScope.AGENCY, "health", (), False),
        (HoldScope.EVERYTHING, "", (), True),
    ],
)
def test_a_hold_covers_a_meeting_its_people_an_agency_or_everything(
    scope: HoldScope, target: str, people: tuple[str, ...], covered: bool
) -> None:
    """People wherever they met, by the directory's id or by address."""
    assert covers(replace(HOLD, scope=scope, target=target), PROMPT, people) is covered


def test_a_person_not_yet_known_is_not_taken_for_another_unknown_one() -> None:
    """An empty id says nothing."""
    unknown = replace(PROMPT, person_id="", address="")
    assert not covers(replace(HOLD, scope=HoldScope.PEOPLE, target="m"), unknown, ("", "person"))


@pytest.mark.parametrize(
    ("hold", "holds"),
    [
        (HOLD, True),
        (replace(HOLD, since=at(7)), False),
        (replace(HOLD, until=at(7)), True),
        (replace(HOLD, until=at(6)), False),
        (replace(HOLD, released_at=at(5, 12), released_by="coordinator"), False),
    ],
)
def test_a_hold_lasts_until_it_is_released_or_its_day_comes(hold: Hold, holds: bool) -> None:
    """From the moment it begins."""
    assert held([(hold, ())], PROMPT, at(6)) is holds


def test_no_reason_of_a_hold_can_be_kept() -> None:
    """A hold has no field for one."""
    assert {field.name for field in fields(Hold)} == {
        "id",
        "scope",
        "target",
        "since",
        "until",
        "by",
        "released_at",
        "released_by",
    }


@pytest.mark.parametrize("state", [PromptState.SENDING, PromptState.SENT, PromptState.UNCONFIRMED])
def test_what_stands_in_front_of_somebody_is_paused(state: PromptState) -> None:
    """At once: it waits to be asked again, and is nobody's own wish."""
    how = hold_does(replace(PROMPT, state=state), at(5), at(5), CALENDAR, USUAL)
    assert how is Happening.PAUSE
    paused = after(replace(PROMPT, state=state), how, reason=ON_HOLD)
    assert (paused.state, paused.paused, paused.postponed) == (PromptState.PLANNED, True, False)
    assert after(paused, end_of_waiting(paused)).state is PromptState.CANCELLED


def test_what_is_too_long_ago_is_withdrawn_when_it_is_held() -> None:
    """A release would not bring it back; a paused one is too old at the same moment."""
    sent = replace(PROMPT, state=PromptState.SENT, closes_at=at(26, 16, 30))
    assert hold_does(sent, at(5), at(19, 16, 29), CALENDAR, USUAL) is Happening.PAUSE
    assert hold_does(sent, at(5), at(19, 16, 30), CALENDAR, USUAL) is Happening.WITHDRAW
    paused = after(sent, Happening.PAUSE, reason=ON_HOLD)
    assert waits_until(paused, at(5), CALENDAR, USUAL) == at(19, 16, 30)
    assert hold_does(paused, at(5), at(19, 16, 29), CALENDAR, USUAL) is None
    assert hold_does(paused, at(5), at(19, 16, 30), CALENDAR, USUAL) is Happening.WITHDRAW


def test_what_was_never_sent_goes_on_until_ten_working_days_after_the_meeting() -> None:
    """In its agency's calendar; then it was never asked."""
    assert hold_does(PROMPT, at(5), at(19, 16, 29), CALENDAR, USUAL) is None
    assert hold_does(PROMPT, at(5), at(19, 16, 30), CALENDAR, USUAL) is Happening.LEAVE_OUT
    assert hold_does(PROMPT, at(5), at(19, 16, 30), HALF_TERM, USUAL) is None


def test_what_was_put_off_goes_on_until_it_closes_and_is_withdrawn_then() -> None:
    """Its person was asked, so it is not called never asked."""
    put_off = replace(PROMPT, ever_sent=True, closes_at=at(26, 16, 30))
    assert hold_does(put_off, at(5), at(25), CALENDAR, USUAL) is None
    assert hold_does(put_off, at(5), at(27), CALENDAR, USUAL) is Happening.WITHDRAW
    assert hold_does(replace(put_off, closes_at=None), at(5), at(20), CALENDAR, USUAL) is Happening.WITHDRAW


def test_what_has_ended_stays_as_it_ended() -> None:
    """An answer is kept."""
    answered = replace(PROMPT, state=PromptState.ANSWERED)
    assert hold_does(answered, at(5), at(27), CALENDAR, USUAL) is None
