"""Where the only way out is a proxy: cards and the keys of Teams' tokens travel through it as well."""

from __future__ import annotations

import asyncio
from pathlib import Path

import pytest

from bot.app import running
from bot.clock import SystemClock
from bot.local.town import EXAMPLE, environment
from bot.settings import read_settings
from bot.teams.connector import NotSent, open_connector
from tests.proxies import refusing_proxy

SERVICE = "https://smba.trafficmanager.net/teams/"
FORBIDDEN = b"HTTP/1.1 403 Forbidden\r\nContent-Length: 0\r\n\r\n"
LOCAL = ("BTP_GRAPH_URL", "BTP_SERVICE_URL", "BTP_SERVICE_URL_HOSTS", "BTP_OPENID_METADATA_URL")


async def test_a_card_that_a_proxy_refused_was_not_sent() -> None:
    """It learns the service's name and no more, and the card may safely be tried again."""
    asked: list[str] = []
    async with (
        refusing_proxy(asked, FORBIDDEN) as proxy,
        open_connector(
            frozenset({"smba.trafficmanager.net"}),
            connect_seconds=5,
            total_seconds=5,
            proxy=f"http://{proxy}",
        ) as connector,
    ):
        assert await connector.post(SERVICE, "a:chat", {"type": "message"}) == NotSent()
    assert asked == ["CONNECT smba.trafficmanager.net:443 HTTP/1.1"]


@pytest.mark.slow
async def test_the_keys_are_fetched_through_the_proxy_of_the_environment(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """Without them nobody could be let in."""
    asked: list[str] = []
    given = environment(tmp_path, "http://127.0.0.1:9", 0, EXAMPLE, seed=1)
    given |= {"BTP_CREDENTIAL": "azure-cli", "BTP_PUBLIC_URL": "https://bot.example.org"}
    settings = read_settings({name: value for name, value in given.items() if name not in LOCAL})
    async with refusing_proxy(asked, FORBIDDEN) as proxy:
        monkeypatch.setenv("HTTPS_PROXY", f"http://{proxy}")
        async with running(settings, SystemClock()) as service:
            await service.listen()
            for _ in range(200):
                if asked:
                    break
                await asyncio.sleep(0.01)
    assert asked == ["CONNECT login.botframework.com:443 HTTP/1.1"]
