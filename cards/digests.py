"""Several requests in one message, each with its own buttons: one contact in place of many."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from microsoft_teams.cards.core import CardElement, ExecuteAction

from cards.pacing import remind_in_words
from cards.pieces import Card, button, card, heading, rows, subtitle, text, title, urgent
from cards.replies import end_in_words, undo
from cards.requests import Setting
from cards.verbs import Verb
from cards.views import DigestLine, DigestView, EndedView
from practice.words import WORDS, say


def digest_card(view: DigestView, setting: Setting) -> Card:
    """Draw every request with its buttons or its end. Raises ValueError for a digest of none."""
    if not view.lines:
        raise ValueError("A digest has a line.")
    body: list[CardElement] = [
        *_top(view, setting),
        urgent(setting),
        *(piece for line in view.lines for piece in _line(line, view.contact_id, setting)),
    ]
    first = replace(view.lines[0].about, member_id=view.member_id)
    return card(body, _all_of_them(view), stands=first, contact_id=view.contact_id)


def _top(view: DigestView, setting: Setting) -> Iterator[CardElement]:
    left = _open(view)
    if not left:
        yield heading(WORDS["digest.done"])
        return
    yield title(say("digest.title", setting.tokens, n=str(left)))
    yield text(WORDS["digest.body"])


def _line(line: DigestLine, contact_id: str, setting: Setting) -> Iterator[CardElement]:
    """Give the meeting as a heading over its own buttons, which a screen reader reads with the meeting.

    Teams takes a tooltip as the button's name; it begins with the title, so that voice control finds it too.
    https://www.w3.org/WAI/WCAG22/Understanding/label-in-name.html
    """
    meeting = say("prompt.meeting", setting.tokens, **line.about.facts(setting))
    yield subtitle(meeting)
    if said := _said(line, setting):
        yield text(said)
    yield from rows(
        [made.with_tooltip(f"{made.title}: {meeting}") for made in _buttons(line, contact_id, setting)]
    )


def _said(line: DigestLine, setting: Setting) -> str:
    if line.answered:
        return WORDS["receipt.title"]
    if line.end:
        return end_in_words(EndedView(line.about, line.end, back=line.back), setting)
    return remind_in_words(line.remind, line.about, setting) if line.remind else ""


def _buttons(line: DigestLine, contact_id: str, setting: Setting) -> list[ExecuteAction]:
    """Give what can still be done: with an open request, with one that was answered, with one that ended."""
    asked = line.about
    if line.answered:
        return [button(WORDS["button.see"], Verb.ANSWER_SEE, asked, contact_id=contact_id)]
    if line.end:
        return undo(EndedView(asked, line.end), setting, contact_id)
    return [
        button(WORDS["button.answer"], Verb.PROMPT_OPEN, asked, contact_id=contact_id),
        button(WORDS["button.notthere"], Verb.PROMPT_NOT_THERE, asked, contact_id=contact_id),
        button(WORDS["button.skip.line"], Verb.PROMPT_SKIP, asked, contact_id=contact_id),
    ]


def _all_of_them(view: DigestView) -> list[ExecuteAction]:
    if _open(view) <= 1:
        return []
    words, first = WORDS["button.skip.all"], view.lines[0].about
    return [button(words, Verb.DIGEST_SKIP_ALL, first, contact_id=view.contact_id)]


def _open(view: DigestView) -> int:
    return sum(line.open for line in view.lines)
