"""The proxy on the way out, as the environment names it: a council's server often has no other way."""

from __future__ import annotations

from urllib.parse import urlsplit
from urllib.request import getproxies, proxy_bypass

_LOOPBACK = frozenset({"localhost", "127.0.0.1", "::1"})


def proxy_to(url: str) -> str | None:
    """Give the proxy to a service; looked up once, where aiohttp would at every request."""
    service = urlsplit(url)
    if on_loopback(url) or proxy_bypass(service.hostname or ""):
        return None
    named = getproxies()
    proxy = named.get(service.scheme) or named.get("all")
    return f"http://{proxy}" if proxy and "://" not in proxy else proxy


def on_loopback(url: str) -> bool:
    return urlsplit(url).hostname in _LOOPBACK
