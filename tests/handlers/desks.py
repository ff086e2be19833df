"""A store beside invented lists, for the tests that compare the two."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import partial

from bot.handlers.checking import Checking, Found, look, mend
from bot.handlers.filing import Filing, file_rows
from bot.handlers.ports import Kind, Transaction
from bot.store import SqlStore
from practice.checking import Difference, Differs
from tests.handlers.fakes import InventedLists
from tests.handlers.made import NOON, PARTNERSHIP, SENT, asked_for, keep
from tests.handlers.test_filing import answered, work


@dataclass
class Desk:
    """The store, the lists, and what is done with both."""

    store: SqlStore
    lists: InventedLists = field(default_factory=InventedLists)
    anew: bool = False

    @property
    def checking(self) -> Checking:
        return Checking(self.store, self.lists, PARTNERSHIP, anew=self.anew)

    async def file_all(self) -> None:
        """Do all filing that is asked for, as the worker does."""
        for named, subject in await asked_for(self.store):
            kind = Kind(named)
            if kind in (Kind.FILE_ANSWER, Kind.FILE_MEETING):
                await file_rows(Filing(self.store, self.lists, PARTNERSHIP), work(subject, kind=kind), NOON)
                await self.store.write(partial(_drop, kind=kind, subject=subject))

    async def one_answer(self) -> str:
        """A meeting with an answer, both filed; give the answer's id."""
        await keep(self.store, SENT)
        answer = await answered(self.store)
        await self.file_all()
        return answer

    async def found(self) -> Found:
        seen = await look(self.checking)
        assert isinstance(seen, Found), seen
        return seen

    async def kinds(self) -> list[tuple[str, Differs]]:
        """Each difference by its list and kind."""
        return [(one.where, one.kind) for one in (await self.found()).differences]

    async def repaired(self, *again: str) -> tuple[Difference, ...]:
        """Repair and file; give what is left to a person."""
        differences = (await self.found()).differences
        left = await self.store.write(lambda tx: mend(tx, differences, NOON, again))
        await self.file_all()
        return left

    def place(self, name: str = "reviews") -> str:
        """Where the one item of a list stands."""
        (place,) = [place for place in self.lists.items if place.startswith(name)]
        return place


def _drop(tx: Transaction, kind: Kind, subject: str) -> None:
    tx.drop_work(kind, subject)
