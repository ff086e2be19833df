"""What Exchange does to a body: everything becomes a whole HTML page, and a preview is cut from it.

Pure. https://learn.microsoft.com/graph/api/resources/itembody
"""

from __future__ import annotations

import html
import re

PREVIEW = 255
_LINE = "<div><span>________________________________________________</span></div>"
JOIN_BLOCKS = {
    "named": (
        f'<br>\r\n{_LINE}\r\n<div class="me-email-text" lang="en-GB"><div><span>Microsoft Teams</span></div>\r\n'
        '<div><a href="{url}" class="me-email-headline" target="_blank">Join the meeting now</a></div>\r\n'
        '<div><a href="https://aka.ms/JoinTeamsMeeting">Need help?</a></div></div>\r\n' + _LINE
    ),
    "plain": (
        f"<br>\r\n{_LINE}\r\n<div><p>Microsoft Teams</p>\r\n"
        '<p><a href="{url}">Join the meeting now</a></p></div>\r\n' + _LINE
    ),
}
"""What is put under the body of an online meeting; nobody documents whether its classes can be read again."""

_META = '<meta http-equiv="Content-Type" content="text/html; charset=utf-8">'
_HEAD = f"<html><head>\r\n{_META}\r\n</head>\r\n<body>\r\n"
_TAIL = "\r\n</body>\r\n</html>\r\n"
_DANGEROUS = re.compile(r"<(script|style)\b.*?</\1\s*>|<!--.*?-->", re.IGNORECASE | re.DOTALL)
_BODY = re.compile(r"<body[^>]*>(.*)</body>", re.IGNORECASE | re.DOTALL)


def rewritten(content: str, content_type: str) -> str:
    """Give the page Exchange keeps instead of what was sent: never the same text again."""
    if content_type.lower() == "text":
        inner = html.escape(content, quote=False).replace("\r\n", "\n").replace("\n", "<br>\r\n")
        inner = f'<div class="PlainText">{inner}</div>'
    else:
        found = _BODY.search(content)
        inner = _DANGEROUS.sub("", (found[1] if found else content)).strip()
    return f"{_HEAD}{inner}{_TAIL}"


def as_text(page: str) -> str:
    """Give the text of a page, as with Prefer: outlook.body-content-type="text"."""
    found = _BODY.search(page)
    broken = re.sub(r"<(br|/p|/div|/li)\b[^>]*>", "\r\n", found[1] if found else page, flags=re.IGNORECASE)
    text = html.unescape(re.sub(r"<[^>]+>", "", broken))
    return re.sub(r"(\s*\r?\n\s*)+", "\r\n", text).strip()


def preview(page: str) -> str:
    """Give the first 255 characters of the text."""
    return as_text(page)[:PREVIEW]


def with_join_block(page: str, url: str, look: str) -> str:
    """Add the block that invites to the online meeting, unless its link is there."""
    if has_join_link(page, url):
        return page
    return page.replace(_TAIL, JOIN_BLOCKS[look].format(url=html.escape(url)) + _TAIL)


def has_join_link(page: str, url: str) -> bool:
    """A body with the meeting's link is an online meeting's: https://github.com/microsoftgraph/microsoft-graph-docs/issues/18056."""
    return html.escape(url) in page or url in page
