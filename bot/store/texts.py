"""Text as every table keeps it: compared by its bytes, as SQLite does it, whatever language a server is set to.

Looks into an index from one text to another rest on that order.
"""

from __future__ import annotations

from sqlalchemy import String

TEXT = String().with_variant(String(collation="C"), "postgresql")
