"""Who owns a database: one process does the work, and holds a lock that goes when the process dies.

On SQLite it is on a file beside the database: https://man7.org/linux/man-pages/man2/flock.2.html
"""

from __future__ import annotations

import fcntl
import os
import time
from collections.abc import Callable
from pathlib import Path
from typing import Protocol

_PAUSE_SECONDS = 0.02


class Ownership(Protocol):
    """A held lock."""

    def release(self) -> None: ...


class FileLock:
    """The file stays where it is: removing it would let two processes lock two files."""

    def __init__(self, descriptor: int) -> None:
        self._descriptor: int | None = descriptor

    @classmethod
    def take(cls, file: Path, patience: float) -> FileLock | None:
        """Try for `patience` seconds; None when somebody else holds on to it."""
        descriptor = os.open(file, os.O_RDWR)
        if taken_within(patience, lambda: _locked(descriptor)):
            return cls(descriptor)
        os.close(descriptor)
        return None

    def release(self) -> None:
        if self._descriptor is not None:
            os.close(self._descriptor)
            self._descriptor = None


def taken_within(patience: float, take: Callable[[], bool]) -> bool:
    """Try for `patience` seconds, and once at least."""
    give_up = time.monotonic() + patience
    while not take():
        if time.monotonic() >= give_up:
            return False
        time.sleep(_PAUSE_SECONDS)
    return True


def _locked(descriptor: int) -> bool:
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True
