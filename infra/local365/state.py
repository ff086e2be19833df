"""What the stand-in remembers: one SQLite file, one seeded source of chance, and the stand-in's only clock.

Everything here runs on the event loop's thread; nothing may keep state of its own beside it.
"""

import random
import sqlite3
import time
from collections.abc import Iterable, Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TypeVar

from aiohttp import web

SCHEMA = """
CREATE TABLE IF NOT EXISTS settings (name TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
"""

_CLOCK = "clock"
_T = TypeVar("_T")


class State:
    """The stand-in's memory. A stepped clock and every setting survive a restart; the chance does not.

    A clock that goes on is at a restart where it was set to, and stands.
    """

    __slots__ = ("_goes_since", "_now", "db", "rng", "seed")

    def __init__(self, db: sqlite3.Connection, seed: int) -> None:
        self.db = db
        self.seed = seed
        self.rng = random.Random(seed)
        stepped = self.setting(_CLOCK)
        self._now = datetime.fromisoformat(stepped) if stepped else None
        self._goes_since: float | None = None

    def now(self) -> datetime:
        """The stand-in's time, in UTC: the one it was set to if it was, else the real one."""
        if self._now and self._goes_since is not None:
            return self._now + timedelta(seconds=time.monotonic() - self._goes_since)
        return self._now or datetime.now(UTC)  # noqa: TID251 - the stand-in's one clock

    def set_now(self, now: datetime | None, *, goes_on: bool = False) -> None:
        """Step the clock to an aware time, at which it stands or goes on; None gives it back to real time."""
        if now is not None and now.tzinfo is None:
            raise ValueError("the stand-in's clock needs a time with its offset")
        self._now = now.astimezone(UTC) if now else None
        self._goes_since = time.monotonic() if goes_on else None
        self.keep(_CLOCK, self._now.isoformat() if self._now else "")

    @property
    def stands(self) -> bool:
        """Whether time passes only when the clock is stepped."""
        return self._now is not None and self._goes_since is None

    def setting(self, name: str) -> str:
        """A kept text, or an empty one."""
        row = self.db.execute("SELECT value FROM settings WHERE name = ?", (name,)).fetchone()
        return str(row["value"]) if row else ""

    def keep(self, name: str, value: str) -> None:
        """Keep a text under a name, in place of the one before."""
        self.db.execute("INSERT OR REPLACE INTO settings VALUES (?, ?)", (name, value))

    def chance(self, probability: float) -> bool:
        """Draw once; True with the given probability (0 to 1)."""
        return self.rng.random() < probability

    def choose(self, subject: str, options: Sequence[_T]) -> _T:
        """One of several plausible behaviours of the real service, the same one for a whole seed."""
        return random.Random(f"{self.seed}:{subject}").choice(options)


STATE = web.AppKey("local365.state", State)


def open_state(path: Path | str, seed: int, schemas: Iterable[str]) -> State:
    """Open or create the state file. Raises sqlite3.Error when it cannot be opened or written.

    Durability is of no use to a stand-in: it forgoes syncing to be fast.
    """
    db = sqlite3.connect(path, isolation_level=None)
    db.row_factory = sqlite3.Row
    db.execute("PRAGMA journal_mode=WAL")
    db.execute("PRAGMA synchronous=OFF")
    for schema in (SCHEMA, *schemas):
        db.executescript(schema)
    return State(db, seed)
