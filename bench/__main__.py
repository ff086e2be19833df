"""Every figure beside its target: `python -m bench [--json]`. Exit code 1 when a target is missed.

It takes six minutes or so and wants the machine to itself: what else runs shows in the seconds.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import sys

from rich.console import Console

from bench.applying import applying
from bench.delivery import PROMPTS, delivery
from bench.etiquette import etiquette
from bench.figures import Figure, as_table
from bench.filing import ITEMS as MEASURED
from bench.filing import filing
from bench.filing_quota import ITEMS, quota
from bench.large_lists import large_lists
from bench.planning import planning
from bench.rehearsing import rehearsals
from bench.turn import rivals_are_installed, turns
from bench.without_graph import without_graph


def main() -> int:
    parser = argparse.ArgumentParser(prog="back-to-practice bench", description=__doc__)
    parser.add_argument("--json", action="store_true", help="print the figures as JSON")
    parser.add_argument(
        "--only-delivery",
        type=int,
        nargs="?",
        const=PROMPTS,
        metavar="CARDS",
        help=f"measure the delivery of so many cards and nothing else, {PROMPTS} unless given",
    )
    parser.add_argument(
        "--only-filing",
        type=int,
        nargs="?",
        const=ITEMS,
        metavar="ITEMS",
        help=f"measure the filing of so many answers and nothing else, {ITEMS} unless given",
    )
    given = parser.parse_args()
    if given.only_delivery:
        measuring = delivery(given.only_delivery)
    elif given.only_filing:
        measuring = _filed(given.only_filing)
    else:
        measuring = _measured(Console(stderr=True))
    figures = asyncio.run(measuring)
    if given.json:
        sys.stdout.write(json.dumps({"figures": [figure.as_json() for figure in figures]}) + "\n")
    else:
        Console().print(as_table(figures))
    return 1 if any(figure.missed for figure in figures) else 0


async def _measured(console: Console) -> list[Figure]:
    if not rivals_are_installed():
        console.print("Nothing is measured beside ours: `make bench` installs the others.")
    return [
        *await turns(),
        *await without_graph(),
        *await _filed(ITEMS),
        *await delivery(),
        *await rehearsals(console),
        *planning(),
        *await applying(),
        *await large_lists(),
        *etiquette(),
    ]


async def _filed(items: int) -> list[Figure]:
    return [*await filing(min(items, MEASURED)), *await quota(items)]


if __name__ == "__main__":
    sys.exit(main())
