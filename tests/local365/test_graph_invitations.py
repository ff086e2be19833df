"""Who is told of a meeting, its changes and its end, and how people answer."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.local365.graph_stand import (
    BOARDS,
    EVENTS,
    INTAKE,
    SEAT,
    event,
    made,
    seeded,
    told,
)

if TYPE_CHECKING:
    from tests.local365.conftest import Stand

OTHER = {"emailAddress": {"address": "health.seat@example.org", "name": "Health seat"}, "type": "required"}


async def test_changing_attendees_alone_tells_only_those_who_come_or_go(stand: Stand) -> None:
    """Whoever stays gets nothing."""
    graph = await seeded(stand)
    body = await made(graph)
    both = {"attendees": [*event()["attendees"], OTHER]}
    assert (await graph.call("PATCH", f"{EVENTS}/{body['id']}", both)).status == 200
    assert await told(stand) == {SEAT: 1, "health.seat@example.org": 1}
    await graph.call("PATCH", f"{EVENTS}/{body['id']}", {"attendees": [OTHER]})
    assert await told(stand) == {SEAT: 2, "health.seat@example.org": 1}


async def test_moving_a_meeting_tells_everybody_and_asks_again(stand: Stand) -> None:
    """Answers given before are gone; a change nobody can see tells nobody."""
    graph = await seeded(stand)
    body = await made(graph)
    status, _ = await stand.call(
        "POST",
        f"/_local/mailboxes/{BOARDS}/events/{body['id']}/respond",
        {"person": SEAT, "response": "accepted"},
    )
    assert status == 200
    path = f"{EVENTS}/{body['id']}"
    accepted = (await graph.call("GET", path)).body["attendees"][0]["status"]
    assert accepted["response"] == "accepted"
    assert not accepted["time"].startswith("0001")
    await graph.call("PATCH", path, {"categories": ["Board"]})
    assert await told(stand) == {SEAT: 1}
    moved = {name: event(day="2027-02-03")[name] for name in ("start", "end")}
    answer = await graph.call("PATCH", path, moved)
    assert answer.body["attendees"][0]["status"]["response"] == "none"
    assert await told(stand) == {SEAT: 2}


@pytest.mark.parametrize(("behaviour", "status"), [("gone", 404), ("readable", 200)])
async def test_a_cancelled_meeting_leaves_the_calendar_and_tells_people(
    stand: Stand, behaviour: str, status: int
) -> None:
    """Whether it can still be read by its id is unverified."""
    graph = await seeded(stand)
    await graph.pin(cancelled_event=behaviour)
    body = await made(graph)
    path = f"{EVENTS}/{body['id']}"
    assert (await graph.call("POST", f"{path}/cancel", {"comment": "Moved: bank holiday."})).status == 202
    assert await told(stand) == {SEAT: 2}
    assert (await graph.call("GET", EVENTS)).body["value"] == []
    assert (await graph.call("GET", path)).status == status
    assert (await graph.call("POST", f"{path}/cancel", {"comment": "Again"})).status == 404
    assert await told(stand) == {SEAT: 2}


async def test_a_room_gets_the_meeting_without_subject_and_body(stand: Stand) -> None:
    """The invitation arrives in the room's own calendar, stripped, and stays there when it is cancelled."""
    graph = await seeded(stand)
    room = {"emailAddress": {"address": INTAKE, "name": "Intake"}, "type": "resource"}
    body = await made(graph, attendees=[*event()["attendees"], room])
    [copy] = (await graph.call("GET", f"/users/{INTAKE}/events")).body["value"]
    assert (copy["subject"], copy["bodyPreview"], copy["isOrganizer"]) == ("Boards", "", False)
    assert copy["iCalUId"] == body["iCalUId"]
    cancel = await graph.call("POST", f"/users/{INTAKE}/events/{copy['id']}/cancel", {"comment": "x"})
    assert (cancel.status, cancel.code) == (400, "ErrorInvalidRequest")
    await graph.call("DELETE", f"{EVENTS}/{body['id']}")
    [called_off] = (await graph.call("GET", f"/users/{INTAKE}/events")).body["value"]
    assert (called_off["id"], called_off["isCancelled"]) == (copy["id"], True)


async def test_a_person_sees_their_invitations_and_answers_them(stand: Stand) -> None:
    """As the Outlook page of the stand-in does."""
    graph = await seeded(stand)
    body = await made(graph)
    respond = f"/_local/mailboxes/{BOARDS}/events/{body['id']}/respond"
    assert (await stand.call("POST", respond, {"person": SEAT, "response": "declined"}))[0] == 200
    _, invitations = await stand.call("GET", f"/_local/people/{SEAT}/invitations")
    assert [(i["subject"], i["response"]) for i in invitations["invitations"]] == [
        ("Learning Hub", "declined")
    ]
    stranger = {"person": "nobody@example.org", "response": "accepted"}
    assert (await stand.call("POST", respond, stranger))[0] == 404


async def test_a_meeting_that_is_in_two_mailboxes_is_one_invitation(stand: Stand) -> None:
    """The organiser's copy is shown, with the invitation's HTML; the intake mailbox has a copy of its own."""
    graph = await seeded(stand)
    room = {"emailAddress": {"address": INTAKE, "name": "Intake"}, "type": "resource"}
    body = await made(graph)
    both = {"attendees": [*event()["attendees"], room]}
    assert (await graph.call("PATCH", f"{EVENTS}/{body['id']}", both)).status == 200
    _, copies = await stand.call("GET", f"/_local/mailboxes/{INTAKE}/events")
    assert len(copies["events"]) == 1
    _, found = await stand.call("GET", f"/_local/people/{SEAT}/invitations")
    [invitation] = found["invitations"]
    assert invitation["mailbox"] == BOARDS
    assert invitation["body"].startswith("<html>")
