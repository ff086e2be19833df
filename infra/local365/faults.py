"""Faults that can be switched on for both services, drawn from the seeded chance and kept in the state.

Decides what goes wrong, never how it is written to the wire: that is `infra.local365.mishaps`.
"""

import math
import re
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from typing import Annotated, Literal

from aiohttp import web
from pydantic import AfterValidator, BaseModel, ConfigDict, Field, TypeAdapter

from infra.local365.state import State
from infra.local365.wire import Service

Kind = Literal[
    "429",
    "503",
    "500",
    "504",
    "reset",
    "applied-then-504",
    "applied-then-reset",
    "redeliver",
    "403",
    "404",
    "507",
]
"""The last three are of Graph alone: a permission withdrawn, a site that is gone, and storage that is full."""

BEFORE: frozenset[Kind] = frozenset({"429", "503", "500", "504", "reset", "403", "404", "507"})
AFTER: frozenset[Kind] = frozenset({"applied-then-504", "applied-then-reset"})
INNER_BEFORE: frozenset[Kind] = frozenset({"429", "503", "504", "403", "404", "507"})
INNER_AFTER: frozenset[Kind] = frozenset({"applied-then-504"})
REDELIVER: frozenset[Kind] = frozenset({"redeliver"})

_SETTING = "faults"


def _pattern(text: str) -> str:
    try:
        re.compile(text)
    except re.error:
        raise ValueError("not a regular expression") from None
    return text


class Fault(BaseModel):
    """One switched fault. `only` is searched in "METHOD path"; `retry_after` is in seconds."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    service: Service
    kind: Kind
    probability: Annotated[float, Field(ge=0, le=1)]
    only: Annotated[str, AfterValidator(_pattern)] | None = None
    retry_after: Annotated[float, Field(ge=0, le=3600)] | None = None


@dataclass(frozen=True, slots=True)
class Drawn:
    """A fault that happens now, with the text of its Retry-After header if it carries one."""

    kind: Kind
    retry_after: str | None


FAULT_LIST = TypeAdapter(list[Fault])


class Faults:
    """The switched faults, drawn in the order they were given. A probability of 0 is off."""

    __slots__ = ("_faults", "_state")

    def __init__(self, state: State) -> None:
        self._state = state
        kept = state.setting(_SETTING)
        self._faults = tuple(FAULT_LIST.validate_json(kept)) if kept else ()

    def all(self) -> tuple[Fault, ...]:
        """The faults as they are switched now."""
        return self._faults

    def replace(self, faults: Iterable[Fault]) -> None:
        """Switch to these faults and no others."""
        self._faults = tuple(faults)
        self._state.keep(_SETTING, FAULT_LIST.dump_json(list(self._faults)).decode())

    def draw(
        self, service: Service, method: str, path: str, kinds: Collection[Kind] = BEFORE
    ) -> Drawn | None:
        """The fault that strikes this request, if any. `path` begins with /v1.0/ or /connector/.

        BEFORE is drawn before a request is applied, AFTER once it has been; inner requests of a batch draw
        INNER_BEFORE and INNER_AFTER for themselves.
        """
        for fault in self._faults:
            if fault.service == service and fault.kind in kinds and self._strikes(fault, method, path):
                return Drawn(fault.kind, self._retry_after(fault))
        return None

    def _strikes(self, fault: Fault, method: str, path: str) -> bool:
        if fault.only is not None and not re.search(fault.only, f"{method} {path}"):
            return False
        return self._state.chance(fault.probability)

    def _retry_after(self, fault: Fault) -> str | None:
        """Retry-After as seen in the field: whole seconds or a fraction, and not always there with a 503.

        https://learn.microsoft.com/en-us/graph/throttling
        """
        if fault.kind not in {"429", "503"} or (fault.kind == "503" and self._state.chance(0.5)):
            return None
        seconds = self._state.rng.uniform(0.5, 2.0) if fault.retry_after is None else fault.retry_after
        return f"{seconds:.3f}" if self._state.chance(0.5) else str(math.ceil(seconds))


FAULTS = web.AppKey("local365.faults", Faults)
