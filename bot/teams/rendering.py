"""From what a handler decided to the card a person sees: the one place where `bot.handlers` meets `cards`."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any, Protocol

import cards
from bot.handlers import messages, views
from bot.handlers.messages import CardState
from bot.handlers.ports import Clock
from cards import views as drawn
from practice.answers import NOTHING_TYPED, Content, Voice
from practice.contacting import Due
from practice.dates_in_words import london_day
from practice.meetings import Meeting
from practice.partnership import Partnership
from practice.prompts import Prompt, PromptState

_ENDS = {
    CardState.TAKEN_BACK: drawn.End.TAKEN_BACK,
    CardState.NOT_THERE: drawn.End.NOT_THERE,
    CardState.DECLINED: drawn.End.DECLINED,
    CardState.EXPIRED: drawn.End.EXPIRED,
    CardState.LEAVE: drawn.End.LEAVE,
    CardState.HELD: drawn.End.HELD,
}
_REMINDS = {Due.FIRST_REMINDER: drawn.Remind.FIRST, Due.LAST_REMINDER: drawn.Remind.LAST}


class _OfPrompt(Protocol):
    @property
    def prompt(self) -> Prompt: ...
    @property
    def meeting(self) -> Meeting: ...


class _MaybeOfPrompt(Protocol):
    @property
    def prompt(self) -> Prompt | None: ...
    @property
    def meeting(self) -> Meeting | None: ...


class Rendering:
    """Draws cards in the partnership's words, with days said as of the clock's day in London."""

    def __init__(self, partnership: Partnership, clock: Clock) -> None:
        self._partnership = partnership
        self._clock = clock

    def card(
        self, view: views.View, member_id: str, voice: Voice | None = None, contact_id: str = ""
    ) -> dict[str, Any]:
        """Draw a view for the person with this Teams id; `voice` is what they typed into its form.

        `contact_id` names the digest in whose message it is shown, if it is one.
        """
        return self._drawn(self._translated(view, member_id, voice, contact_id))

    def message(self, view: views.View, member_id: str, contact_id: str = "") -> dict[str, Any]:
        """Make a message of a view. Messages stay in the chat, so nothing anybody typed goes into one."""
        return cards.activity(self._drawn(_to_stay(self._translated(view, member_id, None, contact_id))))

    def new_message(self, message: messages.NewMessage) -> dict[str, Any]:
        """Make the message that asks the questions, or reminds of them, or both at once."""
        if isinstance(message, messages.Digest):
            return self.message(message, message.member_id)
        if isinstance(message, messages.Notice):
            return cards.activity(self._drawn(_of_notice(message)))
        about = cards.about(message.prompt, message.meeting, self._partnership, message.member_id)
        view = drawn.PromptView(about, remind=_reminding(message), welcome=_welcome(message))
        return cards.activity(self._drawn(view))

    def repaint(self, message: messages.Repaint) -> dict[str, Any]:
        """Make the message that takes the place of the stored one."""
        if isinstance(message, messages.NewCard | messages.QuorumNotice):
            return self.new_message(message)
        return self.message(_as_stored(message), message.member_id)

    def _drawn(self, view: drawn.View) -> dict[str, Any]:
        setting = cards.Setting(self._partnership.tokens, london_day(self._clock.now()))
        return cards.render(view, setting)

    def _translated(  # noqa: C901, PLR0911, PLR0912 - one line for each view
        self, view: views.View, member_id: str, voice: Voice | None, contact_id: str
    ) -> drawn.View:
        def about(shown: _OfPrompt) -> drawn.About:
            return cards.about(shown.prompt, shown.meeting, self._partnership, member_id, contact_id)

        def maybe_about(shown: _MaybeOfPrompt) -> drawn.About | None:
            if shown.prompt is None or shown.meeting is None:
                return None
            return cards.about(shown.prompt, shown.meeting, self._partnership, member_id, contact_id)

        def line(one: messages.Line) -> drawn.DigestLine:
            answered = one.state is CardState.RECEIPT
            end = None if answered or one.state is CardState.OPEN else _end(one.state)
            remind = _REMINDS.get(one.due)
            ref = one.ref if answered else ""
            return drawn.DigestLine(about(one), end, remind, ref, back=_back(one.prompt))

        match view:
            case views.Questions():
                return drawn.PromptView(
                    about(view),
                    view.content,
                    view.fault,
                    view.not_saved,
                    remind=_reminding(view),
                    welcome=_welcome(view),
                )
            case views.Receipt():
                return drawn.ReceiptView(about(view), view.ref)
            case views.Ended():
                return drawn.EndedView(about(view), _end(view.state), view.typed, back=_back(view.prompt))
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
                return drawn.ContactsView(maybe_about(view))
            case views.NotYours():
                return drawn.NotYoursView()
            case views.OlderMessage():
                return drawn.PointerView(about(view))
            case views.Leave():
                return drawn.LeaveView(about(view), view.first, view.last, view.bad)
            case views.HowOften():
                return drawn.LessView(maybe_about(view))
            case views.HowOftenKept():
                return drawn.LessDoneView(view.until, maybe_about(view))
            case messages.InShort():
                return drawn.InShortView(view.board, view.day, view.says)
            case messages.Digest():
                return drawn.DigestView(tuple(map(line, view.lines)), view.contact_id, member_id)


def _of_notice(notice: messages.Notice) -> drawn.View:
    match notice:
        case messages.QuorumNotice():
            return drawn.QuorumView(
                notice.board,
                notice.meeting,
                notice.judgement,
                notice.name,
                notice.unreached,
                notice.reminded,
                notice.unsure,
                notice.dates_unsure,
            )
        case messages.PapersNotice():
            return drawn.PapersView(notice.board, notice.meeting)
        case messages.AnswerNotice():
            return drawn.AnswerView(notice.board, notice.meeting)
        case messages.DayNotice():
            return drawn.DayView(notice.board, notice.meeting, notice.judgement)
        case messages.DatesNotice():
            return drawn.DatesView(notice.board, notice.meeting, notice.dates, notice.says)
        case messages.DeputyNotice():
            return drawn.DeputyView(notice.board, notice.meeting, notice.seat, notice.name)


def _reminding(said: messages.NewCard | views.Questions) -> drawn.Reminding | None:
    kind = _REMINDS.get(said.due)
    return drawn.Reminding(kind, said.draft_at) if kind else None


def _welcome(said: messages.NewCard | views.Questions) -> drawn.Welcome | None:
    welcome = said.welcome
    return drawn.Welcome(welcome.roles, welcome.max_new, welcome.max_contacts) if welcome else None


def _end(state: CardState) -> drawn.End:
    return _ENDS.get(state, drawn.End.CANCELLED)


def _back(prompt: Prompt) -> date | None:
    """Say on which day in London a request that was put off comes back; it is kept as the day it is due."""
    away = prompt.postponed or prompt.state is PromptState.AWAY
    return london_day(prompt.due_at) if away else None


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


def _as_stored(
    message: messages.CardNow | messages.OlderCopy | messages.Digest | messages.InShort,
) -> views.View:
    if isinstance(message, messages.Digest | messages.InShort):
        return message
    if isinstance(message, messages.OlderCopy):
        return views.OlderMessage(message.prompt, message.meeting)
    match message.state:
        case CardState.RECEIPT:
            return views.Receipt(message.prompt, message.meeting, message.ref)
        case _:
            return views.Ended(message.prompt, message.meeting, message.state)
