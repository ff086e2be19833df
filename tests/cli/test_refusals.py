"""What cannot be used or cannot be done here is one sentence on standard error and an exit code that means it."""

from __future__ import annotations

import json
import os
import socket
import sqlite3
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
import typer

from bot.cli.ending import plain_endings
from bot.handlers.ports import StoreUnavailable
from bot.local.town import EXAMPLE, environment
from tests.cli.conftest import Ended

REQUIRED = (
    "BTP_PARTNERSHIP",
    "BTP_DATA_KEYS",
    "BTP_TENANT_ID",
    "BTP_BOT_APP_ID",
    "BTP_CREDENTIAL",
    "BTP_COORDINATOR_SITE_ID",
    "BTP_BOARDS_SITE_ID",
    "BTP_INTAKE_MAILBOX",
    "BTP_CALENDAR_MAILBOX",
)
GIVEN, HERE = 2, 3
WINDOW = ("--from", "2036-04-01", "--to", "2036-06-30")


@pytest.fixture
def taken_port() -> Iterator[int]:
    """A port on which another program listens."""
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        yield other.getsockname()[1]


def sentence(ended: Ended, code: int) -> str:
    """What was said, once it is known to be one sentence and nothing else."""
    assert (ended.code, ended.out) == (code, "")
    assert ended.err.endswith(".\n")
    assert ended.err.count("\n") == 1, ended.err
    return ended.err.strip()


@pytest.mark.parametrize("arguments", [("serve",), ("plan", "apply", *WINDOW)])
def test_missing_settings_are_all_named_at_once(
    command: Callable[..., Ended], arguments: tuple[str, ...]
) -> None:
    """An operator mends them in one go."""
    ended = command(*arguments)
    assert (ended.code, ended.out) == (GIVEN, "")
    assert sorted(ended.err.splitlines()) == sorted(
        f"{name} is not set: it is required." for name in REQUIRED
    )


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("BTP_DATA_KEYS", "SECRET-without-a-name"),
        ("BTP_DATA_KEYS", "first:SECRET-too-short"),
        ("BTP_CREDENTIAL", "SECRET-kind"),
        ("BTP_GRAPH_URL", "https://graph.microsoft.com/v1.0"),
        ("BTP_PORT", "SECRET-no-number"),
    ],
)
def test_a_setting_that_cannot_be_used_is_named_and_no_secret_repeated(
    command: Callable[..., Ended], settings: dict[str, str], name: str, value: str
) -> None:
    """Exit code 2, before anything is made on the disk."""
    said = sentence(command("serve", settings={**settings, name: value}), GIVEN)
    assert name in said
    assert "SECRET" not in said


def test_a_window_of_plan_apply_that_ends_before_it_starts_is_refused(
    command: Callable[..., Ended], settings: dict[str, str], tmp_path: Path
) -> None:
    """Nothing is opened and nothing is asked."""
    ended = command("plan", "apply", "--from", "2036-04-01", "--to", "2036-03-31", settings=settings)
    assert ended.code == GIVEN
    assert "--to 2036-03-31 is before --from 2036-04-01." in ended.err
    assert list(tmp_path.iterdir()) == []


def test_a_broken_partnership_file_stops_the_service(
    command: Callable[..., Ended], settings: dict[str, str], tmp_path: Path
) -> None:
    """With the same report as `plan show`, before the database is made."""
    file = tmp_path / "partnership.toml"
    file.write_text(EXAMPLE.read_text("utf-8").replace("Wednesday 24 January", "Tuesday 24 January"), "utf-8")
    ended = command("serve", settings={**settings, "BTP_PARTNERSHIP": str(file)})
    assert ended.code == GIVEN
    assert "24 January 2024 is a Wednesday, not a Tuesday; the nearest Tuesday is 23 January" in ended.err
    assert list(tmp_path.iterdir()) == [file]


@pytest.mark.slow
def test_a_taken_port_is_named_with_the_setting_to_change(
    command: Callable[..., Ended], settings: dict[str, str], taken_port: int
) -> None:
    """Of the service: by its setting."""
    said = sentence(command("serve", settings={**settings, "BTP_PORT": str(taken_port)}), HERE)
    assert str(taken_port) in said
    assert "BTP_PORT" in said


@pytest.mark.parametrize("option", ["--port", "--pages-port"])
def test_a_taken_port_of_the_demo_is_named_with_its_option(
    command: Callable[..., Ended], taken_port: int, option: str
) -> None:
    """Before anything was started."""
    said = sentence(command("demo", option, str(taken_port)), HERE)
    assert str(taken_port) in said
    assert said.endswith(f"choose another with {option}.")


