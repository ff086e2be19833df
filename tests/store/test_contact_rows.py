"""Messages nobody asked for, what people chose, and holds: what is saved is what is read."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from bot.handlers.messages import Carried, Preferences, SentContact
from bot.store import SqlStore
from practice.contacting import Due
from practice.holding import Hold, HoldScope
from practice.pacing import AS_NOW, HowOften, Pace
from tests.store.samples import LATER, NOW, asked, prompt

CONTACT = SentContact(
    "contact-1",
    "person-1",
    NOW,
    "a:1",
    "1:1",
    (Carried("prompt-1", Due.NEW_REQUEST), Carried("prompt-2", Due.LAST_REMINDER)),
)
HOLD = Hold("hold-1", HoldScope.PEOPLE, "meeting-1", NOW, LATER, "Practice Review Lead")


@pytest.fixture
async def two_asked(store: SqlStore) -> SqlStore:
    """A store with a meeting and two prompts."""
    await store.write(asked(prompt(1), prompt(2)))
    return store


async def test_a_message_is_read_with_everything_it_carries(two_asked: SqlStore) -> None:
    """By its id, by its person, and by each of its prompts."""
    await two_asked.write(lambda tx: tx.save_contact(CONTACT))
    assert await two_asked.read(lambda tx: tx.contact("contact-1")) == CONTACT
    assert await two_asked.read(lambda tx: tx.contact("contact-2")) is None
    assert await two_asked.read(lambda tx: tx.contacts_of_person("person-1", NOW - timedelta(1))) == [CONTACT]
    for number in (1, 2):
        found = await two_asked.read(lambda tx, n=number: tx.contacts_of_prompt(f"prompt-{n}"))  # type: ignore[misc]
        assert found == [CONTACT]
    assert await two_asked.read(lambda tx: tx.contacts_of_prompt("prompt-3")) == []


async def test_a_message_saved_again_is_changed_and_not_doubled(two_asked: SqlStore) -> None:
    """Its id in Teams comes later than the message; what it carries stays."""
    unknown = replace(CONTACT, activity_id="")
    for contact in (unknown, CONTACT):
        await two_asked.write(lambda tx, contact=contact: tx.save_contact(contact))  # type: ignore[misc]
    assert await two_asked.read(lambda tx: tx.contacts()) == [CONTACT]


async def test_only_messages_after_a_moment_count_and_they_come_in_their_order(two_asked: SqlStore) -> None:
    """To the microsecond, for one person alone."""
    moments = [NOW + timedelta(microseconds=number) for number in (3, 1, 2, 0)]
    for number, at in enumerate(moments):
        one = SentContact(
            f"contact-{number}", "person-1", at, "a:1", "", (Carried("prompt-1", Due.NEW_REQUEST),)
        )
        await two_asked.write(lambda tx, one=one: tx.save_contact(one))  # type: ignore[misc]
    other = replace(CONTACT, person_id="person-2")
    await two_asked.write(lambda tx: tx.save_contact(replace(other, id="of another")))
    found = await two_asked.read(lambda tx: tx.contacts_of_person("person-1", NOW))
    assert [contact.at for contact in found] == sorted(moments)[1:]
    of_prompt = await two_asked.read(lambda tx: tx.contacts_of_prompt("prompt-1"))
    assert [contact.at for contact in of_prompt if contact.person_id == "person-1"] == sorted(moments)


async def test_the_messages_of_all_requests_come_oldest_first(two_asked: SqlStore) -> None:
    """The newest says who a request went to."""
    later = replace(CONTACT, id="contact-0", at=LATER, person_id="person-1 anew")
    for contact in (later, CONTACT):
        await two_asked.write(lambda tx, contact=contact: tx.save_contact(contact))  # type: ignore[misc]
    found = await two_asked.read(lambda tx: tx.messages())
    assert [one.person_id for one in found if one.prompt_id == "prompt-1"] == ["person-1", "person-1 anew"]


async def test_a_message_that_was_not_sent_is_forgotten_with_what_it_carried(two_asked: SqlStore) -> None:
    """The prompts stay."""
    await two_asked.write(lambda tx: tx.save_contact(CONTACT))
    await two_asked.write(lambda tx: tx.delete_contact("contact-1"))
    assert await two_asked.read(lambda tx: tx.contacts()) == []
    left = "SELECT count(*) FROM contact_prompts"
    assert await two_asked.read(lambda tx: tx._connection.exec_driver_sql(left).scalar_one()) == 0
    assert await two_asked.read(lambda tx: tx.prompt("prompt-1")) == prompt(1)


@pytest.mark.slow
@pytest.mark.parametrize(
    "chosen",
    [
        Preferences("person-1"),
        Preferences("person-1", Pace(HowOften.MONTHLY, LATER), "Social worker", NOW),
        Preferences("person-1", AS_NOW, "", LATER),
    ],
    ids=["nothing", "everything", "welcomed"],
)
async def test_what_a_person_chose_is_kept(store: SqlStore, chosen: Preferences) -> None:
    """A later choice takes its place; whoever chose nothing is asked as usual."""
    assert await store.read(lambda tx: tx.preferences("person-1")) == Preferences("person-1")
    for each in (Preferences("person-1", Pace(HowOften.WEEKLY, NOW), "Manager"), chosen):
        await store.write(lambda tx, each=each: tx.save_preferences(each))  # type: ignore[misc]
    assert await store.read(lambda tx: tx.preferences("person-1")) == chosen
    assert await store.read(lambda tx: tx.preferences("person-2")) == Preferences("person-2")


@pytest.mark.parametrize("scope", HoldScope)
async def test_a_hold_is_kept_as_it_was_said_and_with_who_ended_it(store: SqlStore, scope: HoldScope) -> None:
    """The oldest come first; one without a last day, too."""
    first = replace(HOLD, scope=scope)
    second = replace(HOLD, id="hold-2", scope=scope, since=LATER, until=None, target="")
    for hold in (second, first):
        await store.write(lambda tx, hold=hold: tx.save_hold(hold))  # type: ignore[misc]
    assert await store.read(lambda tx: tx.holds()) == [first, second]
    released = replace(second, released_at=LATER, released_by="Deputy")
    await store.write(lambda tx: tx.save_hold(released))
    assert await store.read(lambda tx: tx.holds()) == [first, released]
