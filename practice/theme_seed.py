"""The items with which a Themes list begins: the starter set, before the coordinator makes it their own."""

from __future__ import annotations

import hashlib

from practice.digests import digest
from practice.filing import Row

THEMES = "Themes"


def theme_row(theme: str) -> Row:
    """Give the item of a theme. Its key comes from its name, so that a broken-off start makes no doubles."""
    fields: dict[str, object] = {"Title": theme}
    key = hashlib.sha256(f"theme/{theme}".encode()).hexdigest()
    return Row(subject=theme, key=key, fields=fields, digest=digest(fields))
