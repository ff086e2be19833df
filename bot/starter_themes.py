"""Writes the starter set of themes into a Themes list that was just made, once; the list is the coordinator's."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from bot.handlers.ports import Store, Transaction
from graph_sync.batching import MOST
from graph_sync.declared.choices import THEMES as STARTER_SET
from graph_sync.exchange import Filing
from graph_sync.lists import SharePointLists
from graph_sync.provisioning import SiteProvisioning, Step
from graph_sync.site_lists import NotDone, done
from graph_sync.standing import SharePointReading
from practice.filing import Row
from practice.outcomes import Conflict, RetryAfter
from practice.theme_seed import THEMES, theme_row

_PAUSE = 5.0
_EMPTY, _BEGUN = "themes:empty", "themes:begun"
"""Cursors: the list that was just made, and the one into which a part at least was written."""


def list_made(tx: Transaction, list_id: str) -> None:
    """Remember, with the list itself, that its starter set is still to be written."""
    tx.save_cursor(_EMPTY, list_id)


@dataclass(slots=True)
class StarterThemes:
    """One start. Without `writing` it only looks; `steps` is what it did, or would do."""

    store: Store
    site: SiteProvisioning
    lists: SharePointLists
    reading: SharePointReading
    writing: bool
    steps: tuple[Step, ...] = ()
    notes: tuple[str, ...] = ()

    async def run(self) -> None:
        """Write what is missing; raises NotDone. Broken off anywhere, the next run makes no doubles.

        A list into which people have written is left as it is.
        """
        list_id, empty, begun = await self.store.read(_known)
        rows = [theme_row(theme) for theme in STARTER_SET]
        step = Step(THEMES, "", "starter", tuple(row.subject for row in rows))
        if not self.writing and any(one.shape == THEMES and one.kind == "made" for one in self.site.steps):
            self.steps = (step,)
        if not list_id or empty != list_id:
            return
        standing = {item.key for item in done(await self.reading.standing(list_id))}
        if standing and begun != list_id:
            rows = []
        elif not self.writing:
            self.steps = (step,)
        if self.writing:
            await self._begin(list_id, [row for row in rows if row.key not in standing])
            self.steps = (step,) if rows else ()

    async def _begin(self, list_id: str, rows: Sequence[Row]) -> None:
        """Try every theme; what was not done, or may not have been, is looked at once more by the next run."""
        if rows:
            await self.store.write(lambda tx: tx.save_cursor(_BEGUN, list_id))
        outcomes: list[Filing] = []
        for at in range(0, len(rows), MOST):
            outcomes += await self.lists.file(list_id, rows[at : at + MOST])
        for outcome in outcomes:
            if isinstance(outcome, Conflict):
                raise NotDone(RetryAfter(_PAUSE, "not_yet_seen"))
            done(outcome)
        await self.store.write(_remember)


def _known(tx: Transaction) -> tuple[str, str, str]:
    return tx.list_id(THEMES), tx.cursor(_EMPTY), tx.cursor(_BEGUN)


def _remember(tx: Transaction) -> None:
    """It is begun, whatever becomes of the list: nothing is ever written into it again."""
    tx.delete_cursor(_EMPTY)
    tx.delete_cursor(_BEGUN)
