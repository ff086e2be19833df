"""What ought to stand on each site, taken from the declaration alone."""

from __future__ import annotations

from collections.abc import Sequence

from graph_sync.columns import Column, ListShape, Site
from graph_sync.declared import declared
from practice.partnership import Partnership


def lists_on(site: Site, partnership: Partnership) -> Sequence[ListShape]:
    """Give the lists of a site, in their order."""
    return tuple(shape for shape in declared(partnership) if shape.site is site)


def columns_of(shape: ListShape) -> Sequence[Column]:
    """Give all columns that have to be as declared: those made with the list, and those every list has."""
    return (*shape.made, *shape.built_in)
