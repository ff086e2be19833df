"""`doctor` against the stand-in and a real store: a healthy town is well, and each damage has its finding."""

from __future__ import annotations

import asyncio
import json
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from bot.local.town import EXAMPLE
from bot.store import Keys, open_store
from practice.filing import REVIEWS
from tests.cli.doctors import (
    CHECKS,
    STOPS,
    WARNING,
    WELL,
    Command,
    change,
    database_of,
    kinds,
    looked,
    run,
    the_only_finding,
)
from tests.cli.exports import answered, settings_of
from tests.journeys.world import World

pytestmark = pytest.mark.slow  # Each test makes the lists of a town and looks at them over the wire.


async def test_a_healthy_town_is_well(town: World, command: Command) -> None:
    """Every check was made, but for the versions and the seats: nothing was changed or read yet."""
    code, checks = await looked(town, command)
    assert (code, kinds(checks)) == (WELL, {})
    assert {name for name, one in checks.items() if one["unchecked"]} == {"seats", "version history"}
    ended = await run(town, command)
    assert ended.out.splitlines()[-1] == "Nothing is wrong."
    assert ended.out.splitlines()[0].split() == ["settings", "well"]


async def test_it_runs_beside_the_service_and_changes_nothing(town: World, command: Command) -> None:
    """Neither the database nor anything at Microsoft's."""
    settings = settings_of(town)
    file = database_of(town)
    await town.call("DELETE", "requests")
    store = open_store(settings.database_url, Keys.parse(settings.data_keys.get_secret_value()))
    try:
        before = file.read_bytes()
        assert (await looked(town, command))[0] == WELL
        assert file.read_bytes() == before
    finally:
        await store.close()
    sent = (await town.call("GET", "requests?limit=1000"))["requests"]
    assert {one["method"] for one in sent if one["path"].startswith("/v1.0/")} == {"GET"}


async def test_no_secret_and_no_person_is_told(town: World, command: Command) -> None:
    """In neither form, and though everything that is kept was looked at."""
    await answered(town, 2)
    change(town, "UPDATE prompts SET state = 'planned'")
    for form in ((), ("--json",)):
        ended = await run(town, command, *form)
        for secret in (town.environment["BTP_DATA_KEYS"].partition(":")[2], "@", "person of", "=1+1"):
            assert secret not in ended.out


async def test_missing_settings_are_all_named_and_the_rest_is_not_checked(command: Command) -> None:
    """Nothing else can be looked at without them."""
    ended = await asyncio.to_thread(command, "doctor", "--json")
    told = json.loads(ended.out)["checks"]
    assert ended.code == STOPS
    assert len(told[0]["findings"]) > 5
    assert [one["check"] for one in told if one["unchecked"]] == list(CHECKS[1:])


async def test_a_broken_partnership_file_leaves_the_sites_to_be_looked_at(
    town: World, command: Command, tmp_path: Path
) -> None:
    """Only what the file names cannot be checked."""
    (tmp_path / "broken.toml").write_text("name = 1")
    code, checks = await looked(town, command, BTP_PARTNERSHIP=str(tmp_path / "broken.toml"))
    assert code == STOPS
    assert set(kinds(checks)) == {"settings"}
    unchecked = {name for name, one in checks.items() if one["unchecked"]}
    assert unchecked == {"seats", "lists", "columns", "indexes", "version history"}


async def test_each_fault_of_the_partnership_file_is_one_finding(
    town: World, command: Command, tmp_path: Path
) -> None:
    """With its key, what was found and what is allowed; the heading of the report is none."""
    text = EXAMPLE.read_text("utf-8").replace("parents = false", "parents = 3\nnonsense = true")
    (tmp_path / "faulty.toml").write_text(text, "utf-8")
    _, checks = await looked(town, command, BTP_PARTNERSHIP=str(tmp_path / "faulty.toml"))
    told = [finding["what"] for finding in checks["settings"]["findings"]]
    assert len(told) == 2
    (parents,) = [what for what in told if "measures.parents" in what]
    assert parents.startswith(f"{tmp_path}/faulty.toml, measures.parents: found 3; allowed: true or false.")


@pytest.mark.parametrize(("hours", "direction"), [(1, "behind"), (-1, "ahead of")])
async def test_a_clock_an_hour_wrong_stops_the_work(
    town: World, command: Command, hours: int, direction: str
) -> None:
    """It is the stand-in's that is moved, which is the same."""
    now = datetime.now(UTC) + timedelta(hours=hours)  # noqa: TID251
    await town.call("PUT", "clock", {"now": now.isoformat()})
    code, check, finding = await the_only_finding(town, command)
    assert (code, check, finding["kind"]) == (STOPS, "clock", "clock_wrong")
    assert f"60 minutes {direction}" in finding["what"]
    assert "timedatectl" in finding["remedy"]


async def test_a_clock_two_minutes_off_is_a_warning(town: World, command: Command) -> None:
    """Teams' tokens are still taken."""
    now = datetime.now(UTC) + timedelta(minutes=2)  # noqa: TID251
    await town.call("PUT", "clock", {"now": now.isoformat()})
    code, _, finding = await the_only_finding(town, command)
    assert (code, finding["kind"]) == (WARNING, "clock_off")


async def test_a_provider_that_is_down_is_told_once(town: World, command: Command) -> None:
    """What hangs on it is not checked, and makes no findings of its own."""
    await town.call("PUT", "identity", {"tokens": "down"})
    code, checks = await looked(town, command)
    assert (code, kinds(checks)) == (STOPS, {"sign-in": ["sign_in_unreachable"]})
    assert all(checks[name]["unchecked"] for name in CHECKS[CHECKS.index("sign-in") + 1 :])


