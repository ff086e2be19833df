"""Brings one site's lists up to their declaration, and says what only a person should decide.

Every pass looks first, so it may be broken off anywhere, repeated, and run again: what stands is not made twice.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass, field

from graph_sync.columns import Column, ListShape
from graph_sync.comparing import Change, Comparison, Difference, compared
from graph_sync.looking import SeenList, named
from graph_sync.remembered import Memory
from graph_sync.site_lists import MAY_BE_DONE, NotDone, SiteLists
from graph_sync.standing_columns import is_ours
from practice.outcomes import Parked


@dataclass(frozen=True, slots=True)
class Known:
    """What is known of a list: the id it had, or "", and how it was last made."""

    list_id: str = ""
    memory: Memory = field(default_factory=Memory)


@dataclass(frozen=True, slots=True)
class Step:
    """One thing done, or to be done: `kind` is made, added or changed; `what` are its columns or its settings."""

    shape: str
    column: str
    kind: str
    what: tuple[str, ...] = ()


Remember = Callable[[str, Known], Awaitable[None]]
"""Keeps what is known of the list with this name."""


class SiteProvisioning:
    """One site's lists. Without `remember` it only looks, and `steps` is the plan.

    `differences` may be given, so that whoever remembers sees what was found by then.
    """

    def __init__(
        self,
        lists: SiteLists,
        shapes: Sequence[ListShape],
        remember: Remember | None,
        differences: list[Difference] | None = None,
    ) -> None:
        self._lists = lists
        self._shapes = shapes
        self._remember = remember
        self.steps: dict[Step, None] = {}
        self.differences: list[Difference] = [] if differences is None else differences

    async def run(self, known: Mapping[str, Known]) -> None:
        """Go through all lists once; raises NotDone where the site as a whole does not answer as it should."""
        self.differences.clear()
        lists = await self._lists.lists()
        for shape in self._shapes:
            await self._list(shape, known.get(shape.name, Known()), lists)

    async def _list(self, shape: ListShape, known: Known, lists: Sequence[SeenList]) -> None:
        names = {one.id: one.name for one in lists}
        by_name = named(shape.name, lists)
        if known.list_id and known.list_id not in names:
            self._differs(shape, "list_replaced" if by_name else "list_gone")
            return
        if known.list_id and names[known.list_id] != shape.name:
            self._differs(shape, "list_renamed", found=names[known.list_id])
        list_id = known.list_id or by_name
        if not list_id:
            await self._make(shape)
        else:
            await self._bring_up(shape, Known(list_id, known.memory), known, names[list_id])

    async def _make(self, shape: ListShape) -> None:
        step = Step(shape.name, "", "made", tuple(column.title for column in shape.made))
        self.steps[step] = None
        if self._remember is None:
            return
        try:
            made = Known(await self._lists.make(shape), Memory().with_made(shape.made))
        except NotDone as refused:
            self._refused(refused, step)
            return
        await self._remember(shape.name, made)
        await self._bring_up(shape, made, made, shape.name)

    async def _bring_up(self, shape: ListShape, now: Known, before: Known, name: str) -> None:
        standing = await self._lists.columns(now.list_id)
        if not before.list_id and not is_ours(standing):
            self._differs(shape, "list_not_ours", found=name)
            return
        found = compared(shape, standing, now.memory)
        self.differences.extend(found.differences)
        done = [*found.as_declared, *await self._steps(shape, now.list_id, found)]
        after = Known(now.list_id, now.memory.with_made(done))
        if self._remember and after != before:
            await self._remember(shape.name, after)
        if shape.keeps_words and await self._lists.keeps_versions(now.list_id):
            self._differs(shape, "versions_kept")
        if shape.keeps_words and await self._lists.has_attachments(now.list_id):
            self._differs(shape, "files_attached")

    async def _steps(self, shape: ListShape, list_id: str, found: Comparison) -> list[Column]:
        """Take the steps, and give the columns they made or changed."""
        steps = [
            *((Step(shape.name, column.title, "added"), column, None) for column in found.missing),
            *((_step(shape, change), change.column, change) for change in found.changes),
        ]
        return [column for step, column, change in steps if await self._taken(step, list_id, column, change)]

    async def _taken(self, step: Step, list_id: str, column: Column, change: Change | None) -> bool:
        self.steps[step] = None
        if self._remember is None:
            return False
        try:
            if change:
                await self._lists.change(list_id, change.id, change.body)
            else:
                await self._lists.add(list_id, column)
        except NotDone as refused:
            self._refused(refused, step)
            return False
        return True

    def _refused(self, refused: NotDone, step: Step) -> None:
        """Keep a refusal of one list or column for a person; what concerns the whole site is raised again."""
        if refused.outcome.reason not in MAY_BE_DONE:
            del self.steps[step]
        if not isinstance(refused.outcome, Parked):
            raise refused
        kind = "refused" if step.column else "list_refused"
        self.differences.append(Difference(step.shape, step.column, kind, {"reason": refused.outcome.reason}))

    def _differs(self, shape: ListShape, kind: str, **details: str) -> None:
        self.differences.append(Difference(shape.name, "", kind, details))


def _step(shape: ListShape, change: Change) -> Step:
    return Step(shape.name, change.column.title, "changed", tuple(change.body))
