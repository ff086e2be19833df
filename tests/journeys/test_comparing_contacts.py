"""A rehearsal's judge finds every message that nobody should have received."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from bot.handlers.messages import Carried, SentContact
from bot.rehearsal.comparing import Comparison, compare_contacts
from practice.calendars import WorkingHours
from practice.contacting import Due
from practice.etiquette import WEEK, Etiquette

NOON = datetime(2026, 1, 13, 12, tzinfo=UTC)


def contact(number: int, at: datetime, due: Due = Due.NEW_REQUEST, prompt: str = "") -> SentContact:
    carried = (Carried(prompt or f"prompt-{number}", due),)
    return SentContact(f"contact-{number}", "person-1", at, "a:1", str(number), carried)


def differences(*contacts: SentContact) -> list[str]:
    comparison = Comparison()
    compare_contacts(contacts, Etiquette(), WorkingHours(), comparison)
    return comparison.differences


def test_a_third_reminder_is_found() -> None:
    """Two are meant; the request itself is none."""
    sent = [contact(0, NOON, prompt="p")]
    sent += [contact(n, NOON + n * WEEK, Due.LAST_REMINDER, "p") for n in (1, 2)]
    assert differences(*sent) == []
    third = contact(3, NOON + 3 * WEEK, Due.LAST_REMINDER, "p")
    assert differences(*sent, third) == ["prompt p had 3 reminders"]


@pytest.mark.parametrize("hours", [-3, 8, 4 * 24])
def test_a_message_out_of_hours_is_found(hours: int) -> None:
    """Before, after, and at a weekend."""
    found = differences(contact(1, NOON + timedelta(hours=hours)))
    assert found == ["message contact-1 left outside working hours"]


def test_a_fourth_message_in_seven_days_is_found() -> None:
    """Exactly seven days after the first it is within the limit again."""
    three = [contact(n, NOON + timedelta(days=n)) for n in range(3)]
    assert differences(*three, contact(3, NOON + WEEK)) == []
    found = differences(*three, contact(3, NOON + WEEK - timedelta(minutes=1)))
    assert found == ["somebody had too many messages in the week from 13 January"]
