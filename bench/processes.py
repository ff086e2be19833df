"""A service in a process of its own: how it is started, how it says where it listens, and how it is ended."""

from __future__ import annotations

import asyncio
import sys
from collections.abc import AsyncIterator
from contextlib import AbstractAsyncContextManager, asynccontextmanager


@asynccontextmanager
async def started(module: str, *arguments: str) -> AsyncIterator[str]:
    """Start a module that serves, give its address, and end it by closing its standard input."""
    pipe = asyncio.subprocess.PIPE
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-W", "ignore", "-m", module, *arguments, stdin=pipe, stdout=pipe
    )
    assert process.stdin is not None and process.stdout is not None  # noqa: PT018, S101 - both are pipes
    try:
        port = int(await process.stdout.readline())
        yield f"http://127.0.0.1:{port}"
    finally:
        process.stdin.close()
        await process.wait()


async def serve_until_told(service: AbstractAsyncContextManager[int]) -> None:
    """Print the port a service listens on, and serve until standard input ends."""
    async with service as port:
        sys.stdout.write(f"{port}\n")
        sys.stdout.flush()
        await asyncio.to_thread(sys.stdin.read)
