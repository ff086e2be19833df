"""What `doctor` says of what cannot be made to happen here: a full disk, a fault of ours, an odd answer."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from string import Formatter
from typing import get_args

import pytest

from bot.doctor import Check, Severity, examined, judging, worst
from bot.doctor.said import SAID, found
from bot.doctor.said_of_microsoft import REMEDIES
from bot.handlers.ports import Kind
from bot.settings import Credential
from bot.store.examining import Examined
from bot.store.refusals import Refused, StoreRefused
from bot.store.stuck import Stuck
from graph_sync.columns import ListShape, one_of, some_of
from graph_sync.differences import Damage, troubles
from graph_sync.looking import Looking, SeenList, Unseen
from graph_sync.standing_columns import Standing
from practice.outcomes import Parked
from practice.stuck import what_to_do
from tests.graph_sync.scripted import Answer, Scripted

FINE = Examined(
    name="store.db",
    free_bytes=5_000_000_000,
    served=True,
    faults=(),
    key_ids=frozenset({"a"}),
    different_keys=(),
    stuck=(),
    oldest=None,
    list_ids={},
    lists_made={},
)
NOW = datetime(2026, 3, 17, 12, tzinfo=UTC)


@pytest.mark.parametrize(
    ("megabytes", "kinds"),
    [(99, ["disk_full"]), (100, ["disk_nearly_full"]), (999, ["disk_nearly_full"]), (1_000, [])],
)
def test_the_room_on_the_disk_is_judged(megabytes: int, kinds: list[str]) -> None:
    """A hundred megabytes is the least, a thousand is enough."""
    told = list(judging.database(replace(FINE, free_bytes=megabytes * 1_000_000)))
    assert [finding.kind for finding in told] == kinds
    assert all(str(megabytes) in finding.what for finding in told)


def test_a_damage_is_told_in_the_databases_own_words() -> None:
    """They name tables and pages, never what is in them."""
    (finding,) = judging.database(replace(FINE, faults=("row 1 missing from index ix_prompts_state",)))
    assert "row 1 missing" in finding.what


@pytest.mark.parametrize(
    ("seconds", "kinds"), [(29, []), (31, ["clock_off"]), (-300, ["clock_off"]), (301, ["clock_wrong"])]
)
def test_five_minutes_are_as_much_as_a_token_bears(seconds: int, kinds: list[str]) -> None:
    """In either direction."""
    ours = datetime.fromtimestamp(NOW.timestamp() + seconds, UTC)
    assert [finding.kind for finding in judging.clock(NOW, ours)] == kinds


@pytest.mark.parametrize(
    ("reason", "parked", "kinds"),
    [
        ("forbidden", False, ["work_waits"]),
        ("error:KeyError", False, ["work_waits"]),
        ("http_403", False, ["work_waits"]),
        ("http_403", True, ["work_parked"]),
        ("on_hold", False, []),
        ("outside_working_hours", False, []),
        ("throttled", False, []),
    ],
)
def test_work_that_waits_for_a_reason_of_its_own_is_no_finding(
    reason: str, parked: bool, kinds: list[str]
) -> None:
    """Only what somebody has to mend."""
    stuck = (Stuck(Kind.DELIVER, reason, 3, parked, NOW),)
    assert [finding.kind for finding in judging.work(replace(FINE, stuck=stuck), NOW)] == kinds


def test_parked_work_is_released_and_a_start_does_not_do_that() -> None:
    """What to do is what `work parked` says of the reason, and then the command that releases."""
    stuck = (Stuck(Kind.FILE_ANSWER, "column_missing", 3, parked=True, due_at=NOW),)
    (finding,) = judging.work(replace(FINE, stuck=stuck), NOW)
    assert finding.remedy.startswith(what_to_do("column_missing"))
    assert "back-to-practice work release ID" in finding.remedy


@pytest.mark.parametrize("kind", sorted(SAID))
def test_no_remedy_promises_that_a_start_releases_parked_work(kind: str) -> None:
    """It did once."""
    assert "restart the service" not in SAID[kind].remedy.casefold()


class BrokenClock:
    """A clock that fails."""

    def now(self) -> datetime:
        raise OSError("secret")


@pytest.mark.slow
async def test_a_fault_of_ours_leaves_the_other_checks(
    monkeypatch: pytest.MonkeyPatch, settings: dict[str, str], database: Path
) -> None:
    """Nothing is raised, and of the fault only its kind is told."""
    del database
    for name, value in settings.items():
        monkeypatch.setenv(name, value)
    results = {result.check: result for result in await examined(BrokenClock())}
    assert tuple(results) == tuple(Check)
    assert results[Check.SETTINGS].severity is Severity.WELL
    (failed,) = results[Check.DATABASE].findings
    assert (failed.kind, worst(results.values())) == ("check_failed", Severity.STOPS)
    assert "OSError" in failed.what
    assert "secret" not in str(results)
    assert results[Check.WORK].unchecked


@pytest.mark.parametrize("kind", sorted(SAID))
def test_every_finding_is_three_whole_sentences(kind: str) -> None:
    """What is wrong, why it matters, and what to do; each fact it names is filled in."""
    names = {name for text in SAID[kind][1:] for _, name, _, _ in Formatter().parse(text) if name}
    finding = found(kind, **{name: f"<{name}>." for name in names})
    for text in (finding.what, finding.why, finding.remedy):
        assert text.endswith((".", "}", "]", "."))
        assert "{" not in text.replace('{"', "")
    assert finding.severity is not Severity.WELL


def test_each_credential_has_its_own_remedy() -> None:
    """Whoever reads it has one of them."""
    assert set(REMEDIES) == set(get_args(Credential))


def column(**members: object) -> Standing:
    return Standing.model_validate({"id": "1", "name": "Kind", "displayName": "Kind", **members})


ONE, MANY = one_of("Kind", "Kind", ("Both",)), some_of("Kind", "Kind", ("Both",))


@pytest.mark.parametrize(
    ("seen", "damages"),
    [
        (column(choice={"choices": ["Both", "More"], "displayAs": "radioButtons"}), []),
        (column(choice={"choices": ["Both"], "displayAs": "checkBoxes"}), [Damage.RETYPED]),
        (column(choice={}), [Damage.CHOICES]),
        (column(calculated={}), [Damage.RETYPED]),
        (column(), [Damage.RETYPED]),
    ],
)
def test_a_choice_is_still_a_choice_of_one(seen: Standing, damages: list[Damage]) -> None:
    """However it is shown, and whatever was added."""
    assert [one.damage for one in troubles([ONE], [seen], None)] == damages


def test_several_choices_are_not_one() -> None:
    """The value would have another form."""
    seen = column(choice={"choices": ["Both"], "displayAs": "dropDownMenu"})
    assert [one.damage for one in troubles([MANY], [seen], None)] == [Damage.RETYPED]


@pytest.mark.slow
async def test_what_cannot_be_read_is_unseen() -> None:
    """A page that points elsewhere is not the whole, and neither is one that makes no sense."""
    forged: Answer = (200, {"value": [], "@odata.nextLink": "https://graph.example.org/v1.0/sites"})
    for answer, reason in (
        (forged, "foreign_link"),
        ((200, {"value": [{"id": 1}]}), "unreadable"),
        ((200, {"value": [], "@odata.nextLink": 1}), "unreadable"),
        ((200, []), "unreadable"),
    ):
        async with Scripted.single(answer) as scripted:
            assert await Looking(scripted.client()).lists("site") == Unseen(Parked(reason))
    async with Scripted.single((200, {})) as scripted:
        assert await Looking(scripted.client()).site("site") == Unseen(Parked("unreadable"))


@pytest.mark.slow
async def test_a_list_without_the_column_of_attachments_has_none() -> None:
    """Where they are switched off there may be no such column; what else is refused was not seen."""
    told: Answer = (400, {"error": {"message": "Field 'Attachments' is not recognized"}})
    plain: Answer = (400, {"error": {"message": "Invalid request"}})
    empty: Answer = (
        200,
        {"value": [{"id": "1", "fields": {"Attachments": None}}, {"id": "2", "fields": None}]},
    )
    for answer in (told, plain, empty):
        async with Scripted.single(answer) as scripted:
            assert await Looking(scripted.client()).attachments("site", "list") is False
    async with Scripted.single((403, {})) as scripted:
        assert isinstance(await Looking(scripted.client()).attachments("site", "list"), Unseen)


def test_a_list_whose_name_differs_in_case_is_found() -> None:
    """SharePoint holds both names for one, and so does `provision`."""
    shape = ListShape("Themes", ())
    seen = [SeenList.model_validate({"id": "1", "displayName": "THEMES"})]
    assert judging.standing([shape], seen, {}, {}) == ({"Themes": "1"}, [])


def test_a_graph_that_alone_gets_no_token_is_not_called_an_outage() -> None:
    """Teams' token was had before."""
    finding = judging.unseen_site("not_signed_in", {"url": "https://graph.example.org", "app": "1"})
    assert finding.kind == "graph_no_token"


def test_a_database_that_is_written_just_now_is_no_fault() -> None:
    """It is looked at again later."""
    finding = judging.refused(StoreRefused(Refused.IN_USE, "It is being written."))
    assert (finding.kind, finding.severity) == ("database_busy", Severity.WARNING)


def test_an_odd_answer_is_told_with_its_word() -> None:
    """For whoever has to look further."""
    assert "(foreign_link)" in judging.unseen_site("foreign_link", {}).what
