"""Logs as JSON lines: constant messages and ids. Exceptions' texts and tracebacks stay out: they may quote people."""

from __future__ import annotations

import json
import logging
from datetime import UTC, datetime

_ROOMS = ("bot", "graph_sync")
_STANDARD = frozenset(vars(logging.makeLogRecord({}))) | {"message", "asctime", "taskName"}


class JsonLines(logging.Formatter):
    """One JSON object a line: time (UTC), level, logger, message, and whatever ids came in `extra`.

    A library may build its messages from what it handles, exceptions' texts among it: of those only the place
    in its code is told.
    """

    def format(self, record: logging.LogRecord) -> str:
        line: dict[str, object] = {
            "at": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname,
            "logger": record.name,
        }
        line |= _said(record) if record.name.partition(".")[0] in _ROOMS else _by_a_library(record)
        if record.exc_info and record.exc_info[0]:
            line["error"] = record.exc_info[0].__name__
        return json.dumps(line, default=str, ensure_ascii=False)


def _said(record: logging.LogRecord) -> dict[str, object]:
    message = record.msg if isinstance(record.msg, str) else type(record.msg).__name__
    ids = {name: value for name, value in vars(record).items() if name not in _STANDARD}
    return {"message": message, **ids}


def _by_a_library(record: logging.LogRecord) -> dict[str, object]:
    return {"message": "library", "where": f"{record.filename}:{record.lineno}"}


def log_as_json(level: int = logging.INFO, libraries: int = logging.WARNING) -> None:
    """Send everything of ours at `level` and above to standard error, and of libraries from `libraries` on."""
    handler = logging.StreamHandler()
    handler.setFormatter(JsonLines())
    logging.basicConfig(level=libraries, handlers=[handler], force=True)
    for room in _ROOMS:
        logging.getLogger(room).setLevel(level)
