"""The intake calendar: windows of time, changes since a token, and what a room removes on arrival."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Any

from infra.local365.graph.mailboxes import SLOTS
from tests.local365.graph_stand import BOARDS, INTAKE, SEAT, Graph, event, meeting, seeded

if TYPE_CHECKING:
    from tests.local365.conftest import Stand

VIEW = f"/users/{INTAKE}/calendarView"
DAY = "startDateTime=2027-01-05T00:00:00Z&endDateTime=2027-01-06T00:00:00Z"
CANARY = "ICPC - CANARY-SURNAME"


async def filled(stand: Stand, **changes: str) -> Graph:
    """Give an intake calendar with three meetings on the 5th of January and one on the 6th."""
    graph = await seeded(stand)
    if changes:
        await graph.pin(**changes)
    meetings = [
        meeting(f"{CANARY} {n}", f"2027-01-05T{n + 9:02}:00:00+00:00", f"2027-01-05T{n + 10:02}:00:00+00:00")
        for n in range(3)
    ]
    next_day = meeting("Strategy discussion", "2027-01-06T00:00:00+00:00", "2027-01-06T01:00:00+00:00")
    await graph.seed(events=[*meetings, next_day])
    return graph


async def test_a_view_gives_what_overlaps_the_window_by_start(stand: Stand) -> None:
    """The end of the window is not part of it; the choice of members is obeyed."""
    graph = await filled(stand)
    answer = await graph.call(
        "GET", f"{VIEW}?{DAY}&$select=start,attendees,isCancelled&$orderby=start/dateTime"
    )
    assert [one["start"]["dateTime"][11:16] for one in answer.body["value"]] == ["09:00", "10:00", "11:00"]
    [attendee] = answer.body["value"][0]["attendees"]
    assert attendee["status"]["response"] == "accepted"
    assert set(answer.body["value"][0]) == {"@odata.etag", "id", "start", "attendees", "isCancelled"}
    assert await stand.violations() == []


async def test_a_view_is_paged_by_links_that_keep_its_options(stand: Stand) -> None:
    """Ten without $top, else as many as asked for."""
    graph = await filled(stand)
    first = (await graph.call("GET", f"{VIEW}?{DAY}&$top=2&$select=subject")).body
    second = (await graph.call("GET", first["@odata.nextLink"])).body
    assert [len(first["value"]), len(second["value"])] == [2, 1]
    assert "@odata.nextLink" not in second
    assert "start" not in second["value"][0]


WITHOUT_WINDOW = [
    "",
    "startDateTime=2027-01-05",
    "startDateTime=x&endDateTime=y",
    f"{DAY}&$orderby=importance",
]


async def test_a_view_needs_its_window(stand: Stand) -> None:
    """Both ends, readable."""
    graph = await filled(stand)
    for query in WITHOUT_WINDOW:
        assert (await graph.call("GET", f"{VIEW}?{query}")).status == 400


async def test_a_room_removes_subjects_and_bodies(stand: Stand) -> None:
    """No family name is in the calendar; the organiser's address stands for the subject."""
    graph = await filled(stand)
    answer = await graph.call("GET", f"{VIEW}?{DAY}")
    assert {one["subject"] for one in answer.body["value"]} == {"chair@example.org"}
    assert "CANARY" not in str(answer.body)


async def test_some_subjects_may_slip_through(stand: Stand) -> None:
    """Where the seed says so, some invitations keep their subject: the product must drop it itself."""
    graph = await seeded(stand)
    await graph.pin(room_stripping="sometimes")
    hours = [f"2027-01-{day:02}T09:00:00+00:00" for day in range(1, 29)]
    await graph.seed(events=[meeting(CANARY, start, start.replace("T09", "T10")) for start in hours])
    window = "startDateTime=2027-01-01T00:00:00Z&endDateTime=2027-02-01T00:00:00Z"
    answer = await graph.call("GET", f"{VIEW}?{window}&$top=50&$select=subject")
    assert {one["subject"] for one in answer.body["value"]} == {CANARY, "chair@example.org"}


async def changes(graph: Graph, link: str, prefer: str = "") -> tuple[list[dict[str, Any]], str]:
    """Follow pages to the delta link."""
    found: list[dict[str, Any]] = []
    while True:
        answer = await graph.call("GET", link, headers={"Prefer": prefer} if prefer else None)
        assert answer.status == 200, answer.body
        found += answer.body["value"]
        if "@odata.deltaLink" in answer.body:
            return found, answer.body["@odata.deltaLink"]
        link = answer.body["@odata.nextLink"]


async def test_delta_gives_later_changes_only(stand: Stand) -> None:
    """A new meeting in the window comes as a whole, one outside it not at all."""
    graph = await filled(stand)
    first, link = await changes(graph, f"{VIEW}/delta?{DAY}", "odata.maxpagesize=2")
    assert len(first) == 3
    assert all(one["@odata.type"] == "#microsoft.graph.event" for one in first)
    assert (await changes(graph, link))[0] == []
    await graph.seed(
        events=[
            meeting("New", "2027-01-05T15:00:00+00:00", "2027-01-05T16:00:00+00:00"),
            meeting("Elsewhere", "2027-03-05T15:00:00+00:00", "2027-03-05T16:00:00+00:00"),
        ]
    )
    [new] = (await changes(graph, link))[0]
    assert new["start"]["dateTime"] == "2027-01-05T15:00:00.0000000"
    assert await stand.violations() == []


