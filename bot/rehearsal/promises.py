"""What the people of a rehearsal were promised: the words behind every reference that a receipt showed them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from bot.rehearsal.comparing import Comparison
from bot.rehearsal.people import action_of, parts_of, texts_of
from practice.answers import Content, tidy
from practice.questions import QUESTIONS
from practice.words import WORDS

Given = Content | None
"""What somebody gave: words by question and taps by measure, or None once it was taken back."""

_SENDING = ("answer.send", "answer.replace")


@dataclass(slots=True)
class Promise:
    """What one request's person may rely on. `refs` are those they were shown, in the order of receipts.

    `may_stand` has more than one entry only while a press went unanswered: nobody knows whether it was done.
    """

    refs: list[str] = field(default_factory=list)
    may_stand: list[Given] = field(default_factory=list)

    def see(self, card: dict[str, Any], asked: list[Given], prompt: str) -> None:
        """Take in a card that answered a press which asked for this to stand, or for nothing to change."""
        if action_of(card, "answer.take_back"):
            self._rely_on(_refs(card))
            self._is_not(None)
        else:
            self._rely_on(_refs_on_its_line(card, prompt))
        for given in asked:
            if given is not None and _can_be_seen(card, prompt):
                self.may_stand = [given]
            else:
                self._is_not(given)
        if _taken_back(card, asked):
            self.may_stand = [None]

    def _rely_on(self, refs: list[str]) -> None:
        self.refs += [ref for ref in refs if ref not in self.refs]

    def _is_not(self, given: Given) -> None:
        left = [known for known in self.may_stand if known != given]
        self.may_stand = left or self.may_stand


def _refs(card: dict[str, Any]) -> list[str]:
    return [ref for text in texts_of(card) for ref in _refs_in(text)]


def _taken_back(card: dict[str, Any], asked: list[Given]) -> bool:
    """A digest says it of each of its lines, so there it counts for the request that was just taken back."""
    own = None in asked or not action_of(card, "digest.refresh")
    return own and WORDS["takeback.done"] in texts_of(card)


def _can_be_seen(card: dict[str, Any], prompt: str) -> bool:
    seeing = (part for part in parts_of(card) if part.get("verb") == "answer.see")
    return any(part.get("data", {}).get("prompt") == prompt for part in seeing)


def _refs_on_its_line(card: dict[str, Any], prompt: str) -> list[str]:
    """Read a digest: a request that was answered has its reference above its own button to see it."""
    above: list[str] = []
    for part in parts_of(card):
        above = _refs_in(str(part.get("text", ""))) or above
        if part.get("verb") == "answer.see":
            if part.get("data", {}).get("prompt") == prompt:
                return above
            above = []
    return []


def _refs_in(text: str) -> list[str]:
    return [word for each in text.split() if (word := each.strip(".,")).startswith("BTP-")]


class Promises:
    """Every request's promise, by the id its cards carry."""

    def __init__(self) -> None:
        self._by_prompt: dict[str, Promise] = {}

    def hear(self, press: Mapping[str, Any], cards: Iterable[dict[str, Any]]) -> None:
        """Take in a press, {verb, data, inputs}, and the cards that answered it: none when nobody did."""
        prompt = str(press["data"].get("prompt"))
        promise = self._by_prompt.setdefault(prompt, Promise())
        asked = _asked(press["verb"], press["inputs"])
        promise.may_stand += [given for given in asked if given not in promise.may_stand]
        for card in cards:
            promise.see(card, asked, prompt)

    def all(self) -> list[Promise]:
        """Give the promises for which a receipt was shown."""
        return [promise for promise in self._by_prompt.values() if promise.refs]


def compare_promises(promises: Iterable[Promise], kept: Mapping[str, Given], comparison: Comparison) -> None:
    """Every reference on a receipt must be an answer in the store, and hold what its person sent last."""
    for promise in promises:
        for ref in promise.refs:
            if ref not in kept:
                comparison.differences.append(f"{ref} was promised and is lost")
            elif kept[ref] not in promise.may_stand:
                comparison.differences.append(f"{ref} does not hold what its person sent last")


def _asked(verb: str, inputs: Mapping[str, str]) -> list[Given]:
    """Give what the press asks to stand from now on; nothing for a press that changes no answer."""
    if verb == "answer.take_back":
        return [None]
    given = _content(inputs)
    return [given] if verb in _SENDING and not given.empty else []


def _content(inputs: Mapping[str, str]) -> Content:
    words = {key: tidy(typed) for key, typed in inputs.items() if key in QUESTIONS}
    taps = {
        key[2:]: tuple(typed.split(",")) for key, typed in inputs.items() if key.startswith("m_") and typed
    }
    return Content({key: text for key, text in words.items() if text}, taps)