def test_a_folder_that_cannot_be_written_is_named(
    command: Callable[..., Ended], settings: dict[str, str], tmp_path: Path
) -> None:
    """A file stands where the folder should be."""
    (tmp_path / "file").write_text("in the way")
    url = f"sqlite:///{tmp_path}/file/store.db"
    said = sentence(command("serve", settings={**settings, "BTP_DATABASE_URL": url}), HERE)
    assert f"{tmp_path}/file/store.db cannot be written" in said
    assert (tmp_path / "file").read_text() == "in the way"


@pytest.mark.slow
@pytest.mark.parametrize("arguments", [("serve",), ("plan", "apply", *WINDOW)])
def test_a_newer_database_is_left_as_it_is(
    command: Callable[..., Ended], settings: dict[str, str], database: Path, arguments: tuple[str, ...]
) -> None:
    """An older program would not know what it does not understand."""
    with sqlite3.connect(database) as file:
        file.execute("UPDATE alembic_version SET version_num = '9999'")
    file.close()
    before = database.read_bytes()
    said = sentence(command(*arguments, settings=settings), HERE)
    assert "newer" in said
    assert database.read_bytes() == before


@pytest.mark.parametrize(
    "arguments",
    [
        ("hold", "add", "--everything", "--by", "Practice Review Lead"),
        ("hold", "release", "x", "--by", "Practice Review Lead"),
        ("hold", "list"),
        ("reviews", "status", *WINDOW),
        ("reviews", "exports"),
        ("work", "parked"),
        ("work", "release", "--all"),
        ("reconcile",),
        ("plan", "adopt", "learning-hub", "2036-05"),
    ],
)
def test_what_is_asked_of_a_database_that_is_not_there_is_refused(
    command: Callable[..., Ended], settings: dict[str, str], tmp_path: Path, arguments: tuple[str, ...]
) -> None:
    """A hold in a database made by a slip of the path or of the folder would be confirmed, and hold nothing."""
    said = sentence(command(*arguments, settings=settings), HERE)
    assert f"There is no database at {tmp_path}/back-to-practice.db" in said
    assert list(tmp_path.iterdir()) == []


@pytest.mark.slow
def test_other_keys_than_the_databases_are_refused(
    command: Callable[..., Ended], settings: dict[str, str], database: Path
) -> None:
    """A key of the right name and form which is not the one that encrypted."""
    other = environment(database.parent, "http://127.0.0.1:9", 0, EXAMPLE, seed=2)
    said = sentence(command("serve", settings={**settings, "BTP_DATA_KEYS": other["BTP_DATA_KEYS"]}), HERE)
    assert "BTP_DATA_KEYS" in said
    assert other["BTP_DATA_KEYS"].partition(":")[2] not in said


@pytest.mark.slow
def test_what_a_library_says_stands_on_no_operators_screen(settings: dict[str, str], tmp_path: Path) -> None:
    """It tells what it was answered; a line of ours and the sentence are enough."""
    public = {
        "BTP_CREDENTIAL": "azure-cli",
        "BTP_PUBLIC_URL": "https://bot.example.org",
        "PATH": str(tmp_path),
    }
    local = {"BTP_GRAPH_URL", "BTP_SERVICE_URL", "BTP_SERVICE_URL_HOSTS", "BTP_OPENID_METADATA_URL"}
    given = {name: value for name, value in settings.items() if name not in local}
    ended = subprocess.run(
        (sys.executable, "-m", "bot", "provision"),
        capture_output=True,
        check=False,
        text=True,
        env={**os.environ, **given, **public},
        cwd=Path(__file__).parents[2],
    )
    line, said = ended.stderr.splitlines()
    assert (ended.returncode, json.loads(line)["message"]) == (GIVEN, "sign_in.failed")
    assert said.startswith("Nobody could be signed in, so nothing was done.")


def test_a_database_that_is_lost_in_the_middle_ends_in_words(capsys: pytest.CaptureFixture[str]) -> None:
    """A disk that goes, or a server: without a traceback, and what to do."""
    with pytest.raises(typer.Exit) as ended, plain_endings():
        raise StoreUnavailable("The database could not be reached.")
    assert ended.value.exit_code == HERE
    assert "then run the command again." in capsys.readouterr().err
