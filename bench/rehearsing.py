"""What two rehearsed months cost, undisturbed and with the service killed every two seconds of its life."""

from __future__ import annotations

import resource

from rich.console import Console

from bench.figures import Figure
from bot.rehearsal.rehearsing import rehearse

MEETINGS = 200
KILL_EVERY = 2.0
_SEED = 1
_MEMORY_MB = 150.0


async def rehearsals(console: Console) -> list[Figure]:
    """Rehearse twice. One that lost or doubled something shows as missed, whatever its seconds."""
    return [
        *await _rehearsal(console, f"rehearse --meetings {MEETINGS}", 0.0, 60.0),
        *await _rehearsal(
            console, f"rehearse --meetings {MEETINGS} --kill-every {KILL_EVERY:g}", KILL_EVERY, 120.0
        ),
    ]


async def _rehearsal(console: Console, command: str, kill_every: float, most_seconds: float) -> list[Figure]:
    before = _cpu_seconds()
    result = await rehearse(MEETINGS, _SEED, kill_every, console)
    wrong = len(result.differences) + result.duplicates
    figures = [
        Figure(command, result.seconds, "s", most_seconds),
        Figure(f"{command}: differences and duplicates", wrong, "", 0),
    ]
    if kill_every:
        return [*figures, Figure(f"{command}: starts of the service", result.starts, "")]
    return [
        *figures,
        Figure(f"{command}: CPU of its three processes", _cpu_seconds() - before, "s"),
        Figure(f"{command}: peak memory of the service", result.peak_memory, "MB", _MEMORY_MB),
    ]


def _cpu_seconds() -> float:
    """Processor time of this process and of its children that have ended: busy neighbours do not show in it."""
    used = [resource.getrusage(whose) for whose in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    return sum(each.ru_utime + each.ru_stime for each in used)
