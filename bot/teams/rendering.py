"""From what a handler decided to the card a person sees: the one place where `bot.handlers` meets `cards`."""

from __future__ import annotations

from dataclasses import replace
from typing import Any, Protocol

import cards
from bot.handlers import views
from bot.handlers.ports import CardState, Clock, NewCard, Repaint
from cards import views as drawn
from practice.answers import NOTHING_TYPED, Content, Voice
from practice.dates_in_words import london_day
from practice.meetings import Meeting
from practice.partnership import Partnership
from practice.prompts import Prompt

_ENDS = {
    CardState.TAKEN_BACK: drawn.End.TAKEN_BACK,
    CardState.NOT_THERE: drawn.End.NOT_THERE,
    CardState.DECLINED: drawn.End.DECLINED,
    CardState.EXPIRED: drawn.End.EXPIRED,
}


class _OfPrompt(Protocol):
    @property
    def prompt(self) -> Prompt: ...
    @property
    def meeting(self) -> Meeting: ...


class Rendering:
    """Draws cards in the partnership's words, with days said as of the clock's day in London."""

    def __init__(self, partnership: Partnership, clock: Clock) -> None:
        self._partnership = partnership
        self._clock = clock

    def card(self, view: views.View, member_id: str, voice: Voice | None = None) -> dict[str, Any]:
        """Draw a view for the person with this Teams id; `voice` is what they typed into its form."""
        return self._drawn(self._translated(view, member_id, voice))

    def message(self, view: views.View, member_id: str) -> dict[str, Any]:
        """Make a message of a view. Messages stay in the chat, so nothing anybody typed goes into one."""
        return cards.activity(self._drawn(_to_stay(self._translated(view, member_id, None))))

    def new_card(self, card: NewCard) -> dict[str, Any]:
        """Make the message that asks the questions."""
        return self.message(views.Questions(card.prompt, card.meeting, Content()), card.member_id)

    def repaint(self, card: Repaint) -> dict[str, Any]:
        """Make the message that takes the place of the stored one."""
        return self.message(_as_stored(card), card.member_id)

    def _drawn(self, view: drawn.View) -> dict[str, Any]:
        setting = cards.Setting(self._partnership.tokens, london_day(self._clock.now()))
        return cards.render(view, setting)

    def _translated(  # noqa: C901, PLR0911 - one line for each view
        self, view: views.View, member_id: str, voice: Voice | None
    ) -> drawn.View:
        def about(shown: _OfPrompt) -> drawn.About:
            return cards.about(shown.prompt, shown.meeting, self._partnership, member_id)

        match view:
            case views.Questions():
                return drawn.PromptView(about(view), view.content, view.fault, view.not_saved)
            case views.Receipt():
                return drawn.ReceiptView(about(view), view.ref)
            case views.Ended():
                end = _ENDS.get(view.state, drawn.End.CANCELLED)
                return drawn.EndedView(about(view), end, view.typed)
            case views.DraftSaved():
                return drawn.DraftSavedView(about(view))
            case views.Sent():
                return drawn.SentView(about(view), view.ref, view.content)
            case views.Both():
                return drawn.BothView(about(view), view.standing, view.typed)
            case views.More():
                return drawn.MoreView(about(view))
            case views.VoiceForm():
                typed = voice if view.incomplete or view.not_saved else None
                return drawn.VoiceView(about(view), typed, view.incomplete, view.not_saved)
            case views.VoiceKept():
                return drawn.VoiceKeptView(about(view), view.refused)
            case views.Contacts():
                if view.prompt is None or view.meeting is None:
                    return drawn.ContactsView()
                return drawn.ContactsView(
                    cards.about(view.prompt, view.meeting, self._partnership, member_id)
                )
            case views.NotYours():
                return drawn.NotYoursView()


def _to_stay(view: drawn.View) -> drawn.View:
    """Take out of a view everything that anybody typed, and let it say so where something was lost by that."""
    match view:
        case drawn.PromptView():
            return replace(view, content=Content(), emptied=True)
        case drawn.VoiceView():
            return replace(view, typed=None, emptied=True)
        case drawn.EndedView():
            return replace(view, typed=NOTHING_TYPED, dropped=not view.typed.empty)
        case drawn.SentView():
            return drawn.ReceiptView(view.about, view.ref)
        case drawn.BothView():
            return drawn.OtherStandsView(view.about)
        case _:
            return view


def _as_stored(card: Repaint) -> views.View:
    match card.state:
        case CardState.OPEN:
            return views.Questions(card.prompt, card.meeting, Content())
        case CardState.RECEIPT:
            return views.Receipt(card.prompt, card.meeting, card.ref)
        case _:
            return views.Ended(card.prompt, card.meeting, card.state)
