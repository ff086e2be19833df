"""A list's columns as the service describes them: what is read of a columnDefinition, and its type in one word.

https://learn.microsoft.com/en-us/graph/api/resources/columndefinition
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from pydantic import BaseModel, ConfigDict, Field

from graph_sync.columns import KEY

_PLAIN = (
    "number",
    "boolean",
    "personOrGroup",
    "lookup",
    "hyperlinkOrPicture",
    "calculated",
    "currency",
    "term",
)
LINK = "link"
UNNAMED = "another type"
"""Of a column whose type Graph does not describe."""

READ = (
    "id",
    "name",
    "displayName",
    "hidden",
    "indexed",
    "enforceUniqueValues",
    "required",
    "text",
    "choice",
    "dateTime",
    *_PLAIN,
)
"""Members to select; hidden columns are listed only where `hidden` is among them."""


class _Part(BaseModel):
    model_config = ConfigDict(hide_input_in_errors=True)


class Text(_Part):
    many: bool | None = Field(None, alias="allowMultipleLines")
    longest: int | None = Field(None, alias="maxLength")
    kind: str | None = Field(None, alias="textType")


class Choice(_Part):
    choices: tuple[str, ...] = ()
    fill_in: bool | None = Field(None, alias="allowTextEntry")
    shown: str | None = Field(None, alias="displayAs")


class DateTime(_Part):
    format: str | None = None


class Standing(_Part):
    """One column that stands on the site; its member names are the service's."""

    model_config = ConfigDict(extra="allow", hide_input_in_errors=True)

    id: str
    name: str
    title: str = Field("", alias="displayName")
    hidden: bool | None = None
    indexed: bool | None = None
    unique: bool | None = Field(None, alias="enforceUniqueValues")
    required: bool | None = None
    text: Text | None = None
    choice: Choice | None = None
    date_time: DateTime | None = Field(None, alias="dateTime")

    @property
    def type(self) -> str:
        """The type as people know it, which is what the list's settings call it."""
        if self.text:
            return _text_type(self.text)
        if self.choice:
            return "several choices" if self.choice.shown == "checkBoxes" else "one choice"
        if self.date_time:
            return "day" if self.date_time.format == "dateOnly" else "day and time"
        extra: dict[str, Any] = self.model_extra or {}
        found = next((name for name in _PLAIN if extra.get(name) is not None), "")
        return _TYPES.get(found, UNNAMED)


def is_ours(columns: Iterable[Standing]) -> bool:
    """Tell whether a list found by its name was made by us: ours are made with their key in one request."""
    return any(column.name == KEY for column in columns)


_TYPES = {
    "number": "number",
    "boolean": "yes or no",
    "personOrGroup": "person",
    "lookup": "lookup",
    "hyperlinkOrPicture": LINK,
    "calculated": "calculated",
    "currency": "currency",
}


def _text_type(text: Text) -> str:
    if not text.many:
        return "single line of text"
    return "several lines of rich text" if text.kind == "richText" else "several lines of plain text"
