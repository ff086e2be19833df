"""Whether a board will be able to decide, judged from who has accepted (content.md, sections 15 and 24).

A person counts once, whichever seats they hold or stand in for; of two seats it is the statutory one. Who observes
or advises does not count, but may be the chair.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum

from practice.boards import Board, Seat, SeatRole
from practice.quorum_rules import QuorumRule


class Reply(StrEnum):
    """What somebody who is invited has answered."""

    ACCEPTED = "accepted"
    DECLINED = "declined"
    TENTATIVE = "tentative"
    NONE = "none"


class SeatAnswer(StrEnum):
    """How a seat stands."""

    ACCEPTED = "accepted"
    DEPUTY = "deputy"
    DEPUTY_ASKED = "deputy_asked"
    DEPUTY_NOT_ASKED = "deputy_not_asked"
    NO_DEPUTY = "no_deputy"
    MAYBE = "maybe"
    NO_ANSWER = "no_answer"
    VACANT = "vacant"
    TWICE = "twice"


class Verdict(StrEnum):
    """CANNOT: not even if everybody came who may still come."""

    QUORATE = "quorate"
    NOT_YET = "not_yet"
    CANNOT = "cannot"


_THERE = (SeatAnswer.ACCEPTED, SeatAnswer.DEPUTY)
_NEVER = (SeatAnswer.NO_DEPUTY, SeatAnswer.VACANT, SeatAnswer.TWICE)
_NEAREST = (
    SeatAnswer.MAYBE,
    SeatAnswer.NO_ANSWER,
    SeatAnswer.DEPUTY_ASKED,
    SeatAnswer.DEPUTY_NOT_ASKED,
    SeatAnswer.TWICE,
    SeatAnswer.NO_DEPUTY,
)
"""Of several seats that would do, the one named as missing is that which is nearest to coming."""


@dataclass(frozen=True, slots=True)
class Row:
    """A seat that counts, who holds it on the day, and who would come for it; both "" while it is vacant."""

    seat: Seat
    holder: str
    answer: SeatAnswer
    coming: str


@dataclass(frozen=True, slots=True)
class Lack:
    """Somebody without whom the board cannot decide, and how their seat stands; `who` is "" for the chair."""

    who: str
    answer: SeatAnswer


@dataclass(frozen=True, slots=True)
class Judgement:
    """`accepted` counts people, `agencies` theirs; `partners` must be there, `wished` should be and are not."""

    verdict: Verdict
    rows: tuple[Row, ...]
    accepted: int
    needed: int
    agencies: int
    lacks: tuple[Lack, ...]
    partners: tuple[str, ...]
    wished: tuple[str, ...]


def judge(board: Board, day: date, answers: Mapping[str, Reply]) -> Judgement:
    """Judge the meeting of a day; `answers` are those of everybody invited, by address in small letters."""
    rule = board.quorum_rule
    rows = _rows(board, day, answers)
    sure = [row for row in rows if row.answer in _THERE]
    possible = [row for row in rows if row.answer not in _NEVER]
    voting = [row for row in rows if row.seat.role is SeatRole.VOTING]
    needed = rule.needed(sum(row.answer is not SeatAnswer.VACANT for row in voting))
    verdict = Verdict.QUORATE
    if not _met(rule, rows, sure, needed):
        verdict = Verdict.NOT_YET if _met(rule, rows, possible, needed) else Verdict.CANNOT
    return Judgement(
        verdict,
        rows,
        _people(sure),
        needed,
        _agencies(sure),
        tuple(_lacks(rule, rows, sure)),
        tuple(row.seat.agency for row in _statutory(rule, rows)),
        tuple(_unmet_wishes(rule, voting, sure)),
    )


def _met(rule: QuorumRule, rows: Sequence[Row], there: Sequence[Row], needed: int) -> bool:
    return (
        _people(there) >= needed and _agencies(there) >= rule.agencies and not any(_lacks(rule, rows, there))
    )


def _people(there: Iterable[Row]) -> int:
    return len({row.coming for row in there if row.seat.role is SeatRole.VOTING})


def _agencies(there: Iterable[Row]) -> int:
    return len({row.seat.agency.casefold() for row in there if row.seat.role is SeatRole.VOTING})


def _rows(board: Board, day: date, answers: Mapping[str, Reply]) -> tuple[Row, ...]:
    """Give the seats that count in the board's order; who comes for two of them counts for the more needed one."""
    counted = [seat for seat in board.seats if seat.role is SeatRole.VOTING or seat.chair]
    holders = {seat.holder_on(day) for seat in counted}
    taken: set[str] = set()
    found: dict[str, Row] = {}
    for seat in sorted(counted, key=_weight):
        row = _row(seat, seat.holder_on(day), answers, holders)
        if row.answer in _THERE and row.coming in taken:
            row = _second(row, answers, {*taken, *holders})
        taken.add(row.coming if row.answer in _THERE else "")
        found[seat.key] = row
    return tuple(found[seat.key] for seat in counted)


