"""Prompts in the store; the address is sealed, and nothing is kept once it is empty."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import bindparam, select

from bot.store.instants import from_micros, to_micros
from bot.store.keys import Sealed
from bot.store.rows import Rows
from bot.store.schema import prompts
from bot.store.statements import AnyRow, Statement, rows_by, upsert
from practice.prompts import Prompt, PromptState

_BY_ID = rows_by(prompts, "id")
_BY_STATE = rows_by(prompts, "state")
_OF_MEETING = rows_by(prompts, "meeting_id")
_PLANNED_FOR = Statement(
    select(prompts).where(
        prompts.c.state == PromptState.PLANNED.value, prompts.c.person_id == bindparam("person_id")
    )
)
"""Few are planned at a time, and installations are rare: the index of states serves."""

_ALL = Statement(select(prompts))
_SAVE = upsert(prompts, "id")


class PromptRows(Rows):
    __slots__ = ()

    def prompt(self, prompt_id: str) -> Prompt | None:
        row = self.fetch_one(_BY_ID, id=prompt_id)
        return self._prompt(row) if row else None

    def prompts_of_meeting(self, meeting_id: str) -> Sequence[Prompt]:
        return [self._prompt(row) for row in self.fetch_all(_OF_MEETING, meeting_id=meeting_id)]

    def prompts_in_sending(self) -> Sequence[Prompt]:
        rows = self.fetch_all(_BY_STATE, state=PromptState.SENDING.value)
        return [self._prompt(row) for row in rows]

    def planned_for(self, person_id: str) -> Sequence[Prompt]:
        return [self._prompt(row) for row in self.fetch_all(_PLANNED_FOR, person_id=person_id)]

    def save_prompt(self, prompt: Prompt) -> None:
        sealed = self._sealed_address(prompt)
        self.change(
            _SAVE,
            id=prompt.id,
            meeting_id=prompt.meeting_id,
            agency_key=prompt.agency_key,
            address=sealed.value if sealed else None,
            key_id=sealed.key_id if sealed else None,
            state=prompt.state.value,
            due_at=to_micros(prompt.due_at),
            closes_at=to_micros(prompt.closes_at) if prompt.closes_at else None,
            person_id=prompt.person_id,
            reason=prompt.reason,
            conversation_id=prompt.conversation_id,
            activity_id=prompt.activity_id,
            revision=prompt.revision,
            ever_sent=prompt.ever_sent,
            was_unconfirmed=prompt.was_unconfirmed,
        )

    def _sealed_address(self, prompt: Prompt) -> Sealed | None:
        return self.seal(prompt.address, "prompts", "address", prompt.id) if prompt.address else None

    def _prompt(self, row: AnyRow) -> Prompt:
        address = self.unseal(row.key_id, row.address, "prompts", "address", row.id) if row.address else ""
        return Prompt(
            id=row.id,
            meeting_id=row.meeting_id,
            agency_key=row.agency_key,
            address=address,
            state=PromptState(row.state),
            due_at=from_micros(row.due_at),
            closes_at=None if row.closes_at is None else from_micros(row.closes_at),
            person_id=row.person_id,
            reason=row.reason,
            conversation_id=row.conversation_id,
            activity_id=row.activity_id,
            revision=row.revision,
            ever_sent=bool(row.ever_sent),
            was_unconfirmed=bool(row.was_unconfirmed),
        )
