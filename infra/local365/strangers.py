"""The middleware in front of everything: no web page but the stand-in's own may speak to it.

It has no tokens, and a browser on this machine shows other pages as well. One that posts here names its origin;
one whose own name was made to resolve to this machine shows that name in the Host header.
https://developer.mozilla.org/en-US/docs/Web/HTTP/Reference/Headers/Origin
"""

import re
from collections.abc import Awaitable, Callable
from typing import Final

from aiohttp import hdrs, web

from infra.local365.tenant import is_loopback
from infra.local365.wire import Refused, connector_error

Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]

_HOST: Final = re.compile(r"(?P<name>[a-z0-9.-]+|\[[0-9a-f:.]+\])(:[0-9]{1,5})?", re.ASCII)


@web.middleware
async def kept_out(request: web.Request, handler: Handler) -> web.StreamResponse:
    """Answer 403 to a foreign Origin, and to a Host that is not the loopback; every browser names both."""
    host = request.headers.get(hdrs.HOST, "localhost").lower()
    found = _HOST.fullmatch(host)
    if found is None or not is_loopback(found["name"].strip("[]")):
        return connector_error(Refused(403, "Forbidden", "The stand-in answers to the loopback only."))
    if request.headers.get(hdrs.ORIGIN, f"http://{host}") != f"http://{host}":
        return connector_error(Refused(403, "Forbidden", "The stand-in takes nothing from other pages."))
    return await handler(request)
