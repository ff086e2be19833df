"""`doctor` on the mailboxes: who permits us to open them, and what a Teams link needs."""

from __future__ import annotations

import pytest

from bot.local.town import CALENDAR
from tests.cli.doctors import STOPS, WARNING, WELL, Command, looked, the_only_finding
from tests.journeys.world import World

pytestmark = pytest.mark.slow  # Each test makes the lists of a town and looks at them over the wire.


@pytest.mark.parametrize(
    ("setting", "role"),
    [("BTP_CALENDAR_MAILBOX", "Calendars.ReadWrite"), ("BTP_INTAKE_MAILBOX", "Calendars.Read")],
)
async def test_a_mailbox_we_may_not_open_is_told_with_the_command_that_permits_it(
    town: World, command: Command, setting: str, role: str
) -> None:
    """A person's own mailbox is out of the application's scope, as one is that nobody permitted."""
    person = "hub@police.example.org"
    await town.seed(people=[{"id": "33333333-3333-4333-8333-333333333333", "name": "Police", "mail": person}])
    code, check, finding = await the_only_finding(town, command, **{setting: person})
    assert (code, check, finding["kind"]) == (STOPS, "mailboxes", "mailbox_forbidden")
    assert setting in finding["what"]
    assert f'-Role "Application {role}"' in finding["remedy"]
    assert person not in str(finding)


async def test_a_mailbox_that_is_not_there_is_told(town: World, command: Command) -> None:
    """With the setting that names it."""
    code, check, finding = await the_only_finding(
        town, command, BTP_CALENDAR_MAILBOX="nobody@council.example.org"
    )
    assert (code, check, finding["kind"]) == (STOPS, "mailboxes", "mailbox_missing")


async def test_teams_links_that_the_mailbox_cannot_make_are_told(town: World, command: Command) -> None:
    """Graph makes the event without one and says nothing."""
    await town.call("PUT", f"mailboxes/{CALENDAR}/teams", {"on": False})
    code, check, finding = await the_only_finding(town, command)
    assert (code, check, finding["kind"]) == (WARNING, "mailboxes", "mailbox_without_teams")
    assert "Learning Hub, Quality and Effectiveness Board" in finding["what"]
    await town.call("PUT", f"mailboxes/{CALENDAR}/teams", {"on": True})
    assert (await looked(town, command))[0] == WELL
