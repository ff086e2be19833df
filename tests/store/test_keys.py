"""Data keys: read with clear faults, rotated without losing anything, never shown."""

from __future__ import annotations

import pytest

from bot.store import Keys, KeysRefused, Refused, StoreRefused, Unreadable, open_store
from bot.store.databases import database_of
from bot.store.keys import Place, Sealed
from practice.people import Person
from tests.store.samples import ADDRESS, encoded_key, prompt
from tests.store.samples import asked as saved

PLACE = Place("answers", "content", "answer-1")
A, B = encoded_key("a"), encoded_key("b")


def test_every_fault_of_the_keys_is_said_at_once_and_no_key_is() -> None:
    """The operator mends all of them in one go, from a message that may be shared."""
    with pytest.raises(KeysRefused) as caught:
        Keys.parse(f"a:{A},a:{B},b:not base64!,c:c2hvcnQ=,{A},white space:{A}")
    assert caught.value.sentences == (
        "BTP_DATA_KEYS: the id a stands there twice.",
        "BTP_DATA_KEYS: the key b is not base64.",
        "BTP_DATA_KEYS: the key c has 5 bytes; it needs 32.",
        "BTP_DATA_KEYS: entry 5 is not id:key, where an id has 1 to 32 of A-Z a-z 0-9 . _ -.",
        "BTP_DATA_KEYS: entry 6 is not id:key, where an id has 1 to 32 of A-Z a-z 0-9 . _ -.",
    )
    assert A not in str(caught.value)


def test_no_keys_at_all_are_refused() -> None:
    """Nothing is ever kept in the clear for want of a key."""
    with pytest.raises(KeysRefused):
        Keys.parse("")


def test_keys_do_not_show_themselves() -> None:
    """A key that is printed by mistake prints its id."""
    assert repr(Keys.parse(f"a:{A}, b:{B}")) == "Keys(a, b)"


def test_the_first_key_seals_and_all_open() -> None:
    """After a new key is put first, what the old one sealed is still readable."""
    old, new = Keys.parse(f"a:{A}"), Keys.parse(f"b:{B},a:{A}")
    sealed = old.seal("words", PLACE)
    assert (sealed.key_id, new.seal("words", PLACE).key_id) == ("a", "b")
    assert new.unseal(sealed, PLACE) == "words"


def test_the_same_words_are_never_sealed_alike() -> None:
    """Two people who said the same cannot be told from the file."""
    keys = Keys.parse(f"a:{A}")
    assert keys.seal("words", PLACE).value != keys.seal("words", PLACE).value


@pytest.mark.parametrize(
    "elsewhere",
    [
        Place("drafts", "content", "answer-1"),
        Place("answers", "other", "answer-1"),
        Place("answers", "content", "answer-2"),
    ],
)
def test_a_value_moved_elsewhere_does_not_open(elsewhere: Place) -> None:
    """Nobody's words can be put under another's name by copying a column."""
    keys = Keys.parse(f"a:{A}")
    with pytest.raises(Unreadable, match="was changed or moved"):
        keys.unseal(keys.seal("words", PLACE), elsewhere)


def test_a_value_under_an_unknown_key_names_the_key() -> None:
    """The operator learns which key is missing."""
    with pytest.raises(Unreadable, match=r"answers\.content of answer-1 needs the key z"):
        Keys.parse(f"a:{A}").unseal(Sealed("z", b"x" * 40), PLACE)


async def test_a_database_of_other_keys_is_refused_with_the_ids_it_needs(url: str) -> None:
    """A start with the wrong keys ends before anything is sealed with them."""
    with pytest.raises(StoreRefused) as caught:
        open_store(url, Keys.parse(f"b:{B}"))
    assert caught.value.reason is Refused.KEYS
    assert str(caught.value) == (
        f"The database {database_of(url).name} was written with keys that BTP_DATA_KEYS does not have; it needs: a."
    )


async def test_another_key_under_a_known_id_is_refused(url: str) -> None:
    """An id does not make a key."""
    with pytest.raises(StoreRefused) as caught:
        open_store(url, Keys.parse(f"a:{B}"))
    assert caught.value.reason is Refused.KEYS
    assert str(caught.value) == (
        "BTP_DATA_KEYS has another key under the id a than the one that "
        f"the database {database_of(url).name} was written with."
    )


async def test_a_new_first_key_loses_nothing_and_is_needed_from_then_on(url: str, keys: Keys) -> None:
    """People and words from before are found; going back to the old key alone is refused."""
    person = Person("person-1", "council")
    before = open_store(url, keys)
    await before.write(saved(prompt()))
    await before.write(lambda tx: tx.save_person(ADDRESS, person))
    await before.close()

    after = open_store(url, Keys.parse(f"b:{B},a:{A}"))
    assert await after.read(lambda tx: tx.person_by_address(ADDRESS)) == person
    assert await after.read(lambda tx: tx.prompt("prompt-1")) == prompt()
    await after.write(lambda tx: tx.save_person(ADDRESS, person))
    assert await after.read(lambda tx: tx.person_by_address(ADDRESS)) == person
    await after.close()

    with pytest.raises(StoreRefused, match="it needs: b"):
        open_store(url, keys)
