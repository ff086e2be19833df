"""Board meetings that people can join through Teams: the link stays, whatever else of the event changes."""

from __future__ import annotations

from dataclasses import replace
from typing import Any
from uuid import UUID

import pytest

from graph_sync.calendar import OutlookCalendar
from graph_sync.join_block import join_block
from practice.by_hand import times_of
from practice.outcomes import UNTIL_MENDED, Done, RetryAfter
from tests.graph_sync.conftest import BOARDS, Service
from tests.graph_sync.scripted import Answer
from tests.graph_sync.test_board_events import (
    EVENT,
    HEALTH,
    POLICE,
    calendar,
    make,
    moved,
    standing,
    until_done,
)
from tests.graph_sync.test_rare_answers import KNOWN, OTHER, one_by_one
from tests.graph_sync.test_rare_answers import calendar as calendar_of

__all__ = ["calendar"]

ONLINE = replace(EVENT, teams_meeting=True)
LOOKS = pytest.mark.parametrize("look", ["named", "plain"])
LINK = (
    "https://teams.microsoft.com/l/meetup-join/19%3ameeting_1%40thread.v2/0?context=%7b%22Tid%22%3a%22x%22%7d"
)


async def only_event(service: Service) -> dict[str, Any]:
    """Give the event as its mailbox shows it, and who was told how often."""
    (event,) = await service.events(BOARDS)
    (shown,) = (await service.call("GET", f"/_local/mailboxes/{BOARDS}/events"))["events"]
    return {**shown, "invitations": event["invitations"]}


def link_in(event: dict[str, Any]) -> str:
    """Give where the words of an event lead those who join."""
    before, found, after = str(event["body"]).partition('href="https://teams.microsoft.com/')
    return after.partition('"')[0] if found and before else ""


@pytest.mark.slow
@LOOKS
async def test_new_words_keep_the_link_of_a_teams_meeting(
    service: Service, calendar: OutlookCalendar, look: str
) -> None:
    """Once for each change, and never a second link under the first."""
    await service.behave(join_block=look)
    event = await standing(calendar, ONLINE)
    link = link_in(await only_event(service))
    assert link
    for words in ("<p>Other words.</p>", "<p>And others.</p>"):
        event = replace(event, body_html=words)
        assert isinstance(await make(calendar, event), Done)
        stored = await only_event(service)
        assert stored["online"]
        assert stored["body"].count(link) == 1
        assert words in stored["body"]
    stored = await only_event(service)
    assert "Other words" not in stored["body"]
    assert stored["invitations"] == {POLICE: 3}


@pytest.mark.slow
async def test_people_who_come_or_go_leave_the_words_unread(
    service: Service, calendar: OutlookCalendar
) -> None:
    """Attendees alone are written, so only those who come or go are told."""
    event = await standing(calendar, ONLINE)
    assert isinstance(await make(calendar, replace(event, attendees=(POLICE, HEALTH))), Done)
    stored = await only_event(service)
    assert stored["online"]
    assert stored["invitations"] == {POLICE: 1, HEALTH: 1}


@pytest.mark.slow
async def test_a_board_that_starts_to_meet_in_teams_too_gets_its_link(
    service: Service, calendar: OutlookCalendar
) -> None:
    """With one update to everybody, and none when nothing more changes."""
    event = await standing(calendar)
    assert not (await only_event(service))["online"]
    later = replace(event, teams_meeting=True)
    assert isinstance(await make(calendar, later), Done)
    assert isinstance(await make(calendar, later), Done)
    stored = await only_event(service)
    assert stored["online"]
    assert link_in(stored)
    assert stored["invitations"] == {POLICE: 2}


@pytest.mark.slow
async def test_a_link_that_somebody_added_in_outlook_stays(
    service: Service, calendar: OutlookCalendar
) -> None:
    """Whether or not the partnership asks for one."""
    event = await standing(calendar)
    path = f"/v1.0/users/{BOARDS}/events/{event.event_id}"
    await service.call("PATCH", path, {"isOnlineMeeting": True, "onlineMeetingProvider": "teamsForBusiness"})
    link = link_in(await only_event(service))
    assert isinstance(
        await make(calendar, moved(replace(event, body_html="<p>Moved.</p>")), times_of(event)), Done
    )
    stored = await only_event(service)
    assert (stored["online"], link_in(stored)) == (True, link)


@pytest.mark.slow
@LOOKS
async def test_another_meetings_link_that_somebody_wrote_above_is_not_taken_for_ours(
    service: Service, calendar: OutlookCalendar, look: str
) -> None:
    """New words keep this meeting's link, or they would end it in Teams."""
    await service.behave(join_block=look)
    event = await standing(calendar, ONLINE)
    before = await only_event(service)
    above = f'<p>Last time we met <a href="{LINK}">there</a>.</p>'
    body = {"contentType": "html", "content": above + before["body"].partition("<body>")[2]}
    await service.call("PATCH", f"/v1.0/users/{BOARDS}/events/{event.event_id}", {"body": body})
    assert isinstance(await make(calendar, replace(event, body_html="<p>Other words.</p>")), Done)
    stored = await only_event(service)
    assert (stored["online"], link_in(stored)) == (True, link_in(before))


