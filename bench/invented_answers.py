"""Invented answers in the store, each with its person, its request and the work of filing it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta

from bench.shapes import MEETING, START, WORDS
from bot.handlers.ports import Kind, Transaction
from bot.store.store import SqlStore
from practice.answers import Answer, AnswerState, Content
from practice.partnership import Partnership
from practice.prompts import Prompt, PromptState
from practice.questions import QUESTIONS

_AT_A_MEETING = 10


async def save_answers(store: SqlStore, partnership: Partnership, items: int) -> list[str]:
    """Save so many answers, ten to a meeting, all to be filed at START; give their ids."""
    for first in range(0, items, _AT_A_MEETING):
        numbers = range(first, min(items, first + _AT_A_MEETING))
        await store.write(lambda tx, numbers=numbers: _save(tx, partnership, numbers))  # type: ignore[misc]
    return [answer_id(number) for number in range(items)]


def answer_id(number: int) -> str:
    return f"answer-{number}"


def invented(number: int, meeting_id: str, agency_key: str) -> Answer:
    """Give an answer of five long texts, about 1 KB."""
    return Answer(
        id=answer_id(number),
        ref=f"BTP-{number:05d}",
        meeting_id=meeting_id,
        agency_key=agency_key,
        content=Content(dict.fromkeys(QUESTIONS, f"{number}: {WORDS}")),
        revision=1,
        state=AnswerState.SENT,
        sent_at=START,
    )


def _save(tx: Transaction, partnership: Partnership, numbers: Sequence[int]) -> None:
    agencies = partnership.agencies
    source = f"bench:{numbers[0]}"
    kind = partnership.types[0].key
    tx.save_meeting(replace(MEETING, id=source, ref=f"BTP-M{numbers[0]}", source_key=source, type_key=kind))
    for number in numbers:
        agency = agencies[number % len(agencies)].key
        prompt = Prompt(
            id=f"prompt-{number}",
            meeting_id=source,
            agency_key=agency,
            address="",
            state=PromptState.ANSWERED,
            due_at=START,
            closes_at=START + timedelta(days=14),
            person_id=f"person-{number}",
        )
        tx.save_prompt(prompt)
        tx.save_answer(invented(number, source, agency), prompt.id)
        tx.add_work(Kind.FILE_ANSWER, answer_id(number), START)
