"""The data keys: what seals personal content at rest and finds people without keeping their addresses.

Pure but for the random nonce. No message of this module ever holds a key or what was sealed.
"""

from __future__ import annotations

import base64
import binascii
import hmac
import os
import re
from collections.abc import Mapping
from hashlib import sha256
from typing import NamedTuple

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

_ID = re.compile(r"[A-Za-z0-9._-]{1,32}")
_KEY_BYTES = 32
_NONCE_BYTES = 12
_LOOKUP = b"back-to-practice: address lookup"


class KeysRefused(ValueError):
    """BTP_DATA_KEYS cannot be used; `sentences` name every fault, and no key."""

    def __init__(self, sentences: tuple[str, ...]) -> None:
        super().__init__(" ".join(sentences))
        self.sentences = sentences


class Unreadable(Exception):
    """A sealed value cannot be opened: its key is missing, or it was changed or moved."""


class Place(NamedTuple):
    """Where a sealed value stands. A value copied to any other place cannot be opened there."""

    table: str
    column: str
    row: str

    @property
    def bound(self) -> bytes:
        return "\x1f".join(self).encode()


class Sealed(NamedTuple):
    """A value under a key: the nonce, then AES-GCM's ciphertext and tag."""

    key_id: str
    value: bytes


class Keys:
    """All data keys by id. The first seals; every one of them opens and looks up.

    AES-GCM, 256 bits, a random 96-bit nonce for each value: https://nvlpubs.nist.gov/nistpubs/Legacy/SP/
    nistspecialpublication800-38d.pdf (section 8.2.2: up to 2**32 values under one key).
    """

    __slots__ = ("_ciphers", "_first", "_lookups")

    def __init__(self, keys: Mapping[str, bytes]) -> None:
        self._first = next(iter(keys))
        self._ciphers = {key_id: AESGCM(key) for key_id, key in keys.items()}
        self._lookups = {key_id: _lookup_key(key) for key_id, key in keys.items()}

    @classmethod
    def parse(cls, text: str) -> Keys:
        """Read "id:base64 key, comma separated"; raises KeysRefused with every fault at once."""
        keys: dict[str, bytes] = {}
        faults: list[str] = []
        for number, entry in enumerate(text.split(","), start=1):
            key_id, _, encoded = entry.strip().partition(":")
            fault = _fault(number, key_id, encoded, keys)
            if fault:
                faults.append(fault)
            else:
                keys[key_id] = base64.b64decode(encoded)
        if faults:
            raise KeysRefused(tuple(faults))
        return cls(keys)

    def __repr__(self) -> str:
        return f"Keys({', '.join(self.ids)})"

    @property
    def ids(self) -> tuple[str, ...]:
        return tuple(self._ciphers)

    def seal(self, plain: str, place: Place) -> Sealed:
        nonce = os.urandom(_NONCE_BYTES)
        return Sealed(
            self._first, nonce + self._ciphers[self._first].encrypt(nonce, plain.encode(), place.bound)
        )

    def unseal(self, sealed: Sealed, place: Place) -> str:
        """Open a value that was sealed for this place; raises Unreadable, which names the place only."""
        cipher = self._ciphers.get(sealed.key_id)
        if cipher is None:
            raise Unreadable(f"{place.table}.{place.column} of {place.row} needs the key {sealed.key_id}")
        nonce, encrypted = sealed.value[:_NONCE_BYTES], sealed.value[_NONCE_BYTES:]
        try:
            return cipher.decrypt(nonce, encrypted, place.bound).decode()
        except InvalidTag:
            raise Unreadable(f"{place.table}.{place.column} of {place.row} was changed or moved") from None

    def lookups(self, address: str) -> tuple[Sealed, ...]:
        """Name an address by keyed HMAC-SHA256 under each key, the sealing one first."""
        folded = address.lower().encode()
        return tuple(
            Sealed(key_id, hmac.digest(key, folded, sha256)) for key_id, key in self._lookups.items()
        )


def _lookup_key(key: bytes) -> bytes:
    """Derive a key of its own for looking up (RFC 5869, https://www.rfc-editor.org/rfc/rfc5869)."""
    return HKDF(algorithm=SHA256(), length=_KEY_BYTES, salt=None, info=_LOOKUP).derive(key)


def _fault(number: int, key_id: str, encoded: str, known: Mapping[str, bytes]) -> str:
    """Say what is wrong with one entry; an entry without a colon may be a bare key, so it is not quoted."""
    if not encoded or not _ID.fullmatch(key_id):
        return f"BTP_DATA_KEYS: entry {number} is not id:key, where an id has 1 to 32 of A-Z a-z 0-9 . _ -."
    if key_id in known:
        return f"BTP_DATA_KEYS: the id {key_id} stands there twice."
    try:
        decoded = base64.b64decode(encoded, validate=True)
    except (binascii.Error, ValueError):
        return f"BTP_DATA_KEYS: the key {key_id} is not base64."
    if len(decoded) != _KEY_BYTES:
        return f"BTP_DATA_KEYS: the key {key_id} has {len(decoded)} bytes; it needs {_KEY_BYTES}."
    return ""
