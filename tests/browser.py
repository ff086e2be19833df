"""Debian's Chromium for tests that look at pages: found once, opened with the flags it needs as root.

Take its fixture with `pytest_plugins = ["tests.browser"]`. The browser resolves no name: it reaches the loopback only.
Playwright is imported when a browser is opened: every run of the tests reads this file, and few open one.
"""

from __future__ import annotations

import asyncio
import os
import shutil
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

import pytest

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable
    from contextlib import AbstractAsyncContextManager

    from playwright.async_api import BrowserContext, Page, Route

Scheme = Literal["light", "dark"]
AXE = Path(__file__).parent.parent / "infra/local365/pages/node_modules/axe-core/axe.min.js"
FLAGS = (
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1",
)
MISSING = "There is no Chromium here: install Debian's package chromium to run the browser tests."
_AXE_RUN = (
    "async () => (await axe.run()).violations.map(v => v.id + ': ' + v.nodes.map(n => n.html).join(' '))"
)


@dataclass
class Window:
    """An open page, and what its console complained about."""

    page: Page
    complaints: list[str] = field(default_factory=list)

    async def accessibility_violations(self) -> list[str]:
        """Everything axe-core objects to in the page as it stands, with its best practices."""
        await self.page.evaluate(AXE.read_text("utf-8"))
        found: list[str] = await self.page.evaluate(_AXE_RUN)
        return found

    async def held(self, path: str) -> Callable[[], None]:
        """Hold back what the page asks for under this path, until the function that is given back is called."""
        may_go = asyncio.Event()

        async def wait(route: Route) -> None:
            await may_go.wait()
            await route.continue_()

        await self.page.route(path, wait)
        return may_go.set

    async def scrolls_sideways(self) -> bool:
        """Whether the page is wider than its window."""
        wider: bool = await self.page.evaluate("document.documentElement.scrollWidth > innerWidth")
        return wider


@pytest.fixture
def chromium() -> str:
    """The browser's path; without one the test is skipped, but in CI it fails."""
    found = shutil.which("chromium")
    if found is None and os.environ.get("CI"):
        pytest.fail(MISSING)
    return found or pytest.skip(MISSING)


@pytest.fixture
def open_window(chromium: str, tmp_path: Path) -> Callable[..., AbstractAsyncContextManager[Window]]:
    """Open windows of a chosen look, one at a time; each closes with its block."""

    @asynccontextmanager
    async def opened(scheme: Scheme = "light", width: int = 1200, height: int = 900) -> AsyncIterator[Window]:
        from playwright.async_api import async_playwright  # noqa: PLC0415 - see the module's docstring

        async with async_playwright() as playwright:
            context = await playwright.chromium.launch_persistent_context(
                tmp_path / "profile",
                executable_path=chromium,
                args=FLAGS,
                color_scheme=scheme,
                viewport={"width": width, "height": height},
            )
            try:
                yield _window(context)
            finally:
                await context.close()

    return opened


@pytest.fixture
async def window(open_window: Callable[..., Any]) -> AsyncIterator[Window]:
    """One window on a desk: light, 1200 pixels wide."""
    async with open_window() as opened:
        yield opened


def _window(context: BrowserContext) -> Window:
    window = Window(context.pages[0])
    window.page.set_default_timeout(5000)
    window.page.on("pageerror", lambda fault: window.complaints.append(str(fault)))
    window.page.on(
        "console", lambda said: window.complaints.append(said.text) if said.type == "error" else None
    )
    return window
