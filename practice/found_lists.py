"""A list as it was found or made on a site."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class FoundList:
    """A list's id; `memory`, where not "", is the text that says how it was made, for `provision` to read."""

    id: str
    memory: str = ""
