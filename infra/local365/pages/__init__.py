"""The stand-in's pages: what a person would see in Teams, SharePoint and Outlook, and the switches for faults.

They only call the control API (/_local) from the browser; of the state they read nothing but the clock.
"""

from collections.abc import Awaitable, Callable

from aiohttp import web

from infra.local365.pages.assets import ASSETS, read_pages
from infra.local365.state import STATE
from infra.local365.wire import json_response

# No 'unsafe-inline' for styles: the card renderer sets them through the DOM, which the policy does not concern.
CONTENT_SECURITY_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; "
    "base-uri 'none'; form-action 'self'; frame-ancestors 'none'"
)
_HEADERS = {
    "Content-Security-Policy": CONTENT_SECURITY_POLICY,
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cache-Control": "no-cache",
}


def add_routes(app: web.Application) -> None:
    """Serve the pages and the files they need; any other file of the repository stays unreachable."""
    for path, html in read_pages().items():
        app.router.add_get(path, _page(html))
    app.router.add_get("/assets/{name:.+}", _asset)
    app.router.add_get("/_local/clock", _clock)


def _page(html: str) -> Callable[[web.Request], Awaitable[web.Response]]:
    async def show(_request: web.Request) -> web.Response:
        return web.Response(text=html, content_type="text/html", headers=_HEADERS)

    return show


async def _asset(request: web.Request) -> web.StreamResponse:
    asset = ASSETS.get(request.match_info["name"])
    if asset is None or not asset.path.is_file():
        return web.Response(status=404, text="No such file in the stand-in.", headers=_HEADERS)
    return web.FileResponse(asset.path, headers={**_HEADERS, "Content-Type": asset.content_type})


async def _clock(request: web.Request) -> web.Response:
    """The stand-in's time, ISO in UTC, whether it was stepped by PUT /_local/clock, and whether it stands there."""
    state = request.app[STATE]
    told = {"now": state.now().isoformat(), "stepped": bool(state.setting("clock")), "stands": state.stands}
    return json_response(told)
