"""The cards behind More choices: the other ways to deal with a request, whom to contact, a family's words."""

from __future__ import annotations

from cards.elements import CardElement
from cards.pieces import (
    Card,
    button,
    card,
    choice_input,
    error,
    heading,
    not_saved,
    paragraphs,
    text,
    text_input,
    title,
    urgent,
    way_back,
)
from cards.verbs import Verb
from cards.views import ContactsView, MoreView, Setting, VoiceKeptView, VoiceView
from practice.answers import Voice
from practice.voices import AGES, HOW, PERMISSIONS, WHO
from practice.words import WORDS, say

_NOTHING_TYPED = Voice(id="", who="", age="", how=(), words="", summary="", permission="")


def more_card(view: MoreView, setting: Setting) -> Card:
    """Offer the other choices on a card of their own: screen readers do not announce a toggle."""
    asked = view.about
    body = [
        title(WORDS["button.more"]),
        text(say("prompt.meeting", setting.tokens, **asked.facts(setting))),
        urgent(setting),
    ]
    actions = [
        button(WORDS["button.skip"], Verb.PROMPT_SKIP, asked),
        button(WORDS["button.leave.ask"], Verb.LEAVE_ASK, asked),
        button(WORDS["button.voice"], Verb.VOICE_OPEN, asked),
        button(WORDS["button.less.ask"], Verb.LESS_ASK, asked),
        button(WORDS["button.contacts"], Verb.CONTACTS_OPEN, asked),
        way_back(asked),
    ]
    return card(body, actions)


def contacts_card(view: ContactsView, setting: Setting) -> Card:
    """Say whom to contact; the way back is there when the request is known."""
    body = [title(WORDS["urgent.title"]), *paragraphs(say("urgent.page", setting.tokens))]
    return card(body, [way_back(view.about)] if view.about else [])


def voice_card(view: VoiceView, setting: Setting) -> Card:
    """Ask for a child's or family's words. Nothing is marked required, or Back would not be free to press."""
    wrong = _what_is_wrong(view, setting)
    body: list[CardElement] = [
        *([error(wrong)] if wrong else []),
        title(WORDS["voice.title"]),
        text(WORDS["voice.intro"]),
        urgent(setting),
        *_voice_inputs(view.typed or _NOTHING_TYPED),
    ]
    add = button(WORDS["button.add"], Verb.VOICE_ADD, view.about, style="positive")
    return card(body, [add, way_back(view.about)])


def _what_is_wrong(view: VoiceView, setting: Setting) -> str:
    if view.not_saved:
        return not_saved(setting, emptied=view.emptied)
    if not view.incomplete:
        return ""
    return WORDS["voice.incomplete.emptied"] if view.emptied else WORDS["voice.incomplete"]


def _voice_inputs(typed: Voice) -> list[CardElement]:
    return [
        _coded("voice_who", "voice.who", WHO, (typed.who,)),
        _coded("voice_age", "voice.age", AGES, (typed.age,)),
        _coded("voice_how", "voice.how", HOW, typed.how, many=True),
        text_input("voice_words", WORDS["voice.words"], typed.words),
        text_input("voice_summary", WORDS["voice.summary"], typed.summary),
        _coded("voice_permission", "voice.permission", PERMISSIONS, (typed.permission,)),
    ]


def _coded(
    input_id: str, key: str, codes: tuple[str, ...], chosen: tuple[str, ...], *, many: bool = False
) -> CardElement:
    known = tuple(code for code in chosen if code in codes)
    return choice_input(
        input_id, WORDS[key], [(code, WORDS[f"{key}.{code}"]) for code in codes], known, many=many
    )


def voice_kept_card(view: VoiceKeptView, setting: Setting) -> Card:
    """Say what was kept, and never the words themselves."""
    said = WORDS["voice.no"] if view.refused else WORDS["voice.kept"]
    another = button(WORDS["button.another"], Verb.VOICE_OPEN, view.about)
    return card([heading(said), urgent(setting)], [another, way_back(view.about)])
