"""Writes a file the user asked for: whole or not at all, and never over another one without being told to."""

from __future__ import annotations

import contextlib
import os
from pathlib import Path


class FileStands(Exception):
    """There is such a file already, and nobody said to replace it."""


class FileUnwritable(Exception):
    """This machine cannot write the file."""


def write_new(path: Path, content: bytes, *, replace: bool) -> None:
    """Write a file beside its place and then rename it, so that nobody ever reads half of it.

    Raises FileStands for a file that is there where `replace` is not given, FileUnwritable where the folder
    cannot be written to.
    """
    if path.exists() and not replace:
        raise FileStands(f"{path} is there already; give --force to replace it.")
    beside = path.with_name(f".{path.name}.{os.getpid()}.part")
    try:
        try:
            with beside.open("xb") as file:
                file.write(content)
                file.flush()
                os.fsync(file.fileno())
            beside.replace(path)
        finally:
            with contextlib.suppress(OSError):
                beside.unlink(missing_ok=True)
    except OSError as error:
        reason = (error.strerror or "unknown reason").lower()
        raise FileUnwritable(f"{path} cannot be written: {reason}.") from error
