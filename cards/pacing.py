"""How often and when we ask: the welcome and the reminder on the card that asks, leave, the pace, the pointer."""

from __future__ import annotations

from collections.abc import Iterator

from cards.elements import CardElement
from cards.pieces import (
    Card,
    button,
    card,
    choice_input,
    date_input,
    error,
    heading,
    paragraphs,
    subtitle,
    text,
    title,
    urgent,
    way_back,
)
from cards.requests import About, Setting
from cards.verbs import PACES, Verb, role_value
from cards.views import LeaveView, LessDoneView, LessView, PointerView, Remind, Reminding, Welcome
from practice.clocks import LONDON
from practice.dates_in_words import day_in_words
from practice.day_words import clock_words, day_words
from practice.words import WORDS, say


def welcome(view: Welcome | None, setting: Setting) -> Iterator[CardElement]:
    """Say who we are before the first request, and ask once for the broad role. A list is one text of lines.

    https://learn.microsoft.com/en-us/microsoftteams/platform/task-modules-and-cards/cards/cards-format
    """
    if view is None:
        return
    most = {"max_new": str(view.max_new), "max_contacts": str(view.max_contacts)}
    yield title(WORDS["welcome.title"])
    yield from paragraphs(say("welcome.body", setting.tokens))
    yield subtitle(WORDS["welcome.expect.title"])
    yield text(say("welcome.expect", setting.tokens, **most))
    yield subtitle(WORDS["welcome.not.title"])
    yield text(WORDS["welcome.not"])
    if view.roles:
        offered = [(role_value(place), role) for place, role in enumerate(view.roles)]
        yield choice_input("role", WORDS["welcome.role"], offered, many=False)


def reminder(view: Reminding | None, asked: About, setting: Setting) -> Iterator[CardElement]:
    """Say which reminder it is, and that a draft is kept, where there is one."""
    if view is None:
        return
    yield text(remind_in_words(view.kind, asked, setting))
    if at := view.draft_at:
        clock = clock_words(at.astimezone(LONDON).time())
        yield text(say("remind.draft", setting.tokens, clock=clock, day=day_in_words(at, setting.today)))


def remind_in_words(kind: Remind, asked: About, setting: Setting) -> str:
    key = "remind.1" if kind is Remind.FIRST else "remind.2"
    return say(key, setting.tokens, closes=asked.closes(setting), **asked.facts(setting))


def pointer_card(view: PointerView, setting: Setting) -> Card:
    """Point from an older copy to the newer one, so that nobody fills in both."""
    asked = view.about
    body = [
        heading(WORDS["remind.pointer"]),
        text(say("prompt.meeting", setting.tokens, **asked.facts(setting))),
        urgent(setting),
    ]
    return card(body, [button(WORDS["button.answer"], Verb.PROMPT_OPEN, asked)], stands=asked)


def leave_card(view: LeaveView, setting: Setting) -> Card:
    """Ask for the day somebody is back. The way back takes no day along, or a wrong one would bar it."""
    asked, year = view.about, setting.today.year
    first, last = day_words(view.first, year), day_words(view.last, year)
    wrong = say("end.leave.badday", setting.tokens, first=first, last=last)
    body: list[CardElement] = [
        *([error(wrong)] if view.bad else []),
        title(WORDS["button.leave.ask"]),
        text(say("prompt.meeting", setting.tokens, **asked.facts(setting))),
        urgent(setting),
        date_input("back", WORDS["end.leave.ask"], (view.first, view.last), wrong),
    ]
    ask = button(WORDS["button.leave.set"], Verb.LEAVE_SET, asked, style="positive")
    return card(body, [ask, {**way_back(asked), "associatedInputs": "none"}])


def less_card(view: LessView, setting: Setting) -> Card:
    """Ask how often we may ask; the way back is there when the request is known."""
    offered = [(code, WORDS[f"less.{code}"]) for code in PACES]
    body: list[CardElement] = [
        title(WORDS["button.less.ask"]),
        urgent(setting),
        choice_input("pace", WORDS["less.ask"], offered, many=False),
    ]
    keep = button(WORDS["button.less.set"], Verb.LESS_SET, view.about, style="positive")
    return card(body, [keep, *([way_back(view.about)] if view.about else [])])


def less_done_card(view: LessDoneView, setting: Setting) -> Card:
    """Say that the choice is kept, and when it ends, for one that does."""
    body: list[CardElement] = [heading(WORDS["less.done"])]
    if view.until:
        body.append(text(say("less.until", setting.tokens, until=day_words(view.until, setting.today.year))))
    return card([*body, urgent(setting)], [way_back(view.about)] if view.about else [])
