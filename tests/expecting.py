"""Playwright's `expect`, imported when it is used: every run of the tests reads those of pages, and few look at one."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from playwright.async_api import expect
else:

    def expect(*found: object) -> object:
        from playwright.async_api import expect as awaited  # noqa: PLC0415 - see above

        return awaited(*found)


__all__ = ["expect"]
