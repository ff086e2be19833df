"""A judgement of quorum in the words of content.md, section 15."""

from __future__ import annotations

from collections.abc import Iterator

from practice.boards import Board
from practice.day_words import joined
from practice.quorum import Judgement, Lack, Row
from practice.words import WORDS, say

_NUMBERS = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")
_ALL = 3
"""Partners of whom it is said that all have come; of fewer each is named."""


def rule_in_words(board: Board) -> str:
    """Give the board's rule as one sentence that ends."""
    return say("quorum.rule", {}, quorum_rule=f"{board.quorum.rstrip('.')}.")


def body_in_words(judgement: Judgement, board: Board) -> str:
    """Say how many have accepted, and who is there or still needed."""
    count = say(_count(judgement), {}, accepted=str(judgement.accepted), needed=str(judgement.needed))
    return " ".join(part for part in (count, statutory_sentence(judgement, board)) if part)


def _count(judgement: Judgement) -> str:
    """Give the key of the sentence: eight of six is no count."""
    if judgement.accepted <= judgement.needed:
        return "quorum.count"
    return "quorum.count.one" if judgement.needed == 1 else "quorum.count.more"


def statutory_sentence(judgement: Judgement, board: Board) -> str:
    """Say that everybody who must be there has accepted, or who is still needed; "" where nobody must."""
    if missing := ", ".join(_missing(judgement, board)):
        return say("quorum.needed", {}, who=missing)
    if len(judgement.partners) >= _ALL:
        return say("quorum.partners", {}, n=_number(len(judgement.partners)))
    who = ", ".join((*judgement.partners, *board.quorum_rule.among))
    return say("quorum.among", {}, who=who) if who else ""


def wishes_in_words(judgement: Judgement) -> list[str]:
    return [say("quorum.wished", {}, who=who) for who in judgement.wished]


def day_in_words(judgement: Judgement, board: Board) -> str:
    """Say what a board that is not quorate can do on the day, and who has to agree afterwards."""
    return say("quorum.day", {}, missing=joined([*_to_agree(judgement, board)]))


def _to_agree(judgement: Judgement, board: Board) -> Iterator[str]:
    """Name who must be there and is not, then how many more; rather one too many than one too few."""
    rule = board.quorum_rule
    named = dict.fromkeys(lack.who for lack in judgement.lacks)
    yield from (who or WORDS["quorum.day.chair"] for who in named)
    groups = sum(who in rule.among for who in named)
    agencies = max(0, rule.agencies - judgement.agencies - groups)
    others = len([who for who in named if who]) - groups
    members = judgement.needed - judgement.accepted - max(groups, others) - agencies
    if agencies:
        yield _one_or_more("agency", "agencies", agencies)
    if members > 0:
        yield _one_or_more("member", "members", members)


def _one_or_more(one: str, more: str, n: int) -> str:
    return WORDS[f"quorum.day.{one}"] if n == 1 else say(f"quorum.day.{more}", {}, n=_number(n))


def answer_in_words(row: Row | Lack) -> str:
    return WORDS[f"quorum.answer.{row.answer}"]


def _missing(judgement: Judgement, board: Board) -> Iterator[str]:
    for lack in judgement.lacks:
        who = lack.who or WORDS["quorum.chair"]
        yield say("quorum.lack", {}, who=who, answer=answer_in_words(lack))
    needed = board.quorum_rule.agencies
    if judgement.agencies < needed:
        yield say("quorum.agencies", {}, needed=_number(needed), found=_so_many(judgement.agencies))


def _so_many(n: int) -> str:
    return _number(n) if n else WORDS["quorum.none"]


def _number(n: int) -> str:
    return _NUMBERS[n] if n < len(_NUMBERS) else str(n)
