"""What can be wrong with a PostgreSQL database is said in one sentence, without the password."""

from __future__ import annotations

import pytest

from bot.store import Keys, Refused, SqlStore, StoreRefused, WorkQueue, open_store
from bot.store.databases import database_of
from tests.postgres import PASSWORD, Server, database_name
from tests.store.proxies import on_loopback
from tests.store.queues import ask, claimed

pytestmark = [pytest.mark.slow, pytest.mark.postgresql]


def refusal(url: str, keys: Keys) -> StoreRefused:
    with pytest.raises(StoreRefused) as caught:
        open_store(url, keys, patience=0, busy_seconds=0.1)
    assert PASSWORD.split()[-1] not in str(caught.value)
    return caught.value


@pytest.mark.parametrize(
    ("user", "password", "name", "reason", "says"),
    [
        ("btp", "wrong", "postgres", Refused.SIGN_IN, "password authentication failed"),
        ("nobody", "wrong", "postgres", Refused.SIGN_IN, "password authentication failed"),
        ("btp", "", "postgres", Refused.SIGN_IN, "no password supplied"),
        (
            "btp",
            PASSWORD,
            "none",
            Refused.NO_DATABASE,
            "There is no database none on 127.0.0.1; make it with createdb",
        ),
    ],
)
def test_a_server_that_does_not_let_us_in_says_why(
    postgres_server: Server, keys: Keys, user: str, password: str, name: str, reason: Refused, says: str
) -> None:
    """Whoever starts the service can tell a mistyped password from a missing database."""
    refused = refusal(f"postgresql+psycopg://{user}:{password}@127.0.0.1:{postgres_server.port}/{name}", keys)
    assert refused.reason is reason
    assert says in str(refused)


@pytest.mark.parametrize(
    ("where", "says"),
    [
        ("me:secret@127.0.0.1:1/db", "The database db on 127.0.0.1 cannot be reached (Connection refused); "),
        ("me:secret@host.invalid/db", "failed to resolve host 'host.invalid'"),
        (
            "me:secret@/db?host=/nowhere",
            "The database db on /nowhere cannot be reached (No such file or directory); ",
        ),
        ("me:secret@127.0.0.1/db?odd=1", 'invalid connection option "odd"'),
    ],
)
def test_a_server_that_is_not_there_is_said_so(keys: Keys, where: str, says: str) -> None:
    """The sentence names the database, and what the library said."""
    refused = refusal(f"postgresql://{where}", keys)
    assert refused.reason is Refused.UNREACHABLE
    assert says in str(refused)
    assert "secret" not in str(refused)


def test_a_url_without_a_database_is_not_understood(keys: Keys) -> None:
    """The library would take the user's name for one."""
    assert refusal("postgresql+psycopg://me:secret@host", keys).reason is Refused.URL


@pytest.mark.parametrize("where", ["me:half@secret@host/db", "me:half@se/secret@host/db"])
def test_a_password_with_an_at_sign_is_not_taken_for_a_host(keys: Keys, where: str) -> None:
    """What stands behind the sign would be shown as the server's name, or the database's."""
    refused = refusal(f"postgresql+psycopg://{where}", keys)
    assert refused.reason is Refused.URL
    assert "secret" not in str(refused)
    assert "%40" in str(refused)


def test_another_programs_database_is_refused_and_left(postgres_server: Server, keys: Keys) -> None:
    """Our tables are not put among another's."""
    url = postgres_server.new()
    postgres_server.say("CREATE TABLE recipes (name TEXT)", database_name(url))
    refused = refusal(url, keys)
    assert refused.reason is Refused.NOT_OURS
    assert str(refused) == f"The database {database_of(url).name} belongs to another program."
    tables = "SELECT relname FROM pg_class WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace"
    assert postgres_server.say(tables, database_name(url)) == [("recipes",)]


