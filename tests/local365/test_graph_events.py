"""Events of a shared mailbox: what Exchange gives back is not what it got."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from tests.local365.graph_stand import (
    EVENTS,
    IMMUTABLE,
    event,
    made,
    seeded,
)

if TYPE_CHECKING:
    from tests.local365.conftest import Stand


async def test_times_come_back_in_utc_with_seven_decimals_unless_a_zone_is_preferred(stand: Stand) -> None:
    """Summer time is taken off; the preferred zone is given back under its own name."""
    graph = await seeded(stand)
    summer = event(day="2027-07-28")
    utc = await graph.call("POST", EVENTS, summer)
    assert utc.body["start"] == {"dateTime": "2027-07-28T08:30:00.0000000", "timeZone": "UTC"}
    local = await graph.call("GET", f"{EVENTS}/{utc.body['id']}", headers=IMMUTABLE)
    assert local.body["start"] == {"dateTime": "2027-07-28T09:30:00.0000000", "timeZone": "GMT Standard Time"}
    assert await stand.violations() == []


async def test_bodies_are_rewritten_as_whole_pages(stand: Stand) -> None:
    """Scripts are gone, the rest is wrapped; text is given when it is preferred."""
    graph = await seeded(stand)
    content = {"contentType": "html", "content": "<p>Purpose &amp; papers</p><script>x()</script>"}
    answer = await graph.call("POST", EVENTS, event(body=content))
    page = answer.body["body"]["content"]
    assert page.startswith("<html><head>")
    assert "<p>Purpose &amp; papers</p>" in page
    assert "script" not in page
    assert answer.body["bodyPreview"] == "Purpose & papers"
    prefer = {"Prefer": 'outlook.body-content-type="text"'}
    text = await graph.call("GET", f"{EVENTS}/{answer.body['id']}", headers=prefer)
    assert text.body["body"] == {"contentType": "text", "content": "Purpose & papers"}


async def test_attendees_come_back_in_another_order(stand: Stand) -> None:
    """A comparison with what was sent has to sort."""
    graph = await seeded(stand)
    addresses = [f"seat.{number}@example.org" for number in range(8)]
    sent = [{"emailAddress": {"address": address}} for address in addresses]
    got = [one["emailAddress"]["address"] for one in (await made(graph, attendees=sent))["attendees"]]
    assert sorted(got) == addresses
    assert got != addresses


async def test_ids_are_immutable_only_when_preferred_and_both_forms_find_the_event(stand: Stand) -> None:
    """The same event has two ids."""
    graph = await seeded(stand)
    body = await made(graph)
    ordinary = await graph.call("GET", f"{EVENTS}/{body['id']}")
    assert ordinary.body["id"] != body["id"]
    again = await graph.call("GET", f"{EVENTS}/{ordinary.body['id']}", headers=IMMUTABLE)
    assert again.body["id"] == body["id"]


async def test_a_stale_change_key_is_refused(stand: Stand) -> None:
    """412 with Exchange's own code; nothing is changed."""
    graph = await seeded(stand)
    body = await made(graph)
    path = f"{EVENTS}/{body['id']}"
    fresh = await graph.call("PATCH", path, {"subject": "A"}, {"If-Match": body["@odata.etag"]})
    assert fresh.body["@odata.etag"] != body["@odata.etag"]
    stale = await graph.call("PATCH", path, {"subject": "B"}, {"If-Match": body["@odata.etag"]})
    assert (stale.status, stale.code) == (412, "ErrorIrresolvableConflict")
    assert (await graph.call("GET", path)).body["subject"] == "A"


async def test_an_online_meeting_ends_when_a_new_body_drops_its_block(stand: Stand) -> None:
    """Nothing else ends it, not even isOnlineMeeting set to false."""
    graph = await seeded(stand)
    body = await made(graph, isOnlineMeeting=True, onlineMeetingProvider="teamsForBusiness")
    path = f"{EVENTS}/{body['id']}"
    assert body["onlineMeeting"]["joinUrl"] in body["body"]["content"]
    kept = await graph.call("PATCH", path, {"isOnlineMeeting": False})
    assert kept.body["isOnlineMeeting"]
    lost = await graph.call("PATCH", path, {"body": {"contentType": "html", "content": "<p>New</p>"}})
    assert not lost.body["isOnlineMeeting"]


UNFIT: list[dict[str, Any]] = [
    {"subjekt": "x"},
    {"start": {"dateTime": "2027-01-27T09:30:00Z", "timeZone": "UTC"}},
    {"start": {"dateTime": "2027-01-27T12:30:00", "timeZone": "GMT Standard Time"}},
    {"start": {"dateTime": "2027-01-27T09:30:00", "timeZone": "Bexley Standard Time"}},
    {"attendees": [{"emailAddress": {"address": "nobody"}}]},
    {"attendees": [{"emailAddress": {"address": "a@example.org"}}] * 501},
    {"singleValueExtendedProperties": [{"id": "BtpKey", "value": "x"}]},
    {"recurrence": {"pattern": {"type": "daily", "interval": 1}}},
    {"importance": "urgent"},
]


async def test_an_event_exchange_cannot_keep_is_refused(stand: Stand) -> None:
    """Misspelt members too, which the contract lets through."""
    graph = await seeded(stand)
    for change in UNFIT:
        answer = await graph.call("POST", EVENTS, {**event(), **change})
        assert answer.status == 400
        assert (await graph.call("GET", EVENTS)).body["value"] == []


async def test_only_mailboxes_in_scope_can_be_opened(stand: Stand) -> None:
    """A person's own mailbox and a group's calendar are refused, an unknown address is not found."""
    graph = await seeded(stand)
    person = await graph.call("GET", "/users/social.worker.1@council.example.org/events")
    assert (person.status, person.code) == (403, "ErrorAccessDenied")
    group = await graph.call("GET", "/groups/55555555-5555-4555-8555-555555555555/events")
    assert group.status == 403
    assert (await graph.call("GET", "/users/nobody@example.org/events")).code == "ErrorInvalidUser"


async def test_lists_of_events_are_filtered_by_what_exchange_can_search(stand: Stand) -> None:
    """Times, iCalUId and the extended property; anything else is refused."""
    graph = await seeded(stand)
    await made(graph, subject="January")
    later = await made(graph, subject="March", day="2027-03-24")
    since = await graph.call(
        "GET", f"{EVENTS}?$filter=start/dateTime ge '2027-02-01T00:00:00'&$select=subject"
    )
    assert [one["subject"] for one in since.body["value"]] == ["March"]
    by_uid = await graph.call("GET", f"{EVENTS}?$filter=iCalUId eq '{later['iCalUId']}'")
    assert len(by_uid.body["value"]) == 1
    for query in ("$filter=subject eq 'March'", "$select=subjekt", "$orderby=subjekt", "$expand=extensions"):
        assert (await graph.call("GET", f"{EVENTS}?{query}")).status == 400
