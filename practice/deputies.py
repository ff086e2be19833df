"""Whom a coordinator may have written to about a meeting, and what a deputy's answer makes of those in Outlook."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from enum import StrEnum

from practice.quorum import Judgement, Reply, Row, SeatAnswer


class Said(StrEnum):
    """What somebody said who was asked; nothing yet is ""."""

    NOTHING = ""
    YES = "yes"
    NO = "no"


_MEANS = {Said.NOTHING: Reply.NONE, Said.YES: Reply.ACCEPTED, Said.NO: Reply.DECLINED}


def with_deputies(answers: Mapping[str, Reply], said: Mapping[str, Said]) -> dict[str, Reply]:
    """Add what deputies said, by address, to what Outlook knows; what they answer there since then counts."""
    open_still = [address for address in said if answers.get(address, Reply.NONE) is Reply.NONE]
    return {**answers, **{address: _MEANS[said[address]] for address in open_still}}


def to_ask(judgement: Judgement) -> Iterable[Row]:
    """Give the seats whose holder declined and whose deputy was not asked; one for each deputy."""
    rows = [row for row in judgement.rows if row.answer is SeatAnswer.DEPUTY_NOT_ASKED]
    return {row.seat.deputy: row for row in reversed(rows)}.values()


def to_remind(judgement: Judgement) -> Iterable[Row]:
    """Give the seats whose holder has not answered; one for each holder. Maybe is an answer, and stands in the card."""
    rows = [row for row in judgement.rows if row.answer is SeatAnswer.NO_ANSWER]
    return {row.holder: row for row in reversed(rows)}.values()
