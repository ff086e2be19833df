"""Keeps what was exported, and keeps an export from differing from the last one without anybody noticing."""

from __future__ import annotations

import contextlib
from collections.abc import AsyncIterator, Collection, Sequence
from dataclasses import replace

from bot.beside import beside_the_service
from bot.files import FileRefused
from bot.settings import Settings
from bot.store.transaction import SqlTransaction
from practice.exports import Differs, Export, differing, gone, refusal


class ExportDiffers(Exception):
    """The last export of a period said something else; the text says which, why it matters and what to do."""


@contextlib.asynccontextmanager
async def recorded(
    settings: Settings, export: Export, standing: Collection[str], *, again: bool
) -> AsyncIterator[None]:
    """Record an export whose file is written in the block; `standing` are all periods of the list.

    It is recorded before: should the machine stop in between, a later export is rather asked about for nothing than
    made unnoticed. Raises ExportDiffers, unless `again`, and passes on FileRefused, after which nothing is recorded.
    """
    async with beside_the_service(settings) as (store, _):
        kept = await store.write(lambda tx: _record(tx, export, standing, again=again))
        try:
            yield
        except FileRefused:
            await store.write(lambda tx: _withdraw(tx, kept))
            raise


async def exports_made(settings: Settings) -> Sequence[tuple[Export, tuple[Differs, ...]]]:
    """Give the exports, newest first, each with where it differed from the one before."""
    async with beside_the_service(settings) as (store, _):
        made = await store.read(lambda tx: tx.exports())
    return [(export, differing(made[:place], export)) for place, export in enumerate(made)][::-1]


def _record(tx: SqlTransaction, export: Export, standing: Collection[str], *, again: bool) -> Export:
    made = tx.exports()
    differs, away = differing(made, export), gone(made, export.listed, standing)
    if (differs or away) and not again:
        raise ExportDiffers(refusal(differs, away))
    kept = replace(export, instead_of=tuple(one.period for one in away))
    tx.save_exports((*made, kept))
    return kept


def _withdraw(tx: SqlTransaction, export: Export) -> None:
    tx.save_exports([one for one in tx.exports() if one != export])
