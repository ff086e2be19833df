"""Settings: `BTP_*` from the environment or a `.env` file, read once, every fault in one report.

Secrets are never printed. `local` believes the stand-in's identity provider, so it is refused unless everything is
on the loopback; every other credential is for the real services, so nothing may be there and all of it is https.
"""

from __future__ import annotations

import ipaddress
import re
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Annotated, Literal
from urllib.parse import urlsplit

from pydantic import AfterValidator, Field, SecretStr, ValidationError, ValidationInfo, field_validator
from pydantic_core import PydanticCustomError
from pydantic_settings import BaseSettings, NoDecode, SettingsConfigDict

from bot.env_file import lines_left_out

Credential = Literal[
    "federated", "managed-identity", "workload-identity", "certificate", "azure-cli", "local"
]


def _shaped(pattern: str, sentence: str) -> AfterValidator:
    """Check a text's shape, and say what is allowed rather than show a pattern."""

    def check(text: str) -> str:
        if not re.fullmatch(pattern, text):
            raise PydanticCustomError("shape", sentence)
        return text

    return AfterValidator(check)


_GUID = r"[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}"
_GROUP = "group:"
_NOT_COORDINATORS = (
    "ids of people in the directory, separated by commas, or one group as group:ID, are expected"
)

Guid = Annotated[
    str,
    _shaped(
        _GUID,
        "an id such as 11111111-1111-4111-8111-111111111111 is expected",
    ),
]
Mailbox = Annotated[str, _shaped(r"[^@\s]{1,64}@[^@\s]+\.[^@\s]+", "a mailbox's address is expected")]
Url = Annotated[
    str, _shaped(r"https?://[^\s@\\]+", "an address that begins with https:// or http:// is expected")
]


_NOT_LOOPBACK = (
    "with BTP_CREDENTIAL=local every address must be on the loopback, such as 127.0.0.1; found {found}"
)


_NOT_PUBLIC = "with BTP_CREDENTIAL={credential} an https address that is not on this machine is expected"
_NOT_A_HOST = "with BTP_CREDENTIAL={credential} names of hosts that are not on this machine are expected"
_OTHER_HOST = "the host of BTP_SERVICE_URL is not among them, so nobody could be written to"
_FILE = ".env"
_NO_CERTIFICATE = (
    "with BTP_CREDENTIAL=certificate the path of a file with certificate and private key is required"
)


class SettingsRefused(Exception):
    """The settings cannot be used; each of `sentences` names a setting, what is wrong and what to do."""

    def __init__(self, *sentences: str) -> None:
        super().__init__("\n".join(sentences))
        self.sentences = sentences


