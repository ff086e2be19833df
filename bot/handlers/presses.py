"""A press of a button on a card: who pressed, which prompt it is about, and what the transaction found."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime

from bot.handlers.filing import file_counts
from bot.handlers.messages import CardState
from bot.handlers.ports import Conversation, Kind, Transaction
from bot.handlers.views import Ended, Questions, Receipt, View
from practice.answers import NOTHING_TYPED, Answer, AnswerState, Content
from practice.holding import REASON
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
    contact_id: str = ""
    """The digest whose line was pressed, if it was one."""


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
    """A press proves that the message arrived. One that was put off arrived long ago and goes on waiting."""
    if prompt.activity_id == activity_id and prompt.state in (PromptState.SENT, PromptState.ANSWERED):
        return prompt
    arrived = prompt
    unproved = (PromptState.PLANNED, PromptState.SENDING, PromptState.UNCONFIRMED)
    if prompt.state in unproved and not prompt.postponed:
        arrived = after(prompt, Happening.DELIVERED)
        _remember_welcome(tx, prompt)
    if activity_id and not arrived.activity_id:
        arrived = replace(arrived, activity_id=activity_id)
    if activity_id and arrived.activity_id == activity_id:
        _remember_message(tx, prompt, activity_id)
    if arrived != prompt:
        tx.save_prompt(arrived)
    return arrived


def _remember_message(tx: Transaction, prompt: Prompt, activity_id: str) -> None:
    """Give a message whose sending was never answered the id under which it can be repainted."""
    carrying = tx.contacts_of_prompt(prompt.id)
    if carrying and not any(known.activity_id == activity_id for known in carrying):
        newest = carrying[-1]
        if not newest.activity_id:
            tx.save_contact(replace(newest, activity_id=activity_id))


def _remember_welcome(tx: Transaction, prompt: Prompt) -> None:
    chosen = tx.preferences(prompt.person_id)
    if chosen.welcomed_at is None:
        tx.save_preferences(replace(chosen, welcomed_at=prompt.sent_at or prompt.due_at))


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
        PromptState.CANCELLED: CardState.HELD if prompt.reason == REASON else CardState.CANCELLED,
        PromptState.AWAY: CardState.LEAVE,
        PromptState.PLANNED: CardState.LEAVE if prompt.ever_sent else CardState.OPEN,
        PromptState.NOT_ASKED: CardState.UNASKED,
        PromptState.UNDELIVERABLE: CardState.UNASKED,
    }.get(prompt.state, CardState.OPEN)


def answerable(asked: Asked, now: datetime) -> bool:
    """Whether an answer is taken: not after it was taken back, nor when a choice was let stand until the end."""
    prompt, answer = asked.prompt, asked.answer
    if answer:
        return answer.state is AnswerState.SENT
    closed = prompt.closes_at is not None and now >= prompt.closes_at
    return (can(prompt, Happening.ANSWER) or prompt.postponed) and (prompt.open or not closed)


def taken_up(tx: Transaction, asked: Asked, now: datetime) -> Asked:
    """Let an answer end a leave: who put the request off and answers it all the same is back."""
    if not asked.prompt.postponed:
        return asked
    tx.drop_work(Kind.DELIVER, asked.prompt.id)
    return move(tx, asked, Happening.UNDO, now)
