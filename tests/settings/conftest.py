"""The environment of a local and of a public service, complete."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from tests.settings.given import GIVEN, PUBLIC


@pytest.fixture
def environment(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> pytest.MonkeyPatch:
    """Give every setting that is needed, in an empty folder."""
    monkeypatch.chdir(tmp_path)
    for name in [name for name in os.environ if name.startswith("BTP_")]:
        monkeypatch.delenv(name)
    for name, value in GIVEN.items():
        monkeypatch.setenv(name, value)
    return monkeypatch


@pytest.fixture
def public(environment: pytest.MonkeyPatch) -> pytest.MonkeyPatch:
    """Give the settings of a service that stands on the internet."""
    for name, value in {**PUBLIC, "BTP_CREDENTIAL": "federated"}.items():
        environment.setenv(name, value)
    return environment
