"""What lies on the disk tells nobody what was said or who was asked."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.store import Keys, SqlStore, Unreadable, open_store
from practice.people import Person
from tests.either import on_sqlite
from tests.store.samples import ADDRESS, BOARD_EVENT, CONTENT, NOW, answer, asked, filed, prompt, voice


async def fill(store: SqlStore) -> None:
    await store.write(asked(prompt(), prompt(2)))
    await store.write(lambda tx: tx.save_answer(answer(), "prompt-1"))
    await store.write(lambda tx: tx.save_draft("prompt-2", CONTENT, NOW))
    await store.write(lambda tx: tx.save_voice("prompt-1", voice()))
    await store.write(lambda tx: tx.save_person(ADDRESS, Person("person-1", "council")))
    await store.write(lambda tx: tx.save_board_event(BOARD_EVENT))
    await store.write(lambda tx: tx.save_filed(filed()))


def on_disk(database: Path) -> bytes:
    return b"".join(path.read_bytes() for path in database.parent.glob(database.name + "*"))


PRIVATE = (
    b"We agreed who",
    b"Nothing.",
    b"useful",
    b"police",
    b"ask me first",
    b"drawing",
    ADDRESS.encode(),
    b"social.worker",
    b"health.lead",
    b"d" * 64,
    CONTENT.digest.encode(),
)


@pytest.mark.slow
@on_sqlite
async def test_neither_words_nor_addresses_are_in_the_files(url: str, database: Path, keys: Keys) -> None:
    """Not in the log while the store is open, and not in the database after it."""
    store = open_store(url, keys)
    await fill(store)
    while_open = on_disk(database)
    await store.close()
    assert b"answer-1" in while_open
    for trace in PRIVATE:
        assert trace not in while_open
        assert trace not in on_disk(database)


@pytest.mark.slow
@on_sqlite
async def test_a_deleted_row_is_overwritten(url: str, database: Path, keys: Keys) -> None:
    """Deleting a conversation leaves no trace of it in the database's free pages."""
    store = open_store(url, keys)
    await fill(store)
    await store.write(lambda tx: tx.delete_voices("prompt-1"))
    await store.close()
    assert b"voice-1" not in on_disk(database)


async def test_an_answer_swapped_in_the_file_does_not_open(store: SqlStore) -> None:
    """Words copied from one row to another are found out, not shown."""
    await fill(store)

    def swap(tx: object) -> None:
        tx._connection.exec_driver_sql(  # type: ignore[attr-defined]
            "UPDATE answers SET content = (SELECT content FROM drafts)"
        )

    await store.write(swap)
    with pytest.raises(Unreadable, match=r"answers\.content of answer-1 was changed or moved"):
        await store.read(lambda tx: tx.answer("answer-1"))
