"""A further Learning Hub soon after the demo's day, with some answers to it: its quorum card is due that day."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from bot.handlers.watched import QUORUM_DAYS
from bot.local.standin import StandIn
from bot.local.town import CALENDAR, EXAMPLE
from bot.partnership import PartnershipFaults, load
from practice.day_words import long_day
from practice.working_days import add_working_days

_HUB = "Learning Hub"
_EXTRA = """
[boards.learning-hub.extra.audits]
day = "{day}"
item = "what this term's audits found"
"""
_ANSWERS = {
    "hub@council.example.org": "declined",
    "hub.early.help@council.example.org": "accepted",
    "hub.acute@health.example.org": "accepted",
    "hub@school.example.org": "accepted",
    "hub@housing.example.org": "tentativelyAccepted",
}
"""Of the seats of the example: whoever declined has a deputy, and most have not answered."""


def with_further_hub(folder: Path, today: date) -> Path:
    """Write the example into `folder` with one more Hub, on a day for which a card is due today.

    Where boards meet on none of those days, as around Christmas, it is the example as it is.
    """
    for days in QUORUM_DAYS:
        file = folder / "partnership.toml"
        extra = _EXTRA.format(day=long_day(add_working_days(today, days)))
        file.write_text(EXAMPLE.read_text("utf-8") + extra, "utf-8")
        try:
            load(file)
        except PartnershipFaults:
            continue
        return file
    return EXAMPLE


async def answer_first_hub(stand_in: StandIn) -> None:
    """Let some of those who are invited to the next Hub answer."""
    events = (await stand_in.get(f"mailboxes/{CALENDAR}/events"))["events"]
    first = next(event["id"] for event in events if event["subject"].startswith(_HUB))
    for person, response in _ANSWERS.items():
        answer = {"person": person, "response": response}
        await stand_in.send("POST", f"mailboxes/{CALENDAR}/events/{first}/respond", answer)
