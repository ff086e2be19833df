"""What can be wrong with a database is said in one sentence, and nothing is changed."""

from __future__ import annotations

import asyncio
import sqlite3
import stat
from pathlib import Path

import pytest

from bot.handlers.ports import Kind
from bot.store import Keys, Refused, SqlStore, StoreRefused, open_store
from bot.store.databases import database_of
from tests.either import on_sqlite
from tests.store.samples import NOW, encoded_key, meeting

MOUNTS = """\
/dev/vda / ext4 rw 0 0
server:/export /net nfs4 rw 0 0
//server/share /mnt/with\\040space cifs rw 0 0
someone@host:/ /home/sshfs fuse.sshfs rw 0 0
/dev/sdb /net/local xfs rw 0 0
short line
"""


def refusal(url: str, keys: Keys, mounts: Path = Path("/proc/mounts"), *, owner: bool = True) -> StoreRefused:
    with pytest.raises(StoreRefused) as caught:
        open_store(url, keys, owner=owner, patience=0, mounts=mounts)
    return caught.value


@pytest.mark.parametrize(
    "url", ["", "back.db", "sqlite://", "sqlite:///:memory:", "mysql://me:secret@host/db", "sqlite://host/db"]
)
def test_a_url_that_is_not_understood_is_refused(url: str, keys: Keys) -> None:
    """The sentence shows the form, and repeats nothing that may be secret."""
    refused = refusal(url, keys)
    assert refused.reason is Refused.URL
    assert str(refused) == (
        "BTP_DATABASE_URL is not understood; it has the form sqlite:///folder/name.db, "
        "sqlite:////folder/name.db from the root, or postgresql+psycopg://user@host/name."
    )


@pytest.mark.parametrize(
    ("path", "kind"),
    [("/net/a.db", "nfs4"), ("/mnt/with space/b/a.db", "cifs"), ("/home/sshfs/a.db", "fuse.sshfs")],
)
def test_a_network_disk_is_refused(path: str, kind: str, keys: Keys, tmp_path: Path) -> None:
    """SQLite's log does not work there, and nothing is made there either."""
    mounts = tmp_path / "mounts"
    mounts.write_text(MOUNTS)
    refused = refusal(f"sqlite:///{path}", keys, mounts)
    assert refused.reason is Refused.NETWORK_DISK
    assert str(refused).startswith(f"The database {path} would lie on a network disk ({kind})")


async def test_a_local_disk_below_a_network_disk_serves(database: Path, keys: Keys, tmp_path: Path) -> None:
    """The nearest mount above the file counts."""
    mounts = tmp_path / "mounts"
    mounts.write_text(f"server:/ {tmp_path.parent} nfs rw 0 0\n/dev/sdb {tmp_path} ext4 rw 0 0\n")
    await open_store(f"sqlite:///{database}", keys, mounts=mounts).close()


@on_sqlite
async def test_where_the_system_has_no_table_of_mounts_nothing_is_refused(url: str, keys: Keys) -> None:
    """Other systems than Linux are served as well."""
    await open_store(url, keys, mounts=Path("/nowhere/mounts")).close()


@pytest.mark.slow
async def test_a_missing_folder_is_made_for_this_user_alone(tmp_path: Path, keys: Keys) -> None:
    """A first start needs no preparation, and others cannot read what it keeps."""
    path = tmp_path / "var" / "deep" / "store.db"
    await open_store(f"sqlite:///{path}", keys).close()
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert stat.S_IMODE(path.parent.stat().st_mode) == 0o700


@pytest.mark.parametrize(
    ("name", "why"), [("file/store.db", "Not a directory"), ("folder", "Is a directory")]
)
def test_an_unwritable_place_is_refused(name: str, why: str, tmp_path: Path, keys: Keys) -> None:
    """The sentence says what the system said."""
    (tmp_path / "file").write_text("a file")
    (tmp_path / "folder").mkdir()
    refused = refusal(f"sqlite:///{tmp_path / name}", keys)
    assert refused.reason is Refused.NOT_WRITABLE
    assert str(refused).startswith(f"The database {tmp_path / name} cannot be written ({why});")


