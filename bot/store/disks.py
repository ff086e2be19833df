"""Where the database's file lies: SQLite's write-ahead log needs a disk of this machine.

"WAL does not work over a network filesystem": https://www.sqlite.org/wal.html
"""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path

from sqlalchemy.engine import make_url
from sqlalchemy.exc import ArgumentError

from bot.store.refusals import Refused, StoreRefused

_NETWORK_KINDS = frozenset(
    {
        "9p",
        "afs",
        "beegfs",
        "ceph",
        "cifs",
        "glusterfs",
        "lustre",
        "ncpfs",
        "nfs",
        "nfs4",
        "prl_fs",
        "smb",
        "smb2",
        "smb3",
        "smbfs",
        "vboxsf",
    }
)
_FORM = "sqlite:///folder/name.db, or sqlite:////folder/name.db from the root"


def database_path(url: str) -> Path:
    """Read BTP_DATABASE_URL; the URL itself is not repeated in a refusal, for it may hold a password."""
    try:
        parsed = make_url(url)
    except (ArgumentError, ValueError):
        raise _not_understood() from None
    if parsed.get_backend_name() in {"postgresql", "postgres"}:
        raise StoreRefused(
            Refused.POSTGRESQL,
            f"PostgreSQL is not served yet by this version; use {_FORM} in BTP_DATABASE_URL.",
        )
    name = parsed.database or ""
    if parsed.drivername != "sqlite" or parsed.host or parsed.query or name in {"", ":memory:"}:
        raise _not_understood()
    return Path(name).absolute()


def refuse_network_disk(path: Path, mounts: Path) -> None:
    """Look the path up in the system's table of mounts; without one (not Linux) nothing is refused."""
    try:
        table = mounts.read_text()
    except OSError:
        return
    kind = _kind_of_disk(path.resolve(), table)
    if kind in _NETWORK_KINDS or kind.startswith("fuse."):
        raise StoreRefused(
            Refused.NETWORK_DISK,
            f"The database {path} would lie on a network disk ({kind}), where SQLite can lose data; "
            "choose a folder on a disk of this machine in BTP_DATABASE_URL.",
        )


def require_database(url: str) -> None:
    """Raise StoreRefused where nothing stands at the path that BTP_DATABASE_URL names."""
    path = database_path(url)
    if not path.exists():
        raise StoreRefused(
            Refused.MISSING,
            f"There is no database at {path}: `serve` makes it, or BTP_DATABASE_URL means another one.",
        )


def make_files(path: Path) -> None:
    """Make the folder, the lock file and an empty database if missing, readable by this user only."""
    try:
        with suppress(FileExistsError):
            path.parent.mkdir(mode=0o700, parents=True)
        lock_file(path).touch(mode=0o600)
        path.touch(mode=0o600)
        with path.open("r+b") as file:
            start = file.read(16)
    except OSError as error:
        raise not_writable(path, str(error.strerror)) from None
    if start not in {b"", b"SQLite format 3\x00"}:
        raise not_a_database(path)


def lock_file(path: Path) -> Path:
    return path.with_name(path.name + ".lock")


def not_writable(path: Path, why: str) -> StoreRefused:
    return StoreRefused(
        Refused.NOT_WRITABLE,
        f"The database {path} cannot be written ({why}); "
        "give this user the right to, or choose another folder in BTP_DATABASE_URL.",
    )


def not_a_database(path: Path) -> StoreRefused:
    return StoreRefused(Refused.NOT_A_DATABASE, f"The file {path} is not a database that can be read.")


def _not_understood() -> StoreRefused:
    return StoreRefused(Refused.URL, f"BTP_DATABASE_URL is not understood; it has the form {_FORM}.")


def _kind_of_disk(path: Path, table: str) -> str:
    """Find the file system of the nearest mount point above the path; the last mount on a point counts."""
    lines = [line.split() for line in table.splitlines()]
    kinds = {_plain(point): kind for _device, point, kind, *_ in (line for line in lines if len(line) > 2)}  # noqa: PLR2004
    return next((kinds[point] for point in map(str, (path, *path.parents)) if point in kinds), "")


def _plain(field: str) -> str:
    """Undo the table's octal escapes (proc_mounts(5), getmntent(3)): blank, tab, newline and backslash."""
    for escaped, char in (("\\040", " "), ("\\011", "\t"), ("\\012", "\n"), ("\\134", "\\")):
        field = field.replace(escaped, char)
    return field
