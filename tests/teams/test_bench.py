"""The measurement of one turn runs and says what it measured."""

from __future__ import annotations

import asyncio
import json
import sys

import pytest


@pytest.mark.slow
async def test_the_benchmark_measures_answers_that_were_really_kept() -> None:
    """It reports processor time and latency; whether the limit holds is for `make bench` to say."""
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "bench.turn", "--turns", "40", "--json", stdout=asyncio.subprocess.PIPE
    )
    printed, _ = await process.communicate()
    figures = json.loads(printed)
    assert process.returncode in {0, 1}
    assert figures["turns"] == 40
    assert figures["ours"].keys() == {"cpu_ms", "p50_ms", "p99_ms"}
