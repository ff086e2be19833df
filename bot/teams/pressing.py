"""From a press to what a handler decides about it: one transaction for each press, whatever the button."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Final

import cards
from bot.handlers import answering, choosing, pacing, views
from bot.handlers.ports import Clock, Conversation, Store, StoreUnavailable, Transaction
from bot.handlers.presses import Press, find, measures_of
from bot.teams.notice_presses import on_a_notice
from cards import Verb
from cards.verbs import OF_NOTICES
from practice.answers import read_content
from practice.partnership import Partnership

_Handler = Callable[[Transaction, Press, Partnership, datetime], views.View]


@dataclass(frozen=True, slots=True)
class Pressed:
    """A press as it arrived: in whose chat, in which message, what the card submitted, and whether it came before."""

    chat: Conversation
    message_id: str
    submitted: cards.Press
    again: bool = False

    @property
    def press(self) -> Press:
        given = self.submitted
        return Press(
            self.chat,
            self.message_id,
            given.prompt_id,
            given.revision,
            given.words,
            given.taps,
            given.contact_id,
        )


class Pressing:
    """Decides presses in the store, at the clock's time."""

    def __init__(self, store: Store, partnership: Partnership, clock: Clock) -> None:
        self._store = store
        self._partnership = partnership
        self._clock = clock

    async def decide(self, pressed: Pressed, *, stays: bool = False) -> views.View:
        """Decide a press, or give back what was typed when it could not be saved.

        `stays` where the answer will stand in the chat. Raises StoreUnavailable if nothing can be shown.
        """
        now = self._clock.now()
        decided = _decided_to_stay if stays else _decided
        try:
            return await self._store.write(lambda tx: decided(tx, pressed, self._partnership, now))
        except StoreUnavailable:
            unsaved = await self._store.read(lambda tx: _unsaved(tx, pressed, self._partnership))
            if unsaved is None:
                raise
            return unsaved


def _decided(tx: Transaction, pressed: Pressed, partnership: Partnership, now: datetime) -> views.View:
    """Decide a press; on a line of a digest it leads back to the digest, with that line done."""
    view = _of_the_request(tx, pressed, partnership, now)
    done = isinstance(view, views.Receipt | views.OlderMessage)
    if not (pressed.submitted.contact_id and (done or (isinstance(view, views.Ended) and view.typed.empty))):
        return view
    whole = pacing.digest(tx, pressed.press)
    return view if isinstance(whole, views.NotYours) else whole


def _of_the_request(tx: Transaction, pressed: Pressed, partnership: Partnership, now: datetime) -> views.View:
    press, given = pressed.press, pressed.submitted
    if given.role is not None:
        pacing.keep_role(tx, press.conversation, given.role, press.prompt_id, partnership)
    if given.voice is not None:
        return choosing.add_voice(tx, press, given.voice, partnership, now)
    if given.verb is Verb.LEAVE_SET:
        return pacing.set_leave(tx, press, given.back, partnership, now)
    if given.verb in OF_NOTICES:
        return on_a_notice(tx, press, given, partnership, now, again=pressed.again)
    if given.verb is Verb.LESS_SET:
        return pacing.set_how_often(tx, press, given.pace, partnership, now)
    if pressed.again and given.verb in _BACK_AND_FORTH:
        return choosing.look(tx, press, partnership)
    return _HANDLERS[given.verb](tx, press, partnership, now)


def _decided_to_stay(
    tx: Transaction, pressed: Pressed, partnership: Partnership, now: datetime
) -> views.View:
    """Decide for a message, which must not hold what was typed: a refused answer becomes the draft."""
    view = _decided(tx, pressed, partnership, now)
    if not (isinstance(view, views.Questions) and view.fault):
        return view
    answering.save_draft(tx, pressed.press, partnership, now)
    return replace(view, prompt=tx.prompt(view.prompt.id) or view.prompt)


def _unsaved(tx: Transaction, pressed: Pressed, partnership: Partnership) -> views.View | None:
    """Make the card hold what was typed, from a store that can only be read; None if nothing was."""
    press = pressed.press
    prompt = tx.prompt(press.prompt_id)
    meeting = tx.meeting(prompt.meeting_id) if prompt else None
    if prompt is None or meeting is None or prompt.person_id != press.conversation.person_id:
        return None
    if pressed.submitted.voice is not None:
        return views.VoiceForm(prompt, meeting, not_saved=True)
    typed = read_content(press.words, press.taps, measures_of(meeting, partnership))
    return None if typed.empty else views.Questions(prompt, meeting, typed, not_saved=True)


def _replace(tx: Transaction, press: Press, partnership: Partnership, now: datetime) -> views.View:
    """Put this version in the place of the first: of the answers sent, else of the draft."""
    asked = find(tx, press, partnership)
    if asked and asked.answer:
        return answering.send(tx, press, partnership, now)
    view = answering.save_draft(tx, press, partnership, now)
    return choosing.look(tx, press, partnership) if isinstance(view, views.DraftSaved) else view


def _at_any_time(handler: Callable[[Transaction, Press, Partnership], views.View]) -> _Handler:
    return lambda tx, press, partnership, _now: handler(tx, press, partnership)


_HANDLERS: Final[Mapping[Verb, _Handler]] = {
    Verb.ANSWER_SEND: answering.send,
    Verb.ANSWER_SEE: _at_any_time(answering.see),
    Verb.ANSWER_CHANGE: _at_any_time(answering.change),
    Verb.ANSWER_TAKE_BACK: answering.take_back,
    Verb.ANSWER_KEEP: _at_any_time(choosing.look),
    Verb.ANSWER_REPLACE: _replace,
    Verb.DRAFT_SAVE: answering.save_draft,
    Verb.PROMPT_OPEN: _at_any_time(choosing.look),
    Verb.PROMPT_REFRESH: _at_any_time(choosing.refresh),
    Verb.PROMPT_MORE: choosing.more,
    Verb.PROMPT_NOT_THERE: choosing.not_there,
    Verb.PROMPT_SKIP: choosing.skip,
    Verb.PROMPT_UNDO: choosing.undo,
    Verb.VOICE_OPEN: choosing.open_voice,
    Verb.CONTACTS_OPEN: choosing.contacts,
    Verb.LEAVE_ASK: pacing.open_leave,
    Verb.LESS_ASK: pacing.open_how_often,
    Verb.DIGEST_REFRESH: _at_any_time(pacing.refresh_digest),
    Verb.DIGEST_SKIP_ALL: pacing.skip_all,
}
"""What each button does; those that come with a voice, a day or a choice are seen to before."""

_BACK_AND_FORTH: Final = frozenset({Verb.PROMPT_NOT_THERE, Verb.PROMPT_SKIP, Verb.PROMPT_UNDO})
"""What a late second delivery could do over again after the person has thought better of it; the others can tell."""
