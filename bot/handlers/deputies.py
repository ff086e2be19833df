"""What deputies were asked and said, for one meeting on one day: who comes is invited for as long as it is that day."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from bot.handlers.messages import InShort
from bot.handlers.notices import DEPUTY, about, as_told, in_short, pressed_on, told_to
from bot.handlers.ports import Kind, Transaction
from bot.handlers.presses import Press
from bot.handlers.telling import entry_of
from bot.handlers.views import NotYours
from practice.boards import LIVE, Board, BoardEvent
from practice.clocks import LONDON
from practice.deputies import Said
from practice.partnership import Partnership
from practice.reseating import Deputies
from practice.seat_list import seated

_SAID = "said/"
"""Before what is kept of the question: the cursor with the answer."""

_REPLACED = "deputy.replaced"
_SAYS = {Said.YES: "deputy.yes", Said.NO: "deputy.no"}


def question_of(event: BoardEvent) -> str:
    """Name the question: whoever deputises for two seats is asked once."""
    return f"{DEPUTY}/{event.work_subject}/{event.meeting.starts_at:%Y-%m-%d}"


def said(tx: Transaction, board: Board, event: BoardEvent) -> dict[str, Said]:
    """Give what each deputy of now said who was asked, by address."""
    return _said(tx, _known(tx, board), event)


def _known(tx: Transaction, board: Board) -> dict[str, str]:
    """Give the deputies whom somebody looked up before, by address: nobody else was asked."""
    addresses = dict.fromkeys(seat.deputy for seat in board.seats if seat.deputy)
    found = ((address, tx.person_by_address(address)) for address in addresses)
    return {address: one.id for address, one in found if one}


def _said(tx: Transaction, known: Mapping[str, str], event: BoardEvent) -> dict[str, Said]:
    entries = {address: entry_of(question_of(event), person) for address, person in known.items()}
    return {address: answer_to(tx, entry) for address, entry in entries.items() if tx.cursor(entry)}


def answer_to(tx: Transaction, entry: str) -> Said:
    return Said(tx.cursor(_SAID + entry))


def says_of(tx: Transaction, partnership: Partnership, entry: str, now: datetime) -> str:
    """Give the key of what a deputy's card says once they answered; "" while they have not.

    Until the day is over it says also that the meeting was moved to another day, or is not on.
    """
    answer = answer_to(tx, entry)
    if not answer:
        return ""
    if told_to(entry)[0].day >= now.astimezone(LONDON).date():
        return _closed(tx, partnership, entry, now) or _SAYS[answer]
    return _SAYS[answer] if _deputises(tx, partnership, entry) else _REPLACED


def _deputises(tx: Transaction, partnership: Partnership, entry: str) -> bool:
    """Tell whether they are a deputy of the board still: nobody else is invited, whatever they say."""
    told, person = told_to(entry)
    board = seated(partnership, tx.seats())[0].board(told.board)
    return board is not None and person in _known(tx, board).values()


def coming(tx: Transaction, partnership: Partnership) -> Deputies:
    """Give the deputies who come, of every meeting that is wanted."""
    known = {board.key: _known(tx, board) for board in partnership.boards}
    found = {}
    for event in tx.board_events():
        meeting = event.meeting
        if event.state in LIVE and known.get(meeting.board):
            words = _said(tx, known[meeting.board], event)
            who = tuple(one for one, word in words.items() if word is Said.YES)
            found[meeting.board, meeting.slot, meeting.starts_at.date()] = who
    return found


def say_so(
    tx: Transaction,
    press: Press,
    notice: str,
    partnership: Partnership,
    now: datetime,
    word: Said,
    *,
    again: bool = False,
) -> InShort | NotYours:
    """Keep a deputy's answer, the last one counting; a second delivery of an earlier press changes nothing."""
    entry = pressed_on(tx, press, notice, DEPUTY)
    if not entry:
        return NotYours()
    told = about(notice)
    says = _closed(tx, partnership, entry, now)
    if not says and not (again and answer_to(tx, entry)):
        tx.save_cursor(_SAID + entry, word)
        tx.add_work(Kind.SAID, entry, now)
    says = says or _SAYS[answer_to(tx, entry)]
    return in_short(told, press.conversation.member_id, says, partnership) or NotYours()


def _closed(tx: Transaction, partnership: Partnership, entry: str, now: datetime) -> str:
    """Give the key of why an answer comes too late; "" while it is in time."""
    if as_told(tx, told_to(entry)[0], now) is None:
        return "deputy.over"
    return "" if _deputises(tx, partnership, entry) else _REPLACED
