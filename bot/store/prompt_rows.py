"""Prompts in the store; the address is sealed, and nothing is kept once it is empty."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import bindparam, func, literal, or_, select

from bot.store.instants import from_micros, to_micros
from bot.store.keys import Sealed
from bot.store.rows import Rows
from bot.store.schema import meetings, prompts
from bot.store.statements import AnyRow, Statement, rows_by, upsert
from practice.prompts import OPEN, Prompt, PromptState

_BY_ID = rows_by(prompts, "id")
_BY_STATE = rows_by(prompts, "state")
_OF_MEETING = rows_by(prompts, "meeting_id")
_not_ended = or_(*(prompts.c.state == literal(state.value) for state in (PromptState.PLANNED, *OPEN)))
_OF_PERSON = Statement(
    select(prompts).where(
        prompts.c.person_id == bindparam("person_id"),
        _not_ended,
    )
)
_WAITING = Statement(select(prompts).where(_not_ended))
_MEETINGS_OF_PERSON = Statement(
    select(func.count(meetings.c.id.distinct()))
    .select_from(prompts.join(meetings, prompts.c.meeting_id == meetings.c.id))
    .where(prompts.c.person_id == bindparam("person_id"), meetings.c.ends_at > bindparam("since"))
)
_UNDELIVERABLE = Statement(
    select(prompts)
    .select_from(prompts.join(meetings, prompts.c.meeting_id == meetings.c.id))
    .where(
        prompts.c.state == literal(PromptState.UNDELIVERABLE.value),
        meetings.c.ends_at.between(bindparam("since"), bindparam("until")),
    )
    .order_by(meetings.c.ends_at, prompts.c.id)
)
_SAVE = upsert(prompts, "id")


class PromptRows(Rows):
    __slots__ = ()

    def prompt(self, prompt_id: str) -> Prompt | None:
        row = self.fetch_one(_BY_ID, id=prompt_id)
        return self._prompt(row) if row else None

    def prompts_of_meeting(self, meeting_id: str) -> Sequence[Prompt]:
        return [self._prompt(row) for row in self.fetch_all(_OF_MEETING, meeting_id=meeting_id)]

    def prompts_of_person(self, person_id: str) -> Sequence[Prompt]:
        """Read the person's prompts that have not ended, in no order."""
        return [self._prompt(row) for row in self.fetch_all(_OF_PERSON, person_id=person_id)]

    def prompts_not_ended(self) -> Sequence[Prompt]:
        return [self._prompt(row) for row in self.fetch_all(_WAITING)]

    def meetings_of_person(self, person_id: str, since: datetime) -> int:
        """Count the meetings that ended after `since` to which the person was invited, asked about or not."""
        row = self.fetch_one(_MEETINGS_OF_PERSON, person_id=person_id, since=to_micros(since))
        return int(row[0]) if row else 0

    def prompts_in_sending(self) -> Sequence[Prompt]:
        rows = self.fetch_all(_BY_STATE, state=PromptState.SENDING.value)
        return [self._prompt(row) for row in rows]

    def undeliverable_between(self, since: datetime, until: datetime) -> Sequence[Prompt]:
        """Read who could not be reached about meetings that ended in a period, both ends included."""
        rows = self.fetch_all(_UNDELIVERABLE, since=to_micros(since), until=to_micros(until))
        return [self._prompt(row) for row in rows]

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
            sent_at=to_micros(prompt.sent_at) if prompt.sent_at else None,
            reminders=prompt.reminders,
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
            sent_at=None if row.sent_at is None else from_micros(row.sent_at),
            reminders=row.reminders,
        )
