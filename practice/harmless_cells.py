"""Cells that a spreadsheet would run as a formula, made harmless by an apostrophe in front.

https://owasp.org/www-community/attacks/CSV_Injection names the signs: = + - @, tab, carriage return, line feed and
the full-width forms. A sheet that is text today may be saved as CSV tomorrow, so every format gets the apostrophe.
"""

from __future__ import annotations

_SIGNS = frozenset("=+-@＝＋－＠")  # noqa: RUF001 - the full-width forms are meant
_BLANKS = ("\t", "\r", "\n")


def harmless(text: str) -> str:
    """Put an apostrophe before a text that could be run; blanks in front of its first sign hide nothing."""
    first = text.lstrip()[:1]
    return "'" + text if text.startswith(_BLANKS) or (first and first in _SIGNS) else text
