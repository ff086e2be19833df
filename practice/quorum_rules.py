"""What a board needs so that it can decide, as data (content.md, section 24); the words stand beside it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Share(StrEnum):
    """How many of the voting seats that are filled; half is rounded up."""

    MORE_THAN_HALF = "more than half"
    HALF = "half"


@dataclass(frozen=True, slots=True)
class QuorumRule:
    """So many `members`, or else a `share` of the filled voting seats, counted in people; and who must be there.

    Everything asked for must be met; `wished` alone is only said, and stops nothing.
    """

    members: int = 0
    share: Share | None = None
    agencies: int = 0
    """From at least so many agencies, as the seats name them."""
    among: tuple[str, ...] = ()
    """Groups of agencies that must each be there."""
    statutory: bool = False
    """Each statutory seat must be there, in person or by its deputy."""
    chair: bool = False
    """The chair or the vice-chair must be there, voting or not."""
    wished: tuple[str, ...] = ()
    """Agencies, as the seats name them, of which somebody should be there where one has a seat."""

    def needed(self, filled: int) -> int:
        """Give how many people are needed, of so many voting seats that are filled: never nobody."""
        if self.share is Share.MORE_THAN_HALF:
            return filled // 2 + 1
        return max(1, (filled + 1) // 2 if self.share else self.members)
