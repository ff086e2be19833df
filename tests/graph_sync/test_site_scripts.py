"""The site scripts: generated from the lists, valid against SharePoint's syntax, readable without colour."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

import jsonschema_rs
import pytest

from graph_sync.columns import ListShape, Site, choices_of, line
from graph_sync.declared import declared
from graph_sync.formatting import DAYS_TO_PASS, PAST_WORDS, SIGNS
from graph_sync.site_scripts import FOLDER, FORM, files
from graph_sync.validating import LONGEST, commands, formula, message
from tests.graph_sync.partnerships import PARTNERSHIP

SHARED = Path(__file__).parents[3] / "shared" / "data" / "sharepoint"
MOST_ACTIONS = 30
"""More are not carried out in one go.

learn.microsoft.com/sharepoint/dev/declarative-customization/site-design-overview
"""
BUILT_IN = {"ID", "Title", "LinkTitle", "Created"}
LISTS = {shape.name: shape for shape in declared(PARTNERSHIP)}
SCRIPTS = {name: json.loads(text) for name, text in files().items() if name[0].isdigit()}


def list_of(script: dict[str, Any]) -> tuple[ListShape, list[dict[str, Any]]]:
    """Give the list a script is for, and what it does to it."""
    (action,) = script["actions"]
    return LISTS[action["listName"]], action["subactions"]


def test_the_committed_files_are_the_generated_ones() -> None:
    """`python -m graph_sync.site_scripts` writes them anew."""
    committed = {
        path.name: path.read_text("utf-8") for path in FOLDER.iterdir() if path.suffix in {".json", ".ps1"}
    }
    assert committed == files()


@pytest.mark.parametrize("name", SCRIPTS)
def test_a_script_fits_into_one_go_and_names_no_column_there_is_not(name: str) -> None:
    """Nothing is cut off half-way, and no view is refused."""
    shape, actions = list_of(SCRIPTS[name])
    assert 1 + len(actions) <= MOST_ACTIONS
    known = BUILT_IN | {column.name for column in shape.made}
    titles = {column.title for column in shape.made}
    views = [action for action in actions if action["verb"] == "addSPView"]
    assert [view["name"] for view in views] == [view.name for view in shape.views]
    assert [view["makeDefault"] for view in views] == [True] + [False] * (len(views) - 1)
    for view in views:
        assert set(view["viewFields"]) <= known
        query = ET.fromstring(f"<Query>{view['query']}</Query>")  # noqa: S314 - our own
        assert {field.get("Name") for field in query.iter("FieldRef")} <= known
    formats = [action for action in actions if action["verb"] == "setSPFieldCustomFormatter"]
    assert {action["fieldDisplayName"] for action in formats} <= titles
    assert len(views) + len(formats) == len(actions)


def test_the_first_view_of_the_answers_is_what_is_to_be_checked_the_oldest_first() -> None:
    """The coordinator's work, as it lies there."""
    _, actions = list_of(SCRIPTS["02-practice-reviews.json"])
    view = next(action for action in actions if action["verb"] == "addSPView")
    assert view["name"] == "To check"
    assert view["query"] == (
        '<Where><Eq><FieldRef Name="Status" /><Value Type="Choice">To check</Value></Eq></Where>'
        '<OrderBy><FieldRef Name="ID" /></OrderBy>'
    )


@pytest.mark.parametrize(("owner", "name"), SIGNS)
def test_every_choice_has_a_sign_and_says_its_own_words(owner: str, name: str) -> None:
    """Whoever sees no colour reads the word; and no two looks stand for one sign."""
    signs = SIGNS[owner, name]
    assert set(signs) == set(choices_of(LISTS[owner].column(name)))
    assert len({sign.icon for sign in signs.values()}) == len(signs)
    _, actions = list_of(next(s for s in SCRIPTS.values() if s["actions"][0]["listName"] == owner))
    title = LISTS[owner].column(name).title
    (action,) = [each for each in actions if each.get("fieldDisplayName") == title]
    texts = [child.get("txtContent") for child in action["formatterJSON"]["children"]]
    assert "@currentField" in texts


