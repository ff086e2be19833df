"""The pace of this process towards Teams: `bot.teams.pacing` on the product's clock."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from bot.teams.pacing import Pacing

UNTOLD_SECONDS: Final = 5.0
"""How long a conversation rests after a 429 without a Retry-After."""

AFTER_A_CRASH: Final = 1.0
"""Seconds: what left just before a crash is not remembered, and no request of the app's older than this counts."""


class Pace:
    """One for all requests of the process. `seconds` never goes back: steady time, or a rehearsal's."""

    def __init__(self, seconds: Callable[[], float]) -> None:
        self._seconds = seconds
        self._pacing = Pacing()

    def admit(self, key: str) -> float:
        """Count a request that leaves now and give 0, or give the seconds after which to ask again."""
        return self._pacing.admit(key, self._seconds())

    def refused(self, key: str, asked: float | None) -> None:
        """Take in a 429 and the seconds it asked for."""
        self._pacing.refused(key, UNTOLD_SECONDS if asked is None else asked, self._seconds())

    def answered(self) -> None:
        """Take in any other answer."""
        self._pacing.answered()

    def hold(self, seconds: float) -> None:
        """Let nothing leave for so long."""
        self._pacing.app.close(self._seconds() + seconds)

    def room(self) -> int:
        """How many requests may leave at once now, whomever they are for."""
        return self._pacing.app.room(self._seconds())

    def opens_in(self) -> float:
        """Seconds until any request may leave; 0 when one may now."""
        now = self._seconds()
        return self._pacing.app.earliest(now) - now
