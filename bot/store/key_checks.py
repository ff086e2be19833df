"""Whether the given keys are the database's: a known word is kept under every key that ever sealed there."""

from __future__ import annotations

from pathlib import Path

from sqlalchemy import Connection, select

from bot.store.keys import Keys, Place, Sealed, Unreadable
from bot.store.refusals import Refused, StoreRefused
from bot.store.rows import Rows
from bot.store.schema import key_checks
from bot.store.statements import Statement, insert_missing

_WORD = "back to practice"
_ALL = Statement(select(key_checks).order_by(key_checks.c.key_id))
_ADD = insert_missing(key_checks)


def check_keys(connection: Connection, keys: Keys, path: Path) -> None:
    """Refuse keys that are missing or different; note the first key before it seals anything."""
    rows = Rows(connection, keys)
    kept = [Sealed(row.key_id, row.check_value) for row in rows.fetch_all(_ALL)]
    _refuse_missing({sealed.key_id for sealed in kept} - set(keys.ids), path)
    for sealed in kept:
        _refuse_different(keys, sealed, path)
    mark = keys.seal(_WORD, _place(keys.ids[0]))
    rows.change(_ADD, key_id=mark.key_id, check_value=mark.value)


def _refuse_missing(missing: set[str], path: Path) -> None:
    if missing:
        raise StoreRefused(
            Refused.KEYS,
            f"The database {path} was written with keys that BTP_DATA_KEYS does not have; "
            f"it needs: {', '.join(sorted(missing))}.",
        )


def _refuse_different(keys: Keys, sealed: Sealed, path: Path) -> None:
    try:
        keys.unseal(sealed, _place(sealed.key_id))
    except Unreadable:
        raise StoreRefused(
            Refused.KEYS,
            f"BTP_DATA_KEYS has another key under the id {sealed.key_id} than the one that "
            f"the database {path} was written with.",
        ) from None


def _place(key_id: str) -> Place:
    return Place("key_checks", "check_value", key_id)
