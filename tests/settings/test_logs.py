"""Log lines are JSON with constant messages and ids: nothing that anybody wrote gets into one."""

from __future__ import annotations

import asyncio
import gc
import io
import json
import logging
from collections.abc import Iterator
from typing import Any

import pytest

from bot.logs import JsonLines, log_as_json

QUOTE = "what somebody said"


@pytest.fixture
def lines() -> Iterator[io.StringIO]:
    """Everything logged meanwhile, as an operator reads it."""
    written = io.StringIO()
    handler = logging.StreamHandler(written)
    handler.setFormatter(JsonLines())
    root = logging.getLogger()
    root.addHandler(handler)
    yield written
    root.removeHandler(handler)


def only_line(lines: io.StringIO) -> dict[str, Any]:
    (line,) = lines.getvalue().splitlines()
    found: dict[str, Any] = json.loads(line)
    return found


def test_a_line_has_time_level_logger_message_and_ids(lines: io.StringIO) -> None:
    """One JSON object, in UTC."""
    logging.getLogger("bot.work.runner").error("work.parked", extra={"work": 7, "reason": "no_right"})
    line = only_line(lines)
    assert line.pop("at").endswith("+00:00")
    assert line == {
        "level": "ERROR",
        "logger": "bot.work.runner",
        "message": "work.parked",
        "work": 7,
        "reason": "no_right",
    }


def test_an_exception_is_named_and_not_quoted(lines: io.StringIO) -> None:
    """Its text and its traceback may hold what somebody wrote."""
    try:
        int(QUOTE)
    except ValueError:
        logging.getLogger("bot.teams.adapter").exception("turn.failed")
    assert only_line(lines)["error"] == "ValueError"
    assert QUOTE not in lines.getvalue()
    assert "Traceback" not in lines.getvalue()


def test_what_is_put_into_a_message_stays_out(lines: io.StringIO) -> None:
    """Only the constant part is logged."""
    logging.getLogger("graph_sync.client").warning("item %s", QUOTE)
    assert only_line(lines)["message"] == "item %s"


def test_an_exception_for_a_message_is_only_named(lines: io.StringIO) -> None:
    """Some code logs the exception itself."""
    logging.getLogger("bot.app").error(ValueError(QUOTE))
    assert only_line(lines)["message"] == "ValueError"


def test_a_library_tells_where_it_spoke_and_not_what_it_said(lines: io.StringIO) -> None:
    """Whether what a library says is constant cannot be known; what it adds to a line, neither."""
    logging.getLogger("aiohttp.server").error(f"Error handling {QUOTE}", extra={"request": QUOTE})  # noqa: G004
    line = only_line(lines)
    assert (line["logger"], line["message"]) == ("aiohttp.server", "library")
    assert line["where"].startswith("test_logs.py:")
    assert QUOTE not in lines.getvalue()


@pytest.mark.slow
async def test_a_task_that_nobody_waited_for_quotes_nothing(lines: io.StringIO) -> None:
    """The event loop itself writes such an exception's text into its message."""

    async def fail() -> None:
        raise ValueError(QUOTE)

    task = asyncio.create_task(fail())
    await asyncio.wait((task,))
    del task
    gc.collect()
    assert only_line(lines)["error"] == "ValueError"
    assert QUOTE not in lines.getvalue()


def test_our_rooms_speak_from_info_on_and_libraries_from_warnings_on(
    capsys: pytest.CaptureFixture[str],
) -> None:
    """An operator is not shown every request a library makes."""
    root, before = logging.getLogger(), logging.getLogger().handlers[:]
    rooms = {name: logging.getLogger(name).level for name in ("bot", "graph_sync")}
    level = root.level
    try:
        log_as_json()
        logging.getLogger("bot.app").info("service.ready")
        logging.getLogger("httpx").info("HTTP Request")
        logging.getLogger("bot.app").debug("detail")
    finally:
        root.handlers[:] = before
        root.setLevel(level)
        for name, kept in rooms.items():
            logging.getLogger(name).setLevel(kept)
    assert [json.loads(line)["message"] for line in capsys.readouterr().err.splitlines()] == ["service.ready"]
