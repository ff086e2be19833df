"""A press of a button on a card: who pressed, which prompt it is about, and what the transaction found."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from bot.handlers.filing import file_counts
from bot.handlers.lives import begin_life
from bot.handlers.messages import CardState, Carried, SentContact
from bot.handlers.ports import Conversation, Kind, Transaction
from bot.handlers.views import Ended, Questions, Receipt, View
from practice.answers import NOTHING_TYPED, Answer, AnswerState, Content
from practice.contacting import Due
from practice.meetings import Meeting
from practice.partnership import Partnership
from practice.prompts import ON_HOLD, Happening, Prompt, PromptState, after, can
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
    remember(tx, press.conversation)
    return Asked(
        _confirmed(tx, prompt, press, partnership),
        meeting,
        tx.answer_to(prompt.id),
        measures_of(meeting, partnership),
    )


def remember(tx: Transaction, conversation: Conversation) -> None:
    if tx.conversation(conversation.person_id) != conversation:
        tx.save_conversation(conversation)


_UNPROVED = (PromptState.PLANNED, PromptState.SENDING, PromptState.UNCONFIRMED)


def _confirmed(tx: Transaction, prompt: Prompt, press: Press, partnership: Partnership) -> Prompt:
    """A press proves that its message arrived. One that waits again arrived long ago and goes on waiting."""
    if prompt.activity_id == press.activity_id and prompt.state not in _UNPROVED:
        return prompt
    arrived = _arrived(tx, prompt, press, partnership)
    activity_id = _known_message(tx, arrived, press) or arrived.activity_id or press.activity_id
    arrived = replace(arrived, activity_id=activity_id)
    if arrived != prompt:
        tx.save_prompt(arrived)
    return arrived


def _arrived(tx: Transaction, prompt: Prompt, press: Press, partnership: Partnership) -> Prompt:
    if prompt.state not in _UNPROVED or prompt.waits_again:
        return prompt
    asked_at = prompt.sent_at or prompt.due_at
    _remember_welcome(tx, prompt.person_id, asked_at)
    arrived = after(prompt, Happening.DELIVERED)
    if prompt.state is PromptState.PLANNED:  # The connector denied the message, so it is not written down.
        carried = (Carried(prompt.id, Due.NEW_REQUEST),)
        chat_id = press.conversation.conversation_id
        tx.save_contact(SentContact(tx.new_id(), prompt.person_id, asked_at, chat_id, "", carried))
    if prompt.state is PromptState.UNCONFIRMED:
        return arrived  # Its life runs already.
    file_counts(tx, prompt.meeting_id, asked_at)
    return begin_life(tx, arrived, partnership, asked_at, again=prompt.ever_sent)


def _known_message(tx: Transaction, prompt: Prompt, press: Press) -> str:
    """Give the newest message known to carry the prompt, once this press has told which one it stands in.

    A message whose sending was never answered has no id until then. A digest names itself in its presses; of
    several other messages without an id it is taken to be the newest.
    """
    carrying = tx.contacts_of_prompt(prompt.id)
    if press.activity_id and all(known.activity_id != press.activity_id for known in carrying):
        carrying = _told_apart(tx, prompt, carrying, press)
    return next((known.activity_id for known in reversed(carrying) if known.activity_id), "")


def _told_apart(
    tx: Transaction, prompt: Prompt, carrying: Sequence[SentContact], press: Press
) -> Sequence[SentContact]:
    fits = [known for known in carrying if not known.activity_id and _may_be(known, press)]
    if not fits:
        return carrying
    learnt = replace(fits[-1], activity_id=press.activity_id)
    tx.save_contact(learnt)
    if not prompt.open:
        tx.add_work(Kind.REPAINT, prompt.id, learnt.at)
    return [learnt if known.id == learnt.id else known for known in carrying]


def _may_be(contact: SentContact, press: Press) -> bool:
    return contact.id == press.contact_id if press.contact_id else len(contact.carried) == 1


def _remember_welcome(tx: Transaction, person_id: str, asked_at: datetime) -> None:
    chosen = tx.preferences(person_id)
    if chosen.welcomed_at is None:
        tx.save_preferences(replace(chosen, welcomed_at=asked_at))


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
        PromptState.CANCELLED: CardState.HELD if prompt.reason == ON_HOLD else CardState.CANCELLED,
        PromptState.AWAY: CardState.LEAVE,
        PromptState.PLANNED: _waiting(prompt),
        PromptState.NOT_ASKED: CardState.UNASKED,
        PromptState.UNDELIVERABLE: CardState.UNASKED,
    }.get(prompt.state, CardState.OPEN)


def _waiting(prompt: Prompt) -> CardState:
    if prompt.paused:
        return CardState.HELD
    return CardState.LEAVE if prompt.postponed else CardState.OPEN


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
