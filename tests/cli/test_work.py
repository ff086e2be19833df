"""`work` on a real store: what is parked and what waits, in sentences, and its release."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from bot.handlers.ports import Kind
from bot.store import SqlTransaction, leases
from tests.cli.conftest import Ended
from tests.cli.offices import NOW, Office

pytestmark = pytest.mark.slow  # Each test runs the command and opens the store several times.

Command = Callable[..., Ended]


def stuck(tx: SqlTransaction) -> None:
    """Park one answer and let another wait, as the worker does."""
    for subject in ("answer-1", "answer-2"):
        tx.add_work(Kind.FILE_ANSWER, subject, NOW)
    first, second = leases.claim(tx, [Kind.FILE_ANSWER], 2, NOW, "worker", 0.0, 60.0)
    leases.park(tx, first, "worker", "column_missing")
    leases.retry(tx, second, "worker", NOW, "storage_full")


@pytest.fixture
def office(tmp_path: Path) -> Office:
    made = Office(tmp_path)
    made.write(stuck)
    return made


def test_what_is_parked_and_what_waits_is_told_in_sentences(office: Office, command: Command) -> None:
    """The exit code says that somebody has to look."""
    shown = command("work", "parked", settings=office.settings)
    assert shown.code == 1
    parked, waits = shown.out.strip().splitlines()
    assert "file_answer answer-1: The list has no column of that name" in parked
    assert "then release the work. (column_missing)" in parked
    assert waits.startswith("Tried again by itself: 1 file_answer. The site's storage is full.")


def test_parked_work_is_released_by_its_id(office: Office, command: Command) -> None:
    """It waits like any other then, and is not parked any more."""
    told = json.loads(command("work", "parked", "--json", settings=office.settings).out)
    ((parked,), (waiting,)) = told["parked"], told["waiting"]
    assert (parked["subject"], parked["tries"], parked["reason"]) == ("answer-1", 1, "column_missing")
    assert (waiting["count"], waiting["reason"]) == (1, "storage_full")
    released = command("work", "release", str(parked["id"]), settings=office.settings)
    assert (released.code, released.out.strip()) == (0, "Released: 1.")
    again = command("work", "parked", settings=office.settings)
    assert again.code == 0
    assert again.out.startswith("Nothing is parked.")


def test_everything_is_released_at_once(office: Office, command: Command) -> None:
    """Also where there is nothing."""
    assert command("work", "release", "--all", settings=office.settings).out.strip() == "Released: 1."
    assert command("work", "release", "--all", settings=office.settings).out.strip() == "Nothing is parked."


@pytest.mark.parametrize("given", [("9999",), (), ("1", "--all")])
def test_what_cannot_be_released_is_said(office: Office, command: Command, given: tuple[str, ...]) -> None:
    """With what to do instead."""
    ended = command("work", "release", *given, settings=office.settings)
    assert ended.code == 2
    assert "work parked" in ended.err or "--all" in ended.err
