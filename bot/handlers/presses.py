"""A press of a button on a card: who pressed, which prompt it is about, and what the transaction found."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime

from bot.handlers.filing import file_counts
from bot.handlers.ports import CardState, Conversation, Kind, Transaction
from bot.handlers.views import Ended, Questions, Receipt, View
from practice.answers import NOTHING_TYPED, Answer, AnswerState, Content
from practice.meetings import Meeting
from practice.partnership import Partnership
from practice.prompts import Happening, Prompt, PromptState, after, can
from practice.questions import Measure


@dataclass(frozen=True, slots=True)
class Press:
    """Who and where come from the verified activity; the rest is what the card submitted, validated."""

    conversation: Conversation
    activity_id: str
    """The message the card stands in, when the client says so."""
    prompt_id: str
    revision: int
    words: dict[str, str]
    taps: dict[str, tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class Asked:
    """The prompt a press is about, with everything that stands around it."""

    prompt: Prompt
    meeting: Meeting
    answer: Answer | None
    measures: tuple[Measure, ...]


def measures_of(meeting: Meeting, partnership: Partnership) -> tuple[Measure, ...]:
    kind = partnership.meeting_type(meeting.type_key)
    wanted = kind.measures if kind else ()
    return tuple(measure for key in wanted if (measure := partnership.measure(key)))


def find(tx: Transaction, press: Press, partnership: Partnership) -> Asked | None:
    """Find the prompt if it is this person's; their pressing proves that it, and the chat, were delivered."""
    prompt = tx.prompt(press.prompt_id)
    if prompt is None or not prompt.person_id or prompt.person_id != press.conversation.person_id:
        return None
    meeting = tx.meeting(prompt.meeting_id)
    if meeting is None:
        return None
    _remember(tx, press.conversation)
    return Asked(
        _confirmed(tx, prompt, press.activity_id),
        meeting,
        tx.answer_to(prompt.id),
        measures_of(meeting, partnership),
    )


def _remember(tx: Transaction, conversation: Conversation) -> None:
    if tx.conversation(conversation.person_id) != conversation:
        tx.save_conversation(conversation)


def _confirmed(tx: Transaction, prompt: Prompt, activity_id: str) -> Prompt:
    arrived = prompt
    if prompt.state in (PromptState.PLANNED, PromptState.SENDING, PromptState.UNCONFIRMED):
        arrived = after(prompt, Happening.DELIVERED)
    if activity_id and not arrived.activity_id:
        arrived = replace(arrived, activity_id=activity_id)
    if arrived != prompt:
        tx.save_prompt(arrived)
    return arrived


def standing(tx: Transaction, asked: Asked) -> Content | None:
    """What the person last gave for this prompt: the answer sent, else the draft."""
    if asked.answer and asked.answer.state is AnswerState.SENT:
        return asked.answer.content
    return tx.draft(asked.prompt.id)


def move(tx: Transaction, asked: Asked, happening: Happening, now: datetime, *, revise: bool = True) -> Asked:
    """Move the prompt, and ask for its stored card and its meeting's counts to follow."""
    moved = after(asked.prompt, happening)
    moved = replace(moved, revision=moved.revision + 1) if revise else moved
    tx.save_prompt(moved)
    tx.add_work(Kind.REPAINT, moved.id, now)
    file_counts(tx, moved.meeting_id, now)
    return replace(asked, prompt=moved)


def as_it_stands(tx: Transaction, asked: Asked, typed: Content = NOTHING_TYPED) -> View:
    """Show the prompt as it stands: the questions while it is open, else how it ended."""
    prompt, meeting = asked.prompt, asked.meeting
    if prompt.open:
        return Questions(prompt, meeting, typed if not typed.empty else tx.draft(prompt.id) or Content())
    if asked.answer and asked.answer.state is AnswerState.SENT:
        return Receipt(prompt, meeting, asked.answer.ref)
    return Ended(prompt, meeting, card_state(prompt, asked.answer), typed)


def card_state(prompt: Prompt, answer: Answer | None) -> CardState:
    """What the stored card of the prompt says."""
    if prompt.state is PromptState.ANSWERED:
        taken_back = answer is not None and answer.state is AnswerState.TAKEN_BACK
        return CardState.TAKEN_BACK if taken_back else CardState.RECEIPT
    return {
        PromptState.NOT_THERE: CardState.NOT_THERE,
        PromptState.DECLINED: CardState.DECLINED,
        PromptState.EXPIRED: CardState.EXPIRED,
        PromptState.CANCELLED: CardState.CANCELLED,
    }.get(prompt.state, CardState.OPEN)


def answerable(asked: Asked, now: datetime) -> bool:
    """Whether an answer is taken: not after it was taken back, nor when a choice was let stand until the end."""
    prompt, answer = asked.prompt, asked.answer
    if answer:
        return answer.state is AnswerState.SENT
    closed = prompt.closes_at is not None and now >= prompt.closes_at
    return can(prompt, Happening.ANSWER) and (prompt.open or not closed)
