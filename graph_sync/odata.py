"""How a text stands inside a query: quoted for OData, then encoded for the URL.

https://learn.microsoft.com/en-us/graph/query-parameters
"""

from __future__ import annotations

from urllib.parse import quote


def literal(text: str) -> str:
    """Quote a text as an OData literal; a quote inside it is doubled."""
    return "'" + text.replace("'", "''") + "'"


def encoded(text: str) -> str:
    """Encode a path segment or the value of a query parameter, slashes included."""
    return quote(text, safe="$(),=;:@")
