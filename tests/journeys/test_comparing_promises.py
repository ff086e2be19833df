"""A rehearsal's judge knows what each person sent last, and finds a store that holds anything else."""

from __future__ import annotations

from typing import Any

import pytest

from bot.rehearsal.comparing import Comparison
from bot.rehearsal.promises import Given, Promises, compare_promises
from practice.answers import Content
from practice.words import WORDS

REF = "BTP-7KQ4"
FIRST = {"q1": "We listened.", "m_agencies": "yes"}
SECOND = {"q1": "We listened, and agreed.\r\nTwice. ", "q2": "", "m_agencies": ""}
FIRST_KEPT = Content({"q1": "We listened."}, {"agencies": ("yes",)})
SECOND_KEPT = Content({"q1": "We listened, and agreed.\nTwice."})


def card(*verbs: str, text: str = "A card") -> dict[str, Any]:
    actions = [{"type": "Action.Execute", "verb": verb, "data": {"prompt": "prompt-1"}} for verb in verbs]
    return {"type": "AdaptiveCard", "body": [{"type": "TextBlock", "text": text}, {"actions": actions}]}


def receipt(ref: str = REF) -> dict[str, Any]:
    return card("answer.see", "answer.change", "answer.take_back", text=f"Your reference is {ref}.")


QUESTIONS = card("answer.send", "draft.save")
BOTH = card("answer.keep", "answer.replace")
TAKEN_BACK = card(text=WORDS["takeback.done"])
SILENCE: tuple[dict[str, Any], ...] = ()

Step = tuple[str, dict[str, str], tuple[dict[str, Any], ...]]

SENT: Step = ("answer.send", FIRST, (receipt(),))
CHANGED: Step = ("answer.send", SECOND, (receipt(),))
WITHDRAWN: Step = ("answer.take_back", {}, (TAKEN_BACK,))


def differences(steps: tuple[Step, ...], kept: dict[str, Given]) -> list[str]:
    """What is found when the store keeps this after these presses and the cards they were answered with."""
    promises, comparison = Promises(), Comparison()
    for verb, inputs, cards in steps:
        promises.hear({"verb": verb, "data": {"prompt": "prompt-1"}, "inputs": inputs}, cards)
    compare_promises(promises.all(), kept, comparison)
    return comparison.differences


@pytest.mark.parametrize(
    ("steps", "stands"),
    [
        ((SENT,), FIRST_KEPT),
        ((SENT, CHANGED), SECOND_KEPT),
        ((SENT, ("answer.replace", SECOND, (receipt(),))), SECOND_KEPT),
        ((SENT, WITHDRAWN), None),
        ((SENT, ("answer.send", SECOND, (BOTH,))), FIRST_KEPT),
        ((SENT, ("answer.send", {}, (QUESTIONS,))), FIRST_KEPT),
        ((SENT, WITHDRAWN, ("answer.send", SECOND, (TAKEN_BACK,))), None),
        ((SENT, ("answer.take_back", {}, (receipt(),))), FIRST_KEPT),
        ((("answer.send", FIRST, (receipt(), receipt())),), FIRST_KEPT),
    ],
)
def test_what_was_sent_last_and_shown_as_done_must_stand(steps: tuple[Step, ...], stands: Given) -> None:
    """Changes and take-backs count when a card shows them done; anything else in the store is found."""
    assert differences(steps, {REF: stands}) == []
    for other in (FIRST_KEPT, SECOND_KEPT, None, Content()):
        if other != stands:
            assert differences(steps, {REF: other}) == [f"{REF} does not hold what its person sent last"]


@pytest.mark.parametrize(
    "other",
    [
        Content({"q1": "We listened"}, {"agencies": ("yes",)}),
        Content({"q2": "We listened."}, {"agencies": ("yes",)}),
        Content({"q1": "We listened."}, {"agencies": ("no",)}),
        Content({"q1": "We listened."}),
        Content({"q1": "We listened."}, {"child": ("yes",)}),
    ],
)
def test_a_word_or_a_tap_that_is_not_as_it_was_sent_is_found(other: Content) -> None:
    """One letter, the wrong question, another choice, one that is lost, another measure."""
    assert differences((SENT,), {REF: other}) == [f"{REF} does not hold what its person sent last"]


