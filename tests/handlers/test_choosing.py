"""What else can be pressed: not there, skip, undo, contacts, and a child's or family's words."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from bot.handlers import answering, choosing
from bot.handlers.messages import CardState
from bot.handlers.views import Contacts, Ended, More, NotYours, Questions, View, VoiceForm, VoiceKept
from bot.store import SqlStore
from practice.answers import Content, Voice
from practice.prompts import PromptState
from tests.handlers.made import (
    CLOSES,
    MEETING,
    NOON,
    PARTNERSHIP,
    SENT,
    Handler,
    asked_for,
    keep,
    press,
    prompt_of,
    state_of,
)

CHILD = Voice("", "child", "11_to_15", ("written",), "Ask me first.", "They want a say.", "yes")
REFUSED = replace(CHILD, permission="refused")
ENDINGS = [
    (choosing.not_there, PromptState.NOT_THERE, CardState.NOT_THERE),
    (choosing.skip, PromptState.DECLINED, CardState.DECLINED),
]


async def add_voice(store: SqlStore, voice: Voice) -> View:
    return await store.write(lambda tx: choosing.add_voice(tx, press(), voice, PARTNERSHIP, NOON))


async def voices(store: SqlStore) -> list[Voice]:
    return list(await store.read(lambda tx: tx.voices("prompt-1")))


@pytest.mark.parametrize(("ending", "state", "shown"), ENDINGS)
async def test_an_ending_is_kept_with_what_was_typed_and_pressing_twice_is_pressing_once(
    store: SqlStore, ending: Handler, state: PromptState, shown: CardState
) -> None:
    """The card and the counts follow, and the draft is there for an undo."""
    await keep(store, SENT)
    views = [
        await store.write(lambda tx: ending(tx, press(q1="Half a"), PARTNERSHIP, NOON)) for _ in range(2)
    ]
    prompt = await prompt_of(store)
    assert views == [Ended(prompt, MEETING, shown)] * 2
    assert prompt.state is state
    assert {("repaint", "prompt-1"), ("file_meeting", MEETING.id)} <= set(await asked_for(store))
    assert await store.read(lambda tx: tx.draft("prompt-1")) == Content(words={"q1": "Half a"})


@pytest.mark.parametrize(("ending", "_state", "_shown"), ENDINGS)
async def test_an_ending_can_be_undone_while_the_request_lives(
    store: SqlStore, ending: Handler, _state: PromptState, _shown: CardState
) -> None:
    """The questions come back with what was typed; a second undo changes nothing."""
    await keep(store, SENT)
    await store.write(lambda tx: ending(tx, press(q1="Half a"), PARTNERSHIP, NOON))
    just_before = CLOSES - timedelta(seconds=1)
    views = [
        await store.write(lambda tx: choosing.undo(tx, press(2), PARTNERSHIP, just_before)) for _ in range(2)
    ]
    prompt = await prompt_of(store)
    assert views == [Questions(prompt, MEETING, Content(words={"q1": "Half a"}))] * 2
    assert prompt.state is PromptState.SENT


async def test_an_ending_stays_once_the_life_of_the_request_is_over(store: SqlStore) -> None:
    """Undo then shows what stands."""
    await keep(store, replace(SENT, state=PromptState.NOT_THERE))
    view = await store.write(lambda tx: choosing.undo(tx, press(), PARTNERSHIP, CLOSES))
    assert view == Ended(await prompt_of(store), MEETING, CardState.NOT_THERE)


@pytest.mark.parametrize("handler", [choosing.undo, choosing.not_there, choosing.skip, choosing.more])
async def test_an_answer_is_not_undone(store: SqlStore, handler: Handler) -> None:
    """Only an ending that was chosen can be; an answer is changed or taken back."""
    await keep(store, SENT)
    receipt = await store.write(lambda tx: answering.send(tx, press(q1="Good."), PARTNERSHIP, NOON))
    assert await store.write(lambda tx: handler(tx, press(1), PARTNERSHIP, NOON)) == receipt
    assert await state_of(store) is PromptState.ANSWERED


@pytest.mark.parametrize(
    "handler", [choosing.more, choosing.not_there, choosing.skip, choosing.undo, choosing.open_voice]
)
async def test_somebody_elses_prompt_does_not_move(store: SqlStore, handler: Handler) -> None:
    """A stranger is told that it is not theirs."""
    await keep(store, SENT)
    stranger = press(by="person-2", q1="Not mine.")
    assert await store.write(lambda tx: handler(tx, stranger, PARTNERSHIP, NOON)) == NotYours()
    assert await store.write(lambda tx: choosing.look(tx, stranger, PARTNERSHIP)) == NotYours()
    added = await store.write(lambda tx: choosing.add_voice(tx, stranger, CHILD, PARTNERSHIP, NOON))
    assert added == NotYours()
    assert await prompt_of(store) == SENT
    assert await voices(store) == []


async def test_contacts_are_for_everybody(store: SqlStore) -> None:
    """Whose request it is, or whether there is one, does not matter for whom to call."""
    await keep(store, SENT)
    mine = await store.write(lambda tx: choosing.contacts(tx, press(q1="Half a"), PARTNERSHIP, NOON))
    other = await store.write(lambda tx: choosing.contacts(tx, press(by="person-2"), PARTNERSHIP, NOON))
    assert mine == Contacts(await prompt_of(store), MEETING)
    assert other == Contacts()
    assert await store.read(lambda tx: tx.draft("prompt-1")) == Content(words={"q1": "Half a"})


async def test_more_choices_keep_what_was_typed(store: SqlStore) -> None:
    """On the way back the words are there."""
    await keep(store, SENT)
    view = await store.write(lambda tx: choosing.more(tx, press(q1="Half a"), PARTNERSHIP, NOON))
    prompt = await prompt_of(store)
    assert view == More(prompt, MEETING)
    back = await store.write(lambda tx: choosing.look(tx, press(1), PARTNERSHIP))
    assert back == Questions(prompt, MEETING, Content(words={"q1": "Half a"}))


async def test_a_voice_is_kept_once_however_often_it_is_pressed(store: SqlStore) -> None:
    """Other words of the same child are another voice."""
    await keep(store, SENT)
    for _ in range(3):
        assert await add_voice(store, CHILD) == VoiceKept(SENT, MEETING, refused=False)
    await add_voice(store, replace(CHILD, words="And my brother."))
    kept = await voices(store)
    assert [voice.words for voice in kept] == ["Ask me first.", "And my brother."]
    assert all(voice.id for voice in kept)


async def test_a_refused_permission_keeps_no_words(store: SqlStore) -> None:
    """Only that they were asked, by whom it would have been told and how."""
    await keep(store, SENT)
    assert await add_voice(store, REFUSED) == VoiceKept(SENT, MEETING, refused=True)
    (kept,) = await voices(store)
    assert (kept.words, kept.summary, kept.who, kept.permission) == ("", "", "child", "refused")


@pytest.mark.parametrize(
    "lacking", [{"who": ""}, {"permission": ""}, {"words": "", "summary": " "}, {"who": "somebody"}]
)
async def test_a_form_that_lacks_something_is_given_back(store: SqlStore, lacking: dict[str, str]) -> None:
    """Nothing is half-saved."""
    await keep(store, SENT)
    incomplete = replace(CHILD, **lacking)  # type: ignore[arg-type]
    assert await add_voice(store, incomplete) == VoiceForm(SENT, MEETING, incomplete=True)
    assert await voices(store) == []


async def test_a_voice_after_the_answer_reaches_the_list(store: SqlStore) -> None:
    """The answer says that there is one and is filed again, once."""
    await keep(store, SENT)
    await store.write(lambda tx: answering.send(tx, press(q1="Good."), PARTNERSHIP, NOON))
    answer = await store.read(lambda tx: tx.answer_to("prompt-1"))
    assert answer is not None
    assert not answer.voice
    await add_voice(store, CHILD)
    again = await store.read(lambda tx: tx.answer_to("prompt-1"))
    assert again == replace(answer, voice=True)
    assert ("file_answer", answer.id) in await asked_for(store)


async def test_a_voice_before_the_answer_is_said_with_it(store: SqlStore) -> None:
    """The order in which a person does things does not matter."""
    await keep(store, SENT)
    await add_voice(store, CHILD)
    await store.write(lambda tx: answering.send(tx, press(q1="Good."), PARTNERSHIP, NOON))
    answer = await store.read(lambda tx: tx.answer_to("prompt-1"))
    assert answer is not None
    assert answer.voice


async def test_an_answer_that_is_taken_back_takes_its_voices_along(store: SqlStore) -> None:
    """Words of a family do not stay behind, and none are taken afterwards."""
    await keep(store, SENT)
    await add_voice(store, CHILD)
    await store.write(lambda tx: answering.send(tx, press(q1="Good."), PARTNERSHIP, NOON))
    ended = await store.write(lambda tx: answering.take_back(tx, press(1), PARTNERSHIP, NOON))
    assert await voices(store) == []
    assert await add_voice(store, CHILD) == ended
    assert await voices(store) == []


async def test_an_ended_request_takes_no_voice(store: SqlStore) -> None:
    """Nobody would read it."""
    await keep(store, replace(SENT, state=PromptState.EXPIRED))
    assert isinstance(await add_voice(store, CHILD), Ended)
    assert await voices(store) == []
