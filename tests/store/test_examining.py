"""Looking at a database beside its service: what `doctor` and commands learn of it, and that it stays."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.store import Keys, Refused, StoreRefused, open_store
from bot.store.databases import database_of
from bot.store.examining import Examined, examine
from bot.store.opening import is_there
from tests.postgres import Server, database_name
from tests.store.samples import NOW, asked, encoded_key, prompt

pytestmark = pytest.mark.slow


def seen(url: str, keys: Keys) -> Examined:
    found = examine(url, keys)
    assert isinstance(found, Examined)
    return found


def overwrite(file: Path) -> None:
    with file.open("r+b") as damaged:
        damaged.write(b"\xff" * 100)


async def test_a_sound_database_is_seen_as_one(url: str, keys: Keys) -> None:
    """With the keys it needs, and whether a service has it."""
    store = open_store(url, keys)
    await store.write(asked(prompt()))
    beside = seen(url, keys)
    assert (beside.name, beside.served, beside.faults) == (database_of(url).name, True, ())
    assert (beside.key_ids, beside.different_keys) == (frozenset({"a"}), ())
    await store.close()
    assert not seen(url, keys).served


def test_another_key_under_a_known_id_is_seen(url: str) -> None:
    """As `doctor` tells it before a start is tried."""
    assert seen(url, Keys.parse(f"a:{encoded_key('b')}")).different_keys == ("a",)


def test_a_database_without_tables_is_not_there_yet(empty_url: str, keys: Keys) -> None:
    """And looking makes none."""
    for _ in range(2):
        assert not is_there(empty_url)
        assert examine(empty_url, keys) == database_of(empty_url).name


def test_a_database_of_ours_is_there(url: str) -> None:
    """Though nobody has it open."""
    assert is_there(url)


@pytest.mark.postgresql
def test_the_room_on_a_servers_disk_is_not_known(postgres_url: str, keys: Keys) -> None:
    """So nothing is said of it."""
    assert seen(postgres_url, keys).free_bytes is None


@pytest.mark.postgresql
def test_a_server_that_is_away_is_told_as_a_start_tells_it(keys: Keys) -> None:
    """In one sentence."""
    with pytest.raises(StoreRefused) as caught:
        examine("postgresql://me@127.0.0.1:1/db", keys)
    assert caught.value.reason is Refused.UNREACHABLE


@pytest.mark.postgresql
def test_an_index_that_is_not_to_be_trusted_is_told(
    postgres_server: Server, postgres_url: str, keys: Keys
) -> None:
    """As one whose making was broken off."""
    postgres_server.say(
        "UPDATE pg_index SET indisvalid = false WHERE indexrelid = 'ix_prompts_state'::regclass",
        database_name(postgres_url),
    )
    [fault] = seen(postgres_url, keys).faults
    assert fault.startswith("the index ix_prompts_state is invalid")


@pytest.mark.postgresql
async def test_a_page_that_was_overwritten_is_found(
    postgres_server: Server, postgres_url: str, keys: Keys
) -> None:
    """PostgreSQL names the block, and never what was in it."""
    store = open_store(postgres_url, keys)
    await store.write(asked(prompt()))
    await store.write(lambda tx: tx.save_cursor("intake", NOW.isoformat()))
    await store.close()
    name = database_name(postgres_url)
    postgres_server.say("CHECKPOINT")
    [(file,)] = postgres_server.say("SELECT pg_relation_filepath('meetings')", name)
    postgres_server.stop()
    overwrite(postgres_server.folder / "data" / str(file))
    postgres_server.start()
    [fault] = seen(postgres_url, keys).faults
    assert fault.startswith("invalid page in block 0 of relation")
    postgres_server.say(f"DROP DATABASE {name}")