def test_a_day_that_has_passed_says_so_in_words() -> None:
    """And is shown only where the state beside it still waits."""
    for (owner, name), (column, waiting) in DAYS_TO_PASS.items():
        assert set(waiting) - {""} <= set(choices_of(LISTS[owner].column(column)))
        views = [view for view in LISTS[owner].views if name in view.shown]
        assert all(column in view.shown for view in views)
    assert PAST_WORDS in json.dumps(SCRIPTS["09-actions.json"])


def test_the_form_of_an_answer_has_its_three_blocks() -> None:
    """What they said, the quick answers, the coordinator's work; each column once, under its title."""
    sections = json.loads(files()[FORM])["sections"]
    assert [section["displayname"] for section in sections] == ["What they said", "Quick answers", "My work"]
    fields = [name for section in sections for name in section["fields"]]
    assert len(set(fields)) == len(fields)
    assert set(fields) <= {column.title for column in LISTS["Practice reviews"].made}


@pytest.mark.slow
def test_words_are_kept_out_of_versions_and_attachments() -> None:
    """By the administrator's script, because neither Graph nor a site script can."""
    script = files()["coordinator-site.ps1"]
    assert 'foreach ($name in "Practice reviews", "Voice of child and family")' in script
    assert "-EnableVersioning $false -EnableAttachments $false" in script
    for site in Site:
        own = [shape for shape in LISTS.values() if shape.site is site]
        assert all(f'"{shape.name}"' in files()[f"{site.value}-site.ps1"] for shape in own)


def test_a_decision_is_not_closed_without_lead_due_measure_and_check_date() -> None:
    """SharePoint itself refuses it: by a formula over the columns of which a formula may speak."""
    decisions = LISTS["Decisions"]
    assert decisions.closing
    rule = (
        '=OR(ISBLANK([Result]),[Result]="Not yet",AND(NOT(ISBLANK([Lead seat])),NOT(ISBLANK([Due])),'
        "NOT(ISBLANK([Measure])),NOT(ISBLANK([Impact check on]))))"
    )
    told = "Fill in Lead seat, Due, Measure and Impact check on first: Result can only be recorded with all of them."
    assert (formula(decisions, decisions.closing), message(decisions, decisions.closing)) == (rule, told)
    script = files()["boards-site.ps1"]
    assert f"$list.ValidationFormula = '{rule}'\n$list.ValidationMessage = '{told}'\n$list.Update()" in script
    assert "ValidationFormula" not in files()["coordinator-site.ps1"]


@pytest.mark.parametrize("shape", [shape for shape in LISTS.values() if shape.closing], ids=lambda s: s.name)
def test_a_rule_of_a_list_speaks_of_what_it_may_and_fits(shape: ListShape) -> None:
    """Neither several lines nor several choices; its choices are the column's, and a quote ends nothing."""
    assert shape.closing
    assert set(shape.closing.still_open) <= set(choices_of(shape.column(shape.closing.column)))
    for name in (shape.closing.column, *shape.closing.needs):
        facet = shape.column(name).facet
        text, choice = facet.get("text", {}), facet.get("choice", {})
        assert isinstance(text, dict)
        assert isinstance(choice, dict)
        assert not text.get("allowMultipleLines")
        assert choice.get("displayAs") != "checkBoxes"
    assert len(formula(shape, shape.closing)) <= LONGEST
    assert len(message(shape, shape.closing)) <= LONGEST
    odd = replace(shape, columns=(*shape.columns, line("Odd", "Lead's seat")))
    assert "[Lead''s seat]" in commands(odd, replace(shape.closing, needs=("Odd", "DueOn")))


def test_the_formatting_is_what_sharepoint_understands() -> None:
    """Against the schema derived from Microsoft's syntax reference."""
    schema = SHARED / "column-formatting.v2.derived.schema.json"
    if not schema.exists():
        pytest.skip("The schema of column formatting is not beside this clone, in ../shared/data/sharepoint.")
    validator = jsonschema_rs.validator_for(json.loads(schema.read_text("utf-8")))
    seen = 0
    for script in SCRIPTS.values():
        for action in list_of(script)[1]:
            if "formatterJSON" in action:
                validator.validate(action["formatterJSON"])
                seen += 1
    assert seen == len(SIGNS) + len(DAYS_TO_PASS)
