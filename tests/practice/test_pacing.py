"""What a person may choose, and until when it holds."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from practice.pacing import AS_NOW, HowOften, chosen, pace_until

NOW = datetime(2026, 3, 10, 10, tzinfo=UTC)


@pytest.mark.parametrize(
    ("how_often", "until"),
    [
        (HowOften.AS_NOW, None),
        # In June London is an hour ahead: its tenth begins at eleven in the evening, UTC.
        (HowOften.NOT_3_MONTHS, datetime(2026, 6, 9, 23, tzinfo=UTC)),
        (HowOften.NOT_12_MONTHS, datetime(2027, 3, 10, tzinfo=UTC)),
        (HowOften.WEEKLY, datetime(2027, 3, 10, tzinfo=UTC)),
        (HowOften.MONTHLY, datetime(2027, 3, 10, tzinfo=UTC)),
    ],
)
def test_a_choice_ends_by_itself(how_often: HowOften, until: datetime | None) -> None:
    """A pause when it is over, the others after a year, at the start of a day in London."""
    assert pace_until(how_often, NOW) == until
    assert chosen(how_often, NOW).until == until


def test_a_choice_holds_until_its_end() -> None:
    """As now never changes anything."""
    pause = chosen(HowOften.NOT_3_MONTHS, NOW)
    assert pause.until
    assert pause.holds(NOW)
    assert not pause.holds(pause.until)
    assert not AS_NOW.holds(NOW)