def _second(row: Row, answers: Mapping[str, Reply], others: Collection[str]) -> Row:
    """Somebody who comes for another seat already: their deputy may come for this one."""
    deputy = row.seat.deputy
    if deputy and deputy not in others and answers.get(deputy) is Reply.ACCEPTED:
        return replace(row, answer=SeatAnswer.DEPUTY, coming=deputy)
    return replace(row, answer=SeatAnswer.TWICE)


def _weight(seat: Seat) -> tuple[bool, bool]:
    return not seat.statutory, seat.role is not SeatRole.VOTING


def _row(seat: Seat, holder: str, answers: Mapping[str, Reply], holders: Collection[str]) -> Row:
    if not holder:
        return Row(seat, "", SeatAnswer.VACANT, "")
    own = answers.get(holder, Reply.NONE)
    deputy = answers.get(seat.deputy) if seat.deputy else Reply.DECLINED
    free = own is Reply.DECLINED or seat.deputy not in holders
    if own is not Reply.ACCEPTED and deputy is Reply.ACCEPTED and free:
        return Row(seat, holder, SeatAnswer.DEPUTY, seat.deputy)
    if own is Reply.DECLINED:
        return Row(seat, holder, _DECLINED[deputy], seat.deputy)
    return Row(seat, holder, _OWN[own], holder)


_OWN = {
    Reply.ACCEPTED: SeatAnswer.ACCEPTED,
    Reply.TENTATIVE: SeatAnswer.MAYBE,
    Reply.NONE: SeatAnswer.NO_ANSWER,
}
_DECLINED = {
    Reply.DECLINED: SeatAnswer.NO_DEPUTY,
    Reply.TENTATIVE: SeatAnswer.MAYBE,
    Reply.NONE: SeatAnswer.DEPUTY_ASKED,
    None: SeatAnswer.DEPUTY_NOT_ASKED,
}


def _lacks(rule: QuorumRule, rows: Sequence[Row], there: Sequence[Row]) -> Iterator[Lack]:
    """Give whoever must be there and is not."""
    for row in _statutory(rule, rows):
        if row not in there:
            yield Lack(row.seat.agency, row.answer)
    voting = [row for row in rows if row.seat.role is SeatRole.VOTING]
    for group in rule.among:
        of_it = [row for row in voting if row.seat.group == group]
        if not any(row in there for row in of_it):
            yield Lack(group, _nearest(of_it))
    chairs = [row for row in rows if row.seat.chair]
    if rule.chair and not any(row in there or row.answer is SeatAnswer.TWICE for row in chairs):
        yield Lack("", _nearest(chairs))


def _statutory(rule: QuorumRule, rows: Sequence[Row]) -> list[Row]:
    return [row for row in rows if rule.statutory and row.seat.statutory]


def _nearest(rows: Sequence[Row]) -> SeatAnswer:
    answers = {row.answer for row in rows}
    return next((answer for answer in _NEAREST if answer in answers), SeatAnswer.VACANT)


def _unmet_wishes(rule: QuorumRule, voting: Sequence[Row], sure: Sequence[Row]) -> Iterator[str]:
    for wish in rule.wished:
        of_it = [row for row in voting if row.seat.agency == wish and row.holder]
        if of_it and not any(row in sure for row in of_it):
            yield wish
