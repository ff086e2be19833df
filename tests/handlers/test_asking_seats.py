"""A coordinator asks the deputies: each is asked once, and whoever says yes is invited, and nobody else is told."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from bot.handlers.asking_seats import ask_deputies, order, remind_seats
from bot.handlers.deputies import say_so
from bot.handlers.inviting import after_saying
from bot.handlers.leaving_it import LEFT, leave_it
from bot.handlers.messages import AnswerNotice, DeputyNotice, InShort, QuorumNotice
from bot.handlers.ports import Kind, Transaction
from bot.handlers.standing_cards import repaint_quorum
from bot.handlers.telling import entry_of
from bot.handlers.views import NotYours
from bot.store import SqlStore
from practice.boards import BoardEvent, EventState, Seat
from practice.by_hand import Theirs
from practice.deputies import Said
from practice.outcomes import Done, Parked, Refusal, RetryAfter, Undeliverable
from practice.quorum import Reply, SeatAnswer
from practice.quorum_rules import QuorumRule
from tests.handlers.boardrooms import EVENT, FIVE, IN_FIVE, IN_TEN, POLICE, SUBJECT, TEN, Office
from tests.handlers.fakes import PowerCut
from tests.handlers.made import asked_for, chat_of, press
from tests.practice.boards_made import HUB, PARTNERSHIP_BOARD, of

DEPUTY, HEALTH = "police.deputy@example.org", "health.seat@example.org"
SEATS = (
    Seat("police", "Police", "Police", holder=POLICE, deputy=DEPUTY),
    Seat("health", "Health", "Health", holder=HEALTH, deputy="health.deputy@example.org"),
)
RULES = of(replace(HUB, seats=SEATS, quorum_rule=QuorumRule(members=1)), PARTNERSHIP_BOARD)
CARD = f"quorum/{TEN}/2026-04-22"
QUESTION = f"deputy/{SUBJECT}/2026-04-22"


@pytest.fixture
async def office(store: SqlStore) -> Office:
    """The police declined, both coordinators have their cards; health has not answered."""
    made = Office(store, rules=RULES)
    made.directory.told = {DEPUTY: "d", "health.deputy@example.org": "e", POLICE: "p", HEALTH: "h"}
    made.calendar.replies = {POLICE: Reply.DECLINED, HEALTH: Reply.NONE}
    await made.keep(replace(EVENT, attendees=(POLICE, HEALTH)))
    await made.quorum()
    return made


async def pressed(office: Office, by: str = "a", kind: Kind = Kind.ASK, now: datetime = IN_TEN) -> object:
    notice = replace(press(by=by), activity_id="")
    return await office.store.write(lambda tx: order(tx, notice, CARD, office.rules, now, kind))


async def asked(office: Office, by: str = "a", now: datetime = IN_TEN) -> object:
    """Press, and let the worker do what was asked for."""
    await pressed(office, by, now=now)
    return await ask_deputies(office.watching, entry_of(CARD, by), now)


async def says(office: Office, word: Said, *, again: bool = False, now: datetime = IN_TEN) -> object:
    by = replace(press(by="d"), activity_id="message-3")
    return await office.store.write(lambda tx: say_so(tx, by, QUESTION, office.rules, now, word, again=again))


async def said(office: Office, word: Said) -> BoardEvent:
    """Press, let the worker do what follows, and give the event as it is wanted then."""
    await says(office, word)
    assert await after_saying(office.watching, entry_of(QUESTION, "d"), IN_TEN) == Done()
    return await event_of(office)


async def event_of(office: Office) -> BoardEvent:
    found = await office.store.read(lambda tx: tx.board_event(SUBJECT))
    assert found is not None
    return found


async def painted(office: Office) -> list[QuorumNotice]:
    """Let the coordinators' cards follow; those that were painted now."""
    office.messenger.repaints.clear()
    assert await repaint_quorum(office.watching, SUBJECT, IN_TEN) == Done()
    return [one for _, _, one in office.messenger.repaints if isinstance(one, QuorumNotice)]


def questions(office: Office) -> list[tuple[str, str]]:
    return [(person, one.seat) for person, one in office.messenger.notices if isinstance(one, DeputyNotice)]


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


async def test_whoever_says_yes_is_invited_and_counts(office: Office) -> None:
    """As an attendee beside the others."""
    await asked(office)
    assert (await says(office, Said.YES)) == InShort(
        "Learning Hub", EVENT.meeting.starts_at.date(), "29:1", "deputy.yes"
    )
    assert (await asked_for(office.store))[Kind.SAID, entry_of(QUESTION, "d")] == IN_TEN
    event = await said(office, Said.YES)
    assert event == replace(EVENT, attendees=(POLICE, HEALTH, DEPUTY), state=EventState.WANTED)
    assert (await asked_for(office.store))[Kind.EVENT, SUBJECT] == IN_TEN
    assert [one.judgement.rows[0].answer for one in await painted(office)] == [SeatAnswer.DEPUTY] * 2


