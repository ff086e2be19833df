"""People and their chats: found by a keyed hash of the address, which itself is never kept here."""

from __future__ import annotations

from bot.handlers.ports import Conversation
from bot.store.rows import Rows
from bot.store.schema import conversations, people
from bot.store.statements import delete_by, rows_by, upsert
from practice.people import Person

_PERSON = rows_by(people, "address_hmac")
_SAVE_PERSON = upsert(people, "address_hmac")
_FORGET_PERSON = delete_by(people, "address_hmac")
_CONVERSATION = rows_by(conversations, "person_id")
_SAVE_CONVERSATION = upsert(conversations, "person_id")
_FORGET_CONVERSATION = delete_by(conversations, "person_id")


class PeopleRows(Rows):
    __slots__ = ()

    def person_by_address(self, address: str) -> Person | None:
        """Find a person under any of the keys, so that adding a key loses nobody."""
        for lookup in self._keys.lookups(address):
            row = self.fetch_one(_PERSON, address_hmac=lookup.value)
            if row:
                return Person(id=row.person_id, agency_key=row.agency_key)
        return None

    def save_person(self, address: str, person: Person) -> None:
        """Save a person under the first key alone; what stood under older keys goes."""
        self.sealed = True
        first, *older = self._keys.lookups(address)
        for lookup in older:
            self.change(_FORGET_PERSON, address_hmac=lookup.value)
        self.change(
            _SAVE_PERSON,
            address_hmac=first.value,
            key_id=first.key_id,
            person_id=person.id,
            agency_key=person.agency_key,
        )

    def address_marks(self, address: str) -> list[str]:
        """Name an address for whatever is kept of it, without the address: first as now, then by older keys."""
        self.sealed = True
        return [f"{lookup.key_id}:{lookup.value.hex()}" for lookup in self._keys.lookups(address)]

    def conversation(self, person_id: str) -> Conversation | None:
        row = self.fetch_one(_CONVERSATION, person_id=person_id)
        if row is None:
            return None
        return Conversation(
            person_id=row.person_id,
            conversation_id=row.conversation_id,
            service_url=row.service_url,
            tenant_id=row.tenant_id,
            member_id=row.member_id,
        )

    def save_conversation(self, conversation: Conversation) -> None:
        self.change(
            _SAVE_CONVERSATION,
            person_id=conversation.person_id,
            conversation_id=conversation.conversation_id,
            service_url=conversation.service_url,
            tenant_id=conversation.tenant_id,
            member_id=conversation.member_id,
        )

    def forget_conversation(self, person_id: str) -> None:
        self.change(_FORGET_CONVERSATION, person_id=person_id)
