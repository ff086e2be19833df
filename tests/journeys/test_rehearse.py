"""A rehearsal that kills the service every two seconds ends equal, without a double, in the shape that is promised."""

from __future__ import annotations

import json
import subprocess
import sys

import pytest

pytestmark = pytest.mark.slow

FINAL = (
    *("answered", "not_there", "declined", "expired", "away", "undeliverable", "cancelled", "not_asked"),
    "waiting",
)
SHAPE = {
    "meetings": int,
    "prompts": dict.fromkeys(("planned", "sent", "unconfirmed", *FINAL), int),
    "answers": int,
    "filed": int,
    "duplicates": int,
    "events": int,
    "equal": bool,
}


def shape_of(value: object) -> object:
    """The names in their order, with the type of each value."""
    return (
        {name: shape_of(inner) for name, inner in value.items()} if isinstance(value, dict) else type(value)
    )


def test_a_service_that_is_killed_loses_and_doubles_nothing() -> None:
    """Every request ends in a named state, and the lists hold what the store holds."""
    command = (sys.executable, "-m", "bot", "rehearse", "--meetings", "12", "--seed", "3")
    done = subprocess.run(  # noqa: S603 - our own command
        (*command, "--kill-every", "2", "--json"), capture_output=True, text=True, check=False
    )
    assert (done.returncode, done.stderr) == (0, "")
    found = json.loads(done.stdout)
    assert json.dumps(shape_of(found), default=str) == json.dumps(SHAPE, default=str)
    assert (found["equal"], found["duplicates"]) == (True, 0)
    assert found["prompts"]["planned"] == sum(found["prompts"][state] for state in FINAL) > 0
    assert found["meetings"] == 12
    assert found["filed"] == found["answers"] > 0
    assert found["events"] > 0