async def test_a_deputys_card_says_what_they_said(office: Office) -> None:
    """Also where it stands."""
    await asked(office)
    office.messenger.repaints.clear()
    await said(office, Said.NO)
    ((chat, message, shown),) = office.messenger.repaints
    assert (chat.person_id, message) == ("d", "message-3")
    assert shown == InShort("Learning Hub", EVENT.meeting.starts_at.date(), "29:1", "deputy.no")
    assert (await event_of(office)).attendees == (POLICE, HEALTH)
    assert [one.judgement.rows[0].answer for one in await painted(office)] == [SeatAnswer.NO_DEPUTY] * 2


async def test_a_deputy_may_think_better_of_it(office: Office) -> None:
    """A late second delivery of an earlier press changes nothing."""
    await asked(office)
    assert DEPUTY in (await said(office, Said.YES)).attendees
    shown = await says(office, Said.NO, again=True)
    assert isinstance(shown, InShort)
    assert shown.says == "deputy.yes"
    assert (await said(office, Said.NO)).attendees == (POLICE, HEALTH)


async def test_nobody_answers_for_somebody_else(office: Office) -> None:
    """Nor by a coordinator's card, nor once the meeting has begun or was moved."""
    assert await says(office, Said.YES) == NotYours()
    await asked(office)
    await office.store.write(lambda tx: tx.save_conversation(chat_of("d")))
    by_card = press(by="a")
    assert (
        await office.store.write(lambda tx: say_so(tx, by_card, CARD, RULES, IN_TEN, Said.YES)) == NotYours()
    )
    late = datetime(2026, 4, 22, 8, 30, tzinfo=UTC)
    for shown in (await says(office, Said.YES, now=late), await pressed(office, now=late)):
        assert isinstance(shown, InShort)
        assert shown.says.endswith(".over")
    assert await ask_deputies(office.watching, entry_of(CARD, "a"), late) == Done()
    assert await after_saying(office.watching, entry_of(QUESTION, "d"), late) == Done()
    assert (await event_of(office)).attendees == (POLICE, HEALTH)


async def test_an_event_that_somebody_moved_in_outlook_waits_until_that_is_settled(office: Office) -> None:
    """Ours would be written over theirs; one that cannot be read is tried again."""
    await asked(office)
    office.calendar.seen = {"event-1": RetryAfter(5, "busy")}
    await says(office, Said.YES)
    entry = entry_of(QUESTION, "d")
    assert await after_saying(office.watching, entry, IN_TEN) == RetryAfter(900, "unreadable_calendar")
    moved = timedelta(hours=1)
    theirs = Theirs(EVENT.meeting.starts_at + moved, EVENT.meeting.ends_at + moved)
    office.calendar.seen = {"event-1": theirs}
    assert await after_saying(office.watching, entry, IN_TEN) == Done()
    assert (await event_of(office)).attendees == (POLICE, HEALTH)


async def reminded(office: Office, by: str = "a") -> list[str]:
    """Press, and let the worker do what was asked for; who has been reminded by then."""
    await pressed(office, by, Kind.REMIND_SEATS)
    assert await remind_seats(office.watching, entry_of(CARD, by), IN_TEN) == Done()
    return [person for person, one in office.messenger.notices if isinstance(one, AnswerNotice)]


async def test_who_has_not_answered_is_reminded_once_whoever_presses(office: Office) -> None:
    """The police declined, and are left alone; the cards say who was reminded until they answer."""
    shown = await pressed(office, kind=Kind.REMIND_SEATS)
    assert isinstance(shown, InShort)
    assert shown.says == "quorum.reminding"
    for by in ("a", "b", "a"):
        assert await reminded(office, by) == ["h"]
    assert [one.reminded for one in await painted(office)] == [(HEALTH,)] * 2
    office.calendar.replies = {POLICE: Reply.DECLINED, HEALTH: Reply.ACCEPTED}
    assert [one.reminded for one in await painted(office)] == [()] * 2


async def test_the_later_card_may_remind_once_more(office: Office) -> None:
    """Once per meeting and card."""
    await reminded(office)
    await office.quorum(FIVE, IN_FIVE)
    card = f"quorum/{FIVE}/2026-04-22"
    for _ in range(2):
        assert await remind_seats(office.watching, entry_of(card, "b"), IN_FIVE) == Done()
    assert [person for person, one in office.messenger.notices if isinstance(one, AnswerNotice)] == ["h", "h"]


async def test_a_holder_who_cannot_be_reached_is_named(office: Office) -> None:
    """And may be tried again."""
    office.messenger.opens = [Undeliverable(Refusal.BLOCKED)]
    assert await reminded(office) == []
    assert [one.unreached for one in await painted(office)] == [((HEALTH, Refusal.BLOCKED),)] * 2
    assert await reminded(office) == ["h"]
    assert [one.unreached for one in await painted(office)] == [()] * 2


async def test_nobody_is_reminded_for_who_is_no_coordinator_any_more(office: Office) -> None:
    """As with the deputies."""
    office.coordinators.named = ("b",)
    assert await reminded(office) == []


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
