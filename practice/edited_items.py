"""What is written to an item of Practice reviews that somebody edited: no word that they may have taken out."""

from __future__ import annotations

from practice.filing import FIRST_COLUMN, QUESTION_COLUMNS, Row


def beside_edits(row: Row) -> dict[str, object]:
    """Give the columns to write to an item that somebody edited since it was filed.

    First words of an answer that is left alone are left out: the name may have been in them.
    """
    fields = {name: value for name, value in row.fields.items() if name not in row.as_before}
    source = next((column for column in QUESTION_COLUMNS.values() if row.fields.get(column)), "")
    return fields | {FIRST_COLUMN: None} if FIRST_COLUMN in fields and source in row.as_before else fields
