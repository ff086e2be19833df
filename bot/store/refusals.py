"""Why a store cannot be opened: each reason typed for the program, with one sentence for the operator."""

from __future__ import annotations

from enum import StrEnum


class Refused(StrEnum):
    URL = "url"
    NETWORK_DISK = "network_disk"
    MISSING = "missing"
    NOT_WRITABLE = "not_writable"
    NOT_A_DATABASE = "not_a_database"
    NOT_OURS = "not_ours"
    NEWER = "newer"
    OLDER = "older"
    IN_USE = "in_use"
    KEYS = "keys"
    UNREACHABLE = "unreachable"
    SIGN_IN = "sign_in"
    NO_DATABASE = "no_database"
    UNFIT = "unfit"


class StoreRefused(Exception):
    """The store was not opened and nothing was changed; the message is one sentence without secrets."""

    def __init__(self, reason: Refused, sentence: str) -> None:
        super().__init__(sentence)
        self.reason = reason
