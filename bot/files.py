"""A file that is there whole or not at all, for this user alone, and never in place of another by mistake."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path


class FileRefused(Exception):
    """The file was not written; the text says which and what to do."""


def refuse_to_overwrite(target: Path, *, force: bool) -> None:
    """Raise FileRefused where something stands already; with `force` only what is no file is refused."""
    if target.is_dir():
        raise FileRefused(f"{target} is a folder: name a file.")
    if not force and os.path.lexists(target):
        raise FileRefused(f"{target} exists already: name another file, or add --force to replace it.")


def write_whole(target: Path, content: bytes, *, force: bool) -> None:
    """Write beside the target, wait for the disk, then give it its name; raises FileRefused."""
    refuse_to_overwrite(target, force=force)
    beside = None
    try:
        # mkstemp makes a file that its user alone can read: https://docs.python.org/3/library/tempfile.html
        descriptor, beside = tempfile.mkstemp(prefix=f".{target.name}.", dir=target.parent)
        with os.fdopen(descriptor, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        _name(beside, target, force=force)
    except FileExistsError:
        refuse_to_overwrite(target, force=False)
    except OSError as error:
        raise FileRefused(f"{target} cannot be written ({error.strerror}): choose another folder.") from None
    finally:
        if beside and os.path.lexists(beside):
            os.unlink(beside)  # noqa: PTH108 - a name, not a path of ours


def _name(beside: str, target: Path, *, force: bool) -> None:
    """A link fails where the name is taken, also by somebody who was faster; a replacement does not."""
    if force:
        os.replace(beside, target)  # noqa: PTH105
    else:
        os.link(beside, target)
