"""Settings are read once, and every fault is said at once."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.settings import read_settings
from tests.settings.given import GIVEN, SECRET, refusal


def test_what_is_not_given_has_the_documented_default(environment: pytest.MonkeyPatch) -> None:
    """Host, port and database need no setting to try the service."""
    environment.delenv("BTP_SERVICE_URL_HOSTS")
    environment.setenv("BTP_SERVICE_URL_HOSTS", " 127.0.0.1 ,::1")
    settings = read_settings()
    assert (settings.host, settings.port, settings.public_url) == (
        "127.0.0.1",
        3978,
        "http://127.0.0.1:3978",
    )
    assert settings.database_url == "sqlite:///var/back-to-practice.db"
    assert settings.service_url_hosts == ("127.0.0.1", "::1")


def test_a_file_gives_what_the_environment_does_not(environment: pytest.MonkeyPatch) -> None:
    """The environment wins; what belongs to other programs is left alone."""
    environment.delenv("BTP_INTAKE_MAILBOX")
    Path(".env").write_text(
        "BTP_INTAKE_MAILBOX=intake@example.org\nBTP_CALENDAR_MAILBOX=file@example.org\nOTHER=1\n"
    )
    settings = read_settings()
    assert (settings.intake_mailbox, settings.calendar_mailbox) == (
        "intake@example.org",
        "boards@example.org",
    )


def test_every_fault_is_in_one_report(environment: pytest.MonkeyPatch) -> None:
    """What is missing, what is misspelt and what is unsafe, a line each, by the setting's own name."""
    environment.delenv("BTP_PARTNERSHIP")
    environment.delenv("BTP_DATA_KEYS")
    environment.setenv("BTP_PORT", "99999")
    environment.setenv("BTP_TENANT_ID", "contoso")
    environment.setenv("BTP_INTAKE_MAILBOX", "nobody")
    environment.setenv("BTP_HOST", "0.0.0.0")  # noqa: S104 - that is the point
    environment.setenv("BTP_GRAPH_URL", "https://graph.microsoft.com/v1.0")
    lines = refusal().splitlines()
    assert [line.partition(":")[0].split()[0] for line in lines] == [
        "BTP_PARTNERSHIP",
        "BTP_DATA_KEYS",
        "BTP_HOST",
        "BTP_PORT",
        "BTP_TENANT_ID",
        "BTP_GRAPH_URL",
        "BTP_INTAKE_MAILBOX",
    ]
    assert lines[0] == "BTP_PARTNERSHIP is not set: it is required."


def test_without_any_setting_all_that_is_needed_is_named(environment: pytest.MonkeyPatch) -> None:
    """One report to fill in a file from."""
    for name in GIVEN:
        environment.delenv(name)
    named = {line.split()[0] for line in refusal().splitlines()}
    optional = {"BTP_GRAPH_URL", "BTP_SERVICE_URL", "BTP_SERVICE_URL_HOSTS", "BTP_OPENID_METADATA_URL"}
    assert named == set(GIVEN) - optional


def test_a_certificate_needs_its_file(public: pytest.MonkeyPatch) -> None:
    """The setting that is missing is named."""
    public.setenv("BTP_CREDENTIAL", "certificate")
    public.delenv("BTP_CERTIFICATE")
    assert refusal().startswith("BTP_CERTIFICATE: with BTP_CREDENTIAL=certificate the path")


def test_an_unknown_credential_is_named_with_what_is_allowed(environment: pytest.MonkeyPatch) -> None:
    """A misspelling is not taken for another kind."""
    environment.setenv("BTP_CREDENTIAL", "locla")
    report = refusal()
    assert report.startswith("BTP_CREDENTIAL: ")
    assert "'local'" in report


def test_secrets_are_printed_nowhere(environment: pytest.MonkeyPatch) -> None:
    """Neither by the settings themselves nor by a report about other faults."""
    assert SECRET not in repr(read_settings())
    assert SECRET not in str(read_settings().model_dump())
    environment.setenv("BTP_PORT", "none")
    assert SECRET not in refusal()


