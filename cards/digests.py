"""Several requests in one message, each with its own buttons: one contact in place of many."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from cards.elements import CardElement, ExecuteAction
from cards.pacing import remind_in_words
from cards.pieces import Card, button, card, heading, rows, subtitle, text, title, urgent
from cards.replies import end_in_words, hard_day, undo
from cards.requests import Setting
from cards.verbs import Verb
from cards.views import DigestLine, DigestView, EndedView
from practice.words import WORDS, say


def digest_card(view: DigestView, setting: Setting) -> Card:
    """Draw every request with its buttons or its end. Raises ValueError for a digest of none."""
    if not view.lines:
        raise ValueError("A digest has a line.")
    lines = [replace(line, about=replace(line.about, contact_id=view.contact_id)) for line in view.lines]
    body: list[CardElement] = [
        *_top(view, setting),
        urgent(setting),
        *(piece for line in lines for piece in _line(line, setting)),
        *(hard_day(setting) if any(line.ref for line in lines) else ()),
    ]
    first = replace(lines[0].about, member_id=view.member_id)
    skip_all = button(WORDS["button.skip.all"], Verb.DIGEST_SKIP_ALL, first)
    return card(body, [skip_all] if _open(view) > 1 else [], stands=first, refresh=Verb.DIGEST_REFRESH)


def _top(view: DigestView, setting: Setting) -> Iterator[CardElement]:
    left = _open(view)
    if not left:
        yield heading(WORDS["digest.done"])
        return
    yield title(say("digest.title", setting.tokens, n=str(left)))
    yield text(WORDS["digest.body"])


def _line(line: DigestLine, setting: Setting) -> Iterator[CardElement]:
    """Give the meeting as a heading over its own buttons, which a screen reader reads with the meeting.

    Teams takes a tooltip as the button's name; it begins with the title, so that voice control finds it too.
    https://www.w3.org/WAI/WCAG22/Understanding/label-in-name.html
    """
    meeting = say("prompt.meeting", setting.tokens, **line.about.facts(setting))
    yield subtitle(meeting)
    if said := _said(line, setting):
        yield text(said)
    yield from rows([{**made, "tooltip": f"{made['title']}: {meeting}"} for made in _buttons(line, setting)])


def _said(line: DigestLine, setting: Setting) -> str:
    if line.ref:
        return say("digest.answered", setting.tokens, ref=line.ref)
    if line.end:
        return end_in_words(EndedView(line.about, line.end, back=line.back), setting)
    return remind_in_words(line.remind, line.about, setting) if line.remind else ""


def _buttons(line: DigestLine, setting: Setting) -> list[ExecuteAction]:
    """Give what can still be done: with an open request, with one that was answered, with one that ended."""
    asked = line.about
    if line.ref:
        voice = button(WORDS["button.voice"], Verb.VOICE_OPEN, asked)
        return [button(WORDS["button.see"], Verb.ANSWER_SEE, asked), voice]
    if line.end:
        return undo(EndedView(asked, line.end), setting)
    return [
        button(WORDS["button.answer"], Verb.PROMPT_OPEN, asked),
        button(WORDS["button.notthere"], Verb.PROMPT_NOT_THERE, asked),
        button(WORDS["button.skip.line"], Verb.PROMPT_SKIP, asked),
    ]


def _open(view: DigestView) -> int:
    return sum(line.open for line in view.lines)
