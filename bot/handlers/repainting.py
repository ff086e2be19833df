"""The stored card follows the prompt: it never holds what was typed, and an ended request says so."""

from __future__ import annotations

from dataclasses import replace

from bot.handlers.ports import Conversation, Messenger, Repaint, Store, Transaction
from bot.handlers.presses import card_state
from practice.answers import AnswerState
from practice.outcomes import Done, Parked, RetryAfter


async def repaint(store: Store, messenger: Messenger, prompt_id: str) -> Done | RetryAfter | Parked:
    """Update the message that carries the prompt; without its id, or a chat, there is nothing to update."""
    found = await store.read(lambda tx: _found(tx, prompt_id))
    if found is None:
        return Done()
    chat, card = found
    return await messenger.repaint(chat, card)


def _found(tx: Transaction, prompt_id: str) -> tuple[Conversation, Repaint] | None:
    prompt = tx.prompt(prompt_id)
    if prompt is None or not prompt.activity_id:
        return None
    meeting, chat = tx.meeting(prompt.meeting_id), tx.conversation(prompt.person_id)
    if meeting is None or chat is None:
        return None
    answer = tx.answer_to(prompt.id)
    ref = answer.ref if answer and answer.state is AnswerState.SENT else ""
    # A message is known only in its own chat, and the person's chat may be another one by now.
    chat = replace(chat, conversation_id=prompt.conversation_id or chat.conversation_id)
    return chat, Repaint(prompt, meeting, chat.member_id, card_state(prompt, answer), ref)
