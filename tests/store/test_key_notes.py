"""A guest beside the service notes no key that seals nothing: whoever tries a wrong one can put it right."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from bot.handlers.ports import Kind
from bot.store import Keys, SqlTransaction, StoreRefused, open_store
from practice.people import Person
from tests.store.samples import ADDRESS, NOW, encoded_key, prompt
from tests.store.samples import asked as saved

pytestmark = pytest.mark.slow  # Each test opens a database several times.

A, TYPO = encoded_key("a"), encoded_key("t")
PERSON = Person("person-1", "council")


async def test_a_key_that_a_guest_only_tried_is_not_needed_afterwards(url: str, keys: Keys) -> None:
    """Looking, and writing what is not sealed, leave no trace of it."""
    guest = open_store(url, Keys.parse(f"new:{TYPO},a:{A}"), owner=False)
    assert await guest.read(lambda tx: tx.person_by_address(ADDRESS)) is None
    await guest.write(lambda tx: tx.add_work(Kind.FILE_MEETING, "meeting-1", NOW))
    await guest.write(lambda tx: tx.address_marks(ADDRESS))
    await guest.close()
    await open_store(url, keys, patience=0).close()
    await open_store(url, Keys.parse(f"new:{encoded_key('n')},a:{A}"), owner=False).close()


@pytest.mark.parametrize(
    "write", [saved(prompt()), lambda tx: tx.save_person(ADDRESS, PERSON)], ids=["words", "hash"]
)
async def test_a_key_that_a_guest_sealed_with_is_needed_from_then_on(
    url: str, keys: Keys, write: Callable[[SqlTransaction], None]
) -> None:
    """Words as well as the hash of an address."""
    guest = open_store(url, Keys.parse(f"new:{TYPO},a:{A}"), owner=False)
    await guest.write(write)
    await guest.close()
    with pytest.raises(StoreRefused, match="it needs: new"):
        open_store(url, keys, owner=False)


async def test_a_known_key_is_still_compared_for_a_guest(url: str) -> None:
    """Nothing is read with another one."""
    with pytest.raises(StoreRefused, match="another key under the id a"):
        open_store(url, Keys.parse(f"a:{TYPO}"), owner=False)


async def test_a_guest_seals_nothing_with_a_key_that_became_another(url: str) -> None:
    """The service was started anew, with the right key, while the guest was open."""
    guest = open_store(url, Keys.parse(f"new:{TYPO},a:{A}"), owner=False)
    await open_store(url, Keys.parse(f"new:{encoded_key('n')},a:{A}"), patience=0).close()
    with pytest.raises(StoreRefused, match="another key under the id new"):
        await guest.write(saved(prompt()))
    assert await guest.read(lambda tx: tx.prompt("prompt-1")) is None
    await guest.write(lambda tx: tx.add_work(Kind.FILE_MEETING, "meeting-1", NOW))
    await guest.close()
