"""Which service URLs may be sent to: only known hosts, encrypted unless on this machine. Pure."""

from __future__ import annotations

import ipaddress
import re

_SHAPE = re.compile(
    r"(?P<scheme>https?)://(?P<host>[a-z0-9.-]+|\[::1\])(:[0-9]{1,5})?(/[a-z0-9._~-]*)*",
    re.IGNORECASE | re.ASCII,
)
"""Narrow on purpose: what every parser of URLs reads alike cannot name one host here and another there."""


def service_root(service_url: str, hosts: frozenset[str]) -> str | None:
    """Give the URL without its trailing slash if its host is one of `hosts`, in lower case; else None.

    Real ones look like https://smba.trafficmanager.net/uk/{tenant}/; only the host stays the same.
    https://learn.microsoft.com/en-us/microsoftteams/platform/bots/how-to/conversations/send-proactive-messages
    """
    found = _SHAPE.fullmatch(service_url)
    if found is None:
        return None
    host = found["host"].lower().strip("[]")
    if host not in hosts or (found["scheme"].lower() == "http" and not is_loopback(host)):
        return None
    return service_url.rstrip("/")


def is_loopback(host: str) -> bool:
    """Whether a host name or address can only mean this machine."""
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False
