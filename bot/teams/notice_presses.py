"""What is pressed on a card about a board's meeting: by a coordinator, or by a deputy who was asked."""

from __future__ import annotations

from datetime import datetime
from typing import Final

import cards
from bot.handlers import views
from bot.handlers.asking_seats import order
from bot.handlers.deputies import say_so
from bot.handlers.leaving_it import leave_it
from bot.handlers.ports import Kind, Transaction
from bot.handlers.presses import Press
from cards import Verb
from practice.deputies import Said
from practice.partnership import Partnership

_ORDERS: Final = {
    Verb.QUORUM_ASK: Kind.ASK,
    Verb.QUORUM_REMIND: Kind.REMIND_SEATS,
    Verb.QUORUM_DATES: Kind.DATES,
}
_SAID: Final = {Verb.DEPUTY_YES: Said.YES, Verb.DEPUTY_NO: Said.NO}


def on_a_notice(
    tx: Transaction,
    press: Press,
    given: cards.Press,
    partnership: Partnership,
    now: datetime,
    *,
    again: bool,
) -> views.View:
    """Decide it; `again` where this delivery came before."""
    if given.verb is Verb.QUORUM_LEAVE:
        return leave_it(tx, press, given.notice, partnership, now)
    if given.verb in _SAID:
        return say_so(tx, press, given.notice, partnership, now, _SAID[given.verb], again=again)
    return order(tx, press, given.notice, partnership, now, _ORDERS[given.verb])
