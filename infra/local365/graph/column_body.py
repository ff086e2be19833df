"""A columnDefinition as a client sends it: strict models, nothing else.

https://learn.microsoft.com/graph/api/resources/columndefinition
"""

from __future__ import annotations

from typing import Any, Literal

from pydantic import Field

from infra.local365.graph.wire import Strict


class _Text(Strict):
    allowMultipleLines: bool = False  # noqa: N815 - Graph's spelling, here and below
    appendChangesToExistingText: bool = False  # noqa: N815
    linesForEditing: int | None = None  # noqa: N815
    maxLength: int | None = None  # noqa: N815
    textType: Literal["plain", "richText"] = "plain"  # noqa: N815


class _Choice(Strict):
    choices: list[str] = Field(default_factory=list)
    allowTextEntry: bool = False  # noqa: N815
    displayAs: Literal["dropDownMenu", "radioButtons", "checkBoxes"] = "dropDownMenu"  # noqa: N815


class _Number(Strict):
    decimalPlaces: str | None = None  # noqa: N815
    displayAs: Literal["number", "percentage"] | None = None  # noqa: N815
    minimum: float | None = None
    maximum: float | None = None


class _DateTime(Strict):
    displayAs: Literal["default", "friendly", "standard"] | None = None  # noqa: N815
    format: Literal["dateOnly", "dateTime"] = "dateTime"


class _PersonOrGroup(Strict):
    allowMultipleSelection: bool = False  # noqa: N815
    chooseFromType: Literal["peopleOnly", "peopleAndGroups"] = "peopleAndGroups"  # noqa: N815
    displayAs: str | None = None  # noqa: N815


class _Link(Strict):
    isPicture: bool = False  # noqa: N815


class _Default(Strict):
    value: str | None = None
    formula: str | None = None


class ColumnBody(Strict):
    """A columnDefinition as sent (https://learn.microsoft.com/graph/api/resources/columndefinition)."""

    name: str | None = None
    displayName: str | None = None  # noqa: N815
    description: str | None = None
    columnGroup: str | None = None  # noqa: N815
    enforceUniqueValues: bool | None = None  # noqa: N815
    hidden: bool | None = None
    indexed: bool | None = None
    required: bool | None = None
    defaultValue: _Default | None = None  # noqa: N815
    text: _Text | None = None
    choice: _Choice | None = None
    number: _Number | None = None
    boolean: dict[str, Any] | None = None
    dateTime: _DateTime | None = None  # noqa: N815
    personOrGroup: _PersonOrGroup | None = None  # noqa: N815
    lookup: dict[str, Any] | None = None
    hyperlinkOrPicture: _Link | None = None  # noqa: N815
