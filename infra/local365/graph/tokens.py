"""The opaque tokens of delta links: what they stand for, and when they are too old.

A token carries its own content, so nothing has to be kept for links nobody follows.
https://learn.microsoft.com/graph/delta-query-overview
"""

from __future__ import annotations

import base64
import binascii
import json
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from infra.local365.graph.wire import Json
    from infra.local365.state import State

LIFE = timedelta(days=30)
_SETTING = "graph.tokens.generation"


def issue(state: State, subject: str, content: Json) -> str:
    """Give a token for what `subject` may be asked later."""
    envelope = [subject, state.now().isoformat(), state.setting(_SETTING), content]
    return base64.urlsafe_b64encode(json.dumps(envelope, separators=(",", ":")).encode()).decode().rstrip("=")


def redeem(state: State, subject: str, token: str) -> Json | None:
    """Give what a token stands for; None when it is unknown here or too old. A token may be used again."""
    envelope = _opened(token)
    if envelope is None:
        return None
    owner, issued, generation, content = envelope
    age = state.now() - datetime.fromisoformat(issued)
    valid = owner == subject and generation == state.setting(_SETTING) and age <= LIFE
    return content if valid else None


def remembered(token: str) -> Json | None:
    """Give what a token stood for, however old it is; None when it never was one."""
    envelope = _opened(token)
    return envelope[3] if envelope else None


def _opened(token: str) -> tuple[str, str, str, Json] | None:
    try:
        subject, issued, generation, content = json.loads(
            base64.urlsafe_b64decode(token + "=" * (-len(token) % 4))
        )
    except (binascii.Error, ValueError, TypeError):
        return None
    return subject, issued, generation, content


def expire_all(state: State) -> None:
    """Make every token handed out so far too old."""
    generation = int(state.setting(_SETTING) or "0") + 1
    state.keep(_SETTING, str(generation))
