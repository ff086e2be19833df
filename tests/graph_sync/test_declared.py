"""The twelve lists as they are declared: what SharePoint can make, and what no view can do without."""

from __future__ import annotations

from dataclasses import replace

import pytest

from graph_sync.columns import HASH, KEY, Column, ListShape, Site
from graph_sync.declared import declared
from tests.graph_sync.partnerships import PARTNERSHIP

LISTS = declared(PARTNERSHIP)
NAMES = [shape.name for shape in LISTS]
each_list = pytest.mark.parametrize("shape", LISTS, ids=NAMES)

ALWAYS_INDEXED = "ID"
MOST_INDEXES = 20
LONGEST_NAME = 32
"""Characters of an internal name; SharePoint cuts longer ones."""


def indexable(column: Column) -> bool:
    """SharePoint indexes neither long texts nor several choices nor links."""
    facet = column.facet.get("text", column.facet.get("choice", {}))
    assert isinstance(facet, dict)
    long = facet.get("allowMultipleLines") or facet.get("displayAs") == "checkBoxes"
    return not long and "hyperlinkOrPicture" not in column.facet


def test_there_are_twelve_lists_on_two_sites() -> None:
    """Five the coordinator and named readers see, seven the boards see; the order is that of section 23."""
    assert NAMES == [
        "Meetings",
        "Practice reviews",
        "Learning from elsewhere",
        "Voice of child and family",
        "Themes",
        "Priorities and task groups",
        "Learning points",
        "Decisions",
        "Actions",
        "Board meetings",
        "Seats",
        "Messages back",
    ]
    assert [shape.site for shape in LISTS] == [Site.COORDINATOR] * 5 + [Site.BOARDS] * 7


@each_list
def test_a_list_has_a_hidden_unique_key_a_hash_and_a_reference(shape: ListShape) -> None:
    """However a row came to be there, it can be found and told from every other."""
    key = shape.column(KEY)
    assert (key.indexed, key.unique, key.hidden) == (True, True, True)
    assert key.required is shape.ours_alone, "people add rows without a key"
    assert shape.column(HASH).hidden
    assert shape.column("Ref").indexed


@each_list
def test_no_column_asks_for_what_sharepoint_has_not_got(shape: ListShape) -> None:
    """Twenty indexes, on types that can have one; names that are not cut; choices where there is a choice."""
    columns = (*shape.made, *shape.built_in)
    assert len({column.name.casefold() for column in columns}) == len(columns)
    assert sum(column.indexed for column in columns) <= MOST_INDEXES
    assert all(len(column.name) <= LONGEST_NAME for column in columns)
    assert all(indexable(column) for column in columns if column.indexed)
    facets = [column.facet["choice"] for column in columns if "choice" in column.facet]
    assert all(isinstance(facet, dict) and facet["choices"] for facet in facets)


@each_list
def test_a_view_looks_for_its_rows_by_indexed_columns(shape: ListShape) -> None:
    """What cannot be indexed is only looked at after an indexed column has found few enough."""
    assert shape.views
    for view in shape.views:
        assert all(shape.column(name) for name in view.shown), view.name
        assert len(view.groups) <= 2, view.name
        for name in view.used - {ALWAYS_INDEXED}:
            column = shape.column(name)
            assert column.indexed or (not indexable(column) and name != view.where[0].column), (
                view.name,
                name,
            )


def test_a_partnership_without_boards_still_has_boards_to_choose_from() -> None:
    """A column of choices without any is refused."""
    for shape in declared(replace(PARTNERSHIP, boards=())):
        for column in shape.columns:
            if column.name == "Board":
                choices = column.facet["choice"]
                assert isinstance(choices, dict)
                assert "Learning Hub" in choices["choices"]