@pytest.mark.slow
async def test_under_faults_a_year_that_starts_to_meet_in_teams_tells_everybody_once(
    service: Service, calendar: OutlookCalendar
) -> None:
    """Those that stand with one update each, new ones with their invitation; after that nothing is written."""
    old = [replace(EVENT, key=str(UUID(int=number)), subject=f"Old {number}") for number in range(6)]
    made = [replace(one, event_id=(await until_done(calendar, one)).outside_id) for one in old]
    new = [replace(EVENT, key=str(UUID(int=number)), subject=f"New {number}") for number in range(6, 12)]
    await service.fail("429", "503", "reset", "applied-then-504", "applied-then-reset", probability=0.4)
    wanted = [replace(one, teams_meeting=True) for one in (*made, *new)]
    known = [replace(one, event_id=(await until_done(calendar, one)).outside_id) for one in wanted]
    await service.fail(probability=0)
    await service.call("DELETE", "/_local/requests")
    assert all([isinstance(await make(calendar, one), Done) for one in known])
    assert "PATCH" not in {request["method"] for request in await service.requests()}
    shown = (await service.call("GET", f"/_local/mailboxes/{BOARDS}/events"))["events"]
    assert all(one["online"] and one["body"].count("/meetup-join/") == 1 for one in shown)
    told = {one["subject"]: one["invitations"] for one in await service.events(BOARDS)}
    assert told == {one.subject: {POLICE: 2 if one in wanted[:6] else 1} for one in wanted}


@pytest.mark.slow
async def test_a_mailbox_without_teams_tells_nobody_of_a_link_it_cannot_make(
    service: Service, calendar: OutlookCalendar
) -> None:
    """The invitation goes out without one; who comes or goes later is told alone."""
    await service.call("PUT", f"/_local/mailboxes/{BOARDS}/teams", {"on": False})
    event = await standing(calendar, ONLINE)
    assert isinstance(await make(calendar, replace(event, attendees=(POLICE, HEALTH))), Done)
    stored = await only_event(service)
    assert not stored["online"]
    assert stored["invitations"] == {POLICE: 1, HEALTH: 1}


@pytest.mark.slow
async def test_where_the_link_of_a_teams_meeting_is_not_found_its_words_wait_and_its_day_does_not() -> None:
    """Words written anew would end the meeting in Teams; people learn of another day all the same."""
    online = OTHER | {"isOnlineMeeting": True}
    words: Answer = (200, {"body": {"contentType": "html", "content": "<p>No link.</p>"}})
    async with one_by_one((200, online), words, (200, online)) as scripted:
        assert await make(calendar_of(scripted.client()), KNOWN) == RetryAfter(UNTIL_MENDED, "no_join_link")
    *_, patch = [body["requests"][0] for body in scripted.bodies]
    assert (patch["method"], patch["body"].keys()) == ("PATCH", {"start", "end"})
    there = online | {part: patch["body"][part] for part in ("start", "end")}
    async with one_by_one((200, there), words) as scripted:
        assert await make(calendar_of(scripted.client()), KNOWN) == RetryAfter(UNTIL_MENDED, "no_join_link")
    assert [body["requests"][0]["method"] for body in scripted.bodies] == ["GET", "GET"]


@pytest.mark.slow
async def test_a_teams_meeting_whose_words_cannot_be_read_is_tried_again() -> None:
    """Without them nothing is written."""
    refused: Answer = (403, {"error": {"code": "ErrorAccessDenied"}})
    async with one_by_one((200, OTHER | {"isOnlineMeeting": True}), refused) as scripted:
        outcome = await make(calendar_of(scripted.client()), KNOWN)
    assert not isinstance(outcome, Done)
    assert [body["requests"][0]["method"] for body in scripted.bodies] == ["GET", "GET"]


NAMED = (
    '<div class="x me-email-text" style="font-family:"Segoe UI",Arial"><div><b>Teams</b></div>\r\n'
    '<div><a class="me-email-headline" href="https://teams.microsoft.com/meet/1?p=2">Join</a><br></div></div>'
)
OWN = '<a href="https://example.org/join/1">Join</a>'
AROUND = f'<div><p>Microsoft Teams</p>\n<p><a href="{LINK}">Join</a></p></div>'


@pytest.mark.parametrize(
    ("content", "block"),
    [
        (f"<html><body>\r\n<p>Ours &amp; theirs<br>more</p>{NAMED}\r\n<div>____</div></body></html>", NAMED),
        (f'<div dir="ltr"><p>Ours</p><div>{NAMED}</div></div>', NAMED),
        (f"<body><p>Ours</p>{AROUND}</body>", f'<p><a href="{LINK}">Join</a></p>'),
        (f"<div><p>Ours</i></p><div><span>{NAMED}</div></div>", NAMED),
        (f"<p>Ours</p><p>{OWN}</p>", f"<p>{OWN}</p>"),
        (f'<p>Last year: <a href="{LINK}">there</a></p><p>{OWN}</p><p>Ours</p>', f"<p>{OWN}</p>"),
        (f"<p>{OWN}</p>{NAMED}", f"<p>{OWN}</p>"),
        (f"<p>Ours, and {OWN}</p><div><p>Microsoft Teams</p><p>{OWN}</p></div>", f"<p>{OWN}</p>"),
        (f"<div><p>Ours</p><span>{OWN}</span></div>", f"<p>{OWN}</p>"),
        (f"<div><p>Ours</p><p>{OWN}", f"<p>{OWN}</p>"),
        ('<p>Ours, <a href="https://teams.microsoft.com/downloads">get Teams</a></p>', ""),
        ("<p>Ours</p>", ""),
        ("", ""),
        (f'<a href="{LINK}">never closed', ""),
    ],
)
def test_the_block_that_invites_to_teams_is_found_and_nothing_of_our_own_words(
    content: str, block: str
) -> None:
    event = {"body": {"content": content}, "onlineMeeting": {"joinUrl": "https://example.org/join/1"}}
    assert join_block(event) == block


@pytest.mark.parametrize(
    "event", [None, {}, {"body": None}, {"body": {"content": "<p>"}, "onlineMeeting": 1}]
)
def test_an_event_that_cannot_be_read_has_no_block(event: object) -> None:
    assert join_block(event) == ""
