"""What the official schema does not check about a card, and Teams or a screen reader needs."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

Card = dict[str, Any]
NEUTRAL = "Back to Practice: a message for you"
LARGEST = 25_000
"""Bytes of a card of plain letters; 28 KB is the safe limit everywhere."""
PICTURES = frozenset({"Image", "ImageSet", "Media"})


def faults(card: Card) -> list[str]:
    """Say everything that is wrong with a card; [] when nothing is."""
    return [
        *_of_the_whole(card),
        *_of_ids(card),
        *(fault for part in parts(card) for fault in _of_part(part)),
    ]


def size(card: Card) -> int:
    """Bytes of the card as it goes over the wire."""
    return len(json.dumps(card, ensure_ascii=False, separators=(",", ":")).encode())


def parts(part: object) -> Iterator[Card]:
    """Every object in the card, itself first, in the order of drawing."""
    if isinstance(part, dict):
        yield part
        for inner in part.values():
            yield from parts(inner)
    elif isinstance(part, list):
        for inner in part:
            yield from parts(inner)


def of_type(card: Card, kind: str) -> list[Card]:
    return [part for part in parts(card) if part.get("type") == kind]


def inputs(card: Card) -> dict[str, Card]:
    """Give the card's inputs by their ids."""
    return {part["id"]: part for part in parts(card) if str(part.get("type", "")).startswith("Input.")}


def shown(card: Card) -> str:
    """Give everything a person can read on the card, a line for each piece."""
    keys = ("text", "label", "title", "value", "placeholder", "errorMessage")
    return "\n".join(str(part[key]) for part in parts(card.get("body", [])) for key in keys if key in part)


def actions(card: Card) -> list[Card]:
    """Give the buttons in the order of drawing."""
    return [action for row in of_type(card, "ActionSet") for action in row["actions"]]


def buttons(card: Card) -> list[str]:
    return [action["title"] for action in actions(card)]


def verbs(card: Card) -> list[str]:
    return [action["verb"] for action in actions(card)]


def _of_the_whole(card: Card) -> Iterator[str]:
    if card.get("version") != "1.5":
        yield "the version is not 1.5"
    texts = of_type(card, "TextBlock")
    if not texts or card["body"][0] is not texts[0] or texts[0]["text"] != NEUTRAL:
        yield "the first text is not the neutral line"
    said = [text for text in texts[1:] if text.get("color") != "Attention"]
    if said and said[0].get("style") != "heading":
        yield "the first text after the neutral line is no heading"
    named = [action.get("tooltip", action["title"]) for action in actions(card)]
    if len(named) != len(set(named)):
        yield "two buttons have one name"
    for row in of_type(card, "ActionSet"):
        if len(row["actions"]) > 1 and sum(len(action["title"]) for action in row["actions"]) > 28:
            yield "a row of buttons does not fit a phone of 320 px"


def _of_ids(card: Card) -> Iterator[str]:
    ids = [part["id"] for part in parts(card) if "id" in part]
    if len(ids) != len(set(ids)):
        yield "an id stands twice"
    if any("." in found for found in ids):
        yield "a dot in an id is read as a path by some hosts"


def _of_part(part: Card) -> Iterator[str]:
    kind = str(part.get("type", ""))
    if kind in PICTURES:
        yield "there is a picture"
    if kind == "TextBlock" and part.get("wrap") is not True:
        yield f"text does not wrap: {part['text']}"
    if kind.startswith("Input."):
        yield from _of_input(part)
    if kind == "Action.Execute":
        yield from _of_action(part)
    if any(isinstance(value, float) for value in part.values()):
        yield f"a number came out with a decimal point in {kind}"


def _of_input(part: Card) -> Iterator[str]:
    if not part.get("id") or not part.get("label"):
        yield "an input has no id or no label"
    if part.get("isRequired") and not part.get("errorMessage"):
        yield "a required input has no error message"
    if "maxLength" in part:
        yield "maxLength cuts off pasted text without a word"
    if any(not part.get("errorMessage") for bound in ("min", "max") if bound in part):
        yield "a bounded input has no error message"
    if any("," in choice["value"] for choice in part.get("choices", [])):
        yield "a stored choice holds a comma"


def _of_action(part: Card) -> Iterator[str]:
    if part["verb"] in ("prompt.refresh", "digest.refresh"):
        return
    if set(part["data"]) - {"prompt", "rev", "contact", "notice"}:
        yield "an action carries more than ids"
    fallback = part.get("fallback", {})
    wanted = {**part["data"], "verb": part["verb"]}
    if fallback.get("type") != "Action.Submit" or fallback.get("data") != wanted:
        yield "an old client cannot press what a new one can"
