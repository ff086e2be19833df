"""A coordinator leaves a quorum as it is: the card says so, for that coordinator alone."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from bot.handlers.leaving_it import leave_it, repaint_left
from bot.handlers.messages import InShort
from bot.handlers.ports import Kind
from bot.handlers.telling import entry_of
from bot.handlers.views import NotYours
from bot.store import SqlStore
from practice.outcomes import Done
from tests.handlers.fakes import InventedMessenger
from tests.handlers.made import NOON, asked_for, chat_of, press
from tests.practice.boards_made import HUB, of

NAME = "quorum/learning-hub/2026-04/1/10/2026-04-22"
ENTRY = entry_of(NAME, "person-1")
LEFT = InShort("Learning Hub", date(2026, 4, 22), "29:1", "quorum.left")
HUB_ALONE = of(HUB)


async def told(store: SqlStore, kept: str) -> None:
    await store.write(lambda tx: tx.save_cursor(ENTRY, kept))


async def left(store: SqlStore, name: str = NAME, by: str = "person-1", activity_id: str = "") -> object:
    pressed = replace(press(by=by), activity_id=activity_id)
    return await store.write(lambda tx: leave_it(tx, pressed, name, HUB_ALONE, NOON))


async def painted(store: SqlStore) -> list[tuple[str, object]]:
    messenger = InventedMessenger()
    assert await repaint_left(store, messenger, HUB_ALONE, ENTRY) == Done()
    return [(activity_id, message) for _, activity_id, message in messenger.repaints]


async def test_what_is_left_says_so_at_once_and_where_it_stands(store: SqlStore) -> None:
    """However often it is pressed."""
    await told(store, "message-1")
    for _ in range(2):
        assert await left(store, activity_id="message-1") == LEFT
    assert (await asked_for(store))[Kind.LEFT, ENTRY] == NOON
    assert await painted(store) == [("message-1", LEFT)]


@pytest.mark.parametrize("kept", ["unconfirmed", "sending"])
async def test_a_press_tells_which_message_it_stands_in(store: SqlStore, kept: str) -> None:
    """Where the connector never did; an old client does not say either."""
    await told(store, kept)
    assert await left(store) == LEFT
    assert await painted(store) == []
    assert await left(store, activity_id="message-7") == LEFT
    assert await painted(store) == [("message-7", LEFT)]


async def test_nobody_elses_is_left(store: SqlStore) -> None:
    """Nor what was never told, nor what is of no board any more."""
    await told(store, "message-1")
    assert await left(store, by="person-2") == NotYours()
    assert await left(store, "quorum/learning-hub/2026-04/1/5/2026-04-22") == NotYours()
    assert await left(store, "nothing of ours") == NotYours()
    gone = "quorum/qeb/2026-04/1/10/2026-04-22"
    await store.write(lambda tx: tx.save_cursor(entry_of(gone, "person-1"), "message-2"))
    assert await left(store, gone) == NotYours()


async def test_a_chat_that_is_not_known_is_not_painted(store: SqlStore) -> None:
    """It was forgotten meanwhile."""
    await told(store, "message-1")
    assert await left(store) == LEFT
    await store.write(lambda tx: tx.forget_conversation("person-1"))
    assert await painted(store) == []
    await store.write(lambda tx: tx.save_conversation(chat_of("person-1")))
    assert await painted(store) == [("message-1", LEFT)]
