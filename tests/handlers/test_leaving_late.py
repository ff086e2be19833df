"""What was left and then taken up again, on another device, is not shortened by a try that comes late."""

from __future__ import annotations

from dataclasses import replace

from bot.handlers.leaving_it import leave_it, repaint_left
from bot.handlers.telling import entry_of
from bot.store import SqlStore
from practice.outcomes import Done
from tests.handlers.boardrooms import IN_TEN
from tests.handlers.letter_office import CARD, asked, office_of
from tests.handlers.made import press


async def test_a_card_that_is_live_again_is_left_alone(store: SqlStore) -> None:
    """The first try met a 429."""
    office = await office_of(store)
    by = replace(press(by="a"), activity_id="")
    await store.write(lambda tx: leave_it(tx, by, CARD, office.rules, IN_TEN))
    await asked(office)
    late = await repaint_left(store, office.messenger, office.rules, entry_of(CARD, "a"))
    assert (late, office.messenger.repaints) == (Done(), [])
