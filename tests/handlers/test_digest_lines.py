"""The lines of a digest: each follows its request, keeps its place, and all can be skipped at once."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from bot.handlers import answering, choosing, pacing
from bot.handlers.delivering import Delivery, deliver
from bot.handlers.messages import CardState, Digest
from bot.handlers.presses import Press
from bot.handlers.views import NotYours
from bot.store import SqlStore
from practice.prompts import PromptState
from tests.handlers.fakes import InventedMessenger
from tests.handlers.made import (
    NOON,
    PARTNERSHIP,
    press,
    state_of,
)
from tests.handlers.test_contacting import about, known


async def digest_of_two(delivery: Delivery, store: SqlStore) -> str:
    await known(store, about(1), about(2))
    await deliver(delivery, "prompt-1", NOON)
    (contact,) = await store.read(lambda tx: tx.contacts())
    return contact.id


def on_the_digest(contact_id: str, *, by: str = "person-1") -> Press:
    return replace(press(by=by), contact_id=contact_id)


async def test_a_digest_follows_each_of_its_lines(delivery: Delivery, store: SqlStore) -> None:
    """One line ended, the other still open."""
    pressed = on_the_digest(await digest_of_two(delivery, store))
    await store.write(lambda tx: choosing.not_there(tx, pressed, PARTNERSHIP, NOON))
    shown = await store.write(lambda tx: pacing.refresh_digest(tx, pressed, PARTNERSHIP))
    assert isinstance(shown, Digest)
    assert [line.state for line in shown.lines] == [CardState.NOT_THERE, CardState.OPEN]


async def test_the_lines_of_a_digest_keep_their_places(
    delivery: Delivery, store: SqlStore, messenger: InventedMessenger
) -> None:
    """The older meeting comes first, in the message and whenever it is looked at, whatever the ids are."""
    await known(store, about(1), about(2, ended=NOON - timedelta(hours=3)))
    await deliver(delivery, "prompt-1", NOON)
    (sent,) = messenger.digests
    shown = await store.write(lambda tx: pacing.digest(tx, on_the_digest(sent.contact_id)))
    assert isinstance(shown, Digest)
    for lines in (sent.lines, shown.lines):
        assert [line.prompt.id for line in lines] == ["prompt-2", "prompt-1"]


async def test_skip_all_skips_what_is_open_and_keeps_what_was_answered(
    delivery: Delivery, store: SqlStore
) -> None:
    """Pressing it twice changes nothing more."""
    pressed = on_the_digest(await digest_of_two(delivery, store))
    await store.write(lambda tx: answering.send(tx, press(q1="Good."), PARTNERSHIP, NOON))
    for _ in range(2):
        await store.write(lambda tx: pacing.skip_all(tx, pressed, PARTNERSHIP, NOON))
    assert [await state_of(store, f"prompt-{number}") for number in (1, 2)] == [
        PromptState.ANSWERED,
        PromptState.DECLINED,
    ]


async def test_somebody_elses_digest_says_nothing(delivery: Delivery, store: SqlStore) -> None:
    """Neither shown nor skipped."""
    pressed = on_the_digest(await digest_of_two(delivery, store), by="person-2")
    assert isinstance(await store.write(lambda tx: pacing.refresh_digest(tx, pressed, PARTNERSHIP)), NotYours)
    assert isinstance(
        await store.write(lambda tx: pacing.skip_all(tx, pressed, PARTNERSHIP, NOON + timedelta(1))), NotYours
    )
    assert await state_of(store) is PromptState.SENT
