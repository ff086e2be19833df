"""Who owns a database: on SQLite one process does the work, and holds a lock on a file beside it.

The system lets go of it when the process dies: https://man7.org/linux/man-pages/man2/flock.2.html
"""

from __future__ import annotations

import fcntl
import os
import time
from pathlib import Path

from bot.store.disks import lock_file

_PAUSE_SECONDS = 0.02


class Ownership:
    """A held lock. The file stays where it is: removing it would let two processes lock two files."""

    def __init__(self, descriptor: int) -> None:
        self._descriptor: int | None = descriptor

    @classmethod
    def take(cls, database: Path, patience: float) -> Ownership | None:
        """Try for `patience` seconds; None when somebody else holds on to it."""
        descriptor = os.open(lock_file(database), os.O_RDWR)
        give_up = time.monotonic() + patience
        while not _locked(descriptor):
            if time.monotonic() >= give_up:
                os.close(descriptor)
                return None
            time.sleep(_PAUSE_SECONDS)
        return cls(descriptor)

    def release(self) -> None:
        if self._descriptor is not None:
            os.close(self._descriptor)
            self._descriptor = None


def _locked(descriptor: int) -> bool:
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True
