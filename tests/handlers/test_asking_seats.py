"""A coordinator asks the deputies: each is asked once, and the coordinators' cards follow."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from bot.handlers.leaving_it import LEFT, leave_it
from bot.handlers.messages import InShort
from bot.handlers.ports import Kind, Transaction
from bot.handlers.standing_cards import repaint_quorum
from bot.handlers.telling import entry_of
from bot.handlers.views import NotYours
from bot.store import SqlStore
from practice.outcomes import Done, Parked, Refusal, RetryAfter, Undeliverable
from practice.quorum import Reply, SeatAnswer
from tests.handlers.asking import (
    CARD,
    DEPUTY,
    HEALTH,
    RULES,
    asked,
    asking_office,
    painted,
    pressed,
    questions,
)
from tests.handlers.boardrooms import EVENT, IN_TEN, POLICE, SUBJECT, Office
from tests.handlers.fakes import PowerCut
from tests.handlers.made import asked_for, press


@pytest.fixture
async def office(store: SqlStore) -> Office:
    return await asking_office(store)


async def test_the_deputy_of_who_declined_is_asked_and_no_other(office: Office) -> None:
    """However often, and by whichever coordinator, it is pressed."""
    assert await pressed(office) == InShort(
        "Learning Hub", EVENT.meeting.starts_at.date(), "29:1", "quorum.asking"
    )
    for by in ("a", "a", "b"):
        assert await asked(office, by) == Done()
    assert questions(office) == [("d", "Police")]
    assert (await asked_for(office.store))[Kind.QUORUM_NOW, SUBJECT] == IN_TEN
    assert [[row.answer for row in one.judgement.rows] for one in await painted(office)] == [
        [SeatAnswer.DEPUTY_ASKED, SeatAnswer.NO_ANSWER]
    ] * 2


async def test_a_crash_while_asking_asks_nobody_twice(office: Office) -> None:
    """What was about to leave was written down before."""

    async def dies() -> None:
        raise PowerCut

    office.messenger.meanwhile = dies
    with pytest.raises(PowerCut):
        await asked(office)
    office.messenger.notices.clear()
    assert await asked(office) == Done()
    assert questions(office) == []


async def test_nobody_but_a_coordinator_has_anybody_asked(office: Office) -> None:
    """Neither who was told nothing, nor who is no coordinator any more; their card then says so."""
    assert await pressed(office, "stranger") == NotYours()
    office.coordinators.named = ("b",)
    office.messenger.repaints.clear()
    assert await asked(office) == Done()
    assert questions(office) == []
    ((_, _, shown),) = office.messenger.repaints
    assert isinstance(shown, InShort)
    assert shown.says == "quorum.not_named"


async def test_a_former_coordinator_whose_card_is_not_known_is_still_refused(office: Office) -> None:
    """There is only nothing to paint."""
    office.coordinators.named = ()
    await office.store.write(lambda tx: tx.save_cursor(entry_of(CARD, "a"), "unconfirmed"))
    assert await asked(office) == Done()
    assert (questions(office), office.messenger.repaints) == ([], [])


async def test_deputies_are_asked_in_working_hours(office: Office) -> None:
    """A press in the evening waits for the morning."""
    evening = datetime(2026, 4, 8, 19, tzinfo=UTC)
    assert await asked(office, now=evening) == RetryAfter(13.5 * 3600, "outside_working_hours")
    assert questions(office) == []


@pytest.mark.parametrize("trouble", [RetryAfter(5, "busy"), Parked("unauthorised")])
async def test_what_cannot_be_read_asks_nobody(office: Office, trouble: RetryAfter | Parked) -> None:
    """The directory, what people answered, or who the coordinators are."""
    office.directory.told[DEPUTY] = trouble
    assert await asked(office) == trouble
    office.calendar.replies = trouble
    assert await asked(office) == trouble
    assert await repaint_quorum(office.watching, SUBJECT, IN_TEN) == trouble
    office.coordinators.named = trouble
    assert await asked(office) == trouble
    assert await repaint_quorum(office.watching, SUBJECT, IN_TEN) == trouble
    assert questions(office) == []


async def test_a_deputy_who_cannot_be_reached_is_named_until_they_are(office: Office) -> None:
    """Each with the reason; pressing again tries again."""
    office.calendar.replies = {POLICE: Reply.DECLINED, HEALTH: Reply.DECLINED}
    office.directory.told["health.deputy@example.org"] = ""
    office.messenger.opens = [Undeliverable(Refusal.NOT_INSTALLED)]
    assert await asked(office) == Done()
    missed = ((DEPUTY, Refusal.NOT_INSTALLED), ("health.deputy@example.org", Refusal.UNKNOWN_ADDRESS))
    assert [one.unreached for one in await painted(office)] == [missed] * 2
    assert await asked(office) == Done()
    assert questions(office) == [("d", "Police")]
    assert [one.unreached for one in await painted(office)] == [missed[1:]] * 2


async def test_a_card_that_was_left_is_painted_no_more_until_it_is_pressed_again(office: Office) -> None:
    """Pressing another button on it, on another device, is thinking better of it."""
    left = replace(press(by="a"), activity_id="")
    await office.store.write(lambda tx: leave_it(tx, left, CARD, RULES, IN_TEN))
    assert len(await painted(office)) == 1
    await asked(office)
    assert await office.store.read(lambda tx: tx.cursor(LEFT + entry_of(CARD, "a"))) == ""
    assert len(await painted(office)) == 2


async def test_nothing_is_painted_of_what_is_over_or_stands_nowhere(office: Office) -> None:
    """Nor where no message is known."""

    def forget(tx: Transaction) -> None:
        for person in ("a", "b"):
            tx.save_cursor(entry_of(CARD, person), "unconfirmed")

    await office.store.write(forget)
    assert await painted(office) == []
    late = datetime(2026, 4, 22, 8, 30, tzinfo=UTC)
    assert await repaint_quorum(office.watching, SUBJECT, late) == Done()
