"""What may be said of who wrote an answer: their broad role, and how many people share it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import bindparam, distinct, func, select

from bot.store.etiquette_schema import preferences
from bot.store.instants import to_micros
from bot.store.rows import Rows
from bot.store.schema import answer_links, prompts
from bot.store.statements import Statement
from practice.showing import PeopleAsked

_ROLE = Statement(
    select(preferences.c.role)
    .select_from(
        answer_links.join(prompts, prompts.c.id == answer_links.c.prompt_id).join(
            preferences, preferences.c.person_id == prompts.c.person_id
        )
    )
    .where(answer_links.c.answer_id == bindparam("answer_id"))
)
_role = func.coalesce(preferences.c.role, "")
_ASKED = Statement(
    select(prompts.c.agency_key, _role, func.count(distinct(prompts.c.person_id)))
    .select_from(prompts.outerjoin(preferences, preferences.c.person_id == prompts.c.person_id))
    .where(prompts.c.person_id != "", prompts.c.ever_sent, prompts.c.sent_at > bindparam("since"))
    .group_by(prompts.c.agency_key, _role)
)


class WriterRows(Rows):
    __slots__ = ()

    def role_of_writer(self, answer_id: str) -> str:
        """Give the broad role the writer chose; "" where none was chosen, or the tie was cut."""
        row = self.fetch_one(_ROLE, answer_id=answer_id)
        return str(row.role) if row else ""

    def people_asked(self, since: datetime) -> Sequence[PeopleAsked]:
        """Count the people who were sent a request since then (UTC), by agency and broad role."""
        return [PeopleAsked(*row) for row in self.fetch_all(_ASKED, since=to_micros(since))]
