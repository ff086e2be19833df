"""Cards about a board's meeting: whether it will be quorate, that its papers are due, and what its deputies are asked.

They name seats and mailboxes of roles, as the invitation does, and nothing that anybody wrote.
"""

from __future__ import annotations

from collections.abc import Iterator

from cards.board_views import AnswerView, DatesView, DayView, DeputyView, InShortView, PapersView, QuorumView
from cards.elements import CardElement, ExecuteAction
from cards.pieces import Card, button, card, heading, strong, text, title, urgent
from cards.requests import Setting
from cards.verbs import Verb
from practice.boards import Board, BoardMeeting
from practice.day_words import day_words, joined
from practice.deputies import to_ask, to_remind
from practice.outcomes import REFUSALS
from practice.papers import papers_day
from practice.quorum import Row
from practice.quorum_words import answer_in_words, body_in_words, day_in_words, rule_in_words, wishes_in_words
from practice.undelivered import remedy, why
from practice.words import WORDS, say


def quorum_card(view: QuorumView, setting: Setting) -> Card:
    """Say the verdict first, then the rule and the count, then each seat in words."""
    board, judged = view.board, view.judgement
    facts = _facts(board, view.meeting, setting)
    body = [
        title(say(f"quorum.title.{judged.verdict}", setting.tokens, **facts)),
        text(rule_in_words(board)),
        text(body_in_words(judged, board)),
        *map(text, wishes_in_words(judged)),
        *map(text, (*_done(view), *_unsure(view, setting))),
        *(part for row in judged.rows for part in _seat(row)),
        urgent(setting),
    ]
    return card(body, [*_buttons(view)] if view.notice else [])


def short_card(view: InShortView, setting: Setting) -> Card:
    """Say in a sentence what became of it, so that nobody wonders."""
    day = day_words(view.day, setting.today.year)
    return card([heading(say(view.says, setting.tokens, board=view.board, day=day)), urgent(setting)])


def deputy_card(view: DeputyView, setting: Setting) -> Card:
    """Ask whether they can go, with the two answers that there are."""
    facts = _facts(view.board, view.meeting, setting)
    body = [heading(say("event.deputy", setting.tokens, seat=view.seat, **facts)), urgent(setting)]
    return card(
        body,
        [
            button(WORDS["button.deputy.yes"], Verb.DEPUTY_YES, None, "positive", view.notice),
            button(WORDS["button.deputy.no"], Verb.DEPUTY_NO, None, notice=view.notice),
        ],
    )


def papers_card(view: PapersView, setting: Setting) -> Card:
    """Say by when the papers reach people."""
    facts = _facts(view.board, view.meeting, setting)
    due = day_words(papers_day(view.board, view.meeting), setting.today.year)
    body = [
        title(say("papers.title", setting.tokens, **facts)),
        text(say("papers.body", setting.tokens, papers_day=due)),
        urgent(setting),
    ]
    return card(body)


def _facts(board: Board, meeting: BoardMeeting, setting: Setting) -> dict[str, str]:
    return {"board": board.name, "day": day_words(meeting.starts_at.date(), setting.today.year)}


def day_card(view: DayView, setting: Setting) -> Card:
    """Say that the board cannot decide, who is missing, and what becomes of what it agrees."""
    facts = _facts(view.board, view.meeting, setting)
    body = [
        title(say(f"quorum.title.{view.judgement.verdict}", setting.tokens, **facts)),
        text(body_in_words(view.judgement, view.board)),
        text(day_in_words(view.judgement, view.board)),
        urgent(setting),
    ]
    return card(body)


def dates_card(view: DatesView, setting: Setting) -> Card:
    """Show each date in a line, and say what moves the meeting: the card does not."""
    facts = _facts(view.board, view.meeting, setting)
    name = {"board_key": view.meeting.board, "slot": view.meeting.slot}
    body = [
        title(say("quorum.dates.title", setting.tokens, **facts)),
        *map(text, view.dates),
        text(say(view.says, setting.tokens, **name)),
        urgent(setting),
    ]
    return card(body)


def answer_card(view: AnswerView, setting: Setting) -> Card:
    """Ask for an answer to the invitation, which is given in Outlook."""
    facts = _facts(view.board, view.meeting, setting)
    return card([heading(say("event.answer", setting.tokens, **facts)), urgent(setting)])


def _buttons(view: QuorumView) -> Iterator[ExecuteAction]:
    """Give those that do something as the seats stand."""
    if any(to_ask(view.judgement)):
        yield button(WORDS["button.quorum.ask"], Verb.QUORUM_ASK, None, notice=view.notice)
    if any(row.holder not in view.reminded for row in to_remind(view.judgement)):
        yield button(WORDS["button.quorum.remind"], Verb.QUORUM_REMIND, None, notice=view.notice)
    yield button(WORDS["button.quorum.dates"], Verb.QUORUM_DATES, None, notice=view.notice)
    yield button(WORDS["button.quorum.leave"], Verb.QUORUM_LEAVE, None, notice=view.notice)


def _done(view: QuorumView) -> Iterator[str]:
    """Say who surely was reminded, and once for each reason who could not be reached, with what can be done."""
    if reminded := [one for one in view.reminded if one not in view.unsure]:
        yield say("quorum.reminded", {}, who=joined(reminded))
    known = {reason: None for _, reason in view.unreached if reason in REFUSALS}
    for reason in known:
        who = joined([one for one, other in view.unreached if other == reason])
        yield say("quorum.unreached", {}, who=who, why=why(reason), remedy=remedy(reason))
    if waiting := [one for one, reason in view.unreached if reason not in known]:
        yield say("quorum.unreached.yet", {}, who=joined(waiting))


def _unsure(view: QuorumView, setting: Setting) -> Iterator[str]:
    """Say what may not have arrived, and is not sent again."""
    if view.unsure:
        yield say("quorum.unsure", {}, who=joined(view.unsure))
    if view.dates_unsure:
        yield say("quorum.dates.unsure", {}, day=day_words(view.dates_unsure, setting.today.year))


def _seat(row: Row) -> Iterator[CardElement]:
    yield strong(_name(row))
    answer = answer_in_words(row)
    stands = say("quorum.row", {}, holder=row.holder, answer=answer) if row.holder else answer
    deputy = [say("quorum.row.deputy", {}, deputy=row.seat.deputy)] if row.seat.deputy else []
    yield text(". ".join([stands, *deputy]))


def _name(row: Row) -> str:
    if row.seat.agency == row.seat.name:
        return row.seat.name
    return say("quorum.seat", {}, seat=row.seat.name, agency=row.seat.agency)
