"""The stand-in never speaks to another machine, whatever it is told."""

from __future__ import annotations

import socket
from typing import TYPE_CHECKING

import aiohttp
import pytest

from infra.local365.teams_client import loopback_socket, open_client

if TYPE_CHECKING:
    from tests.local365.conftest import Stand

APP = "22222222-2222-4222-8222-222222222222"
ELSEWHERE = [
    "http://192.0.2.1/",
    "http://bot.example.org/",
    "http://127.0.0.1.example.org/",
    "http://[2001:db8::1]/",
]


@pytest.mark.parametrize("endpoint", ELSEWHERE)
async def test_a_bot_elsewhere_cannot_be_seeded(stand: Stand, endpoint: str) -> None:
    """An endpoint off the loopback is refused before anything is sent."""
    status, body = await stand.call("POST", "/_local/seed", {"bot": {"app_id": APP, "endpoint": endpoint}})
    assert status == 400
    assert "loopback" in body["error"]["message"]


@pytest.mark.parametrize(
    ("family", "address"), [(socket.AF_INET, "192.0.2.1"), (socket.AF_INET6, "2001:db8::1")]
)
def test_no_socket_is_made_for_another_machine(family: int, address: str) -> None:
    """Every connection needs a socket, and there is none for any other address."""
    with pytest.raises(PermissionError):
        loopback_socket((family, socket.SOCK_STREAM, socket.IPPROTO_TCP, "", (address, 80)))


async def test_the_only_client_cannot_leave_the_machine() -> None:
    """Even a URL that went past every check ends before a packet is sent."""
    async with open_client(1) as client:
        with pytest.raises(aiohttp.ClientConnectorError, match="this machine only"):
            await client.get("http://192.0.2.1/")
