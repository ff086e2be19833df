"""Opens a partnership file and reads all of it before it speaks, so that every fault is in one report."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

from pydantic import Field

from bot.partnership.agencies import read_agencies, read_groups
from bot.partnership.asking import check_questions, read_closing, read_hours, read_measures, read_types
from bot.partnership.boards import read_boards
from bot.partnership.contacts import read_tokens
from bot.partnership.etiquette import read_etiquette
from bot.partnership.faults import Fault, PartnershipFaults
from bot.partnership.fields import AttributionWord, Domains, Text
from bot.partnership.quorum import warn_of_quorum
from bot.partnership.reading import Reading, Shape
from bot.partnership.seats import warn_of_empty_boards
from practice.attribution import Attribution
from practice.partnership import Partnership

_TOML = "a file in TOML, https://toml.io"


class _Top(Shape):
    name: Text
    domains: Domains = Field(default_factory=list)
    """Mail domains of seats' holders who belong to no agency: the partnership's own team, lay members."""
    attribution: AttributionWord = Attribution.MEETING


_TABLES = (
    "contacts",
    "urgent",
    "agencies",
    "roles",
    "types",
    "questions",
    "measures",
    "hours",
    "requests",
    "etiquette",
    "boards",
    "school_holidays",
    "never",
    "rather_not",
)


def load(path: Path) -> Partnership:
    """Read a partnership from its file; raises PartnershipFaults with every fault found in it.

    A file that is missing, unreadable, not UTF-8 or not TOML is one fault, whose key is the file itself.
    """
    top = _open(path)
    reading = Reading()
    partnership = _read(top, reading)
    if reading.faults:
        raise PartnershipFaults(str(path), reading.faults)
    return partnership


def _open(path: Path) -> dict[str, Any]:
    try:
        # Editors on Windows may begin a file with a byte order mark, which TOML does not know.
        return tomllib.loads(path.read_text(encoding="utf-8-sig"))
    except OSError as error:
        fault = Fault("the file", (error.strerror or "cannot be read").lower(), "a file that can be read")
    except UnicodeDecodeError as error:
        fault = Fault("the file", f"a byte that is not UTF-8, at {error.start}", "text in UTF-8")
    except tomllib.TOMLDecodeError as error:
        fault = Fault("the file", str(error), _TOML)
    raise PartnershipFaults(str(path), (fault,))


def _read(top: dict[str, Any], reading: Reading) -> Partnership:
    reading.unknown(top, (*_Top.model_fields, *_TABLES))
    itself = reading.shape(_Top, {key: top[key] for key in _Top.model_fields if key in top}, "")
    agencies = read_agencies(top, reading)
    check_questions(top, reading)
    groups = read_groups(top, reading)
    types, warnings = read_types(top, reading)
    domains = [*itself.domains, *(domain for agency in agencies for domain in agency.domains)]
    boards = read_boards(top, domains, agencies, reading)
    return Partnership(
        name=itself.name,
        tokens=read_tokens(top, itself.name, reading),
        agencies=agencies,
        types=types,
        measures=read_measures(top, groups, reading),
        boards=boards,
        hours=read_hours(top, reading),
        closes_after_days=read_closing(top, reading),
        warnings=(*warnings, *warn_of_empty_boards(boards), *warn_of_quorum(boards)),
        groups=groups,
        etiquette=read_etiquette(top, reading),
        attribution=itself.attribution,
        domains=tuple(dict.fromkeys(domains)),
    )
