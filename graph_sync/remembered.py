"""How each list was last made: what tells a column somebody deleted from one that was never made.

Kept by the caller as text under the list's name, beside its id. Why: docs/decisions/0019-what-provision-remembers.md.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from pydantic import BaseModel, ConfigDict, ValidationError

from graph_sync.columns import Column, choices_of, fill_in


class Setting(BaseModel):
    """A column as it was made."""

    model_config = ConfigDict(frozen=True)

    indexed: bool
    unique: bool
    required: bool
    hidden: bool
    choices: tuple[str, ...] = ()
    fill_in: bool = False

    @classmethod
    def of(cls, column: Column) -> Setting:
        return cls(
            indexed=column.indexed,
            unique=column.unique,
            required=column.required,
            hidden=column.hidden,
            choices=choices_of(column),
            fill_in=fill_in(column),
        )


class Memory(BaseModel):
    """A list as it was last made: its columns by name. Empty for a list never made from here."""

    model_config = ConfigDict(frozen=True)

    columns: Mapping[str, Setting] = {}

    @classmethod
    def read(cls, text: str) -> Memory:
        """Read a kept text; nothing is remembered of one that cannot be read."""
        try:
            return cls.model_validate_json(text) if text else cls()
        except ValidationError:
            return cls()

    def text(self) -> str:
        return self.model_dump_json()

    def with_made(self, columns: Iterable[Column]) -> Memory:
        """Remember these columns as they are declared now."""
        return Memory(columns={**self.columns, **{column.name: Setting.of(column) for column in columns}})

    def without(self, column: str) -> Memory:
        """Forget a column, so that it is made anew."""
        return Memory(columns={name: kept for name, kept in self.columns.items() if name != column})
