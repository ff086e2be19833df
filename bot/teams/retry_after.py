"""The Retry-After header, as the connector writes it. Pure."""

from __future__ import annotations

import math
from typing import Final

LONGEST_SECONDS: Final = 86_400.0
"""A longer wait than this is not believed."""


def seconds_asked(retry_after: str) -> float | None:
    """Read Retry-After in seconds, whole or fractional; None where there is none that can be used."""
    try:
        seconds = float(retry_after)
    except ValueError:
        return None
    return min(seconds, LONGEST_SECONDS) if math.isfinite(seconds) and seconds >= 0 else None
