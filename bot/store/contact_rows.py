"""Messages nobody asked for, what people chose about them, and the holds that stop them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import bindparam, select

from bot.handlers.messages import Carried, Preferences, SentContact
from bot.store.etiquette_schema import contact_prompts, contacts, holds, preferences
from bot.store.instants import from_micros, to_micros
from bot.store.rows import Rows
from bot.store.statements import AnyRow, Statement, delete_by, rows_by, upsert
from practice.contacting import Due
from practice.holding import Hold, HoldScope
from practice.pacing import HowOften, Pace

_BY_ID = rows_by(contacts, "id")
_OF_PERSON = Statement(
    select(contacts)
    .where(contacts.c.person_id == bindparam("person_id"), contacts.c.at > bindparam("since"))
    .order_by(contacts.c.at)
)
_OF_PROMPT = Statement(
    select(contacts)
    .join(contact_prompts, contact_prompts.c.contact_id == contacts.c.id)
    .where(contact_prompts.c.prompt_id == bindparam("prompt_id"))
    .order_by(contacts.c.at)
)
_ALL = Statement(select(contacts))
_CARRIED = rows_by(contact_prompts, "contact_id")
_SAVE = upsert(contacts, "id")
_SAVE_CARRIED = upsert(contact_prompts, "contact_id", "prompt_id")
_DELETE = delete_by(contacts, "id")
_PREFERENCES = rows_by(preferences, "person_id")
_SAVE_PREFERENCES = upsert(preferences, "person_id")
_HOLDS = Statement(select(holds).order_by(holds.c.since))
_SAVE_HOLD = upsert(holds, "id")


class ContactRows(Rows):
    __slots__ = ()

    def contact(self, contact_id: str) -> SentContact | None:
        row = self.fetch_one(_BY_ID, id=contact_id)
        return self._contact(row) if row else None

    def contacts_of_person(self, person_id: str, since: datetime) -> Sequence[SentContact]:
        """Read a person's contacts after `since`, the oldest first."""
        rows = self.fetch_all(_OF_PERSON, person_id=person_id, since=to_micros(since))
        return [self._contact(row) for row in rows]

    def contacts_of_prompt(self, prompt_id: str) -> Sequence[SentContact]:
        """Read every message that carries a prompt, the oldest first."""
        return [self._contact(row) for row in self.fetch_all(_OF_PROMPT, prompt_id=prompt_id)]

    def contacts(self) -> Sequence[SentContact]:
        """Read them all: for inspection."""
        return [self._contact(row) for row in self.fetch_all(_ALL)]

    def save_contact(self, contact: SentContact) -> None:
        self.change(
            _SAVE,
            id=contact.id,
            person_id=contact.person_id,
            at=to_micros(contact.at),
            conversation_id=contact.conversation_id,
            activity_id=contact.activity_id,
        )
        for carried in contact.carried:
            self.change(
                _SAVE_CARRIED, contact_id=contact.id, prompt_id=carried.prompt_id, due=carried.due.value
            )

    def delete_contact(self, contact_id: str) -> None:
        """Forget a message that certainly was not sent."""
        self.change(_DELETE, id=contact_id)

    def _contact(self, row: AnyRow) -> SentContact:
        carried = self.fetch_all(_CARRIED, contact_id=row.id)
        return SentContact(
            id=row.id,
            person_id=row.person_id,
            at=from_micros(row.at),
            conversation_id=row.conversation_id,
            activity_id=row.activity_id,
            carried=tuple(Carried(found.prompt_id, Due(found.due)) for found in carried),
        )

    def preferences(self, person_id: str) -> Preferences:
        """Read what a person chose; whoever chose nothing is asked as usual and was not welcomed yet."""
        row = self.fetch_one(_PREFERENCES, person_id=person_id)
        if row is None:
            return Preferences(person_id)
        return Preferences(
            person_id,
            Pace(HowOften(row.how_often), _moment(row.until)),
            row.role,
            _moment(row.welcomed_at),
        )

    def save_preferences(self, chosen: Preferences) -> None:
        self.change(
            _SAVE_PREFERENCES,
            person_id=chosen.person_id,
            how_often=chosen.pace.how_often.value,
            until=_micros(chosen.pace.until),
            role=chosen.role,
            welcomed_at=_micros(chosen.welcomed_at),
        )

    def holds(self) -> Sequence[Hold]:
        """Read every hold there ever was, the oldest first: there are few."""
        return [_hold(row) for row in self.fetch_all(_HOLDS)]

    def save_hold(self, hold: Hold) -> None:
        self.change(
            _SAVE_HOLD,
            id=hold.id,
            scope=hold.scope.value,
            target=hold.target,
            since=to_micros(hold.since),
            until=_micros(hold.until),
            by=hold.by,
            released_at=_micros(hold.released_at),
            released_by=hold.released_by,
        )


def _hold(row: AnyRow) -> Hold:
    return Hold(
        id=row.id,
        scope=HoldScope(row.scope),
        target=row.target,
        since=from_micros(row.since),
        until=_moment(row.until),
        by=row.by,
        released_at=_moment(row.released_at),
        released_by=row.released_by,
    )


def _moment(micros: int | None) -> datetime | None:
    return None if micros is None else from_micros(micros)


def _micros(moment: datetime | None) -> int | None:
    return None if moment is None else to_micros(moment)
