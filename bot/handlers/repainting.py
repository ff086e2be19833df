"""The stored card follows the prompt: it never holds what was typed, and an ended request says so."""

from __future__ import annotations

from dataclasses import replace

from bot.handlers.contacting import as_sent
from bot.handlers.messages import CardNow, NewCard, OlderCopy, Repaint, SentContact
from bot.handlers.pacing import digest_of
from bot.handlers.ports import Conversation, Messenger, Store, Transaction
from bot.handlers.presses import card_state
from bot.handlers.views import Questions
from practice.answers import NOTHING_TYPED, AnswerState
from practice.meetings import Meeting
from practice.outcomes import Done, Parked, RetryAfter
from practice.partnership import Partnership
from practice.prompts import Prompt


async def repaint(
    store: Store, messenger: Messenger, partnership: Partnership, prompt_id: str
) -> Done | RetryAfter | Parked:
    """Update every message that carries the prompt; without its id, or a chat, there is nothing to update."""
    found = await store.read(lambda tx: _found(tx, prompt_id, partnership))
    outcomes = [await messenger.repaint(chat, activity_id, card) for chat, activity_id, card in found]
    return next((outcome for outcome in outcomes if not isinstance(outcome, Done)), Done())


def _found(
    tx: Transaction, prompt_id: str, partnership: Partnership
) -> list[tuple[Conversation, str, Repaint]]:
    prompt = tx.prompt(prompt_id)
    meeting = tx.meeting(prompt.meeting_id) if prompt else None
    chat = tx.conversation(prompt.person_id) if prompt else None
    if prompt is None or meeting is None or chat is None:
        return []
    # A message is known only in its own chat, and the person's chat may be another one by now.
    return [
        (
            replace(chat, conversation_id=contact.conversation_id or chat.conversation_id),
            contact.activity_id,
            _card(tx, prompt, meeting, contact, chat.member_id, partnership),
        )
        for contact in tx.contacts_of_prompt(prompt_id)
        if contact.activity_id
    ]


def _card(
    tx: Transaction,
    prompt: Prompt,
    meeting: Meeting,
    contact: SentContact,
    member_id: str,
    partnership: Partnership,
) -> Repaint:
    if len(contact.carried) > 1:
        return digest_of(tx, contact, member_id)
    if prompt.open and contact.activity_id != prompt.activity_id:
        return OlderCopy(prompt, meeting, member_id)
    if prompt.open:
        said = as_sent(tx, Questions(prompt, meeting, NOTHING_TYPED), contact.activity_id, partnership)
        return NewCard(prompt, meeting, member_id, said.due, said.draft_at, said.welcome)
    answer = tx.answer_to(prompt.id)
    ref = answer.ref if answer and answer.state is AnswerState.SENT else ""
    return CardNow(prompt, meeting, member_id, card_state(prompt, answer), ref)
