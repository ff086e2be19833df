"""The views' queries on the stand-in: each is answered, also in a list beyond the threshold."""

from __future__ import annotations

import pytest

from bench.large_lists import large_lists
from bot.local.town import EXAMPLE
from bot.partnership import load
from graph_sync.declared import declared

pytestmark = pytest.mark.slow


async def test_every_view_of_both_lists_is_measured_beyond_the_threshold() -> None:
    """More than 5,000 items: a view without its index, or one that finds too many, would be refused."""
    figures = await large_lists(5_500)
    views = [view.name for shape in declared(load(EXAMPLE))[:2] for view in shape.views]
    assert [figure.name.rpartition(", ")[2] for figure in figures] == [
        name.rpartition(", ")[2] for name in views
    ]
