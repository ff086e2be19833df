"""What Exchange does to a body: everything becomes a whole HTML page, and a preview is cut from it.

Pure. https://learn.microsoft.com/graph/api/resources/itembody
"""

from __future__ import annotations

import html
import re

PREVIEW = 255
JOIN_BLOCK = (
    '<div class="me-email-text"><div>________________________________________________</div>'
    '<a href="{url}" class="me-email-headline">Join the meeting now</a></div>'
)
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


def with_join_block(page: str, url: str) -> str:
    """Add the block that invites to the online meeting, unless it is there."""
    return page if has_join_block(page) else page.replace(_TAIL, JOIN_BLOCK.format(url=url) + _TAIL)


def has_join_block(page: str) -> bool:
    return 'class="me-email-headline"' in page
