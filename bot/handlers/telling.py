"""A message about a board to one person, once: by the rule of every card, an outcome not known is never resent.

What is about to leave is written down first, under a name for the message and the person. These messages ask for
nothing and count towards nobody's weekly limits: the coordinators named themselves to be told.
"""

from __future__ import annotations

import logging
from collections.abc import Sequence
from dataclasses import dataclass

from bot.handlers.board_ports import Coordinators
from bot.handlers.messages import NewMessage
from bot.handlers.ports import Conversation, Directory, Installer, Messenger, Store, Transaction
from bot.handlers.reaching import WAIT_SECONDS, Reached, Reaching, chat_with
from bot.handlers.recording import SendOutcome
from practice.outcomes import WAITING, Conflict, Done, Parked, RetryAfter, Unconfirmed, Undeliverable

log = logging.getLogger(__name__)

UNREACHED = Parked("coordinator_unreached")
TOLD = "told/"
_SENDING, _UNCONFIRMED, _SENT = "sending", "unconfirmed", "sent"
_ANEW = 5.0
"""Seconds; a chat that is gone was forgotten, and the next try opens another."""


@dataclass(frozen=True, slots=True)
class Telling:
    """What telling the coordinators needs."""

    store: Store
    messenger: Messenger
    directory: Directory
    coordinators: Coordinators
    installer: Installer | None = None

    @property
    def reaching(self) -> Reaching:
        return Reaching(self.store, self.messenger, self.directory, self.installer)


async def untold(telling: Telling, name: str) -> Sequence[str] | RetryAfter | Parked:
    """Give the coordinators who have not been sent the message of this name."""
    people = await telling.coordinators.people()
    if isinstance(people, RetryAfter | Parked):
        return people
    return await telling.store.read(lambda tx: [one for one in people if not tx.cursor(entry_of(name, one))])


async def tell(
    telling: Telling, people: Sequence[str], name: str, message: NewMessage
) -> Done | RetryAfter | Parked:
    """Send it to each; one who cannot be reached now keeps it from nobody else. The soonest next try is given."""
    return soonest([await _tell(telling, person, entry_of(name, person), message) for person in people])


def soonest(outcomes: Sequence[Done | RetryAfter | Parked]) -> Done | RetryAfter | Parked:
    """Give the outcome of several messages together: the soonest next try, else what a person has to look at."""
    again = [outcome for outcome in outcomes if isinstance(outcome, RetryAfter)]
    if again:
        return min(again, key=lambda outcome: outcome.seconds)
    return next((outcome for outcome in outcomes if isinstance(outcome, Parked)), Done())


def entry_of(name: str, person: str) -> str:
    """Give the name under which it is kept what became of a message to a person."""
    return f"{TOLD}{name}/{person}"


def is_message(kept: str) -> bool:
    """Tell the id of a message from what stands for it while none is known."""
    return kept not in ("", _SENDING, _UNCONFIRMED, _SENT)


def is_unsure(kept: str) -> bool:
    """Tell a message of which nobody knows whether it arrived: also a crash while it was sent leaves it so."""
    return kept in (_SENDING, _UNCONFIRMED)


async def _tell(telling: Telling, person: str, entry: str, message: NewMessage) -> Done | RetryAfter | Parked:
    outcome = await send_once(telling, person, entry, message)
    return _not_reached(outcome) if isinstance(outcome, Undeliverable) else outcome


async def send_once(
    telling: Telling, person: str, entry: str, message: NewMessage
) -> Done | RetryAfter | Undeliverable | Parked:
    """Send it, unless it was sent or may have been. Not having reached somebody is as if it had not been tried."""
    if await telling.store.read(lambda tx: tx.cursor(entry)):
        return Done()
    chat: Reached = await chat_with(telling.reaching, person)
    if not isinstance(chat, Conversation):
        return chat
    await telling.store.write(lambda tx: tx.save_cursor(entry, _SENDING))
    outcome = await telling.messenger.send(chat, message)
    await telling.store.write(lambda tx: _record(tx, entry, chat, outcome))
    if isinstance(outcome, Conflict):
        return RetryAfter(_ANEW, outcome.reason)
    return Done() if isinstance(outcome, Unconfirmed) else outcome


def _record(tx: Transaction, entry: str, chat: Conversation, outcome: SendOutcome) -> None:
    """Keep what arrived, or may have; what surely was not sent is as if it had not been tried."""
    if isinstance(outcome, Conflict):
        tx.forget_conversation(chat.person_id)
    kept = outcome.outside_id or _SENT if isinstance(outcome, Done) else ""
    tx.save_cursor(entry, _UNCONFIRMED if isinstance(outcome, Unconfirmed) else kept)


def _not_reached(outcome: Undeliverable) -> RetryAfter | Parked:
    """Wait for the app where it may yet come; else somebody has to look."""
    if outcome.refusal in WAITING:
        return RetryAfter(WAIT_SECONDS, outcome.refusal)
    log.warning("coordinator.unreached", extra={"reason": outcome.refusal})
    return UNREACHED
