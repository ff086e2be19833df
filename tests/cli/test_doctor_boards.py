"""`doctor` on the boards' site: the Board meetings list is filed into, so it is looked at like the coordinator's."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest

from bot.clock import SystemClock
from bot.doctor import Check, Finding, Severity, examined
from bot.local.town import BOARDS_SITE
from bot.provisioning import provision
from practice.board_list import BOARD_MEETINGS
from tests.cli.doctors import STOPS, WARNING, WELL, Command, change, looked, the_only_finding
from tests.cli.exports import settings_of
from tests.cli.towns import damaged
from tests.journeys.seat_office import planned, provisioned, seat_office
from tests.journeys.world import World

pytestmark = pytest.mark.slow  # Each test makes the lists of a town and looks at them over the wire.


@pytest.mark.parametrize(("name", "code"), [(BOARD_MEETINGS, STOPS), ("Messages back", WARNING)])
async def test_a_damaged_list_stops_what_is_filed_into_it(
    town: World, command: Command, name: str, code: int
) -> None:
    """The other lists of that site are people's work."""
    await damaged(town, "DELETE", "/columns/Ref", name=name, site="BOARDS")
    ended, check, finding = await the_only_finding(town, command)
    assert (ended, check, finding["kind"]) == (code, "columns", "column_deleted")
    assert name in finding["what"]


async def test_a_deleted_board_list_is_told(town: World, command: Command) -> None:
    """Its work waits from then on."""
    await damaged(town, "DELETE", name=BOARD_MEETINGS, site="BOARDS")
    code, check, finding = await the_only_finding(town, command)
    assert (code, check, finding["kind"]) == (STOPS, "lists", "list_deleted")
    assert "BTP_BOARDS_SITE_ID" in finding["what"]


async def test_a_board_list_that_the_store_does_not_know_is_told(town: World, command: Command) -> None:
    """As with a new database: filing waits, although the list stands; `provision` finds it again."""
    change(town, "DELETE FROM lists")
    code, check, finding = await the_only_finding(town, command)
    assert (code, check, finding["kind"]) == (WARNING, "lists", "list_not_known")
    assert BOARD_MEETINGS in finding["what"]
    await provision(settings_of(town), SystemClock(), plan_only=False)
    assert (await looked(town, command))[0] == WELL


async def test_reading_the_boards_site_is_not_enough(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Only a refused write tells that the role is too small; with the role nothing is told any more."""
    async with seat_office(tmp_path) as office:
        await provisioned(office)
        await office.call("PUT", f"sites/{BOARDS_SITE}/role", {"role": "read"})
        await office.start()
        await planned(office)
        await office.step(office.clock.now() + timedelta(minutes=5))
        for name, value in office.environment.items():
            monkeypatch.setenv(name, value)
        (finding,) = await _of_sites(office)
        assert (finding.kind, finding.severity) == ("site_not_writable", Severity.STOPS)
        assert f'PATCH /sites/{BOARDS_SITE}/permissions/ID {{"roles": ["write"]}}' in finding.remedy
        await office.call("PUT", f"sites/{BOARDS_SITE}/role", {"role": "write"})
        await office.step(office.clock.now() + timedelta(minutes=20))
        assert await _of_sites(office) == ()


async def _of_sites(office: World) -> tuple[Finding, ...]:
    results = {result.check: result for result in await examined(office.clock)}
    return results[Check.SITES].findings
