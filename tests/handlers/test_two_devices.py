"""Two devices, one answer: nothing that stands is replaced by an older card without its person's word."""

from __future__ import annotations

import pytest

from bot.handlers import answering, choosing
from bot.handlers.presses import Press
from bot.handlers.views import Both, Contacts, DraftSaved, Ended, Questions, Receipt, View
from bot.store import SqlStore
from practice.answers import Content
from practice.prompts import PromptState
from tests.handlers.made import MEETING, NOON, PARTNERSHIP, SENT, Handler, keep, press, prompt_of, state_of

MINE = Content(words={"q1": "From the laptop."})
OTHER = Content(words={"q1": "From the phone."})


async def pressed(store: SqlStore, handler: Handler, at: Press) -> View:
    return await store.write(lambda tx: handler(tx, at, PARTNERSHIP, NOON))


def laptop(revision: int = 0) -> Press:
    return press(revision, q1="From the laptop.")


def phone(revision: int = 0) -> Press:
    return press(revision, q1="From the phone.")


async def draft(store: SqlStore) -> Content | None:
    return await store.read(lambda tx: tx.draft("prompt-1"))


@pytest.mark.parametrize("handler", [answering.send, answering.save_draft])
async def test_an_older_card_with_other_words_shows_both(store: SqlStore, handler: Handler) -> None:
    """What was sent stands until its person has chosen."""
    await keep(store, SENT)
    await pressed(store, answering.send, laptop())
    view = await pressed(store, handler, phone())
    assert view == Both(await prompt_of(store), MEETING, MINE, OTHER, answered=True)
    kept = await store.read(lambda tx: tx.answer_to("prompt-1"))
    assert kept is not None
    assert (kept.content, kept.revision) == (MINE, 1)


async def test_the_chosen_version_replaces_the_other(store: SqlStore) -> None:
    """The card that shows both is the newest: pressing on it is sending."""
    await keep(store, SENT)
    await pressed(store, answering.send, laptop())
    both = await pressed(store, answering.send, phone())
    assert isinstance(both, Both)
    assert isinstance(await pressed(store, answering.send, phone(both.prompt.revision)), Receipt)
    kept = await store.read(lambda tx: tx.answer_to("prompt-1"))
    assert kept is not None
    assert kept.content == OTHER


@pytest.mark.parametrize("handler", [answering.send, answering.save_draft])
async def test_a_draft_of_one_device_is_not_lost_to_the_other(store: SqlStore, handler: Handler) -> None:
    """An older card, sent or saved, shows both; nothing has been sent."""
    await keep(store, SENT)
    assert isinstance(await pressed(store, answering.save_draft, laptop()), DraftSaved)
    view = await pressed(store, handler, phone())
    assert view == Both(await prompt_of(store), MEETING, MINE, OTHER, answered=False)
    assert await draft(store) == MINE


async def test_the_same_draft_from_two_devices_is_one(store: SqlStore) -> None:
    """Saving it twice changes nothing more, and an older card may send just that."""
    await keep(store, SENT)
    await pressed(store, answering.save_draft, laptop())
    before = await prompt_of(store)
    assert isinstance(await pressed(store, answering.save_draft, laptop()), DraftSaved)
    assert await prompt_of(store) == before
    assert isinstance(await pressed(store, answering.send, laptop()), Receipt)


@pytest.mark.slow
@pytest.mark.parametrize("handler", [choosing.more, choosing.open_voice, choosing.not_there, choosing.skip])
async def test_looking_elsewhere_from_an_older_card_shows_both(store: SqlStore, handler: Handler) -> None:
    """What was typed there is not dropped, and does not take the draft's place unasked."""
    await keep(store, SENT)
    await pressed(store, answering.save_draft, laptop())
    view = await pressed(store, handler, phone())
    assert view == Both(await prompt_of(store), MEETING, MINE, OTHER, answered=False)
    assert await draft(store) == MINE
    assert await state_of(store) is PromptState.SENT


async def test_contacts_are_shown_whatever_else_there_is(store: SqlStore) -> None:
    """Whom to call comes before which version to keep."""
    await keep(store, SENT)
    await pressed(store, answering.save_draft, laptop())
    assert isinstance(await pressed(store, choosing.contacts, phone()), Contacts)
    assert await draft(store) == MINE


async def test_an_older_card_with_nothing_typed_goes_on(store: SqlStore) -> None:
    """An empty card has nothing to lose."""
    await keep(store, SENT)
    await pressed(store, answering.save_draft, laptop())
    assert isinstance(await pressed(store, choosing.not_there, press()), Ended)
    assert await draft(store) == MINE


async def test_more_pressed_twice_keeps_one_draft(store: SqlStore) -> None:
    """A press that Teams delivers again finds its own words and goes on."""
    await keep(store, SENT)
    views = [await pressed(store, choosing.more, laptop()) for _ in range(2)]
    assert views[0] == views[1]
    shown = await pressed(store, lambda tx, at, all_of, _: choosing.look(tx, at, all_of), press(1))
    assert shown == Questions(await prompt_of(store), MEETING, MINE)
