"""Every finding's words: what is wrong, why it matters, the exact remedy. One table, for administrators to read."""

from __future__ import annotations

from typing import NamedTuple

from bot.doctor.findings import Finding, Severity
from bot.doctor.said_of_coordinators import OF_COORDINATORS
from bot.doctor.said_of_lists import OF_LISTS
from bot.doctor.said_of_microsoft import OF_MICROSOFT
from bot.doctor.said_of_seats import OF_SEATS

_WARNING, _STOPS = Severity.WARNING, Severity.STOPS


class Said(NamedTuple):
    """The words of one kind of finding; curly names are facts of the case."""

    severity: Severity
    what: str
    why: str
    remedy: str


_HERE = {
    "settings_refused": Said(
        _STOPS,
        "{sentence}",
        "The service does not start with these settings.",
        "Correct it in the environment or in .env; docs/settings.md describes every setting.",
    ),
    "partnership_refused": Said(
        _STOPS,
        "{sentence}",
        "The service does not start with this partnership file.",
        "Correct the file that BTP_PARTNERSHIP names; docs/partnership.md describes every key.",
    ),
    "partnership_warning": Said(
        _WARNING,
        "{sentence}",
        "The service starts, but does something other than the file may mean.",
        "Look at that place in the partnership file.",
    ),
    "check_failed": Said(
        _STOPS,
        "This check ended in a fault of ours ({error}).",
        "What it looks at is not known.",
        "Tell whoever makes Back to Practice, with the word in brackets; the other checks are not affected.",
    ),
    "database_missing": Said(
        _WARNING,
        "There is no database at {path} yet.",
        "Nothing is kept until there is one.",
        "Run back-to-practice serve, which makes it; if there was one, restore your newest backup first.",
    ),
    "database_refused": Said(
        _STOPS,
        "{sentence}",
        "The service does not start.",
        (
            "Set BTP_DATABASE_URL to a database of this service, on a disk of this machine that its user can write or "
            "on a PostgreSQL server that lets it in. If it is the right one and cannot be read, restore your newest "
            "backup."
        ),
    ),
    "database_busy": Said(
        _WARNING,
        "{sentence}",
        "What is kept could not be looked at.",
        "Run doctor again in a minute. If it stays so, look for another program that has the file open.",
    ),
    "database_newer": Said(
        _STOPS,
        "{sentence}",
        "An older program would not know what it does not understand, so the service does not start.",
        "Start the newer version of Back to Practice, or restore a backup from before the upgrade.",
    ),
    "database_older": Said(
        _WARNING,
        "{sentence}",
        "It is brought up to date when the service starts; until then its contents cannot be looked at.",
        "Make a backup, stop the service, then run back-to-practice serve with this version.",
    ),
    "database_damaged": Said(
        _STOPS,
        "The database {path} is damaged: {fault}",
        "What is kept may be lost, and each further write may lose more.",
        "Stop the service, keep a copy of the file, and restore your newest backup (docs/operating.md, Restoring).",
    ),
    "disk_nearly_full": Said(
        _WARNING,
        "Only {free} MB are free on the disk of {path}.",
        "When it is full, no answer can be saved.",
        "Free some space, or move the database to a larger disk and set BTP_DATABASE_URL.",
    ),
    "disk_full": Said(
        _STOPS,
        "Only {free} MB are free on the disk of {path}.",
        "Answers cannot be saved, or soon will not be.",
        "Free some space now, or move the database to a larger disk and set BTP_DATABASE_URL.",
    ),
    "keys_refused": Said(
        _STOPS,
        "{sentence}",
        "The service does not start without usable keys.",
        "Correct BTP_DATA_KEYS; docs/settings.md says how a key is made.",
    ),
    "key_missing": Said(
        _STOPS,
        "The database was written with the key {key}, and BTP_DATA_KEYS does not have it.",
        "What was sealed with it cannot be read, and the service does not start.",
        "Put {key}:KEY back into BTP_DATA_KEYS, after the first one. Without that key its contents are lost.",
    ),
    "key_different": Said(
        _STOPS,
        "BTP_DATA_KEYS has another key under the id {key} than the one the database was written with.",
        "What was sealed with the right one cannot be read, and the service does not start.",
        "Put the right key under {key} in BTP_DATA_KEYS, and give the other one a new id if it is needed.",
    ),
    "work_parked": Said(
        _WARNING,
        "{count} of the work {work} is set aside: {reason}.",
        "It is not tried again by itself, so something is not sent or not filed.",
        (
            "{to_do} back-to-practice work parked shows it with its ID; back-to-practice work release ID, or --all, "
            "has it tried again."
        ),
    ),
    "work_waits": Said(
        _WARNING,
        "{count} of the work {work} is tried again and again: {reason}.",
        "Nothing is lost, and it is not done either.",
        "Mend what the other findings name; it then goes on by itself. docs/operating.md explains {reason}.",
    ),
    "work_late": Said(
        _STOPS,
        "The oldest work ({work}) has been due since {since}, and no service is running.",
        "Nothing is sent, filed or reminded.",
        "Run back-to-practice serve.",
    ),
    "work_late_while_served": Said(
        _WARNING,
        "The oldest work ({work}) has been due since {since}, though a service is running.",
        "The service does not keep up, or hangs.",
        "Look for errors in its log. If it says nothing, restart it.",
    ),
}

SAID: dict[str, Said] = _HERE | {
    kind: Said(*words) for kind, words in (OF_MICROSOFT | OF_LISTS | OF_COORDINATORS | OF_SEATS).items()
}


def found(kind: str, **facts: object) -> Finding:
    """Make a finding of its kind's words and the facts; raises KeyError for a fact that is not given."""
    said = SAID[kind]
    what, why, remedy = (text.format_map(facts) for text in said[1:])
    return Finding(kind, said.severity, what, why, remedy)
