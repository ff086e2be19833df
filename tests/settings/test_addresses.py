"""A local service stays on the loopback, and a public one speaks to nothing on this machine."""

from __future__ import annotations

import pytest

from bot.settings import read_settings
from tests.settings.given import PUBLIC, refusal

CREDENTIALS = ["federated", "managed-identity", "workload-identity", "certificate", "azure-cli"]


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
