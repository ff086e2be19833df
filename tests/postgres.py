"""A PostgreSQL server of our own for the tests that need one, where Debian's or another's is installed."""

from __future__ import annotations

import asyncio
import os
import shutil
import socket
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import count
from pathlib import Path
from tempfile import TemporaryDirectory

import psycopg
import pytest

from bot.store import Keys, open_store

__all__ = ["postgres_server", "postgres_template", "postgres_url"]

PASSWORD = "a password of the tests"  # noqa: S105 - of a server that lives as long as they do
_USER = "btp"
_NOBODY = "nobody"
_WITH_LANGUAGES = 150_000
_MEMORY = Path("/dev/shm")  # noqa: S108 - a folder of our own in it


class Server:
    """Sockets in its own folder, without a password; on the loopback with one. It waits for its disk as any does."""

    def __init__(self, programs: Path, folder: Path) -> None:
        self._programs = programs
        self.folder = folder
        with socket.create_server(("127.0.0.1", 0)) as free:
            self.port = int(free.getsockname()[1])
        self._numbers = count(1)

    def make(self) -> None:
        if os.geteuid() == 0:
            shutil.chown(self.folder, _NOBODY)
        self.folder.joinpath("password").write_text(PASSWORD)
        self.folder.joinpath("password").chmod(0o644)
        self._run("initdb", "-U", _USER, "--auth-local=trust", "--auth-host=scram-sha-256", "--encoding=UTF8")

    def start(self, *settings: str) -> None:
        listening = f"-p {self.port} -k {self.folder} -c listen_addresses=127.0.0.1"
        self._run("pg_ctl", "-w", "-l", f"{self.folder}/log", "-o", " ".join((listening, *settings)), "start")

    def stop(self) -> None:
        """At once, as a crash does: what was not written to the log is lost."""
        self._run("pg_ctl", "-w", "-m", "immediate", "stop")

    def url(self, name: str) -> str:
        return f"postgresql+psycopg://{_USER}@/{name}?host={self.folder}&port={self.port}"

    def new(self, template: str = "") -> str:
        """Make a database, empty where there is no template; its URL.

        It orders text as English does where the server can: ours is not to depend on that.
        """
        name = f"store_{next(self._numbers)}"
        [(version,)] = self.say("SELECT current_setting('server_version_num')::int")
        english = " LOCALE_PROVIDER icu ICU_LOCALE 'en'" if int(str(version)) >= _WITH_LANGUAGES else ""
        self.say(f"CREATE DATABASE {name} TEMPLATE {template or f'template0{english}'}")
        return self.url(name)

    def say(self, sql: str, name: str = "postgres") -> list[tuple[object, ...]]:
        """Run a statement past the product."""
        with psycopg.connect(
            host=str(self.folder), port=self.port, user=_USER, dbname=name, autocommit=True
        ) as connection:
            cursor = connection.execute(sql.encode())
            return cursor.fetchall() if cursor.description else []

    @contextmanager
    def holding(self, sql: str, name: str) -> Iterator[None]:
        """Let another program be in the middle of a transaction that began with the statement."""
        with psycopg.connect(host=str(self.folder), port=self.port, user=_USER, dbname=name) as connection:
            connection.execute(sql.encode())
            yield

    def _run(self, program: str, *arguments: str) -> None:
        password = [f"--pwfile={self.folder}/password"] if program == "initdb" else []
        command = [str(self._programs / program), "-D", f"{self.folder}/data", *password, *arguments]
        root = os.geteuid() == 0
        with (self.folder / "said").open("a") as said:
            subprocess.run(  # noqa: S603 - the system's own programs; it does not run as root
                command,
                check=True,
                stdout=said,
                stderr=said,
                cwd="/",
                user=_NOBODY if root else None,
                extra_groups=[] if root else None,
            )


def database_name(url: str) -> str:
    return url.partition("@/")[2].partition("?")[0]


@pytest.fixture(scope="session")
def postgres_server() -> Iterator[Server]:
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=lambda path: int(path.parts[4]))
    program = str(found[-1]) if found else shutil.which("initdb")
    if program is None:
        pytest.skip("PostgreSQL is not installed: neither /usr/lib/postgresql nor the path has initdb.")
    with TemporaryDirectory(dir=_MEMORY if _MEMORY.is_dir() else None) as name:
        server = Server(Path(program).parent, Path(name))
        server.make()
        server.start()
        yield server
        server.stop()


@pytest.fixture(scope="session")
def postgres_template(postgres_server: Server, keys: Keys) -> str:
    url = postgres_server.new()
    asyncio.run(open_store(url, keys).close())
    return database_name(url)


@pytest.fixture
def postgres_url(postgres_server: Server, postgres_template: str) -> str:
    """A database of its own for each test, copied from one that is up to date."""
    return postgres_server.new(postgres_template)
