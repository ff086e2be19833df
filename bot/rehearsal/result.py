"""What a rehearsal reports: one value, as JSON whose shape is stable, or as a table."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from rich.table import Table

FINAL = (
    "answered",
    "not_there",
    "declined",
    "expired",
    "away",
    "undeliverable",
    "cancelled",
    "not_asked",
)


@dataclass(frozen=True, slots=True)
class Result:
    """`states` counts prompts by state; `sent` and `unconfirmed` count those that ever were."""

    meetings: int
    states: dict[str, int]
    sent: int
    unconfirmed: int
    answers: int
    filed: int
    duplicates: int
    events: int
    differences: tuple[str, ...]
    starts: int
    peak_memory: float
    seconds: float

    @property
    def equal(self) -> bool:
        return not self.differences

    @property
    def passed(self) -> bool:
        return self.equal and self.duplicates == 0

    def as_json(self) -> dict[str, Any]:
        """The stable shape: planned is the sum of the final states and waiting."""
        final = {state: self.states.get(state, 0) for state in FINAL}
        waiting = sum(count for state, count in self.states.items() if state not in FINAL)
        return {
            "meetings": self.meetings,
            "prompts": {
                "planned": sum(final.values()) + waiting,
                "sent": self.sent,
                "unconfirmed": self.unconfirmed,
                **final,
                "waiting": waiting,
            },
            "answers": self.answers,
            "filed": self.filed,
            "duplicates": self.duplicates,
            "events": self.events,
            "equal": self.equal,
        }

    def as_table(self) -> Table:
        table = Table(title="Rehearsal", title_justify="left")
        table.add_column("What")
        table.add_column("How many", justify="right")
        shown = self.as_json()
        for name, value in shown.items():
            if name == "prompts":
                for state, count in value.items():
                    table.add_row(f"prompts {state.replace('_', ' ')}", str(count))
            else:
                table.add_row(name, str(value).lower() if isinstance(value, bool) else str(value))
        table.add_row("starts of the service", str(self.starts))
        table.add_row("peak memory of the service, MB", f"{self.peak_memory:.0f}")
        table.add_row("seconds", f"{self.seconds:.1f}")
        return table