async def test_an_app_the_provider_does_not_know_is_told_with_the_credential(
    town: World, command: Command
) -> None:
    """It answers, and says no."""
    other = "99999999-9999-4999-8999-999999999999"
    code, check, finding = await the_only_finding(town, command, BTP_BOT_APP_ID=other)
    assert (code, check, finding["kind"]) == (STOPS, "sign-in", "sign_in_refused")
    assert "BTP_BOT_APP_ID" in finding["remedy"]


async def test_a_graph_out_of_reach_is_told_with_its_address(town: World, command: Command) -> None:
    """A port on which nothing listens."""
    code, checks = await looked(town, command, BTP_GRAPH_URL="http://127.0.0.1:9/v1.0")
    assert (code, kinds(checks)) == (STOPS, {"sites": ["graph_unreachable"]})
    assert "http://127.0.0.1:9" in checks["sites"]["findings"][0]["what"]
    assert checks["clock"]["unchecked"]


async def test_a_withdrawn_permission_is_told_with_the_grant_to_make(town: World, command: Command) -> None:
    """403: the exact request, with our app and the site in it."""
    site, app = (town.environment[name] for name in ("BTP_COORDINATOR_SITE_ID", "BTP_BOT_APP_ID"))
    await town.call("PUT", f"sites/{site}/role", {"role": "none"})
    code, check, finding = await the_only_finding(town, command)
    assert (code, check, finding["kind"]) == (STOPS, "sites", "site_forbidden")
    assert f"POST /sites/{site}/permissions" in finding["remedy"]
    assert f'"id": "{app}"' in finding["remedy"]


async def test_a_boards_site_out_of_reach_stops_the_work_too(town: World, command: Command) -> None:
    """The boards' meetings are filed there, which takes the role that the remedy names."""
    await town.call("PUT", f"sites/{town.environment['BTP_BOARDS_SITE_ID']}/role", {"role": "none"})
    code, check, finding = await the_only_finding(town, command)
    assert (code, check, finding["kind"]) == (STOPS, "sites", "site_forbidden")
    assert "BTP_BOARDS_SITE_ID" in finding["what"]
    assert '"roles": ["write"]' in finding["remedy"]


async def test_a_site_that_is_gone_is_told_with_its_setting(town: World, command: Command) -> None:
    """404."""
    await town.call("DELETE", f"sites/{town.environment['BTP_COORDINATOR_SITE_ID']}")
    code, checks = await looked(town, command)
    assert (code, kinds(checks)) == (STOPS, {"sites": ["site_gone"]})
    assert "BTP_COORDINATOR_SITE_ID" in checks["sites"]["findings"][0]["remedy"]
    assert checks["lists"]["unchecked"]


async def test_a_quota_that_is_nearly_used_is_told(town: World, command: Command) -> None:
    """SharePoint says so from four fifths on."""
    before = await _used(town)
    await looked(town, command)
    after = await _used(town) * 2 - before
    await town.call("PUT", "meter", {"limit": after + 5})
    code, _, finding = await the_only_finding(town, command)
    assert (code, finding["kind"]) == (WARNING, "quota_nearly_used")
    assert f"Of {after + 5} units a minute that SharePoint gives us, 5 are left" in finding["what"]


async def test_a_quota_that_is_used_up_is_told(town: World, command: Command) -> None:
    """429, whatever is asked."""
    await town.call("PUT", "meter", {"limit": 1})
    code, checks = await looked(town, command)
    assert (code, kinds(checks)["sites"]) == (WARNING, ["quota_used"])


async def _used(town: World) -> int:
    return int((await town.call("GET", "meter"))["graph"]["used"])


async def test_a_fault_of_graphs_is_a_warning(town: World, command: Command) -> None:
    """What it hid is named as not checked."""
    fault = {"service": "graph", "kind": "503", "probability": 1, "only": "/columns"}
    await town.call("PUT", "faults", [fault])
    code, checks = await looked(town, command)
    assert (code, kinds(checks)) == (WARNING, {"columns": ["graph_troubled"]})
    assert REVIEWS in checks["indexes"]["unchecked"]


GROUP = "66666666-6666-4666-8666-666666666666"


async def test_coordinators_that_nobody_named_are_a_warning(town: World, command: Command) -> None:
    """The service works, and nobody hears of a board that will not be quorate."""
    code, check, finding = await the_only_finding(town, command, BTP_COORDINATORS="")
    assert (code, check, finding["kind"]) == (WARNING, "coordinators", "coordinators_missing")


async def test_a_coordinators_group_that_cannot_be_read_is_told_with_its_remedy(
    town: World, command: Command
) -> None:
    """One that is not there, one without people, and one we may not read, each in its own words."""
    named = {"BTP_COORDINATORS": f"group:{GROUP}"}
    code, check, finding = await the_only_finding(town, command, **named)
    assert (code, check, finding["kind"]) == (WARNING, "coordinators", "group_missing")
    await town.call("POST", "seed", {"groups": [{"id": GROUP}]})
    assert (await the_only_finding(town, command, **named))[2]["kind"] == "coordinators_empty"
    await town.call("PUT", "graph/groups", {"permitted": False})
    finding = (await the_only_finding(town, command, **named))[2]
    assert (finding["kind"], "GroupMember.Read.All" in finding["remedy"]) == ("group_refused", True)
    await town.call("PUT", "graph/groups", {"permitted": True})
    person = town.environment["BTP_COORDINATORS"]
    people = [{"id": person, "name": "Coordinator", "mail": "coordinator@example.org"}]
    groups = [{"id": GROUP, "members": [{"id": person}]}]
    await town.call("POST", "seed", {"people": people, "groups": groups})
    assert (await looked(town, command, **named))[0] == WELL
