"""Provisioning broken off anywhere, and beside faults: it always ends with each list once, and no false alarm."""

from __future__ import annotations

from typing import Any

import pytest

from graph_sync.client import GraphClient
from graph_sync.columns import Site
from graph_sync.comparing import Difference, compared
from graph_sync.declared import declared
from graph_sync.provisioning import Known, SiteProvisioning
from graph_sync.remembered import Memory
from graph_sync.site_lists import NotDone, SiteLists
from graph_sync.standing_columns import Standing
from practice.outcomes import Parked
from tests.graph_sync.conftest import SITE, Service
from tests.graph_sync.partnerships import PARTNERSHIP
from tests.graph_sync.scripted import Scripted

SHAPES = [shape for shape in declared(PARTNERSHIP) if shape.site is Site.COORDINATOR]


class PowerCutError(Exception):
    """The machine is gone."""


class Notes:
    """What is remembered between runs; the power is cut before the note with a given number is kept."""

    def __init__(self) -> None:
        self.kept: dict[str, Known] = {}
        self.until_cut = -1

    async def keep(self, name: str, known: Known) -> None:
        if self.until_cut == 0:
            raise PowerCutError
        self.until_cut -= 1
        self.kept[name] = known


async def columns_by_list(service: Service) -> dict[str, list[str]]:
    """The names of every list's columns, lists that stand twice under one name left in."""
    state = await service.call("GET", "/_local/state")
    names = [one["name"] for one in state["lists"]]
    assert len(set(names)) == len(names)
    return {one["name"]: sorted(column["name"] for column in one["columns"]) for one in state["lists"]}


DECLARED = {
    shape.name: sorted([*(column.name for column in shape.made), "Title", "id", "Created", "Modified"])
    for shape in SHAPES
}


@pytest.mark.slow
async def test_a_run_broken_off_at_any_note_is_finished_by_the_next(
    service: Service, client: GraphClient
) -> None:
    """Lists made and not yet noted are found by their names; nothing is taken for deleted."""
    for cut in range(12):
        await service.call("DELETE", f"/_local/sites/{SITE}")
        await service.call("POST", "/_local/seed", {"sites": [{"id": SITE, "name": "Coordinator"}]})
        notes = Notes()
        notes.until_cut = cut
        work = SiteProvisioning(SiteLists(client, SITE), SHAPES, notes.keep)
        try:
            await work.run(notes.kept)
        except PowerCutError:
            notes.until_cut = -1
            work = SiteProvisioning(SiteLists(client, SITE), SHAPES, notes.keep)
            await work.run(notes.kept)
        assert work.differences == []
        assert await columns_by_list(service) == DECLARED


@pytest.mark.slow
async def test_a_half_made_list_is_finished(service: Service, client: GraphClient) -> None:
    """An earlier version made it with fewer columns, or its columns one by one and not to the end."""
    half = SHAPES[1].definition()
    columns: Any = half["columns"]
    await service.call("POST", f"/v1.0/sites/{SITE}/lists", {**half, "columns": columns[:7]})
    notes = Notes()
    work = SiteProvisioning(SiteLists(client, SITE), SHAPES, notes.keep)
    await work.run(notes.kept)
    assert len([step for step in work.steps if step.kind == "added"]) == len(columns) - 7
    assert await columns_by_list(service) == DECLARED


@pytest.mark.slow
@pytest.mark.parametrize("name", ["Themes", "THEMES"])
async def test_a_list_of_somebody_elses_with_our_name_is_left_alone(
    service: Service, client: GraphClient, name: str
) -> None:
    """Ours come with their key in one request, so one without it was never ours."""
    theirs = {"displayName": name, "columns": [{"name": "Colour", "text": {}}]}
    await service.call("POST", f"/v1.0/sites/{SITE}/lists", theirs)
    before = await columns_by_list(service)
    notes = Notes()
    work = SiteProvisioning(SiteLists(client, SITE), [SHAPES[4]], notes.keep)
    await work.run({})
    assert work.differences == [Difference("Themes", "", "list_not_ours", {"found": name})]
    assert (await columns_by_list(service), notes.kept, dict(work.steps)) == (before, {}, {})


