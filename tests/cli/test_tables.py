"""A table as bytes, whatever somebody typed into a cell."""

from __future__ import annotations

import io
import zipfile

from bot.tables import as_csv, as_xlsx

HALF = "half \ud83d of a letter\x00"
WHOLE = "half ? of a letter"


def test_half_a_letter_is_a_question_mark_in_both_forms() -> None:
    """No file can hold it; the words round it stand, and both forms say the same."""
    rows = as_csv(("Words",), [(HALF,)]).decode("utf-8-sig").splitlines()
    with zipfile.ZipFile(io.BytesIO(as_xlsx(("Words",), [(HALF,)]))) as book:
        words = book.read("xl/sharedStrings.xml").decode()
    assert rows == ["Words", WHOLE]
    assert f">{WHOLE}<" in words


def test_a_formula_behind_what_is_left_out_does_not_run() -> None:
    """The apostrophe is put where the formula would begin."""
    assert as_csv(("Words",), [("\x00=1+1",)]).decode("utf-8-sig").splitlines() == ["Words", "'=1+1"]
