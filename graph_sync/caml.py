"""Writes a view's rows, order and groups as SharePoint's query language. Pure.

https://learn.microsoft.com/en-us/sharepoint/dev/schema/query-schema
"""

from __future__ import annotations

from functools import reduce
from xml.sax.saxutils import escape, quoteattr

from graph_sync.columns import ListShape
from graph_sync.views import Condition, Day, Test, View

_TYPES = {
    "text": "Text",
    "choice": "Choice",
    "number": "Number",
    "boolean": "Boolean",
    "dateTime": "DateTime",
    "personOrGroup": "User",
}
GROUPS_SHOWN = 30


def query(shape: ListShape, view: View) -> str:
    """Give the query of a view: its groups, its conditions, its order."""
    parts = (_group(view), _where(shape, view), _order(view))
    return "".join(part for part in parts if part)


def _group(view: View) -> str:
    if not view.groups:
        return ""
    fields = "".join(_field(name) for name in view.groups)
    return f'<GroupBy Collapse="TRUE" GroupLimit="{GROUPS_SHOWN}">{fields}</GroupBy>'


def _where(shape: ListShape, view: View) -> str:
    """Join the conditions in pairs, as CAML wants them, the first one outermost on the left."""
    conditions = [_condition(shape, condition) for condition in view.where]
    if not conditions:
        return ""
    joined = reduce(lambda all_so_far, one: f"<And>{all_so_far}{one}</And>", conditions)
    return f"<Where>{joined}</Where>"


def _condition(shape: ListShape, condition: Condition) -> str:
    test, value = condition.test.value, condition.value
    field = _field(condition.column)
    if condition.test in {Test.EMPTY, Test.FILLED}:
        return f"<{test}>{field}</{test}>"
    kind = _TYPES[next(iter(shape.column(condition.column).facet))]
    if isinstance(value, tuple):
        many = "".join(_value(kind, each) for each in value)
        return f"<{test}>{field}<Values>{many}</Values></{test}>"
    return f"<{test}>{field}{_value(kind, value)}</{test}>"


def _value(kind: str, value: object) -> str:
    if isinstance(value, Day):
        inner = f'<Today OffsetDays="{value.after}" />'
    elif isinstance(value, bool):
        inner = str(int(value))
    else:
        inner = escape(str(value))
    return f"<Value Type={quoteattr(kind)}>{inner}</Value>"


def _order(view: View) -> str:
    if not view.order:
        return ""
    fields = "".join(_field(each.column, falling=each.descending) for each in view.order)
    return f"<OrderBy>{fields}</OrderBy>"


def _field(name: str, *, falling: bool = False) -> str:
    direction = ' Ascending="FALSE"' if falling else ""
    return f"<FieldRef Name={quoteattr(name)}{direction} />"