@pytest.mark.slow
async def test_a_list_that_is_known_and_was_never_provisioned_gets_what_is_new(
    service: Service, client: GraphClient
) -> None:
    """The service made it with the columns of its time, and kept its id."""
    shape = SHAPES[0]
    columns: Any = [column for column in shape.made if column.name != "Month"]
    body = {"displayName": shape.name, "columns": [column.definition() for column in columns]}
    made = await service.call("POST", f"/v1.0/sites/{SITE}/lists", body)
    notes = Notes()
    work = SiteProvisioning(SiteLists(client, SITE), [shape], notes.keep)
    await work.run({shape.name: Known(made["id"])})
    assert [(step.kind, step.column) for step in work.steps] == [("added", "Month")]
    assert (await columns_by_list(service))[shape.name] == DECLARED[shape.name]


@pytest.mark.slow
async def test_among_faults_of_all_kinds_every_list_is_made_once(
    service: Service, client: GraphClient
) -> None:
    """Also where a request was carried out and its answer lost."""
    kinds = ("429", "503", "500", "504", "reset", "applied-then-504", "applied-then-reset")
    await service.fail(*kinds, probability=0.4)
    notes = Notes()
    work = SiteProvisioning(SiteLists(client, SITE), SHAPES, notes.keep)
    passes = 0
    while not await passed(work, notes):
        passes += 1
        assert passes < 5_000  # A pass is a dozen looks, all of which have to be answered: one in 460 is.
    await service.fail(probability=0)
    assert work.differences == []
    assert await columns_by_list(service) == DECLARED


async def passed(work: SiteProvisioning, notes: Notes) -> bool:
    """Tell whether a pass came to its end, rather than to a reason for a later try."""
    try:
        await work.run(notes.kept)
    except NotDone as stopped:
        return isinstance(stopped.outcome, Parked)
    return True


async def test_a_link_to_another_host_is_not_followed() -> None:
    """The token must not go there."""
    forged = {"value": [], "@odata.nextLink": "https://graph.example.net/v1.0/more"}
    async with Scripted.single((200, forged)) as scripted:
        with pytest.raises(NotDone, match="foreign_link"):
            await SiteLists(scripted.client(), SITE).lists()
        with pytest.raises(NotDone, match="foreign_link"):
            await SiteLists(scripted.client(), SITE).columns("list")
    assert len(scripted.paths) == 2


async def test_an_answer_that_cannot_be_read_is_said_to_be_so() -> None:
    """Nothing is made on a guess."""
    async with Scripted.single((200, {"value": "CANARY"})) as scripted:
        with pytest.raises(NotDone, match="unreadable"):
            await SiteLists(scripted.client(), SITE).lists()


@pytest.mark.slow
async def test_a_column_or_a_list_that_is_refused_stops_nothing_else(
    service: Service, client: GraphClient
) -> None:
    """Twenty indexes are taken by somebody's own columns; the rest is made."""
    shape = SHAPES[4]
    own = [{"name": f"Own{n}", "text": {}, "indexed": True} for n in range(18)]
    made = await service.call(
        "POST", f"/v1.0/sites/{SITE}/lists", {"displayName": shape.name, "columns": own}
    )
    notes = Notes()
    work = SiteProvisioning(SiteLists(client, SITE), [shape], notes.keep)
    await work.run({shape.name: Known(made["id"])})
    assert [(found.kind, found.column) for found in work.differences] == [("refused", "Used")]
    refused: tuple[int, object] = (400, {"error": {"code": "invalidRequest"}})
    async with Scripted.single((200, {"value": []}), refused) as scripted:
        work = SiteProvisioning(SiteLists(scripted.client(), SITE), [shape], notes.keep)
        await work.run({})
    assert work.differences == [Difference("Themes", "", "list_refused", {"reason": "refused_400"})]


def test_notes_that_cannot_be_read_are_no_notes() -> None:
    """A later version may have written them otherwise."""
    assert Memory.read("{") == Memory.read("") == Memory()


def test_a_link_without_a_type_is_not_taken_for_another() -> None:
    """Graph describes links in some answers only; a text in its place is another matter."""
    shape = SHAPES[2]
    told = {"id": "1", "name": "Document", "displayName": "Document link"}
    expected: dict[str, list[str]] = {"": [], "hyperlinkOrPicture": [], "text": ["retyped"]}
    for facet, kinds in expected.items():
        standing = Standing.model_validate(told | ({facet: {}} if facet else {}))
        found = compared(shape, [standing], Memory()).differences
        assert [difference.kind for difference in found] == kinds
