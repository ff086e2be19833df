"""Which files the pages consist of: the composed HTML, and an allow-list of everything a browser may fetch."""

from collections.abc import Mapping
from pathlib import Path
from string import Template
from typing import NamedTuple

FOLDER = Path(__file__).parent
NODE_MODULES = FOLDER / "node_modules"

_TYPES = {
    ".css": "text/css; charset=utf-8",
    ".js": "text/javascript; charset=utf-8",
    ".mjs": "text/javascript; charset=utf-8",
    ".json": "application/json; charset=utf-8",
    ".svg": "image/svg+xml",
}
_FROM_NPM = {
    "vendor/adaptivecards.js": "adaptivecards/dist/adaptivecards.min.js",
    "vendor/adaptivecards.css": "adaptivecards/dist/adaptivecards.css",
    "vendor/markdown-it.mjs": "markdown-it/dist/browser/markdown-it.esm.min.mjs",
}
_HOST_CONFIGURATIONS = ("hostconfig/light.json", "hostconfig/dark.json")


class Asset(NamedTuple):
    """A file a browser may fetch under /assets/, and how it is labelled."""

    path: Path
    content_type: str


class Page(NamedTuple):
    """One page: its title, the fragment shown in its main landmark, its own style sheets and its script."""

    title: str
    fragment: str
    styles: tuple[str, ...] = ()
    script: str = ""


PAGES: Mapping[str, Page] = {
    "/": Page("Local stand-in for Microsoft 365", "front.html", ("css/front.css",)),
    "/teams": Page(
        "Teams",
        "teams.html",
        ("vendor/adaptivecards.css", "css/teams.css", "css/cards.css"),
        "js/teams/page.js",
    ),
    "/sharepoint": Page("SharePoint", "sharepoint.html", ("css/tables.css",), "js/sharepoint/page.js"),
    "/outlook": Page("Outlook", "outlook.html", ("css/tables.css", "css/outlook.css"), "js/outlook/page.js"),
    "/faults": Page("Faults", "faults.html", ("css/tables.css", "css/faults.css"), "js/faults/page.js"),
}


def read_pages() -> dict[str, str]:
    """The HTML of every page by its path, composed once from the shell and the page's own fragment."""
    html = FOLDER / "static" / "html"
    shell = Template((html / "shell.html").read_text("utf-8"))
    return {
        path: shell.substitute(
            title=page.title,
            styles="\n".join(f'    <link rel="stylesheet" href="/assets/{name}">' for name in page.styles),
            script=f'    <script type="module" src="/assets/{page.script}"></script>' if page.script else "",
            nav="\n".join(_link(target, other.title, path) for target, other in PAGES.items()),
            main=(html / page.fragment).read_text("utf-8"),
        )
        for path, page in PAGES.items()
    }


def _link(target: str, title: str, current: str) -> str:
    here = ' aria-current="page"' if target == current else ""
    return f'          <li><a href="{target}"{here}>{"Start" if target == "/" else title}</a></li>'


def _own_assets() -> dict[str, Asset]:
    static = FOLDER / "static"
    files = (path for path in static.rglob("*") if path.suffix in _TYPES)
    return {path.relative_to(static).as_posix(): _asset(path) for path in files}


def _asset(path: Path) -> Asset:
    return Asset(path, _TYPES[path.suffix])


ASSETS: Mapping[str, Asset] = {
    **_own_assets(),
    **{name: _asset(FOLDER / name) for name in _HOST_CONFIGURATIONS},
    **{name: _asset(NODE_MODULES / source) for name, source in _FROM_NPM.items()},
}