def test_a_user_who_may_not_make_tables_is_told_so(postgres_server: Server, keys: Keys) -> None:
    """As when the database belongs to its administrator."""
    url = postgres_server.new()
    postgres_server.say("CREATE ROLE visitor LOGIN")
    refused = refusal(url.replace("btp@", "visitor@"), keys)
    postgres_server.say("DROP ROLE visitor")
    assert refused.reason is Refused.NOT_WRITABLE
    assert "cannot be written (permission denied for schema public); make the user" in str(refused)


def test_a_database_that_cannot_keep_every_letter_is_refused(postgres_server: Server, keys: Keys) -> None:
    """Names of boards and seats have letters of any language."""
    postgres_server.say("CREATE DATABASE narrow ENCODING 'LATIN1' LOCALE 'C' TEMPLATE template0")
    refused = refusal(postgres_server.url("narrow"), keys)
    assert refused.reason is Refused.UNFIT
    assert "cannot keep every letter (LATIN1)" in str(refused)


def test_a_server_that_does_not_wait_for_its_disk_is_refused(
    postgres_server: Server, postgres_url: str, keys: Keys
) -> None:
    """What it says is saved would be gone after a power cut."""
    postgres_server.stop()
    postgres_server.start("-c fsync=off")
    refused = refusal(postgres_url, keys)
    postgres_server.stop()
    postgres_server.start()
    assert refused.reason is Refused.UNFIT
    assert str(refused).endswith("could lose answers: set fsync = on on its server.")


async def test_every_commit_waits_for_the_disk_whatever_is_set_for_the_database(
    postgres_server: Server, postgres_url: str, keys: Keys
) -> None:
    """Marks as well: the server can fall while the service goes on."""
    name = database_name(postgres_url)
    postgres_server.say(f"ALTER DATABASE {name} SET synchronous_commit = off")
    store = open_store(postgres_url, keys)
    for write in (store.write, store.mark):
        waits = await write(lambda tx: tx._connection.exec_driver_sql("SHOW synchronous_commit").scalar_one())
        assert waits == "on"
    await store.close()


async def test_letters_of_any_language_are_kept_whatever_is_set_for_clients(
    postgres_server: Server, postgres_url: str, keys: Keys
) -> None:
    """An administrator may have set what older programs need."""
    postgres_server.say(f"ALTER DATABASE {database_name(postgres_url)} SET client_encoding = 'LATIN1'")
    store = open_store(postgres_url, keys)
    await store.write(lambda tx: tx.save_cursor("name", "Łucja"))
    assert await store.read(lambda tx: tx.cursor("name")) == "Łucja"
    await store.close()


async def test_the_server_notices_a_dead_machine_even_while_it_waits_for_its_receipt(
    postgres_server: Server, postgres_url: str, keys: Keys
) -> None:
    """No keepalives are sent while something is on its way: the ownership would last a quarter of an hour."""
    store = open_store(on_loopback(postgres_server.port, postgres_url), keys)
    waits = await store.read(lambda tx: tx._connection.exec_driver_sql("SHOW tcp_user_timeout").scalar_one())
    assert waits == "25000"
    await store.close()


async def test_work_that_another_transaction_has_locked_is_left_to_it(
    postgres_server: Server, postgres_url: str, keys: Keys
) -> None:
    """Nobody waits for a row that somebody else is about to lease."""
    store = open_store(postgres_url, keys, busy_seconds=0.1)
    await ask(store, "locked")
    await ask(store, "free")
    with postgres_server.holding(
        "SELECT FROM work WHERE subject = 'locked' FOR UPDATE", database_name(postgres_url)
    ):
        assert [work.subject for work in await claimed(WorkQueue(store, lambda: 0.0))] == ["free"]
    assert [work.subject for work in await claimed(WorkQueue(store, lambda: 0.0))] == ["locked"]
    await store.close()


async def test_a_database_is_owned_apart_from_others_on_its_server(
    postgres_server: Server, postgres_template: str, postgres_url: str, keys: Keys
) -> None:
    """Two partnerships may share a server."""
    stores: list[SqlStore] = [
        open_store(url, keys, patience=0) for url in (postgres_url, postgres_server.new(postgres_template))
    ]
    for store in stores:
        assert store.owner
        await store.close()
