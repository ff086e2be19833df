"""Faults of a partnership file: each names the key, what was found there and what is allowed."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass

LONGEST_FOUND = 120


@dataclass(frozen=True, slots=True)
class Fault:
    """One fault; `key` is the path of keys in the file, entries of a list counted from 1."""

    key: str
    found: str
    allowed: str


class PartnershipFaults(Exception):
    """A partnership file that cannot be used, with every fault in it."""

    def __init__(self, source: str, faults: Sequence[Fault]) -> None:
        super().__init__(source)
        self.source = source
        self.faults = tuple(faults)

    @property
    def report(self) -> str:
        """The faults as a person reads them, one block each."""
        count = "1 fault" if len(self.faults) == 1 else f"{len(self.faults)} faults"
        blocks = [
            f"{fault.key}\n  found:   {fault.found}\n  allowed: {fault.allowed}" for fault in self.faults
        ]
        return "\n".join((f"{self.source}: {count}. Entries of lists are counted from 1.", *blocks))

    def __str__(self) -> str:
        return self.report


def shown(value: object) -> str:
    """Show a value from the file as its author would recognise it, cut where it is very long."""
    if isinstance(value, str):
        # As in the file: a line break in a value must not look like one of the report's.
        text = json.dumps(value, ensure_ascii=False) if value else "an empty text"
    elif isinstance(value, bool):
        text = "true" if value else "false"
    elif isinstance(value, dict):
        text = "a table"
    elif isinstance(value, list):
        text = "a list: " + ", ".join(shown(item) for item in value) if value else "an empty list"
    else:
        text = str(value)
    return text if len(text) <= LONGEST_FOUND else text[:LONGEST_FOUND] + " ..."
