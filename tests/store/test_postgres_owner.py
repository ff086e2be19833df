"""Who owns a PostgreSQL database after a connection broke, at a start or later."""

from __future__ import annotations

import pytest
from sqlalchemy.exc import ProgrammingError

from bot.handlers.ports import Kind, StoreUnavailable
from bot.store import Keys, Refused, SqlStore, StoreRefused, WorkQueue, open_store
from tests.postgres import Server, database_name
from tests.store.proxies import Cut, Proxy
from tests.store.queues import ask, claimed
from tests.store.samples import meeting

pytestmark = [pytest.mark.slow, pytest.mark.postgresql]


async def kept(store: SqlStore) -> set[str]:
    return {each.id for each in await store.read(lambda tx: tx.meetings())}


async def save(store: SqlStore, number: int) -> None:
    await store.write(lambda tx: tx.save_meeting(meeting(number)))


@pytest.mark.parametrize("word", ["set_config", "pg_try_advisory_lock", "UPDATE work", "COMMIT"])
async def test_a_start_whose_connection_breaks_ends_in_a_sentence(
    postgres_server: Server, postgres_url: str, keys: Keys, word: str
) -> None:
    """And it can be tried again at once."""
    async with Proxy(postgres_server.port) as proxy:
        proxy.cut_at(word, Cut.BEFORE)
        with pytest.raises(StoreRefused) as caught:
            open_store(proxy.url(postgres_url), keys)
        assert proxy.has_cut
        assert caught.value.reason is Refused.UNREACHABLE
        await open_store(proxy.url(postgres_url), keys).close()


async def test_a_start_whose_commit_arrived_goes_on(
    postgres_server: Server, postgres_url: str, keys: Keys
) -> None:
    """Its answer alone was lost; the place of the owner is taken again before the first write."""
    async with Proxy(postgres_server.port) as proxy:
        proxy.cut_at_commit(Cut.AFTER)
        store = open_store(proxy.url(postgres_url), keys)
        assert proxy.has_cut
        await save(store, 1)
        assert await kept(store) == {"meeting-1"}
        with pytest.raises(StoreRefused) as caught:
            open_store(postgres_url, keys, patience=0)
        assert caught.value.reason is Refused.IN_USE
        await store.close()


async def test_an_owner_that_lost_its_place_writes_nothing_until_it_is_free(
    postgres_server: Server, postgres_url: str, keys: Keys
) -> None:
    """Another service may have begun while the connection was broken."""
    async with Proxy(postgres_server.port) as proxy:
        first = open_store(proxy.url(postgres_url), keys)
        await proxy.cut()
        second = open_store(postgres_url, keys)
        for _ in range(2):
            with pytest.raises(StoreUnavailable, match="has another owner by now"):
                await save(first, 1)
        await save(second, 2)
        assert await kept(first) == {"meeting-2"}
        await second.close()
        await save(first, 1)
        assert await kept(first) == {"meeting-1", "meeting-2"}
        await first.close()


async def test_an_owner_that_cannot_ask_for_its_place_writes_nothing(
    postgres_server: Server, postgres_url: str, keys: Keys
) -> None:
    """Its new connection is not used without the lock, not even at the second try."""
    name = database_name(postgres_url)
    postgres_server.say("CREATE ROLE tenant LOGIN")
    postgres_server.say("GRANT ALL ON ALL TABLES IN SCHEMA public TO tenant", name)
    store = open_store(postgres_url.replace("btp@", "tenant@"), keys)
    postgres_server.say("REVOKE EXECUTE ON FUNCTION pg_try_advisory_lock(int, int) FROM PUBLIC", name)
    postgres_server.say("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE usename = 'tenant'")
    for _ in range(2):
        with pytest.raises(ProgrammingError, match="permission denied"):
            await save(store, 1)
    assert await kept(store) == set()
    await store.close()
    postgres_server.say("DROP OWNED BY tenant", name)
    postgres_server.say("DROP ROLE tenant")


async def test_an_owner_whose_database_became_newer_meanwhile_writes_nothing(
    postgres_server: Server, postgres_url: str, keys: Keys
) -> None:
    """A newer version may have been the owner, and changed the tables, while the connection was broken."""
    async with Proxy(postgres_server.port) as proxy:
        store = open_store(proxy.url(postgres_url), keys)
        await proxy.cut()
        postgres_server.say("UPDATE alembic_version SET version_num = '9999'", database_name(postgres_url))
        for _ in range(2):
            with pytest.raises(StoreUnavailable, match="another version"):
                await save(store, 1)
        assert await kept(store) == set()
        await store.close()


async def test_work_that_another_owner_left_behind_is_taken_up_at_once(
    postgres_server: Server, postgres_url: str, keys: Keys
) -> None:
    """Its leases are by another machine's clock, which may be months ahead of ours."""
    async with Proxy(postgres_server.port) as proxy:
        first = open_store(proxy.url(postgres_url), keys)
        await ask(first)
        await proxy.cut()
        second = open_store(postgres_url, keys)
        assert len(await claimed(WorkQueue(second, lambda: 10_000_000.0))) == 1
        postgres_server.say(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname LIKE 'store_%'"
        )
        queue = WorkQueue(first, lambda: 0.0)
        assert Kind.DELIVER in await queue.next_due()
        assert len(await claimed(queue)) == 1
        assert await claimed(WorkQueue(first, lambda: 0.0)) == []
        await first.close()
        await second.close()
