"""A power cut between any two steps of a delivery, and the next start."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import TypeVar

import pytest

from bot.handlers.delivering import Delivery, deliver
from bot.handlers.messages import NewMessage
from bot.handlers.ports import Conversation, Transaction
from bot.handlers.recording import recover
from bot.store import Keys, SqlStore, open_store
from practice.outcomes import Parked, RetryAfter
from practice.prompts import PromptState
from tests.handlers.fakes import InventedDirectory, InventedMessenger, Opened, PowerCut, SendOutcome
from tests.handlers.made import MEETING, NOON, PARTNERSHIP, asked_for, keep, planned, state_of

T = TypeVar("T")


@dataclass
class Fuse:
    """Burns through after so many steps; later ones find it whole again, as after a new start."""

    steps: int
    burnt: bool = False

    def burn(self) -> None:
        self.steps -= 1
        if self.steps == 0:
            self.burnt = True
            raise PowerCut


@dataclass
class CutStore:
    """A store after each of whose calls the power may go; what it did has reached the disk."""

    store: SqlStore
    fuse: Fuse

    async def write(self, decide: Callable[[Transaction], T]) -> T:
        result = await self.store.write(decide)
        self.fuse.burn()
        return result

    async def read(self, look: Callable[[Transaction], T]) -> T:
        result = await self.store.read(look)
        self.fuse.burn()
        return result


@dataclass
class CutMessenger(InventedMessenger):
    """Chats before and after each effect on which the power may go."""

    fuse: Fuse = field(default_factory=lambda: Fuse(0))

    async def open_chat(self, person_id: str) -> Opened:
        opened = await super().open_chat(person_id)
        self.fuse.burn()
        return opened

    async def send(self, conversation: Conversation, message: NewMessage) -> SendOutcome:
        self.fuse.burn()
        outcome = await super().send(conversation, message)
        self.fuse.burn()
        return outcome


@dataclass
class CutDirectory(InventedDirectory):
    """A directory after whose answer the power may go."""

    fuse: Fuse = field(default_factory=lambda: Fuse(0))

    async def person_id(self, address: str) -> str | RetryAfter | Parked:
        found = await super().person_id(address)
        self.fuse.burn()
        return found


async def delivered_until_the_cut(store: SqlStore, messenger: CutMessenger) -> bool:
    """Whether the power went before the delivery was over."""
    fuse = messenger.fuse
    cut = CutStore(store, fuse)
    await keep(store, planned())
    try:
        await deliver(Delivery(cut, messenger, CutDirectory(fuse=fuse), PARTNERSHIP), "prompt-1", NOON)
    except PowerCut:
        return True
    return False


async def delivered_after_a_start(store: SqlStore, messenger: CutMessenger) -> int:
    """How many sends the start found broken off; then everything is delivered that waits."""
    found = await store.write(lambda tx: recover(tx, PARTNERSHIP, NOON))
    await deliver(Delivery(store, messenger, InventedDirectory(), PARTNERSHIP), "prompt-1", NOON)
    return found


@pytest.mark.slow
async def test_a_power_cut_at_any_step_never_brings_a_second_card(
    template: Path, folder: Path, keys: Keys
) -> None:
    """After each cut and start there is one card at most, and the prompt says what is known of it."""
    steps, cut = 0, True
    ends: list[tuple[int, PromptState]] = []
    while cut:
        steps += 1
        url = f"sqlite:///{shutil.copy(template, folder / f'{steps}.db')}"
        messenger = CutMessenger(fuse=Fuse(steps))
        store = open_store(url, keys)
        cut = await delivered_until_the_cut(store, messenger)
        await store.close()
        store = open_store(url, keys)
        broken_off = await delivered_after_a_start(store, messenger)
        ends.append((len(messenger.cards), await state_of(store)))
        assert (broken_off == 1) is (ends[-1][1] is PromptState.UNCONFIRMED)
        await store.close()
    assert set(ends) == {
        (1, PromptState.SENT),
        (0, PromptState.UNCONFIRMED),
        (1, PromptState.UNCONFIRMED),
    }
    assert steps > 10


async def test_the_next_start_says_of_a_broken_off_send_that_it_is_unconfirmed(store: SqlStore) -> None:
    """It is counted as asked, because it may have arrived; a second start finds nothing more to do."""
    messenger = CutMessenger(fuse=Fuse(10))
    assert await delivered_until_the_cut(store, messenger)
    assert await state_of(store) is PromptState.SENDING
    assert [await store.write(lambda tx: recover(tx, PARTNERSHIP, NOON)) for _ in range(2)] == [1, 0]
    assert await state_of(store) is PromptState.UNCONFIRMED
    assert ("file_meeting", MEETING.id) in await asked_for(store)
