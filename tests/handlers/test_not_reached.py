"""Who could not be reached about a seat is named with the reason, and nobody else is."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bot.store import Keys, SqlStore, open_store
from practice.outcomes import Done, Refusal, Undeliverable
from practice.quorum import Reply
from tests.handlers.boardrooms import POLICE
from tests.handlers.letter_office import (
    DEPUTY,
    HEALTH,
    HEALTH_SEAT,
    POLICE_SEAT,
    asked,
    office_of,
    painted,
    reminded,
    sitting,
)
from tests.store.samples import encoded_key

UNKNOWN = ((DEPUTY, Refusal.UNKNOWN_ADDRESS),)


async def test_a_deputy_of_two_seats_is_named_once(store: SqlStore) -> None:
    """They are asked for the first of them, and it is they who were not reached."""
    twice = replace(HEALTH_SEAT, deputy=DEPUTY)
    office = await office_of(
        store, POLICE_SEAT, twice, replies={POLICE: Reply.DECLINED, HEALTH: Reply.DECLINED}
    )
    office.directory.told[DEPUTY] = ""
    assert await asked(office) == Done()
    assert (await painted(office)).unreached == UNKNOWN


async def test_a_holder_of_two_seats_is_named_once(store: SqlStore) -> None:
    """In the same way."""
    office = await office_of(
        store, POLICE_SEAT, replace(HEALTH_SEAT, holder=POLICE), replies={POLICE: Reply.NONE}
    )
    office.directory.told[POLICE] = ""
    assert await reminded(office) == Done()
    assert (await painted(office)).unreached == ((POLICE, Refusal.UNKNOWN_ADDRESS),)


@pytest.mark.parametrize("told_of_both", [False, True])
async def test_a_holder_who_deputises_too_is_named(store: SqlStore, *, told_of_both: bool) -> None:
    """Not reminded, and not yet asked to deputise; twice only where there are two reasons."""
    both = replace(POLICE_SEAT, deputy=HEALTH)
    office = await office_of(store, both, HEALTH_SEAT, replies={POLICE: Reply.DECLINED})
    office.directory.told[HEALTH] = ""
    await reminded(office)
    unknown, blocked = (HEALTH, Refusal.UNKNOWN_ADDRESS), (HEALTH, Refusal.BLOCKED)
    assert (await painted(office)).unreached == (unknown,)
    if told_of_both:
        office.directory.told[HEALTH] = "h"
        office.messenger.opens = [Undeliverable(Refusal.BLOCKED)]
        await asked(office)
        assert (await painted(office)).unreached == (unknown, blocked)


async def test_whoever_takes_over_was_not_tried(store: SqlStore) -> None:
    """The remedy for an unknown address is another deputy: the next card says nothing of them."""
    office = await office_of(store)
    office.directory.told[DEPUTY] = ""
    await asked(office)
    assert (await painted(office)).unreached == UNKNOWN
    office.rules = sitting(replace(POLICE_SEAT, deputy="new@example.org"), HEALTH_SEAT)
    assert (await painted(office)).unreached == ()


@pytest.mark.slow
async def test_a_reason_outlives_another_key(store: SqlStore, url: str) -> None:
    """It is found under the older key, and goes once they are reached."""
    office = await office_of(store)
    office.directory.told[DEPUTY] = ""
    await asked(office)
    await store.close()
    office.store = open_store(url, Keys.parse(f"b:{encoded_key('b')},a:{encoded_key('a')}"))
    assert (await painted(office)).unreached == UNKNOWN
    office.messenger.opens = [Undeliverable(Refusal.BLOCKED)]
    office.directory.told[DEPUTY] = "d"
    await asked(office)
    assert (await painted(office)).unreached == ((DEPUTY, Refusal.BLOCKED),)
    await office.store.close()