def test_a_reference_on_a_receipt_that_is_not_in_the_store_is_a_lost_promise() -> None:
    """Somebody was told that their answer is safe."""
    assert differences((SENT,), {}) == [f"{REF} was promised and is lost"]


def test_a_second_reference_for_one_request_must_be_kept_too() -> None:
    """Every receipt promises what it shows."""
    steps = (SENT, ("answer.send", FIRST, (receipt("BTP-2222"),)))
    assert differences(steps, {REF: FIRST_KEPT}) == ["BTP-2222 was promised and is lost"]


@pytest.mark.parametrize("press", [("answer.send", SECOND), ("answer.take_back", {})])
def test_after_a_press_that_nobody_answered_both_the_old_and_the_new_may_stand(
    press: tuple[str, dict[str, str]],
) -> None:
    """The service was killed: whether before or after it saved, nobody can know."""
    new = SECOND_KEPT if press[1] else None
    steps = (SENT, (*press, SILENCE))
    assert differences(steps, {REF: FIRST_KEPT}) == differences(steps, {REF: new}) == []
    assert differences(steps, {REF: Content({"q1": "Something else."})}) != []


def test_pressing_again_ends_the_doubt() -> None:
    """The card that comes back says which of the two stands."""
    changed = (SENT, ("answer.send", SECOND, SILENCE), CHANGED)
    assert differences(changed, {REF: SECOND_KEPT}) == []
    assert differences(changed, {REF: FIRST_KEPT}) != []
    kept: tuple[Step, ...] = (SENT, ("answer.take_back", {}, SILENCE), ("prompt.open", {}, (receipt(),)))
    assert differences(kept, {REF: FIRST_KEPT}) == []
    assert differences(kept, {REF: None}) != []


def test_nothing_is_promised_to_somebody_who_was_shown_no_receipt() -> None:
    """A press that was lost, or words that were kept for later."""
    steps = (("answer.send", FIRST, SILENCE), ("draft.save", FIRST, (card("prompt.open"),)))
    assert differences(steps, {}) == []


def digest(**answered: str) -> dict[str, Any]:
    """Draw a digest whose answered lines, by prompt, show their reference over the button to see it."""
    lines: list[dict[str, Any]] = []
    for prompt, ref in answered.items():
        see = {"type": "Action.Execute", "verb": "answer.see", "data": {"prompt": prompt}}
        lines += [{"type": "TextBlock", "text": f"Answered. Your reference is {ref}."}, {"actions": [see]}]
    return {"type": "AdaptiveCard", "body": lines}


def test_an_answer_taken_back_on_another_line_of_a_digest_takes_nothing_back() -> None:
    """The digest says it of that line."""
    shown = digest(one=REF)
    shown["body"].append({"type": "TextBlock", "text": WORDS["takeback.done"]})
    shown["refresh"] = {"action": {"type": "Action.Execute", "verb": "digest.refresh", "data": {}}}
    promises, comparison = Promises(), Comparison()
    promises.hear({"verb": "answer.send", "data": {"prompt": "one"}, "inputs": FIRST}, (shown,))
    compare_promises(promises.all(), {REF: FIRST_KEPT}, comparison)
    assert comparison.differences == []


def test_a_digest_promises_what_stands_on_the_requests_own_line() -> None:
    """The one line that is answered may be another request's."""
    promises, comparison = Promises(), Comparison()

    def press(prompt: str, inputs: dict[str, str], shown: dict[str, Any]) -> None:
        promises.hear({"verb": "answer.send", "data": {"prompt": prompt}, "inputs": inputs}, (shown,))

    press("one", FIRST, digest(one=REF))
    press("two", SECOND, digest(one=REF))
    press("two", SECOND, digest(one=REF, two="BTP-2222"))
    compare_promises(promises.all(), {REF: FIRST_KEPT, "BTP-2222": SECOND_KEPT}, comparison)
    assert comparison.differences == []
    compare_promises(promises.all(), {REF: SECOND_KEPT}, comparison)
    assert comparison.differences == [
        f"{REF} does not hold what its person sent last",
        "BTP-2222 was promised and is lost",
    ]
