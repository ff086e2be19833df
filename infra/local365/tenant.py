"""Which tenant and bot the stand-in was seeded with, and the one place the bot may be reached at."""

import ipaddress
from typing import Annotated
from urllib.parse import urlsplit

from pydantic import AfterValidator

from infra.local365.state import State
from infra.local365.wire import Refused


def is_loopback(host: str) -> bool:
    """Whether a host name or address can only mean this machine."""
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


def _loopback_url(url: str) -> str:
    parts = urlsplit(url)
    if parts.scheme != "http" or not is_loopback(parts.hostname or ""):
        raise ValueError("the bot must be on the loopback, with http")
    return url


LoopbackUrl = Annotated[str, AfterValidator(_loopback_url)]


def keep_tenant(state: State, tenant_id: str) -> None:
    """Remember the tenant; its id is compared in lower case."""
    state.keep("tenant", tenant_id.lower())


def keep_bot(state: State, app_id: str, endpoint: str, teams_app_id: str | None) -> None:
    """Remember the bot; a restarted one may have another endpoint."""
    state.keep("bot.app_id", app_id.lower())
    state.keep("bot.endpoint", endpoint)
    state.keep("bot.teams_app_id", (teams_app_id or app_id).lower())


def tenant_id(state: State) -> str:
    """The tenant's id, in lower case. Refused before seeding."""
    return _seeded(state, "tenant")


def bot_app_id(state: State) -> str:
    """The bot's app id, in lower case. Refused before seeding."""
    return _seeded(state, "bot.app_id")


def teams_app_id(state: State) -> str:
    """The id of the bot's app in the organisation's catalogue, in lower case. Refused before seeding."""
    return _seeded(state, "bot.teams_app_id")


def bot_endpoint(state: State) -> str:
    """Where the bot takes activities. Refused before seeding."""
    return _seeded(state, "bot.endpoint")


def _seeded(state: State, name: str) -> str:
    value = state.setting(name)
    if not value:
        raise Refused(409, "NotSeeded", "The stand-in has not been seeded with a tenant and a bot yet.")
    return value
