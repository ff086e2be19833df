"""The Agents SDK's bare echo: no token is checked and nothing is saved. The lighter of its two ways to write one."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from aiohttp import web

from bench.rivals.agents import echoing


@asynccontextmanager
async def serve(_metadata_url: str) -> AsyncIterator[int]:
    async with echoing(web.Application(), lambda handler: handler) as port:
        yield port
