"""Settings: `BTP_*` from the environment or a `.env` file, read once, every fault in one report.

Secrets are never printed. `local` works without tokens, so it is refused unless everything is on the
loopback; and until the check of Microsoft's tokens exists, nothing but `local` may start.
"""

from __future__ import annotations

import ipaddress
from pathlib import Path
from typing import Annotated, Literal
from urllib.parse import urlsplit

from pydantic import Field, SecretStr, ValidationError, field_validator
from pydantic_settings import BaseSettings, NoDecode, SettingsConfigDict

Credential = Literal[
    "federated", "managed-identity", "workload-identity", "certificate", "azure-cli", "local"
]
Guid = Annotated[str, Field(pattern=r"^[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}$")]
Mailbox = Annotated[str, Field(pattern=r"^[^@\s]+@[^@\s]+\.[^@\s]+$", max_length=254)]
Url = Annotated[str, Field(pattern=r"^https?://[^\s]+$")]


class SettingsRefused(Exception):
    """The settings cannot be used; the text names each setting, what is wrong and what to do."""


class Settings(BaseSettings):
    """Every setting of the service; docs/settings.md describes them for operators."""

    model_config = SettingsConfigDict(env_prefix="BTP_", env_file=".env", extra="ignore", frozen=True)

    partnership: Path
    database_url: str = "sqlite:///var/back-to-practice.db"
    data_keys: SecretStr
    host: str = "127.0.0.1"
    port: int = Field(default=3978, ge=0, le=65535)
    public_url: Url = "http://127.0.0.1:3978"
    tenant_id: Guid
    bot_app_id: Guid
    credential: Credential
    graph_url: Url = "https://graph.microsoft.com/v1.0"
    service_url: Url = "https://smba.trafficmanager.net/teams/"
    service_url_hosts: Annotated[tuple[str, ...], NoDecode] = ("smba.trafficmanager.net",)
    coordinator_site_id: str = Field(min_length=1)
    intake_mailbox: Mailbox
    calendar_mailbox: Mailbox

    @field_validator("service_url_hosts", mode="before")
    @classmethod
    def _split(cls, hosts: object) -> object:
        return tuple(host.strip() for host in hosts.split(",")) if isinstance(hosts, str) else hosts


def read_settings() -> Settings:
    """Read the settings; raises SettingsRefused with every fault."""
    try:
        settings = Settings()
    except ValidationError as error:
        raise SettingsRefused(_report(error)) from None
    faults = _unsafe(settings)
    if faults:
        raise SettingsRefused("\n".join(faults))
    return settings


def _report(error: ValidationError) -> str:
    """Say what is wrong with each setting; values are not repeated, as some are secret."""
    lines = []
    for fault in error.errors(include_input=False, include_url=False):
        name = "BTP_" + str(fault["loc"][0]).upper().removeprefix("BTP_")
        missing = fault["type"] == "missing"
        lines.append(f"{name} is not set: it is required." if missing else f"{name}: {fault['msg']}.")
    return "\n".join(dict.fromkeys(lines))


def _unsafe(settings: Settings) -> list[str]:
    """Fail closed: without a check of tokens, only a service that nobody else can reach may start."""
    if settings.credential != "local":
        return [_ONLY_LOCAL]
    places = [
        ("BTP_HOST", settings.host),
        ("BTP_PUBLIC_URL", urlsplit(settings.public_url).hostname or ""),
        ("BTP_GRAPH_URL", urlsplit(settings.graph_url).hostname or ""),
        ("BTP_SERVICE_URL", urlsplit(settings.service_url).hostname or ""),
        *(("BTP_SERVICE_URL_HOSTS", host) for host in settings.service_url_hosts),
    ]
    return [
        f"{name}: with BTP_CREDENTIAL=local every address must be on the loopback, such as 127.0.0.1; "
        f"found {place!r}."
        for name, place in places
        if not _loopback(place)
    ]


_ONLY_LOCAL = (
    "BTP_CREDENTIAL: this version cannot check Microsoft's tokens yet, so it starts only as 'local', "
    "on the loopback, with the local stand-in."
)


def _loopback(host: str) -> bool:
    """Only literal loopback addresses and the name localhost; a name could be made to point elsewhere."""
    try:
        return ipaddress.ip_address(host.strip("[]")).is_loopback
    except ValueError:
        return host == "localhost"
