"""What no page settles is picked by the seed, stays for its life, and can be pinned."""

from __future__ import annotations

from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING

from infra.local365 import graph
from infra.local365.graph import traits
from infra.local365.state import open_state

if TYPE_CHECKING:
    from tests.local365.conftest import Stand

PATH = "/_local/graph/behaviours"


def picked(seed: int) -> traits.Traits:
    state = open_state(":memory:", seed, [graph.SCHEMA])
    with closing(state.db):
        return traits.read(state)


def test_one_seed_always_picks_alike_and_seeds_differ() -> None:
    """Among a hundred seeds every alternative is picked by some."""
    picks = [picked(seed) for seed in range(100)]
    assert picks[7] == picked(7)
    for name, values in traits.alternatives().items():
        assert {getattr(one, name) for one in picks} == set(values)


async def test_a_behaviour_can_be_pinned_and_let_go(stand: Stand) -> None:
    """What is left out goes back to the seed's pick."""
    _, before = await stand.call("GET", PATH)
    other = "409" if before["picked"]["repeated_transaction"] != "409" else "201"
    _, pinned = await stand.call("PUT", PATH, {"repeated_transaction": other})
    assert pinned["picked"] == {**before["picked"], "repeated_transaction": other}
    _, after = await stand.call("PUT", PATH, {})
    assert after == before


async def test_an_unknown_behaviour_is_refused_by_name(stand: Stand) -> None:
    """The sentence says what was found and what is allowed."""
    status, body = await stand.call("PUT", PATH, {"newlines": "cr"})
    assert status == 400
    assert body["error"]["message"] == "newlines: 'cr' found, allowed crlf, lf"
    assert (await stand.call("PUT", PATH, {"weather": "fine"}))[0] == 400


def test_the_readme_names_every_behaviour_with_its_alternatives() -> None:
    """Somebody who meets one can look it up."""
    text = (Path(graph.__file__).parent / "README.md").read_text()
    for name, values in traits.alternatives().items():
        assert f"`{name}`" in text
        assert all(f"`{value}`" in text for value in values)
