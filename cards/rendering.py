"""From a view to its card, and from a card to the message that carries it."""

from __future__ import annotations

from typing import Any

from cards.boards import answer_card, dates_card, day_card, deputy_card, papers_card, quorum_card, short_card
from cards.both import both_card
from cards.choices import contacts_card, more_card, voice_card, voice_kept_card
from cards.digests import digest_card
from cards.pacing import leave_card, less_card, less_done_card, pointer_card
from cards.pieces import Card
from cards.questions import prompt_card
from cards.replies import (
    draft_saved_card,
    ended_card,
    not_yours_card,
    other_stands_card,
    receipt_card,
    sent_card,
)
from cards.views import (
    AnswerView,
    BothView,
    ContactsView,
    DatesView,
    DayView,
    DeputyView,
    DigestView,
    DraftSavedView,
    EndedView,
    InShortView,
    LeaveView,
    LessDoneView,
    LessView,
    MoreView,
    NotYoursView,
    OtherStandsView,
    PapersView,
    PointerView,
    PromptView,
    QuorumView,
    ReceiptView,
    SentView,
    Setting,
    View,
    VoiceKeptView,
    VoiceView,
)
from practice.words import WORDS

CONTENT_TYPE = "application/vnd.microsoft.card.adaptive"


def render(view: View, setting: Setting) -> Card:  # noqa: C901, PLR0911, PLR0912 - one line for each view
    """Draw a view. Which cards may be stored in a chat stands with each view."""
    match view:
        case PromptView():
            return prompt_card(view, setting)
        case ReceiptView():
            return receipt_card(view, setting)
        case EndedView():
            return ended_card(view, setting)
        case DraftSavedView():
            return draft_saved_card(view, setting)
        case SentView():
            return sent_card(view, setting)
        case BothView():
            return both_card(view, setting)
        case OtherStandsView():
            return other_stands_card(view, setting)
        case MoreView():
            return more_card(view, setting)
        case VoiceView():
            return voice_card(view, setting)
        case VoiceKeptView():
            return voice_kept_card(view, setting)
        case ContactsView():
            return contacts_card(view, setting)
        case DigestView():
            return digest_card(view, setting)
        case PointerView():
            return pointer_card(view, setting)
        case LeaveView():
            return leave_card(view, setting)
        case LessView():
            return less_card(view, setting)
        case LessDoneView():
            return less_done_card(view, setting)
        case QuorumView():
            return quorum_card(view, setting)
        case InShortView():
            return short_card(view, setting)
        case DeputyView():
            return deputy_card(view, setting)
        case DatesView():
            return dates_card(view, setting)
        case DayView():
            return day_card(view, setting)
        case AnswerView():
            return answer_card(view, setting)
        case PapersView():
            return papers_card(view, setting)
        case NotYoursView():
            return not_yours_card(setting)


def activity(card: Card) -> dict[str, Any]:
    """Make the message that carries a card. `summary` is what a toast or a lock screen shows: always neutral.

    https://learn.microsoft.com/en-us/azure/bot-service/rest-api/bot-framework-rest-connector-api-reference#activity-object
    """
    return {
        "type": "message",
        "summary": WORDS["preview.line"],
        "attachments": [{"contentType": CONTENT_TYPE, "content": card}],
    }
