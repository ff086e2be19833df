"""What a card says about a request, gathered from the model."""

from __future__ import annotations

from datetime import UTC, datetime

from cards import about, render
from cards.views import PromptView
from practice.defaults import GROUPS, TYPES, measures
from practice.meetings import CameFrom, How, Meeting, MeetingStatus
from practice.partnership import Partnership
from practice.prompts import Prompt, PromptState
from tests.cards.lint import shown
from tests.cards.samples import SETTING, TOKENS

PARTNERSHIP = Partnership("Example Partnership", TOKENS, (), TYPES, measures(GROUPS)[:3], ())
PROMPT = Prompt(
    "p-1", "m-1", "council", "", PromptState.SENT, datetime(2026, 7, 1, 13, tzinfo=UTC), revision=4
)


def meeting(type_key: str) -> Meeting:
    """Make a meeting in summer time, from 9:30am in London."""
    return Meeting(
        "m-1",
        "BTP-M2Q7",
        "k",
        type_key,
        datetime(2026, 7, 1, 8, 30, tzinfo=UTC),
        datetime(2026, 7, 1, 10, 30, tzinfo=UTC),
        How.IN_PERSON,
        CameFrom.CALENDAR,
        MeetingStatus.HAPPENED,
        in_sample=True,
        sample_reason="all",
        outsiders=0,
    )


def test_a_request_takes_its_types_name_and_the_measures_switched_on() -> None:
    """Measures of the type that are off in the partnership are not asked."""
    asked = about(PROMPT, meeting("network"), PARTNERSHIP, "29:1")
    assert (asked.type_name, asked.panel, asked.answered) == ("Professionals' meeting", False, False)
    assert [measure.key for measure in asked.measures] == ["agencies", "missing"]
    assert (asked.prompt_id, asked.revision, asked.member_id) == ("p-1", 4, "29:1")


def test_a_panel_is_known_as_one() -> None:
    """The panel's own introduction follows from the type."""
    assert about(PROMPT, meeting("mace"), PARTNERSHIP).panel


def test_times_are_said_in_london() -> None:
    """Half past eight in UTC is half past nine in July."""
    said = shown(render(PromptView(about(PROMPT, meeting("core"), PARTNERSHIP)), SETTING))
    assert "Core group, Wednesday 1 July, 9:30am to 11:30am" in said


def test_a_type_no_longer_configured_still_makes_a_card() -> None:
    """A request that stands in a chat can be drawn whatever the file says today."""
    asked = about(PROMPT, meeting("gone"), PARTNERSHIP)
    assert (asked.type_name, asked.measures) == ("gone", ())
