"""What a list does to the value of one cell: refuse it, keep it in its own form, give it back changed.

Pure: one value at a time; unique values and required columns concern whole items and are decided elsewhere.
"""

from __future__ import annotations

import re
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

from infra.local365.graph.wire import invalid
from infra.local365.wire import Violation

if TYPE_CHECKING:
    from collections.abc import Callable

    from infra.local365.graph.columns import Column
    from infra.local365.graph.traits import Traits

SITE_ZONE = ZoneInfo("Europe/London")
COLLECTION = "Collection(Edm.String)"
_INSTANT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d(\.\d{1,7})?)?(Z|[+-]\d\d:\d\d)")
_DAY = re.compile(r"\d{4}-\d\d-\d\d")


def wrong_type(column: Column) -> Violation:
    """Refuse a value of another type than its column's; the value itself is not repeated."""
    return Violation(f"Invalid value for field '{column.name}', a {column.kind} column.", "invalidRequest")


def kept(column: Column, value: object, annotation: object, traits: Traits) -> Any:  # noqa: ANN401 - JSON
    """Give the form in which the list keeps a value; None when nothing is left of it.

    `annotation` is the value of the member `<column>@odata.type`, if sent.
    """
    if value is None or value in ("", []):
        return None
    if column.kind == "choices":
        return _choices(column, value, annotation)
    return _KEPT[column.kind](column, value, traits)


def _text(column: Column, value: object, _traits: Traits) -> str:
    if not isinstance(value, str):
        raise wrong_type(column)
    if "\n" in value or "\r" in value:
        raise Violation(f"Field '{column.name}' takes a single line of text.", "invalidRequest")
    return _short_enough(column, value)


def _note(column: Column, value: object, traits: Traits) -> str:
    if not isinstance(value, str):
        raise wrong_type(column)
    text = re.sub(r"\r\n|\r|\n", "\r\n" if traits.newlines == "crlf" else "\n", value)
    if column.facet.get("textType") == "richText" and not text.startswith("<div"):
        text = f'<div class="ExternalClass0123456789ABCDEF0123456789ABCDEF">{text}</div>'
    return _short_enough(column, text)


def _short_enough(column: Column, text: str) -> str:
    """Count UTF-16 units, as .NET does: an emoji is two (https://learn.microsoft.com/graph/api/resources/textcolumn)."""
    if len(text.encode("utf-16-le")) // 2 > column.longest:
        raise Violation(
            f"Field '{column.name}' is longer than {column.longest} characters.", "invalidRequest"
        )
    return text


def _choice(column: Column, value: object, _traits: Traits) -> str:
    if not isinstance(value, str):
        raise wrong_type(column)
    return _known_choice(column, value)


def _known_choice(column: Column, value: str) -> str:
    if value not in column.facet["choices"] and not column.facet.get("allowTextEntry"):
        raise Violation(f"Field '{column.name}' has no such choice.", "invalidRequest")
    return value


def _choices(column: Column, value: object, annotation: object) -> list[str]:
    """Take several choices only with their type beside them, as the service does."""
    if annotation != COLLECTION:
        raise Violation(
            f"Field '{column.name}' needs {column.name}@odata.type {COLLECTION}.", "invalidRequest"
        )
    if not isinstance(value, list) or not all(isinstance(one, str) for one in value):
        raise wrong_type(column)
    return [_known_choice(column, one) for one in value]


def _number(column: Column, value: object, traits: Traits) -> float | int:
    if isinstance(value, bool) or not isinstance(value, int | float):
        raise wrong_type(column)
    lowest, highest = column.facet.get("minimum"), column.facet.get("maximum")
    if (lowest is not None and value < lowest) or (highest is not None and value > highest):
        raise Violation(f"Field '{column.name}' is outside the column's limits.", "invalidRequest")
    whole = float(value).is_integer()
    return int(value) if whole and traits.whole_numbers == "integer" else float(value)


def _boolean(column: Column, value: object, _traits: Traits) -> bool:
    if not isinstance(value, bool):
        raise wrong_type(column)
    return value


def _date_time(column: Column, value: object, _traits: Traits) -> str:
    """Keep whole seconds in UTC; a date-only column keeps the site's midnight, in summer 23:00 UTC."""
    if not isinstance(value, str) or not (_INSTANT.fullmatch(value) or _DAY.fullmatch(value)):
        raise wrong_type(column)
    moment = instant(value)
    if column.facet.get("format") == "dateOnly":
        local = moment.astimezone(SITE_ZONE)
        moment = local.replace(hour=0, minute=0, second=0, microsecond=0).astimezone(UTC)
    return moment.strftime("%Y-%m-%dT%H:%M:%SZ")


def instant(text: str) -> datetime:
    """Read an ISO date or time; a day alone means the site's midnight. Raises a refusal if it cannot be."""
    try:
        moment = datetime.fromisoformat(re.sub(r"(\.\d{6})\d", r"\1", text))
    except ValueError:
        raise invalid("A date cannot be read.") from None
    return (moment if moment.tzinfo else moment.replace(tzinfo=SITE_ZONE)).astimezone(UTC)


def _identifier(column: Column, value: object, _traits: Traits) -> str:
    """Take the item id a person or lookup column points to; the service gives it back as text."""
    if isinstance(value, bool) or not str(value).isdecimal():
        raise wrong_type(column)
    return str(value)


def _link(column: Column, value: object, _traits: Traits) -> dict[str, str]:
    if not isinstance(value, dict) or not isinstance(value.get("Url"), str):
        raise wrong_type(column)
    return {"Url": value["Url"], "Description": str(value.get("Description") or value["Url"])}


_KEPT: dict[str, Callable[[Column, object, Traits], Any]] = {
    "text": _text,
    "note": _note,
    "choice": _choice,
    "number": _number,
    "boolean": _boolean,
    "dateTime": _date_time,
    "person": _identifier,
    "lookup": _identifier,
    "link": _link,
}


def default(column: Column, text: str) -> Any:  # noqa: ANN401 - of the column's own type
    """Give a column's default, which its definition carries as text, as a value."""
    if column.kind == "boolean":
        return text.lower() in {"1", "true"}
    if column.kind == "number":
        return float(text)
    return [text] if column.kind == "choices" else text


def index_key(value: object) -> str:
    """Give the form two values share when the list holds them for equal: case does not count."""
    if isinstance(value, bool):
        return "1" if value else "0"
    if isinstance(value, int | float):
        return repr(float(value))
    return str(value).casefold()