async def test_what_leaves_the_window_or_is_deleted_comes_as_removed(stand: Stand) -> None:
    """A stub with a reason, and nothing else of the event."""
    graph = await seeded(stand)
    path = f"/users/{BOARDS}/events"
    moved, deleted = [(await graph.call("POST", path, event(day="2027-01-05"))).body["id"] for _ in range(2)]
    _, link = await changes(graph, f"/users/{BOARDS}/calendarView/delta?{DAY}")
    later = {name: event(day="2027-04-05")[name] for name in ("start", "end")}
    await graph.call("PATCH", f"{path}/{moved}", later)
    await graph.call("DELETE", f"{path}/{deleted}")
    stubs = (await changes(graph, link))[0]
    assert {one["id"] for one in stubs} == {moved, deleted}
    assert all(set(one) == {"@odata.type", "id", "@removed"} for one in stubs)


async def test_delta_takes_no_other_options(stand: Stand) -> None:
    """Subjects and bodies always come: $select is refused."""
    graph = await filled(stand)
    assert (await graph.call("GET", f"{VIEW}/delta?{DAY}&$select=start")).status == 400
    assert (await graph.call("GET", f"{VIEW}/delta")).status == 400


async def test_an_old_token_is_gone_and_the_location_has_the_window(stand: Stand) -> None:
    """410; the link given begins again in the same window."""
    graph = await filled(stand)
    _, link = await changes(graph, f"{VIEW}/delta?{DAY}")
    await stand.call("DELETE", "/_local/graph/delta-tokens")
    answer = await graph.call("GET", link)
    assert (answer.status, answer.code) == (410, "syncStateNotFound")
    assert len((await changes(graph, answer.headers["Location"]))[0]) == 3
    assert (await graph.call("GET", f"{VIEW}/delta?$deltatoken=nonsense")).status == 400


async def test_a_fifth_request_at_a_time_is_refused(stand: Stand) -> None:
    """Four at a time for each mailbox, and a later one passes."""
    graph = await filled(stand)
    app = stand.client.app
    assert app is not None
    app[SLOTS].seconds = 0.5  # On a busy machine the six do not arrive together.
    answers = await asyncio.gather(*(graph.call("GET", f"{VIEW}?{DAY}") for _ in range(6)))
    assert sorted(one.status for one in answers) == [200] * 4 + [429] * 2
    refused = next(one for one in answers if one.status == 429)
    assert (refused.code, refused.headers["Retry-After"]) == ("ApplicationThrottled", "1")
    assert (await graph.call("GET", f"{VIEW}?{DAY}")).status == 200


async def test_a_seeded_meeting_can_be_cancelled_by_seeding_it_again(stand: Stand) -> None:
    """The same mailbox, organiser, subject and start are the same meeting."""
    graph = await filled(stand)
    again = meeting(f"{CANARY} 0", "2027-01-05T09:00:00+00:00", "2027-01-05T10:00:00+00:00", cancelled=True)
    await graph.seed(events=[again])
    found = (await graph.call("GET", f"{VIEW}?{DAY}")).body["value"]
    assert [one["isCancelled"] for one in found] == [True, False, False]


async def test_the_pages_see_mailboxes_and_their_calendars(stand: Stand) -> None:
    """Without the service's forms: plain subjects, times and answers."""
    await filled(stand)
    _, boxes = await stand.call("GET", "/_local/mailboxes")
    assert [(one["address"], one["kind"]) for one in boxes["mailboxes"]] == [
        (BOARDS, "shared"),
        (INTAKE, "room"),
    ]
    window = "from=2027-01-05T09:30:00Z&to=2027-01-05T10:30:00Z"
    _, shown = await stand.call("GET", f"/_local/mailboxes/{INTAKE}/events?{window}")
    assert [one["start"] for one in shown["events"]] == ["2027-01-05T09:00:00Z", "2027-01-05T10:00:00Z"]
    assert shown["events"][0]["attendees"][0]["address"] == SEAT
    assert (await stand.call("GET", "/_local/mailboxes/nobody@example.org/events"))[0] == 404


BAD_SEEDS: list[dict[str, Any]] = [
    {"events": [meeting("x", "2027-01-05T09:00:00", "2027-01-05T10:00:00+00:00")]},
    {"events": [{**meeting("x", "2027-01-05T09:00:00Z", "2027-01-05T10:00:00Z"), "mailbox": SEAT}]},
    {"mailboxes": [{"address": "x", "kind": "room"}]},
    {"sites": [{"id": "a/b", "name": "x"}]},
]


async def test_a_bad_seed_is_refused_and_nothing_kept(stand: Stand) -> None:
    """One clear sentence, no half-seeded stand-in."""
    await seeded(stand)
    for wrong in BAD_SEEDS:
        good = {"address": "another@example.org", "kind": "shared"}
        status, body = await stand.call("POST", "/_local/seed", {"mailboxes": [good], **wrong})
        assert status == 400, body
        _, boxes = await stand.call("GET", "/_local/mailboxes")
        assert len(boxes["mailboxes"]) == 2
