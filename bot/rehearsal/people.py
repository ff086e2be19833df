"""How invented people behave: some answer, some press twice, some were not there, some are silent."""

from __future__ import annotations

import random
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

_MORNING, _EVENING = 8, 19
_PHRASES = (
    "Every agency came prepared.",
    "Reports arrived the evening before.",
    "The school's view was heard — thank you.",
    "Two systems, two plans; nobody could see both.",
    "Share reports two working days before.\nAgree one plan.",
    "Ffônio'r teulu cyn y cyfarfod.",
)


@dataclass(frozen=True, slots=True)
class Card:
    """A card as it stands in somebody's chat."""

    person: str
    message: str
    body: dict[str, Any]


@dataclass(order=True, frozen=True, slots=True)
class Plan:
    """Something a person will do: press a button, `tries` so far without an answer."""

    at: datetime
    card: Card = field(compare=False)
    verb: str = field(compare=False)
    inputs: dict[str, str] = field(compare=False, default_factory=dict)
    times: int = field(compare=False, default=1)
    again: bool = field(compare=False, default=False)
    then: str = field(compare=False, default="")


def plans_for(card: Card, now: datetime, rng: random.Random) -> list[Plan]:
    """Decide once, by the seeded chance, what a person does with a new card."""
    at = _waking(now, rng.randint(1, 40))
    chance = rng.random()
    if action_of(card.body, "digest.skip_all"):
        return [Plan(at, card, "prompt.open" if chance < 0.6 else "digest.skip_all", then="answer.send")]
    if chance < 0.62:
        return [_answer(card, at, rng)]
    if chance < 0.72:
        return [Plan(at, card, "prompt.not_there", then="prompt.undo" if rng.random() < 0.2 else "")]
    if chance < 0.81:
        return [Plan(at, card, "prompt.more", then=_other_choice(chance))]
    return _in_two_goes(card, at, rng) if chance < 0.86 else []


def _other_choice(chance: float) -> str:
    """Most skip; a few are about to go on leave, and fewer still wish to be asked less often."""
    if chance < 0.78:
        return "prompt.skip"
    return "leave.ask" if chance < 0.80 else "less.ask"


def _in_two_goes(card: Card, at: datetime, rng: random.Random) -> list[Plan]:
    begun = Plan(at, card, "draft.save", typed_on(card.body, rng), then="prompt.open")
    return [begun, _answer(card, at + timedelta(1), rng)]


def _waking(now: datetime, hours: int) -> datetime:
    """Count full hours of the day, 8 to 19: many people act at the same moment, so time is stepped less often."""
    at = now.replace(minute=0, second=0, microsecond=0)
    for _ in range(hours):
        at += timedelta(hours=1 if at.hour < _EVENING else 24 - at.hour + _MORNING)
    return at


def _answer(card: Card, at: datetime, rng: random.Random) -> Plan:
    """Most send once; some press twice, and now and then Teams itself sends the press five times."""
    times = rng.choices((1, 2, 5), (80, 15, 5))[0]
    then = rng.choices(("", "answer.see", "answer.change", "answer.take_back"), (80, 10, 5, 5))[0]
    return Plan(at, card, "answer.send", typed_on(card.body, rng), times, rng.random() < 0.1, then)


def typed_on(card: object, rng: random.Random) -> dict[str, str]:
    """Fill some of the card's own inputs: words in text boxes, choices in choice sets; the rest stays as it is."""
    typed: dict[str, str] = {}
    for element in inputs_of(card):
        if element.get("value"):
            typed[element["id"]] = str(element["value"])
        if rng.random() > 0.6:
            continue
        if element["type"] == "Input.Text":
            typed[element["id"]] = f"{rng.choice(_PHRASES)} ({rng.getrandbits(32):08x})"
        elif element["type"] == "Input.Date":
            typed[element["id"]] = element["min"][:-2] + "28"
        elif element["type"] == "Input.ChoiceSet":
            typed[element["id"]] = str(rng.choice(element["choices"])["value"])
    return typed


def inputs_of(card: object) -> list[dict[str, Any]]:
    return [part for part in parts_of(card) if str(part.get("type", "")).startswith("Input.")]


def action_of(card: object, verb: str) -> dict[str, Any] | None:
    """Find the card's own button by its verb, as a person would by its words."""
    for part in parts_of(card):
        if part.get("type") == "Action.Execute" and part.get("verb") == verb:
            return part
    return None


def texts_of(card: object) -> list[str]:
    return [str(part["text"]) for part in parts_of(card) if part.get("text")]


def parts_of(part: object) -> list[dict[str, Any]]:
    """Every object of the card but fallbacks, which current clients do not draw."""
    if isinstance(part, dict):
        inner = [found for key, value in part.items() if key != "fallback" for found in parts_of(value)]
        return [part, *inner]
    if isinstance(part, list):
        return [found for value in part for found in parts_of(value)]
    return []
