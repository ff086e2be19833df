"""The request: the five questions, whose wording the model fixes, and what is said around them."""

from __future__ import annotations

from practice.defaults import QUESTION_WORDS

ASKING = {
    **QUESTION_WORDS,
    "prompt.title": "Five questions about a meeting",
    "prompt.meeting": "{type}, {day}, {time}",
    "prompt.intro": (
        "How did we work together? Answer as many or as few as you like. It takes about five minutes."
    ),
    "prompt.panel": (
        "How did the panel work together? Answer about the sitting as a whole, not about one child."
    ),
    "prompt.quick": "Quick questions (a tap each, skip any)",
    "prompt.none": (
        "Nothing to send yet. Answer one question, or a quick question, or choose Skip this one."
    ),
    "prompt.long": (
        "{question}: your answer is {over} over the limit of {limit}. Nothing is lost. "
        "Shorten it, or send it in two parts."
    ),
    "prompt.long.one": "1 character",
    "prompt.long.some": "{n} characters",
    "prompt.somethingwrong": (
        "We could not save this. Your words are still in the boxes. Try again in a minute. "
        "If it happens again, contact {coordinator_contact}."
    ),
    "prompt.long.emptied": (
        "{question}: your answer is {over} over the limit of {limit}. "
        "It was not sent, and this card cannot show it. Write it again, shorter, or in two parts."
    ),
    "prompt.somethingwrong.emptied": (
        "We could not save this, and this card cannot show what you wrote. "
        "If an older card still shows it, copy it now. Try again in a minute. "
        "If it happens again, contact {coordinator_contact}."
    ),
    "q1.hint": "Something worth doing again.",
    "q3.hint": "For example time, information, systems, different thresholds.",
    "q4.hint": "How would it look if it worked?",
    "q5.hint": "The one thing that would get us there: a step, a form, a rule, training.",
}
