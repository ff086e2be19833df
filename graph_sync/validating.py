"""What SharePoint itself refuses to save: the list validation of a list whose rows are closed by a rule.

A formula of a column, which Graph v1.0 could set, may name that column alone; one of the list may name several, and
Graph and site scripts have none. It may name no column of several lines, several choices or persons.
https://learn.microsoft.com/en-us/previous-versions/office/sharepoint-server/ee541469(v=office.15)
"""

from __future__ import annotations

from graph_sync.columns import Closing, ListShape

LONGEST = 1024
"""Characters of a formula, and of its message."""


def formula(shape: ListShape, closing: Closing) -> str:
    """Give what has to be true of a row; columns are named by their titles, as in the list's settings."""
    closed = f"[{shape.column(closing.column).title}]"
    still_open = (f'{closed}="{choice}"' for choice in closing.still_open)
    filled = (f"NOT(ISBLANK([{title}]))" for title in _titles(shape, closing))
    return f"=OR(ISBLANK({closed}),{','.join(still_open)},AND({','.join(filled)}))"


def message(shape: ListShape, closing: Closing) -> str:
    """Give the sentence that people read beside what they could not save."""
    *first, last = _titles(shape, closing)
    result = shape.column(closing.column).title
    return f"Fill in {', '.join(first)} and {last} first: {result} can only be recorded with all of them."


def commands(shape: ListShape, closing: Closing) -> str:
    """Give the PowerShell that sets both, and shows what then stands."""
    return (
        f'$list = Get-PnPList -Identity "{shape.name}" -ThrowExceptionIfListNotFound\n'
        f"$list.ValidationFormula = {_quoted(formula(shape, closing))}\n"
        f"$list.ValidationMessage = {_quoted(message(shape, closing))}\n"
        "$list.Update()\n"
        "Invoke-PnPQuery\n"
        f'Get-PnPList -Identity "{shape.name}" -Includes ValidationFormula | Select-Object Title, ValidationFormula'
    )


def _titles(shape: ListShape, closing: Closing) -> list[str]:
    return [shape.column(name).title for name in closing.needs]


def _quoted(text: str) -> str:
    doubled = text.replace("'", "''")
    return f"'{doubled}'"
