"""What stands in an item, as hashes: of the whole, and of each column, by which an unchanged one is known."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Collection, Mapping
from datetime import date, datetime

_MARK = 12
"""Hexadecimal digits: 48 bits, so that a changed column is not taken for an unchanged one by chance."""


def digest(fields: Mapping[str, object]) -> str:
    """SHA-256 of the fields in a canonical form: equal for equal fields, on every machine."""
    return _hash("{" + ", ".join(_cells(fields)) + "}")


def marks(fields: Mapping[str, object]) -> dict[str, str]:
    """Give a mark of each column with what stands in it, by which an unchanged one is known again."""
    return {name: _hash(cell)[:_MARK] for name, cell in zip(sorted(fields), _cells(fields), strict=True)}


def unchanged(now: Mapping[str, str], filed: Collection[str]) -> frozenset[str]:
    """Name the columns that say what was filed last, by the marks of both."""
    return frozenset(name for name, mark in now.items() if mark in filed)


def _cells(fields: Mapping[str, object]) -> list[str]:
    """Write each column in its canonical form, in the order of their names."""
    return [f"{_JSON.encode(name)}: {_JSON.encode(fields[name])}" for name in sorted(fields)]


def _hash(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


def _plain(value: object) -> str:
    if isinstance(value, date | datetime):
        return value.isoformat()
    raise TypeError("A field is text, a number, a boolean, a day, a time or a tuple of texts.")


_JSON = json.JSONEncoder(ensure_ascii=True, default=_plain)
