"""Which service URLs may be sent to: only known hosts, encrypted unless on this machine. Pure."""

from __future__ import annotations

import ipaddress
import re
from functools import lru_cache
from typing import Final

_SHAPE = re.compile(
    r"(?P<scheme>https?)://(?P<host>[a-z0-9.-]+|\[::1\])(:(?P<port>[0-9]{1,5}))?(/[a-z0-9._~-]*)*",
    re.IGNORECASE | re.ASCII,
)
"""Narrow on purpose: what every parser of URLs reads alike cannot name one host here and another there."""


_USUAL_PORTS: Final = {"http": 80, "https": 443}


@lru_cache(maxsize=64)  # Pure, and asked twice in every request about the same few URLs.
def service_root(service_url: str, hosts: frozenset[str]) -> str | None:
    """Give the URL without its trailing slash if its host, or its whole origin, is one of `hosts`; else None.

    Hosts are in lower case; an origin is what `origin_of` gives, and lets in no other port or scheme.

    Real ones look like https://smba.trafficmanager.net/uk/{tenant}/; only the host stays the same.
    https://learn.microsoft.com/en-us/microsoftteams/platform/bots/how-to/conversations/send-proactive-messages
    """
    found = _SHAPE.fullmatch(service_url)
    if found is None:
        return None
    host = found["host"].lower().strip("[]")
    if hosts.isdisjoint((host, _origin(found))) or (
        found["scheme"].lower() == "http" and not is_loopback(host)
    ):
        return None
    return service_url.rstrip("/")


def origin_of(url: str) -> str:
    """Give scheme, host and port as http://127.0.0.1:4365; "" for what is no service URL."""
    found = _SHAPE.fullmatch(url)
    return _origin(found) if found else ""


def _origin(found: re.Match[str]) -> str:
    scheme = found["scheme"].lower()
    port = int(found["port"] or _USUAL_PORTS[scheme])
    return f"{scheme}://{found['host'].lower()}:{port}"


def is_loopback(host: str) -> bool:
    """Whether a host name or address can only mean this machine."""
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False
