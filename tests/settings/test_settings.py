"""Settings are read once, every fault is said at once, and loopback and internet are never mixed."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from bot.settings import SettingsRefused, read_settings

SECRET = "not-to-be-printed"  # noqa: S105 - invented
GIVEN = {
    "BTP_PARTNERSHIP": "partnership.toml",
    "BTP_DATA_KEYS": SECRET,
    "BTP_TENANT_ID": "11111111-1111-4111-8111-111111111111",
    "BTP_BOT_APP_ID": "22222222-2222-4222-8222-222222222222",
    "BTP_CREDENTIAL": "local",
    "BTP_GRAPH_URL": "http://127.0.0.1:4365/v1.0",
    "BTP_SERVICE_URL": "http://localhost:4365/connector/",
    "BTP_SERVICE_URL_HOSTS": "127.0.0.1, localhost",
    "BTP_OPENID_METADATA_URL": "http://127.0.0.1:4365/botframework/v1/.well-known/openidconfiguration",
    "BTP_COORDINATOR_SITE_ID": "example.sharepoint.com,1,2",
    "BTP_BOARDS_SITE_ID": "example.sharepoint.com,1,3",
    "BTP_INTAKE_MAILBOX": "meetings@example.org",
    "BTP_CALENDAR_MAILBOX": "boards@example.org",
}


@pytest.fixture
def environment(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> pytest.MonkeyPatch:
    """Give every setting that is needed, in an empty folder."""
    monkeypatch.chdir(tmp_path)
    for name in [name for name in os.environ if name.startswith("BTP_")]:
        monkeypatch.delenv(name)
    for name, value in GIVEN.items():
        monkeypatch.setenv(name, value)
    return monkeypatch


def refusal() -> str:
    with pytest.raises(SettingsRefused) as refused:
        read_settings()
    return str(refused.value)


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


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("BTP_HOST", "0.0.0.0"),  # noqa: S104 - that is the point
        ("BTP_HOST", ""),
        ("BTP_HOST", "bot.example.org"),
        ("BTP_PUBLIC_URL", "https://bot.example.org"),
        ("BTP_PUBLIC_URL", "http://127.0.0.1.example.org"),
        ("BTP_PUBLIC_URL", "http://127.0.0.1@bot.example.org"),
        ("BTP_PUBLIC_URL", "http://bot.example.org\\@127.0.0.1/"),
        ("BTP_PUBLIC_URL", "http://[::1"),
        ("BTP_GRAPH_URL", "https://graph.microsoft.com/v1.0"),
        ("BTP_GRAPH_URL", "http://10.0.0.1/v1.0"),
        ("BTP_SERVICE_URL", "https://smba.trafficmanager.net/uk/"),
        ("BTP_SERVICE_URL_HOSTS", "127.0.0.1,smba.trafficmanager.net"),
        ("BTP_SERVICE_URL_HOSTS", "127.0.0.1,"),
        ("BTP_OPENID_METADATA_URL", "https://login.botframework.com/v1/.well-known/openidconfiguration"),
    ],
)
def test_a_local_service_is_refused_anywhere_but_on_the_loopback(
    environment: pytest.MonkeyPatch, name: str, value: str
) -> None:
    """It believes an identity provider that anybody could run, so nobody else may reach it, nor it anybody else."""
    environment.setenv(name, value)
    report = refusal()
    assert report.startswith(f"{name}: ")
    assert len(report.splitlines()) == 1


@pytest.mark.parametrize(
    "name", ["BTP_SERVICE_URL", "BTP_SERVICE_URL_HOSTS", "BTP_GRAPH_URL", "BTP_OPENID_METADATA_URL"]
)
def test_a_default_that_is_not_on_the_loopback_is_refused_too(
    environment: pytest.MonkeyPatch, name: str
) -> None:
    """What was not set counts as much as what was."""
    environment.delenv(name)
    assert refusal().startswith(f"{name}: with BTP_CREDENTIAL=local every address must be on the loopback")


PUBLIC = {
    "BTP_PUBLIC_URL": "https://bot.example.org",
    "BTP_GRAPH_URL": "https://graph.microsoft.com/v1.0",
    "BTP_SERVICE_URL": "https://smba.trafficmanager.net/uk/",
    "BTP_SERVICE_URL_HOSTS": "SMBA.trafficmanager.net",
    "BTP_OPENID_METADATA_URL": "https://login.botframework.com/v1/.well-known/openidconfiguration",
    "BTP_CERTIFICATE": "bot.pem",
}
CREDENTIALS = ["federated", "managed-identity", "workload-identity", "certificate", "azure-cli"]


@pytest.fixture
def public(environment: pytest.MonkeyPatch) -> pytest.MonkeyPatch:
    """Give the settings of a service that stands on the internet."""
    for name, value in {**PUBLIC, "BTP_CREDENTIAL": "federated"}.items():
        environment.setenv(name, value)
    return environment


@pytest.mark.parametrize("credential", CREDENTIALS)
def test_a_service_with_a_credential_may_stand_anywhere(public: pytest.MonkeyPatch, credential: str) -> None:
    """Listening on every address is then allowed; hosts are compared in lower case."""
    public.setenv("BTP_CREDENTIAL", credential)
    public.setenv("BTP_HOST", "0.0.0.0")  # noqa: S104 - that is the point
    settings = read_settings()
    assert (settings.credential, settings.service_url_hosts) == (credential, ("smba.trafficmanager.net",))


@pytest.mark.parametrize("name", ["BTP_SERVICE_URL", "BTP_SERVICE_URL_HOSTS", "BTP_GRAPH_URL"])
def test_the_services_of_microsoft_need_no_setting(public: pytest.MonkeyPatch, name: str) -> None:
    """Nor do the keys of the Bot Framework."""
    public.delenv("BTP_OPENID_METADATA_URL")
    public.delenv(name)
    assert read_settings().openid_metadata_url == PUBLIC["BTP_OPENID_METADATA_URL"]


@pytest.mark.slow
@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("BTP_PUBLIC_URL", "http://bot.example.org"),
        ("BTP_PUBLIC_URL", "https://127.0.0.1:3978"),
        ("BTP_GRAPH_URL", "http://graph.microsoft.com/v1.0"),
        ("BTP_GRAPH_URL", "http://127.0.0.1:4365/v1.0"),
        ("BTP_GRAPH_URL", "https://localhost/v1.0"),
        ("BTP_SERVICE_URL", "http://smba.trafficmanager.net/uk/"),
        ("BTP_SERVICE_URL_HOSTS", "smba.trafficmanager.net,127.0.0.1"),
        ("BTP_SERVICE_URL_HOSTS", "smba.trafficmanager.net,"),
        ("BTP_SERVICE_URL_HOSTS", "https://smba.trafficmanager.net"),
        ("BTP_SERVICE_URL_HOSTS", "europe.example.org"),
        ("BTP_OPENID_METADATA_URL", "http://127.0.0.1:4365/openidconfiguration"),
    ],
)
def test_a_public_service_speaks_https_and_to_nothing_on_this_machine(
    public: pytest.MonkeyPatch, name: str, value: str
) -> None:
    """A stand-in that was left in a setting, or a token in the clear, is refused before the start."""
    public.setenv(name, value)
    report = refusal()
    assert report.startswith(f"{name}: ")
    assert len(report.splitlines()) == 1


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
