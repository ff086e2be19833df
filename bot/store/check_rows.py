"""What the nightly comparison reads: everything at once, and as little of each row as it takes; nothing is unsealed."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import bindparam, func, or_, select

from bot.handlers.ports import Kind
from bot.store.etiquette_schema import contact_prompts, contacts
from bot.store.rows import Rows
from bot.store.schema import answer_links, answers, filed, meetings, prompts, work
from bot.store.statements import Statement
from bot.store.work_rows import WorkState
from practice.accounting import Message, Request
from practice.prompts import PromptState

_WAITING_WORK = Statement(
    select(work.c.subject).where(
        work.c.kind == bindparam("kind"),
        or_(work.c.state == WorkState.READY.value, work.c.state == WorkState.LEASED.value),
    )
)
_ANSWER_IDS = Statement(select(answers.c.id).order_by(answers.c.id))
_MEETING_IDS = Statement(select(meetings.c.id).order_by(meetings.c.id))
_SENDING = Statement(
    select(prompts.c.meeting_id).distinct().where(prompts.c.state == PromptState.SENDING.value)
)
_REQUESTS = Statement(
    select(
        prompts.c.id,
        prompts.c.meeting_id,
        prompts.c.person_id,
        prompts.c.state,
        prompts.c.ever_sent,
        prompts.c.conversation_id,
        prompts.c.activity_id,
        answer_links.c.answer_id,
    ).select_from(prompts.outerjoin(answer_links, answer_links.c.prompt_id == prompts.c.id))
)
_MESSAGES = Statement(
    select(
        contact_prompts.c.prompt_id, contacts.c.person_id, contacts.c.conversation_id, contacts.c.activity_id
    ).select_from(contacts.join(contact_prompts, contact_prompts.c.contact_id == contacts.c.id))
)
_BY_KEY = Statement(select(func.count()).select_from(filed).where(filed.c.key == bindparam("key")))


class CheckRows(Rows):
    __slots__ = ()

    def answer_ids(self) -> Sequence[str]:
        return [row.id for row in self.fetch_all(_ANSWER_IDS)]

    def meeting_ids(self) -> Sequence[str]:
        return [row.id for row in self.fetch_all(_MEETING_IDS)]

    def waiting_work(self, kind: Kind) -> frozenset[str]:
        """Give the subjects of work that is to be done or under way, but not of what is parked."""
        return frozenset(row.subject for row in self.fetch_all(_WAITING_WORK, kind=kind.value))

    def meetings_in_sending(self) -> frozenset[str]:
        """Give the meetings of which a request is leaving just now: their counts are about to change."""
        return frozenset(row.meeting_id for row in self.fetch_all(_SENDING))

    def knows_key(self, key: str) -> bool:
        """Tell whether anything was filed, or is to be, under this key."""
        return bool(self.fetch_all(_BY_KEY, key=key)[0][0])

    def requests(self) -> Sequence[Request]:
        """Read every prompt without its address."""
        closing = self.waiting_work(Kind.CLOSE)
        return [
            Request(
                row.id,
                row.meeting_id,
                row.person_id,
                PromptState(row.state),
                bool(row.ever_sent),
                row.conversation_id,
                row.activity_id,
                row.id in closing,
                row.answer_id is not None,
            )
            for row in self.fetch_all(_REQUESTS)
        ]

    def messages(self) -> Sequence[Message]:
        """Read every message that carried a prompt, once for each it carried."""
        return [Message(*row) for row in self.fetch_all(_MESSAGES)]