class Settings(BaseSettings):
    """Every setting of the service; docs/settings.md describes them for operators."""

    model_config = SettingsConfigDict(env_prefix="BTP_", env_file=_FILE, extra="ignore", frozen=True)

    credential: Credential
    """Stands first, because the rule of the loopback asks for it."""
    partnership: Path
    database_url: str = Field(default="sqlite:///var/back-to-practice.db", repr=False)
    """May hold a password, so it is never shown."""
    data_keys: SecretStr
    host: str = "127.0.0.1"
    port: int = Field(default=3978, ge=0, le=65535)
    public_url: Url = "http://127.0.0.1:3978"
    tenant_id: Guid
    bot_app_id: Guid
    certificate: Path | None = None
    managed_identity_id: Guid | None = None
    """The user-assigned identity that `federated` starts from; None for the system-assigned one."""
    openid_metadata_url: Url = "https://login.botframework.com/v1/.well-known/openidconfiguration"
    graph_url: Url = "https://graph.microsoft.com/v1.0"
    graph_units_a_minute: int = Field(default=1_250, ge=100, le=6_250)
    """SharePoint's resource units for this app, by the tenant's licences: graph_sync/quota.py has the table."""
    service_url: Url = "https://smba.trafficmanager.net/teams/"
    service_url_hosts: Annotated[tuple[str, ...], NoDecode] = ("smba.trafficmanager.net",)
    coordinator_site_id: str = Field(min_length=1)
    boards_site_id: str = Field(min_length=1)
    intake_mailbox: Mailbox
    calendar_mailbox: Mailbox
    coordinators: Annotated[tuple[str, ...], NoDecode] = ()
    """Directory ids of people, or one group's as `group:ID`; nobody is written to as coordinator without."""
    install: Literal["off", "self"] = "off"
    teams_app_id: Annotated[Guid | None, Field(validate_default=True)] = None
    """The app's id in the organisation's catalogue."""

    @field_validator("teams_app_id")
    @classmethod
    def _named_where_it_is_given(cls, app_id: str | None, info: ValidationInfo) -> str | None:
        if app_id is None and info.data.get("install") == "self":
            raise PydanticCustomError(
                "app_needed", "with BTP_INSTALL=self the app's id in the catalogue is needed"
            )
        return app_id

    @field_validator("service_url_hosts", mode="before")
    @classmethod
    def _split(cls, hosts: object) -> object:
        return tuple(host.strip().lower() for host in hosts.split(",")) if isinstance(hosts, str) else hosts

    @field_validator("coordinators", mode="before")
    @classmethod
    def _people_or_one_group(cls, named: object) -> object:
        if not isinstance(named, str):
            return named
        ids = tuple(one.strip().lower() for one in named.split(",") if one.strip())
        groups = [one for one in ids if one.startswith(_GROUP)]
        if (groups and len(ids) > 1) or not all(re.fullmatch(_GUID, one.removeprefix(_GROUP)) for one in ids):
            raise PydanticCustomError("coordinators", _NOT_COORDINATORS)
        return ids

    @property
    def coordinators_group(self) -> str:
        """Give the id of the coordinators' group; "" where people are named, or nobody."""
        first = next(iter(self.coordinators), "")
        return first.removeprefix(_GROUP) if first.startswith(_GROUP) else ""

    @field_validator("certificate")
    @classmethod
    def _named(cls, certificate: Path | None, info: ValidationInfo) -> Path | None:
        if info.data.get("credential") == "certificate" and certificate is None:
            raise PydanticCustomError("no_certificate", _NO_CERTIFICATE)
        return certificate

    @field_validator("host")
    @classmethod
    def _host_on_the_loopback(cls, host: str, info: ValidationInfo) -> str:
        if info.data.get("credential") == "local":
            _refuse_elsewhere((host,))
        return host

    @field_validator("public_url", "graph_url", "service_url", "openid_metadata_url")
    @classmethod
    def _url_where_it_belongs(cls, url: str, info: ValidationInfo) -> str:
        host, credential = _host_of(url), info.data.get("credential")
        if credential == "local":
            _refuse_elsewhere((host,))
        elif credential and (not url.startswith("https://") or not host or _loopback(host)):
            raise PydanticCustomError("not_public", _NOT_PUBLIC, {"credential": credential})
        return url

    @field_validator("service_url_hosts")
    @classmethod
    def _hosts_where_they_belong(cls, hosts: tuple[str, ...], info: ValidationInfo) -> tuple[str, ...]:
        credential, service_url = info.data.get("credential"), info.data.get("service_url")
        if credential == "local":
            _refuse_elsewhere(hosts)
        elif credential and any(not _named_host(host) or _loopback(host) for host in hosts):
            raise PydanticCustomError("not_a_host", _NOT_A_HOST, {"credential": credential})
        elif credential and service_url and _host_of(service_url) not in hosts:
            raise PydanticCustomError("other_host", _OTHER_HOST)
        return hosts


def read_settings(given: Mapping[str, str] | None = None) -> Settings:
    """Read the settings, those `given` before the environment's; raises SettingsRefused with every fault."""
    named = {name.removeprefix("BTP_").lower(): value for name, value in (given or {}).items()}
    try:
        left_out = lines_left_out(Path(_FILE))
    except UnicodeDecodeError:
        raise SettingsRefused(f"The file {_FILE} cannot be read: it must be text in UTF-8.") from None
    try:
        settings = Settings(**named)  # type: ignore[arg-type]  # texts, as from the environment
    except ValidationError as error:
        raise SettingsRefused(*left_out, *_report(error)) from None
    if left_out:
        raise SettingsRefused(*left_out)
    return settings


def _report(error: ValidationError) -> Iterable[str]:
    """Say what is wrong with each setting; values are not repeated, as some are secret."""
    lines = []
    for fault in error.errors(include_input=False, include_url=False):
        name = "BTP_" + str(fault["loc"][0]).upper().removeprefix("BTP_")
        missing = fault["type"] == "missing"
        lines.append(f"{name} is not set: it is required." if missing else f"{name}: {fault['msg']}.")
    return dict.fromkeys(lines)


def _refuse_elsewhere(hosts: tuple[str, ...]) -> None:
    """Refuse hosts beyond the loopback, defaults as well."""
    elsewhere = [host for host in hosts if not _loopback(host)]
    if elsewhere:
        found = ", ".join(map(repr, elsewhere))
        raise PydanticCustomError("not_loopback", _NOT_LOOPBACK, {"found": found})


def _named_host(host: str) -> bool:
    return re.fullmatch(r"[a-z0-9-]+(\.[a-z0-9-]+)+", host) is not None


def _host_of(url: str) -> str:
    """Give the host of a URL; "" where it cannot be told."""
    try:
        return urlsplit(url).hostname or ""
    except ValueError:
        return ""


def _loopback(host: str) -> bool:
    """Only literal loopback addresses and the name localhost; a name could be made to point elsewhere."""
    try:
        return ipaddress.ip_address(host.strip("[]")).is_loopback
    except ValueError:
        return host == "localhost"
