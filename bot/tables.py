"""A table as bytes: CSV that Excel reads as UTF-8, or an Excel workbook. Every cell is text, and none runs."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence

from practice.filing import storable
from practice.harmless_cells import harmless

LONGEST_CELL = 32_767
"""Characters. https://support.microsoft.com/en-us/office/excel-specifications-and-limits-1672b34d-7043-467e-8e27-269d656771c3"""

Rows = Sequence[Sequence[str]]
_AS_IT_IS = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
_WIDTH = 24


def as_csv(header: Sequence[str], rows: Rows) -> bytes:
    """RFC 4180, with the byte order mark by which Excel knows UTF-8."""
    text = io.StringIO(newline="")
    csv.writer(text).writerows([_told(cell) for cell in row] for row in (header, *rows))
    return text.getvalue().encode("utf-8-sig")


def as_xlsx(header: Sequence[str], rows: Rows) -> bytes:
    """One sheet; a cell that is too long for Excel ends in an ellipsis."""
    import xlsxwriter  # noqa: PLC0415 - 2 MB that a service has no use for

    made = io.BytesIO()
    book = xlsxwriter.Workbook(made, _AS_IT_IS)
    sheet = book.add_worksheet()
    styles = (book.add_format({"bold": True}), book.add_format({"text_wrap": True, "valign": "top"}))
    for place, row in enumerate((header, *rows)):
        for column, cell in enumerate(row):
            sheet.write_string(place, column, _fitting(_told(cell)), styles[place > 0])
    sheet.freeze_panes(1, 0)
    sheet.set_column(0, max(len(header) - 1, 0), _WIDTH)
    book.close()
    return made.getvalue()


def _told(cell: str) -> str:
    """Clean out what no file can hold first, or it could hide the sign of a formula."""
    return harmless(storable(cell))


def _fitting(text: str) -> str:
    return text if len(text) <= LONGEST_CELL else text[: LONGEST_CELL - 1] + "…"
