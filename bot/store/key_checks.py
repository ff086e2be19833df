"""Whether the given keys are the database's: a known word is kept under every key that ever sealed there."""

from __future__ import annotations

from sqlalchemy import Connection, select

from bot.store.keys import Keys, Place, Sealed, Unreadable
from bot.store.refusals import Refused, StoreRefused
from bot.store.rows import Rows
from bot.store.schema import key_checks
from bot.store.statements import Statement, insert_missing

_WORD = "back to practice"
_ALL = Statement(select(key_checks).order_by(key_checks.c.key_id))
_ADD = insert_missing(key_checks)


def check_keys(connection: Connection, keys: Keys, name: str) -> None:
    """Refuse keys that are missing or different."""
    kept = _kept(connection, keys)
    _refuse_missing({sealed.key_id for sealed in kept} - set(keys.ids), name)
    _refuse_different(connection, keys, name)


def note_first_key(connection: Connection, keys: Keys, name: str) -> None:
    """Note the key that seals, in the transaction that does so or before; from then on it is needed.

    It may have been noted since it was checked, and then it is compared anew.
    """
    mark = keys.seal(_WORD, _place(keys.ids[0]))
    Rows(connection, keys).change(_ADD, key_id=mark.key_id, check_value=mark.value)
    _refuse_different(connection, keys, name)


def _refuse_different(connection: Connection, keys: Keys, name: str) -> None:
    for key_id in different_keys(connection, keys):
        raise StoreRefused(
            Refused.KEYS,
            f"BTP_DATA_KEYS has another key under the id {key_id} than the one that "
            f"the database {name} was written with.",
        )


def different_keys(connection: Connection, keys: Keys) -> list[str]:
    """Name the ids under which the given keys are others than those that sealed here."""
    known = (sealed for sealed in _kept(connection, keys) if sealed.key_id in keys.ids)
    return [sealed.key_id for sealed in known if not _opens(keys, sealed)]


def _kept(connection: Connection, keys: Keys) -> list[Sealed]:
    return [Sealed(row.key_id, row.check_value) for row in Rows(connection, keys).fetch_all(_ALL)]


def _refuse_missing(missing: set[str], name: str) -> None:
    if missing:
        raise StoreRefused(
            Refused.KEYS,
            f"The database {name} was written with keys that BTP_DATA_KEYS does not have; "
            f"it needs: {', '.join(sorted(missing))}.",
        )


def _opens(keys: Keys, sealed: Sealed) -> bool:
    try:
        keys.unseal(sealed, _place(sealed.key_id))
    except Unreadable:
        return False
    return True


def _place(key_id: str) -> Place:
    return Place("key_checks", "check_value", key_id)
