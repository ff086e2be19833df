"""What all pages of the stand-in have in common: the banner, accessibility, their policy, and what is served."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from yarl import URL

from infra.local365.pages import install
from infra.local365.pages.assets import NODE_MODULES
from tests.expecting import expect
from tests.local365.conftest import WORKER
from tests.local365.test_pages_teams import QUESTION, posted

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.local365.conftest import Stand

pytest_plugins = ["tests.browser"]

BANNER = "Local stand-in for Microsoft 365. Nothing here is real."
PATHS = ("/", f"/teams?person={WORKER}", "/sharepoint", "/outlook", "/faults")


@pytest.mark.browser
@pytest.mark.slow
@pytest.mark.parametrize(("scheme", "width"), [("light", 1200), ("dark", 320)])
async def test_every_page_says_what_it_is_and_is_accessible(
    stand: Stand, open_window: Callable[..., Any], scheme: str, width: int
) -> None:
    """The banner, one main heading, nothing for axe to object to, no sideways scrolling, a quiet console."""
    await posted(stand, QUESTION)
    async with open_window(scheme=scheme, width=width) as window:
        for path in PATHS:
            await window.page.goto(str(stand.client.make_url(path)), wait_until="networkidle")
            await expect(window.page.get_by_text(BANNER)).to_be_visible()
            await expect(window.page.locator("h1")).to_have_count(1)
            assert await window.accessibility_violations() == [], path
            assert not await window.scrolls_sideways(), path
        assert window.complaints == []


@pytest.mark.parametrize("path", PATHS)
async def test_pages_allow_nothing_from_elsewhere(stand: Stand, path: str) -> None:
    """The policy of every page knows only the stand-in itself, and no inline script or style."""
    async with stand.client.get(path) as response:
        policy = response.headers["Content-Security-Policy"]
        assert response.status == 200
        assert "default-src 'none'" in policy
        assert "unsafe" not in policy


@pytest.mark.parametrize(
    "name",
    ["../install.py", "package.json", "node_modules/axe-core/axe.js", "vendor/../assets.py", "js/none.js"],
)
async def test_only_listed_files_are_served(stand: Stand, name: str) -> None:
    """The repository cannot be read through the pages."""
    url = URL(f"/assets/{name.replace('..', '%2E%2E')}", encoded=True)
    async with stand.client.get(url) as response:
        assert response.status == 404


@pytest.mark.parametrize("name", ["css/page.css", "js/teams/page.js", "hostconfig/dark.json", "icon.svg"])
async def test_listed_files_are_served_under_the_policy(stand: Stand, name: str) -> None:
    """What the pages need is there, labelled so that a browser guesses nothing."""
    async with stand.client.get(f"/assets/{name}") as response:
        assert response.status == 200
        assert response.headers["X-Content-Type-Options"] == "nosniff"


async def test_the_clock_can_be_read(stand: Stand) -> None:
    """The pages show the stepped time, and say that it is stepped and stands."""
    await stand.call("PUT", "/_local/clock", {"now": "2026-01-05T09:00:00Z"})
    assert await stand.call("GET", "/_local/clock") == (
        200,
        {"now": "2026-01-05T09:00:00+00:00", "stepped": True, "stands": True},
    )


@pytest.mark.skipif(not NODE_MODULES.exists(), reason="run `make setup`: the npm packages are not installed")
def test_installing_again_does_nothing() -> None:
    """The packages of an unchanged lock file are left as they are."""
    install.main()
    before = (NODE_MODULES / ".package-lock.json").stat().st_mtime_ns
    assert install.main() == 0
    assert (NODE_MODULES / ".package-lock.json").stat().st_mtime_ns == before


def test_the_lock_file_names_no_host() -> None:
    """Where packages come from is the business of the machine that installs them."""
    lock = install.LOCK.read_text("utf-8")
    assert '"resolved"' not in lock
