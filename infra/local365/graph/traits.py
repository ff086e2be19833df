"""What no Microsoft page settles: one plausible behaviour of each kind, picked once by the seed.

The picks are constant for one state file, so a run can be repeated; a test may pin any of them.
"""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass, fields
from functools import lru_cache
from typing import TYPE_CHECKING, Any, Literal, get_args, get_type_hints

if TYPE_CHECKING:
    from collections.abc import Mapping

    from infra.local365.state import State

_SETTING = "graph.traits"

REPEATED_TRANSACTION = Literal["400", "201", "409"]
NEWLINES = Literal["crlf", "lf"]
ROOM_STRIPPING = Literal["always", "sometimes"]
BATCH_TO_OUTLOOK = Literal["four-at-a-time", "throttled"]
CREATED_ITEM = Literal["without-fields", "with-fields"]
CANCELLED_EVENT = Literal["gone", "readable"]
WHOLE_NUMBERS = Literal["integer", "decimal"]
FILTER = Literal["reliable", "sometimes-empty"]
NEW_LIST = Literal["keeps-versions", "keeps-none"]
JOIN_BLOCK = Literal["named", "plain"]


@dataclass(frozen=True, slots=True)
class Traits:
    """One value of every unverified behaviour; the README says where each alternative was seen."""

    repeated_transaction: REPEATED_TRANSACTION
    newlines: NEWLINES
    room_stripping: ROOM_STRIPPING
    batch_to_outlook: BATCH_TO_OUTLOOK
    created_item: CREATED_ITEM
    cancelled_event: CANCELLED_EVENT
    whole_numbers: WHOLE_NUMBERS
    filter: FILTER
    new_list: NEW_LIST
    join_block: JOIN_BLOCK


def alternatives() -> dict[str, tuple[str, ...]]:
    """Name every unverified behaviour with its alternatives."""
    hints = get_type_hints(Traits)
    return {f.name: get_args(hints[f.name]) for f in fields(Traits)}


def read(state: State) -> Traits:
    """Give the picks of this state file, with what a test has pinned."""
    return _picked(state, state.setting(_SETTING))


@lru_cache(maxsize=8)
def _picked(state: State, pinned: str) -> Traits:
    wanted = json.loads(pinned or "{}")
    choice: dict[str, Any] = {
        name: wanted.get(name) or state.choose(f"graph.{name}", values)
        for name, values in alternatives().items()
    }
    return Traits(**choice)


def pin(state: State, wanted: Mapping[str, str]) -> None:
    """Pin some behaviours and leave the others to the seed; an empty mapping unpins all.

    Raises ValueError naming the behaviour when it or its value is unknown.
    """
    known = alternatives()
    for name, value in wanted.items():
        if value not in known.get(name, ()):
            allowed = ", ".join(known.get(name, ())) or f"one of the behaviours {', '.join(known)}"
            raise ValueError(f"{name}: {value!r} found, allowed {allowed}")
    state.keep(_SETTING, json.dumps(dict(wanted)))


def as_json(traits: Traits) -> dict[str, str]:
    """Give the picks by name."""
    return asdict(traits)
