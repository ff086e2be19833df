"""The part of an event's body that lets people join through Teams: found, so that it is never written over.

Exchange adds it to the body of an online meeting, and a body written without it ends the online meeting:
https://learn.microsoft.com/en-us/graph/api/event-update
"""

from __future__ import annotations

from dataclasses import dataclass
from html.parser import HTMLParser
from typing import Final

from pydantic import BaseModel, ConfigDict, Field, ValidationError

_TEAMS = ("https://teams.microsoft.com/l/meetup-join/", "https://teams.microsoft.com/meet/")
_CLASS = "me-email-text"
_LINK_CLASS = "me-email-headline"
_NEVER_CLOSED: Final = frozenset(
    {"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"}
)
_BLOCKS = ("div", "table", "p")
_WORDS: Final = frozenset({*_BLOCKS, "h2", "ol", "ul"})


class _Body(BaseModel):
    model_config = ConfigDict(hide_input_in_errors=True)

    content: str


class _Meeting(BaseModel):
    model_config = ConfigDict(hide_input_in_errors=True)

    url: str | None = Field(None, alias="joinUrl")


class _Event(BaseModel):
    model_config = ConfigDict(hide_input_in_errors=True)

    body: _Body
    meeting: _Meeting | None = Field(None, alias="onlineMeeting")


def join_block(event: object) -> str:
    """Give the block's HTML from an event read with its body; "" when none is found.

    Nobody documents its look. It is the outermost element of the class that Teams gives it, or else the
    nearest paragraph, table or division around a link that joins the meeting. A division that holds more than
    that gives the link alone: our own words may be the rest. Where this meeting's own link is found no other
    counts, since people put another meeting's link into an invitation; of several, the block is the last.
    """
    try:
        read = _Event.model_validate(event)
    except ValidationError:
        return ""
    page = _Page(read.body.content, (read.meeting and read.meeting.url) or "")
    page.feed(read.body.content)
    page.close()
    return page.block


@dataclass(slots=True)
class _Link:
    """A link that joins a meeting: where it starts, whether it is this meeting's own, and what stands around it."""

    start: int
    own: bool
    around: str = ""
    closed: bool = False
    """Whether its nearest block was found."""


class _Page(HTMLParser):
    """Reads a page once; `block` is what was found so far.

    `_words` is where the last block starts that was closed: an element that starts before it holds it.
    """

    def __init__(self, content: str, join_url: str) -> None:
        super().__init__()
        self._content = content
        self._join_url = join_url
        self._lines = _line_starts(content)
        self._open: list[tuple[str, int, bool]] = []
        self._links: list[_Link] = []
        self._named: list[tuple[int, int]] = []
        self._words = -1

    @property
    def block(self) -> str:
        links = [link for link in self._links if link.own] or self._links
        for start, end in reversed(self._named):
            if any(start <= link.start < end for link in links):
                return self._content[start:end]
        return next((link.around for link in reversed(links) if link.around), "")

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        classes = (given.get("class") or "").split()
        if tag not in _NEVER_CLOSED:
            self._open.append((tag, self._at(), _CLASS in classes))
        href = given.get("href") or ""
        own = bool(self._join_url) and href == self._join_url
        if tag == "a" and (own or _LINK_CLASS in classes or href.startswith(_TEAMS)):
            self._links.append(_Link(self._at(), own))

    def handle_endtag(self, tag: str) -> None:
        """Close the element, and with it any inside it that was left open."""
        if tag not in [name for name, _, _ in self._open]:
            return
        while True:
            name, start, named = self._open.pop()
            if name == tag:
                break
        end = self._content.index(">", self._at()) + 1
        if named:
            self._named.append((start, end))
        self._close(name, start, end)

    def _close(self, name: str, start: int, end: int) -> None:
        found = self._content[start:end]
        alone = self._words < start
        for link in self._links:
            if link.start < start or link.closed:
                continue
            if name == "a":
                link.around = f"<p>{found}</p>"
            elif name in _BLOCKS:
                link.around, link.closed = found if alone else link.around, True
        if name in _WORDS:
            self._words = max(self._words, start)

    def _at(self) -> int:
        line, column = self.getpos()
        return self._lines[line - 1] + column


def _line_starts(content: str) -> list[int]:
    """HTMLParser counts lines by line feeds alone."""
    starts = [0]
    for place, letter in enumerate(content):
        if letter == "\n":
            starts.append(place + 1)
    return starts
