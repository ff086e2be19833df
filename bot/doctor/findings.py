"""What an examination says: for each check its findings, or why it could not be made."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import IntEnum, StrEnum


class Severity(IntEnum):
    """How bad something is; the worst decides the exit code."""

    WELL = 0
    WARNING = 1
    STOPS = 2

    @property
    def word(self) -> str:
        return self.name.lower()


class Check(StrEnum):
    """What is looked at, in the order in which it is told: what comes first may be the cause of what follows."""

    SETTINGS = "settings"
    DATABASE = "database"
    KEYS = "keys"
    WORK = "work"
    SEATS = "seats"
    SIGN_IN = "sign-in"
    CLOCK = "clock"
    COORDINATORS = "coordinators"
    MAILBOXES = "mailboxes"
    SITES = "sites"
    LISTS = "lists"
    COLUMNS = "columns"
    INDEXES = "indexes"
    VERSIONS = "version history"
    QUOTA = "quota"


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that is not as it should be. `kind` is constant, for programs; the rest are sentences for people."""

    kind: str
    severity: Severity
    what: str
    why: str
    remedy: str


@dataclass(frozen=True, slots=True)
class Result:
    """What came of one check. `unchecked` says what could not be looked at and why; it is "" where all was."""

    check: Check
    findings: tuple[Finding, ...] = ()
    unchecked: str = ""

    @property
    def severity(self) -> Severity:
        return max((finding.severity for finding in self.findings), default=Severity.WELL)


def worst(results: Iterable[Result]) -> Severity:
    """A check that could not be made does not count by itself: what hindered it is a finding of its own."""
    return max((result.severity for result in results), default=Severity.WELL)
