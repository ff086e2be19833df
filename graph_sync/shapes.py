"""The two lists the product files into by itself, out of the twelve that are declared."""

from __future__ import annotations

from collections.abc import Mapping

from graph_sync.columns import ListShape
from graph_sync.declared import declared
from practice.filing import MEETINGS, REVIEWS
from practice.partnership import Partnership


def shapes(partnership: Partnership) -> Mapping[str, ListShape]:
    """Give the Meetings and the Practice reviews list by name."""
    return {shape.name: shape for shape in declared(partnership) if shape.name in {MEETINGS, REVIEWS}}
