"""Small numbers: what leaves the coordinator's own queue describes nobody in a group of fewer than five people.

content.md, section 21. The floor is of people, so somebody who wrote six answers is one. Small agencies, roles and
types are rolled up first; and so that a small one cannot be worked out from what is left, the next larger ones go
with it until five people share every description that is shown.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

FLOOR = 5
"""People."""

OTHER_AGENCY = "Other agency"
OTHER = "Other"
"""What small agency groups and small roles are rolled up into."""

FEWEST_GROUPS = 2
"""Agency groups that a theme comes from before anything of it is quoted."""

NOT_SHOWN = "not shown"
"""In place of what is hidden so that something else stays hidden."""

FEWER = f"fewer than {FLOOR}"


@dataclass(frozen=True, slots=True)
class Wrote:
    """One answer for this rule: whose, and what would be shown of where it comes from, the widest first.

    `writer` is any mark that tells people apart; those whose writer is not known any more share "", and count as
    nobody, as they may be one of the others. The first of `traits` is a period: periods are never put together, or
    two files could be compared.
    """

    writer: str
    traits: tuple[str, ...]


def shown(written: Sequence[Wrote], others: Sequence[str]) -> list[tuple[str, ...] | None]:
    """Say what may be shown of each answer, in their order; None for a period with fewer than five people.

    `others` names what the small ones are rolled up into, for each trait but the first.
    """
    found: dict[int, tuple[str, ...]] = {}
    for period, places in _by(written, range(len(written)), 0).items():
        if _people(written, places) >= FLOOR:
            rolled = _rolled_up(written, places, others, 1)
            found |= {place: (period, *traits) for place, traits in rolled}
    return [found.get(place) for place in range(len(written))]


def _rolled_up(
    written: Sequence[Wrote], places: Sequence[int], others: Sequence[str], level: int
) -> Iterator[tuple[int, tuple[str, ...]]]:
    """Describe answers that five people share already, so that five share each further word as well."""
    if level > len(others):
        yield from ((place, ()) for place in places)
        return
    for name, inside in _pooled(written, _by(written, places, level), others[level - 1]).items():
        for place, traits in _rolled_up(written, inside, others, level + 1):
            yield place, (name, *traits)


def _pooled(written: Sequence[Wrote], kept: dict[str, list[int]], other: str) -> dict[str, list[int]]:
    """Put the smallest together until five people share the pool; where it is all there is, it has no name."""
    pool: list[int] = []
    for name in sorted(kept, key=lambda each: (_people(written, kept[each]), each)):
        enough = not pool or _people(written, pool) >= FLOOR
        if enough and _people(written, kept[name]) >= FLOOR:
            break
        pool += kept.pop(name)
    if not pool:
        return kept
    pool += kept.pop(other, [])
    return {**kept, other if kept else NOT_SHOWN: pool}


def _by(written: Sequence[Wrote], places: Iterable[int], level: int) -> dict[str, list[int]]:
    found: dict[str, list[int]] = {}
    for place in places:
        found.setdefault(written[place].traits[level], []).append(place)
    return found


def _people(written: Sequence[Wrote], places: Iterable[int]) -> int:
    return _known(written[place].writer for place in places)


def _known(writers: Iterable[str]) -> int:
    return len({*writers} - {""})


def quotable(tagged: Iterable[tuple[str, str, str]]) -> frozenset[str]:
    """Name the themes of which something may be quoted, from (theme, writer, agency group) of every answer of a period.

    A group that is not known, "", is none; nor are the rolled-up ones, which may be the first group once more.
    """
    writers: dict[str, set[str]] = {}
    groups: dict[str, set[str]] = {}
    for theme, writer, group in tagged:
        writers.setdefault(theme, set()).add(writer)
        groups.setdefault(theme, set()).update({group} - {"", OTHER_AGENCY})
    return frozenset(
        theme
        for theme, known in writers.items()
        if _known(known) >= FLOOR and len(groups[theme]) >= FEWEST_GROUPS
    )
