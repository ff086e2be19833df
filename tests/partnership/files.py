"""Partnership files for tests: the shipped example with pieces replaced, or appended."""

from __future__ import annotations

from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

from bot.partnership import Fault, PartnershipFaults, load
from practice.partnership import Partnership

EXAMPLES = Path(__file__).parents[2] / "examples"
EXAMPLE = (EXAMPLES / "partnership.toml").read_text(encoding="utf-8")


def with_changes(*changes: tuple[str, str], more: str = "") -> str:
    """Replace pieces of the example, each of which must be there, and append tables."""
    text = EXAMPLE
    for old, new in changes:
        assert old in text
        text = text.replace(old, new, 1)
    return f"{text}\n{more}\n"


def loaded(*changes: tuple[str, str], more: str = "") -> Partnership:
    return load_text(with_changes(*changes, more=more))


def load_text(text: str) -> Partnership:
    with TemporaryDirectory() as folder:
        path = Path(folder) / "partnership.toml"
        path.write_text(text, encoding="utf-8")
        return load(path)


def faults(*changes: tuple[str, str], more: str = "") -> dict[str, Fault]:
    """Give the faults by their key, the first of each; none at all fails the test that asked."""
    return faults_of_text(with_changes(*changes, more=more))


def faults_of_text(text: str) -> dict[str, Fault]:
    with pytest.raises(PartnershipFaults) as caught:
        load_text(text)
    return {fault.key: fault for fault in reversed(caught.value.faults)}


def fault(*changes: tuple[str, str], more: str = "") -> tuple[str, str, str]:
    """Give the one fault of a file as (key, found, allowed)."""
    (only,) = faults(*changes, more=more).values()
    return only.key, only.found, only.allowed
