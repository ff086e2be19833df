"""The stand-in is not spoken to by web pages that a browser on this machine happens to show."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.local365.conftest import TENANT

if TYPE_CHECKING:
    from tests.local365.conftest import Stand

CLOCK = {"now": "2026-01-05T09:00:00Z"}
EVERYWHERE = ("/_local/clock", f"/connector/{TENANT}/v3/conversations", "/v1.0/users", "/")


@pytest.mark.parametrize("path", EVERYWHERE)
@pytest.mark.parametrize("origin", ["https://evil.example.org", "http://127.0.0.1:1", "null"])
async def test_another_page_is_refused(stand: Stand, path: str, origin: str) -> None:
    """A browser names the page a request comes from, whatever the request."""
    async with stand.client.get(path, headers={"Origin": origin}) as response:
        assert response.status == 403
    assert await stand.violations() == []


@pytest.mark.parametrize("path", EVERYWHERE)
@pytest.mark.parametrize("host", ["evil.example.org", "127.0.0.1.example.org:4365", "10.0.0.7", "::1", ""])
async def test_a_name_that_was_made_to_point_here_is_refused(stand: Stand, path: str, host: str) -> None:
    """A page under such a name would count as the stand-in's own to its browser."""
    async with stand.client.get(path, headers={"Host": host}) as response:
        assert response.status == 403


async def test_its_own_pages_may_switch_what_they_show(stand: Stand) -> None:
    """A page of the stand-in sends the stand-in's own origin with everything it changes."""
    own = str(stand.client.make_url("")).rstrip("/")
    status, _ = await stand.call("PUT", "/_local/clock", CLOCK, {"Origin": own})
    assert status == 200


@pytest.mark.parametrize("host", ["localhost:4365", "[::1]:4365", "LOCALHOST"])
async def test_any_name_of_this_machine_will_do(stand: Stand, host: str) -> None:
    """Pages opened as localhost work like those opened by the address."""
    headers = {"Host": host, "Origin": f"http://{host.lower()}"}
    status, _ = await stand.call("PUT", "/_local/clock", CLOCK, headers)
    assert status == 200
