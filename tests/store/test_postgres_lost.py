"""A PostgreSQL server that goes and comes back costs the requests of that moment, and no restart of the service."""

from __future__ import annotations

import asyncio
import os
import signal
from time import sleep

import pytest
from sqlalchemy.engine import make_url
from sqlalchemy.exc import OperationalError

from bot.handlers.ports import StoreUnavailable
from bot.store import Keys, Refused, SqlStore, SqlTransaction, StoreRefused, open_store
from bot.store.postgres_driver import answer, connected, lost
from tests.postgres import Server, database_name
from tests.store.proxies import Cut, Proxy
from tests.store.samples import meeting

pytestmark = [pytest.mark.slow, pytest.mark.postgresql]


async def kept(store: SqlStore) -> set[str]:
    return {each.id for each in await store.read(lambda tx: tx.meetings())}


async def save(store: SqlStore, number: int) -> None:
    await store.write(lambda tx: tx.save_meeting(meeting(number)))


async def test_a_server_that_was_started_anew_is_found_again(
    postgres_server: Server, postgres_url: str, keys: Keys
) -> None:
    """Neither the next look nor the next write notices, and the database still has its owner."""
    store = open_store(postgres_url, keys)
    await save(store, 1)
    postgres_server.stop()
    postgres_server.start()
    assert await kept(store) == {"meeting-1"}
    await save(store, 2)
    assert await kept(store) == {"meeting-1", "meeting-2"}
    with pytest.raises(StoreRefused) as caught:
        open_store(postgres_url, keys, patience=0)
    assert caught.value.reason is Refused.IN_USE
    await store.close()


async def test_while_the_server_is_away_the_store_says_so(
    postgres_server: Server, postgres_url: str, keys: Keys
) -> None:
    """Whoever asks is told at once, and what they ask later is done."""
    store = open_store(postgres_url, keys)
    postgres_server.stop()
    for _ in range(2):
        with pytest.raises(StoreUnavailable):
            await save(store, 1)
        with pytest.raises(StoreUnavailable):
            await kept(store)
    postgres_server.start()
    await save(store, 1)
    assert await kept(store) == {"meeting-1"}
    await store.close()


async def test_a_store_can_be_closed_while_the_server_is_away(
    postgres_server: Server, postgres_url: str, keys: Keys
) -> None:
    """A service that is stopped then ends as always."""
    stores = [open_store(postgres_url, keys), open_store(postgres_url, keys, owner=False)]
    postgres_server.stop()
    for store in stores:
        await store.close()
    postgres_server.start()


async def test_nothing_is_kept_of_a_write_whose_connection_broke(
    postgres_server: Server, postgres_url: str, keys: Keys
) -> None:
    """The write is told to have failed, and it has."""
    store = open_store(postgres_url, keys)

    def fall(tx: SqlTransaction) -> None:
        tx.save_meeting(meeting(1))
        postgres_server.stop()
        tx.save_meeting(meeting(2))

    with pytest.raises(StoreUnavailable):
        await store.write(fall)
    postgres_server.start()
    assert await kept(store) == set()
    await store.close()


@pytest.mark.parametrize("cut", list(Cut))
async def test_what_became_of_a_commit_is_found_out_where_its_answer_was_lost(
    postgres_server: Server, postgres_url: str, keys: Keys, cut: Cut
) -> None:
    """A write that returns is saved, and one that does not is not."""
    async with Proxy(postgres_server.port) as proxy:
        store = open_store(proxy.url(postgres_url), keys)
        proxy.cut_at_commit(cut)
        written = (await asyncio.gather(save(store, 1), return_exceptions=True))[0]
        assert proxy.has_cut
        assert await kept(store) == ({"meeting-1"} if written is None else set())
        assert (written is None) == (cut is Cut.AFTER)
        await save(store, 2)
        await store.close()


async def test_a_commit_is_not_asked_after_where_the_server_had_to_begin_anew(
    postgres_server: Server, postgres_url: str, keys: Keys
) -> None:
    """The crash of one of its processes is enough: it may give a number again that it had forgotten."""
    [(pid,)] = postgres_server.say("SELECT pid FROM pg_stat_activity WHERE backend_type = 'walwriter'")
    async with Proxy(postgres_server.port) as proxy:
        store = open_store(proxy.url(postgres_url), keys)
        proxy.cut_at_commit(Cut.AFTER, lambda: os.kill(int(str(pid)), signal.SIGKILL))
        with pytest.raises(StoreUnavailable):
            await save(store, 1)
        await save(store, 2)
        assert "meeting-2" in await kept(store)
        await store.close()


async def test_a_commit_is_asked_after_even_when_another_owner_came(
    postgres_server: Server, postgres_url: str, keys: Keys
) -> None:
    """Whoever sent something is not told that nothing was saved, when it was."""
    others: list[SqlStore] = []
    async with Proxy(postgres_server.port) as proxy:
        store = open_store(proxy.url(postgres_url), keys)
        proxy.cut_at_commit(Cut.AFTER, lambda: others.append(open_store(postgres_url, keys)))
        await save(store, 1)
        with pytest.raises(StoreUnavailable, match="has another owner by now"):
            await save(store, 2)
        assert await kept(store) == {"meeting-1"}
        await others[0].close()
        await save(store, 2)
        await store.close()


async def test_a_statement_that_the_server_gives_up_is_told_as_out_of_reach(
    postgres_server: Server, postgres_url: str, keys: Keys
) -> None:
    """Hosted servers come with such limits; what they break is done again later, as when the server is away."""
    name = database_name(postgres_url)
    postgres_server.say(f"ALTER DATABASE {name} SET statement_timeout = '50ms'")
    store = open_store(postgres_url, keys)
    with postgres_server.holding("LOCK TABLE meetings", name):
        with pytest.raises(StoreUnavailable):
            await save(store, 1)
        with pytest.raises(StoreUnavailable):
            await kept(store)
    await save(store, 2)
    assert await kept(store) == {"meeting-2"}
    await store.close()


async def test_a_transaction_that_the_server_ends_for_idling_is_told_as_out_of_reach(
    postgres_server: Server, postgres_url: str, keys: Keys
) -> None:
    """The process may have been held up in the middle of a write."""
    limit = "SET idle_in_transaction_session_timeout = '50ms'"
    postgres_server.say(f"ALTER DATABASE {database_name(postgres_url)} {limit}")
    store = open_store(postgres_url, keys)

    def late(tx: SqlTransaction) -> None:
        tx.save_meeting(meeting(1))
        sleep(0.2)
        tx.save_meeting(meeting(2))

    with pytest.raises(StoreUnavailable):
        await store.write(late)
    await save(store, 3)
    assert await kept(store) == {"meeting-3"}
    await store.close()


def test_a_server_that_never_answers_is_given_up(postgres_url: str) -> None:
    """It keeps its connections, as one that is frozen does; they are not used any more."""
    connection = connected(make_url(postgres_url), 1.0, reads_only=False, silent_seconds=0.2)
    with pytest.raises(OperationalError):
        answer(connection, "SELECT pg_sleep(60)")
    assert lost(connection)
    connection.close()
