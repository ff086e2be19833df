"""Answers, drafts and voices in the store: everything typed or tapped is sealed."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import asdict
from datetime import datetime

from sqlalchemy import BindParameter, bindparam, exists, insert, literal, select

from bot.store.instants import from_micros, to_micros
from bot.store.rows import Rows
from bot.store.schema import answer_links, answers, drafts, meetings, voices
from bot.store.statements import AnyRow, Statement, delete_by, rows_by, upsert
from practice.answers import Answer, AnswerState, Content, Voice

_BY_ID = rows_by(answers, "id")
_TO_PROMPT = Statement(
    select(answers)
    .join(answer_links, answer_links.c.answer_id == answers.c.id)
    .where(answer_links.c.prompt_id == bindparam("prompt_id"))
)
_ALL = Statement(select(answers).order_by(answers.c.id))
_SAVE = upsert(answers, "id")
_tie: dict[str, BindParameter[str]] = {name: bindparam(name) for name in ("prompt_id", "answer_id")}
_LINK = Statement(
    insert(answer_links).from_select(
        list(_tie),
        select(*_tie.values()).where(
            ~exists().where(*(answer_links.c[name] == value for name, value in _tie.items()))
        ),
    )
)
_REFERENCE = Statement(
    select(literal(1))
    .where(answers.c.ref == bindparam("ref"))
    .union_all(select(literal(1)).where(meetings.c.ref == bindparam("ref")))
)
_DRAFT = rows_by(drafts, "prompt_id")
_SAVE_DRAFT = upsert(drafts, "prompt_id")
_DELETE_DRAFT = delete_by(drafts, "prompt_id")
_VOICES = Statement(
    select(voices).where(voices.c.prompt_id == bindparam("prompt_id")).order_by(voices.c.number)
)
_SAVE_VOICE = upsert(voices, "id")
_DELETE_VOICES = delete_by(voices, "prompt_id")


class AnswerRows(Rows):
    __slots__ = ()

    def answer(self, answer_id: str) -> Answer | None:
        row = self.fetch_one(_BY_ID, id=answer_id)
        return self._answer(row) if row else None

    def answer_to(self, prompt_id: str) -> Answer | None:
        row = self.fetch_one(_TO_PROMPT, prompt_id=prompt_id)
        return self._answer(row) if row else None

    def answers(self) -> list[Answer]:
        """Read every answer, by id: for inspection."""
        return [self._answer(row) for row in self.fetch_all(_ALL)]

    def save_answer(self, answer: Answer, prompt_id: str) -> None:
        """Save an answer and tie it to its prompt; the tie is a row of its own, so that it can be cut.

        A second answer to a prompt, or a second prompt of an answer, is an IntegrityError.
        """
        sealed = self.seal(_to_json(answer.content), "answers", "content", answer.id)
        self.change(
            _SAVE,
            id=answer.id,
            ref=answer.ref,
            meeting_id=answer.meeting_id,
            agency_key=answer.agency_key,
            content=sealed.value,
            key_id=sealed.key_id,
            revision=answer.revision,
            state=answer.state.value,
            sent_at=to_micros(answer.sent_at),
            settled=answer.settled,
            voice=answer.voice,
        )
        self.change(_LINK, prompt_id=prompt_id, answer_id=answer.id)

    def reference_taken(self, ref: str) -> bool:
        return self.fetch_one(_REFERENCE, ref=ref) is not None

    def draft(self, prompt_id: str) -> Content | None:
        row = self.fetch_one(_DRAFT, prompt_id=prompt_id)
        if row is None:
            return None
        return _from_json(self.unseal(row.key_id, row.content, "drafts", "content", prompt_id))

    def draft_saved_at(self, prompt_id: str) -> datetime | None:
        row = self.fetch_one(_DRAFT, prompt_id=prompt_id)
        return from_micros(row.saved_at) if row else None

    def save_draft(self, prompt_id: str, content: Content, saved_at: datetime) -> None:
        sealed = self.seal(_to_json(content), "drafts", "content", prompt_id)
        self.change(
            _SAVE_DRAFT,
            prompt_id=prompt_id,
            content=sealed.value,
            key_id=sealed.key_id,
            saved_at=to_micros(saved_at),
        )

    def delete_draft(self, prompt_id: str) -> None:
        self.change(_DELETE_DRAFT, prompt_id=prompt_id)

    def voices(self, prompt_id: str) -> Sequence[Voice]:
        """Read a prompt's voices in the order in which they were first saved."""
        return [self._voice(row) for row in self.fetch_all(_VOICES, prompt_id=prompt_id)]

    def save_voice(self, prompt_id: str, voice: Voice) -> None:
        sealed = self.seal(json.dumps(asdict(voice)), "voices", "content", voice.id)
        self.change(_SAVE_VOICE, id=voice.id, prompt_id=prompt_id, content=sealed.value, key_id=sealed.key_id)

    def delete_voices(self, prompt_id: str) -> None:
        self.change(_DELETE_VOICES, prompt_id=prompt_id)

    def _answer(self, row: AnyRow) -> Answer:
        return Answer(
            id=row.id,
            ref=row.ref,
            meeting_id=row.meeting_id,
            agency_key=row.agency_key,
            content=_from_json(self.unseal(row.key_id, row.content, "answers", "content", row.id)),
            revision=row.revision,
            state=AnswerState(row.state),
            sent_at=from_micros(row.sent_at),
            settled=bool(row.settled),
            voice=bool(row.voice),
        )

    def _voice(self, row: AnyRow) -> Voice:
        kept = json.loads(self.unseal(row.key_id, row.content, "voices", "content", row.id))
        return Voice(**{**kept, "how": tuple(kept["how"])})


def _to_json(content: Content) -> str:
    return json.dumps({"words": dict(content.words), "taps": dict(content.taps)})


def _from_json(text: str) -> Content:
    kept = json.loads(text)
    return Content(words=kept["words"], taps={key: tuple(taps) for key, taps in kept["taps"].items()})
