"""What ought to stand on the sites, taken from the declaration: which lists on which site, and with which columns."""

from __future__ import annotations

from collections.abc import Sequence

from graph_sync.columns import TECHNICAL, Column, ListShape
from graph_sync.shapes import shapes
from practice.filing import REVIEWS
from practice.partnership import Partnership


def lists_of_the_coordinator(partnership: Partnership) -> Sequence[ListShape]:
    """Give the lists of the coordinator's site."""
    return tuple(shapes(partnership).values())


def columns_of(shape: ListShape) -> Sequence[Column]:
    """Give all columns the list is made with."""
    return (*TECHNICAL, *shape.columns)


def keeps_words(shape: ListShape) -> bool:
    """Tell a list in which earlier versions would keep words that were taken back."""
    return shape.name == REVIEWS