@pytest.mark.parametrize("content", [b"Dear all, ", b"SQLite format 3\x00" + b"\x01" * 5000])
def test_a_file_that_is_not_a_database_is_refused_and_left(
    content: bytes, tmp_path: Path, keys: Keys
) -> None:
    """Somebody's file is not overwritten."""
    path = tmp_path / "letter.db"
    path.write_bytes(content)
    refused = refusal(f"sqlite:///{path}", keys)
    assert refused.reason is Refused.NOT_A_DATABASE
    assert str(refused) == f"The file {path} is not a database that can be read."
    assert path.read_bytes() == content


def test_a_log_that_cannot_be_written_is_refused(database: Path, keys: Keys) -> None:
    """What the disk says at the start is passed on in words."""
    database.with_name("store.db-wal").mkdir()
    refused = refusal(f"sqlite:///{database}", keys)
    assert refused.reason is Refused.NOT_WRITABLE
    assert "cannot be written (unable to open database file)" in str(refused)


def test_another_programs_database_is_refused_and_left(tmp_path: Path, keys: Keys) -> None:
    """Our tables are not put among another's."""
    path = tmp_path / "other.db"
    with sqlite3.connect(path) as other:
        other.execute("CREATE TABLE recipes (name)")
    other.close()
    before = path.read_bytes()
    refused = refusal(f"sqlite:///{path}", keys)
    assert refused.reason is Refused.NOT_OURS
    assert str(refused) == f"The database {path} belongs to another program."
    assert path.read_bytes() == before


@pytest.mark.slow
def test_a_database_being_written_by_another_program_is_refused(database: Path, keys: Keys) -> None:
    """A lock that does not go away is said to be one."""
    other = sqlite3.connect(database, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    with pytest.raises(StoreRefused, match="is being written by another program; try again") as caught:
        open_store(f"sqlite:///{database}", keys, busy_seconds=0.01)
    other.close()
    assert caught.value.reason is Refused.IN_USE


@pytest.mark.slow
async def test_a_second_owner_is_refused(url: str, keys: Keys, store: SqlStore) -> None:
    """Two services on one database would do everything twice."""
    refused = refusal(url, keys)
    assert refused.reason is Refused.IN_USE
    assert (
        str(refused)
        == f"The database {database_of(url).name} is in use by another running service; stop that one first."
    )
    await store.close()
    await open_store(url, keys, patience=0).close()


@pytest.mark.slow
async def test_a_new_owner_waits_for_the_old_one_to_end(url: str, keys: Keys, store: SqlStore) -> None:
    """A restart whose parts overlap for a moment succeeds."""
    second = asyncio.ensure_future(asyncio.to_thread(open_store, url, keys, patience=10))
    await asyncio.sleep(0.05)
    assert not second.done()
    await store.close()
    await (await second).close()


async def test_a_guest_reads_and_writes_beside_the_owner(url: str, keys: Keys, store: SqlStore) -> None:
    """A command line can ask a running service for work."""
    guest = open_store(url, keys, owner=False)
    await guest.write(lambda tx: tx.save_meeting(meeting()))
    await guest.write(lambda tx: tx.add_work(Kind.FILE_MEETING, "meeting-1", NOW))
    assert await store.read(lambda tx: tx.meeting("meeting-1")) == meeting()
    await guest.close()


async def test_a_guest_does_not_keep_the_owner_out(url: str, keys: Keys) -> None:
    """Whichever comes first, both can be open."""
    guest = open_store(url, keys, owner=False)
    owner = open_store(url, keys, patience=0)
    assert (guest.owner, owner.owner) == (False, True)
    await owner.close()
    await guest.close()


@pytest.mark.slow
async def test_a_guest_may_come_first_of_all(empty_url: str, keys: Keys) -> None:
    """Planning the year before the first start makes the database."""
    guest = open_store(empty_url, keys, owner=False)
    await guest.write(lambda tx: tx.save_meeting(meeting()))
    await guest.close()
    owner = open_store(empty_url, keys, patience=0)
    assert await owner.read(lambda tx: tx.meeting("meeting-1")) == meeting()
    await owner.close()


async def test_a_refused_opening_lets_go_of_the_database(url: str, keys: Keys) -> None:
    """After the fault is mended the next start works at once."""
    refusal(url, Keys.parse(f"b:{encoded_key('b')}"))
    await open_store(url, keys, patience=0).close()
