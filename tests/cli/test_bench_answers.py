"""The measurements of an answer run: every press gets its receipt, with a token checked and with Graph away."""

from __future__ import annotations

import pytest

from bench.shapes import OURS
from bench.teams_side import TOKENS
from bench.turn import ROUNDS, measured
from bench.without_graph import PEOPLE, without_graph
from bot.teams.tokens import MOST_VERIFIED

pytestmark = pytest.mark.slow


async def test_ours_is_measured_alone_where_the_others_are_not_installed() -> None:
    """Each turn has to bring a receipt, or the measurement stops."""
    (ours,) = await measured((OURS,), 2 * ROUNDS)
    assert len(ours.latency_ms) == 2 * ROUNDS
    assert all(ms > 0 for ms in ours.cpu_ms)
    assert [figure.target for figure in ours.figures(None)] == [None, None, None]


async def test_answers_get_their_receipts_while_graph_refuses_and_while_it_hangs() -> None:
    """It stops when a receipt is missing, or when nothing asked Graph."""
    figures = await without_graph(each=2)
    assert [figure.target for figure in figures] == [None, 500.0, None, 500.0]


def test_no_token_comes_again_while_it_is_remembered() -> None:
    """Otherwise a signature would be verified once, and not for every request."""
    assert TOKENS > MOST_VERIFIED + PEOPLE