def test_the_password_of_a_database_is_printed_nowhere(environment: pytest.MonkeyPatch) -> None:
    """It may stand in the address of a PostgreSQL server."""
    environment.setenv("BTP_DATABASE_URL", f"postgresql+psycopg://me:{SECRET}@host/name")
    assert SECRET not in repr(read_settings())
    assert SECRET not in str(read_settings())


def test_a_wrong_value_is_not_repeated(environment: pytest.MonkeyPatch) -> None:
    """A secret may have been pasted into the wrong line."""
    environment.setenv("BTP_TENANT_ID", SECRET)
    environment.setenv("BTP_PUBLIC_URL", f"http://user:{SECRET}@bot.example.org/{SECRET}")
    assert SECRET not in refusal()


@pytest.mark.usefixtures("environment")
def test_a_file_of_settings_that_is_no_text_is_refused_in_a_sentence() -> None:
    """A file saved by a word processor is named; nothing of it is shown."""
    Path(".env").write_bytes(b"BTP_HOST=\xff\xfe127.0.0.1\n")
    assert refusal() == "The file .env cannot be read: it must be text in UTF-8."


def test_a_line_of_the_file_that_is_no_setting_is_named_beside_the_other_faults(
    environment: pytest.MonkeyPatch,
) -> None:
    """It would be left out, and the default used in its place; nothing of it is shown, as it may be a secret."""
    Path(".env").write_text(
        f"# a comment\n\nBTP_PORT 4000\nexport BTP_HOST=::1\nBTP_DATABASE_URL\nBTP_DATA_KEYS='{SECRET}\n"
    )
    expected = "NAME=value is expected, and a closing quote for each opening one."
    assert refusal().splitlines() == [
        f"The file .env, line 3: {expected}",
        f"The file .env, line 5: {expected}",
        f"The file .env, line 6: {expected}",
    ]
    environment.setenv("BTP_PORT", "none")
    assert refusal().splitlines()[0] == f"The file .env, line 3: {expected}"
    assert "BTP_PORT" in refusal()
    assert SECRET not in refusal()


@pytest.mark.usefixtures("environment")
def test_settings_do_not_change_while_the_service_runs() -> None:
    """What was checked at the start is what is used."""
    settings = read_settings()
    with pytest.raises(ValueError, match="frozen"):
        settings.host = "0.0.0.0"  # type: ignore[misc]  # noqa: S104 - that is the point


def test_giving_people_the_app_needs_to_know_which(environment: pytest.MonkeyPatch) -> None:
    """The switch is off unless it is put on, and on it wants the app's id in the catalogue."""
    assert read_settings().install == "off"
    environment.setenv("BTP_INSTALL", "self")
    assert "BTP_TEAMS_APP_ID" in refusal()
    environment.setenv("BTP_TEAMS_APP_ID", GIVEN["BTP_BOT_APP_ID"])
    assert read_settings().install == "self"


PERSON, OTHER = "AAAAAAAA-1111-4111-8111-111111111111", "bbbbbbbb-1111-4111-8111-111111111111"


@pytest.mark.parametrize(
    ("given", "people", "group"),
    [
        ("", (), ""),
        (f" {PERSON}, {OTHER},", (PERSON.lower(), OTHER), ""),
        (f"group:{OTHER}", (f"group:{OTHER}",), OTHER),
    ],
)
def test_coordinators_are_people_or_one_group(
    environment: pytest.MonkeyPatch, given: str, people: tuple[str, ...], group: str
) -> None:
    """Ids are compared in small letters."""
    environment.setenv("BTP_COORDINATORS", given)
    settings = read_settings()
    assert (settings.coordinators, settings.coordinators_group) == (people, group)


@pytest.mark.parametrize("given", ["somebody", f"group:{OTHER},{PERSON}", f"{PERSON};{OTHER}", "group:"])
def test_anything_else_names_no_coordinators(environment: pytest.MonkeyPatch, given: str) -> None:
    """It is said before the start."""
    environment.setenv("BTP_COORDINATORS", given)
    assert "BTP_COORDINATORS: ids of people in the directory" in refusal()
