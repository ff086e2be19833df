"""What people see in Teams: pure functions, view -> Adaptive Card and submitted card -> press.

Imports `practice` and nothing else of ours; does no I/O and knows no clock. What is used from outside:

- `about(prompt, meeting, partnership, member_id)` gathers what a card says about a request;
- `Setting(tokens, today)` is what all cards share;
- `render(view, setting)` draws any view of `cards.views` as a plain dict;
- `activity(card)` is the message that carries a card;
- `read_press(verb, data)` reads what a card submitted: a `Press`, or `Unreadable`.
"""

from cards.reading import Press, Trouble, Unreadable, read_press
from cards.rendering import activity, render
from cards.requests import About, Setting, about
from cards.verbs import Verb
from cards.views import View

__all__ = [
    "About",
    "Press",
    "Setting",
    "Trouble",
    "Unreadable",
    "Verb",
    "View",
    "about",
    "activity",
    "read_press",
    "render",
]
