"""What the nightly comparison reads: many rows at once, and as little of each as it takes."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import bindparam, func, or_, select

from bot.handlers.ports import Filed, Kind
from bot.store.answer_rows import AnswerRows
from bot.store.etiquette_schema import contact_prompts, contacts
from bot.store.filing_rows import FilingRows, apart
from bot.store.meeting_rows import MeetingRows, meeting_of
from bot.store.schema import answer_links, answers, board_events, filed, meetings, prompts, work
from bot.store.statements import AnyRow, Statement
from bot.store.work_rows import WorkState
from practice.accounting import Message, Request
from practice.answers import Answer, AnswerState
from practice.filing import Asked
from practice.meetings import Meeting
from practice.prompts import PromptState

_WAITING_WORK = Statement(
    select(work.c.subject).where(
        work.c.kind == bindparam("kind"),
        or_(work.c.state == WorkState.READY.value, work.c.state == WorkState.LEASED.value),
    )
)
_filed = (
    filed.c.key.label("filed_key"),
    filed.c.item_id,
    filed.c.etag,
    filed.c.digest,
    filed.c.key_id.label("digest_key_id"),
)
_ANSWERS = Statement(
    select(answers, *_filed)
    .select_from(answers.outerjoin(filed, filed.c.subject == answers.c.id))
    .where(answers.c.id >= bindparam("first"))
    .order_by(answers.c.id)
    .limit(bindparam("most"))
)
_MEETINGS = Statement(
    select(meetings, *_filed)
    .select_from(meetings.outerjoin(filed, filed.c.subject == meetings.c.id))
    .where(meetings.c.id >= bindparam("first"))
    .order_by(meetings.c.id)
    .limit(bindparam("most"))
)
_AS_FILED = {
    kind: Statement(
        select(subject.label("id"), ref.label("ref"), *_filed)
        .select_from(subject.table.outerjoin(filed, filed.c.subject == subject))
        .where(subject >= bindparam("first"))
        .order_by(subject)
        .limit(bindparam("most"))
    )
    for kind, subject, ref in (
        (Kind.FILE_ANSWER, answers.c.id, answers.c.ref),
        (Kind.FILE_MEETING, meetings.c.id, meetings.c.ref),
        (Kind.FILE_BOARD, board_events.c.work_subject, board_events.c.work_subject),
    )
}
_PARKED_WORK = Statement(
    select(work.c.subject).where(work.c.kind == bindparam("kind"), work.c.state == WorkState.PARKED.value)
)
_STATES = Statement(
    select(answers.c.id, answers.c.state)
    .where(answers.c.id >= bindparam("first"))
    .order_by(answers.c.id)
    .limit(bindparam("most"))
)
_ASKED = Statement(
    select(prompts.c.meeting_id, prompts.c.state, prompts.c.ever_sent).where(
        prompts.c.meeting_id.between(bindparam("first"), bindparam("last"))
    )
)
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
    )
    .select_from(contacts.join(contact_prompts, contact_prompts.c.contact_id == contacts.c.id))
    .order_by(contacts.c.at, contacts.c.id)
)
_BY_KEY = Statement(select(func.count()).select_from(filed).where(filed.c.key == bindparam("key")))


class CheckRows(MeetingRows, AnswerRows, FilingRows):
    __slots__ = ()

    def answers_from(self, first: str, most: int) -> Sequence[tuple[Answer, Filed]]:
        """Read answers by id, from `first` on, each with what was filed of it; the key is empty where nothing was."""
        return [
            (self._answer(row), self._filed_beside(row))
            for row in self.fetch_all(_ANSWERS, first=first, most=most)
        ]

    def meetings_from(self, first: str, most: int) -> Sequence[tuple[Meeting, Filed, Sequence[Asked]]]:
        """Read meetings in the same way, with how their requests stand."""
        rows = self.fetch_all(_MEETINGS, first=first, most=most)
        asked: dict[str, list[Asked]] = {row.id: [] for row in rows}
        if rows:
            for one in self.fetch_all(_ASKED, first=rows[0].id, last=rows[-1].id):
                asked[one.meeting_id].append(Asked(PromptState(one.state), bool(one.ever_sent)))
        return [(meeting_of(row), self._filed_beside(row), asked[row.id]) for row in rows]

    def filed_from(self, kind: Kind, first: str, most: int) -> Sequence[tuple[str, Filed]]:
        """Read what was filed of answers or of meetings, by id, each with its reference and nothing of its content."""
        found = self.fetch_all(_AS_FILED[kind], first=first, most=most)
        return [(str(row.ref), self._filed_beside(row)) for row in found]

    def _filed_beside(self, row: AnyRow) -> Filed:
        if row.filed_key is None:
            return Filed(row.id, key="")
        digest, marks = apart(self.unseal(row.digest_key_id, row.digest, "filed", "digest", row.id))
        return Filed(row.id, row.filed_key, row.item_id, row.etag, digest, marks)

    def waiting_work(self, kind: Kind) -> frozenset[str]:
        """Give the subjects of work that is to be done or under way, but not of what is parked."""
        return frozenset(row.subject for row in self.fetch_all(_WAITING_WORK, kind=kind.value))

    def parked_work(self, kind: Kind) -> frozenset[str]:
        """Give the subjects of work that waits for a person."""
        return frozenset(row.subject for row in self.fetch_all(_PARKED_WORK, kind=kind.value))

    def taken_back(self, first: str, most: int) -> frozenset[str]:
        """Give those of the answers, read by id from `first` on, that their writers took back."""
        rows = self.fetch_all(_STATES, first=first, most=most)
        return frozenset(row.id for row in rows if row.state == AnswerState.TAKEN_BACK.value)

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
        """Read every message that carried a prompt, once for each it carried, oldest first."""
        return [Message(*row) for row in self.fetch_all(_MESSAGES)]
