"""One measured figure and the target it is held against; how all of them are shown."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from rich.table import Table


@dataclass(frozen=True, slots=True)
class Figure:
    """`target` is the most the value may be, in the same unit; None for a figure that only stands beside others."""

    name: str
    value: float
    unit: str
    target: float | None = None

    @property
    def missed(self) -> bool:
        return self.target is not None and self.value > self.target

    def as_json(self) -> dict[str, Any]:
        return {
            "name": self.name,
            "value": round(self.value, 2),
            "unit": self.unit,
            "target": self.target,
            "missed": self.missed,
        }


def as_table(figures: Sequence[Figure]) -> Table:
    table = Table(title="Measured on this machine, now", title_justify="left")
    table.add_column("What")
    for heading in ("Measured", "Target"):
        table.add_column(heading, justify="right")
    table.add_column("")
    for figure in figures:
        measured = f"{round(figure.value, 2):g} {figure.unit}"
        target = "" if figure.target is None else f"at most {figure.target:g} {figure.unit}"
        table.add_row(figure.name, measured, target, "missed" if figure.missed else "")
    return table
