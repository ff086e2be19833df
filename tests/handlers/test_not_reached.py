"""Who could not be reached about a seat is named with the reason, and nobody else is."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bot.handlers.ports import Kind
from bot.store import Keys, SqlStore, open_store
from practice.outcomes import Done, Parked, Refusal, RetryAfter, Undeliverable
from practice.quorum import Reply
from tests.handlers.boardrooms import IN_TEN, POLICE, SUBJECT, Office
from tests.handlers.letter_office import (
    DEPUTY,
    HEALTH,
    HEALTH_SEAT,
    POLICE_SEAT,
    asked,
    asking,
    office_of,
    painted,
    reminded,
    sitting,
)
from tests.handlers.made import asked_for
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


REFUSED = RetryAfter(900.0, "http_400")


async def follow(office: Office) -> bool:
    """Tell whether the coordinators' cards are to follow, and let them have done so."""
    wanted = (Kind.QUORUM_NOW, SUBJECT) in await asked_for(office.store)
    await office.store.write(lambda tx: tx.drop_work(Kind.QUORUM_NOW, SUBJECT))
    return wanted


async def test_a_deputy_whose_chat_is_refused_is_named_and_tried_again(store: SqlStore) -> None:
    """Nobody knows whether it is them or us; whatever else delays a try says nothing of them."""
    office = await office_of(store)
    office.messenger.opens = [REFUSED]
    assert await asked(office) == REFUSED
    assert (await painted(office)).unreached == ((DEPUTY, "http_400"),)
    for delays in (RetryAfter(5.0, "throttled"), Parked("chat_with_somebody_else")):
        office.messenger.opens = [delays]
        assert await asking(office) == delays
        assert (await painted(office)).unreached == ((DEPUTY, "http_400"),)
    assert await asking(office) == Done()
    assert (await painted(office)).unreached == ()


async def test_a_holder_whose_chat_is_refused_is_named(store: SqlStore) -> None:
    """As a deputy is."""
    office = await office_of(store)
    office.messenger.opens = [REFUSED]
    assert await reminded(office) == REFUSED
    assert (await painted(office)).unreached == ((HEALTH, "http_400"),)


async def test_the_cards_follow_somebody_who_was_reached_late(store: SqlStore) -> None:
    """Where a delay was the whole app's, nothing was said of them meanwhile."""
    office = await office_of(store)
    office.messenger.opens = [RetryAfter(5.0, "throttled")]
    await asked(office)
    assert await follow(office)
    assert await asking(office) == Done()
    assert await follow(office)


async def test_the_cards_follow_only_what_changed(store: SqlStore) -> None:
    """A try every quarter of an hour paints nothing; a press, which shortened the card, always does."""
    office = await office_of(store)
    office.messenger.opens = [REFUSED, REFUSED, REFUSED]
    await asked(office)
    assert await follow(office)
    await asking(office)
    assert not await follow(office)
    await asked(office)
    assert await follow(office)
    assert await asking(office, IN_TEN) == Done()
    assert await follow(office)
    await asked(office)
    assert await follow(office)
