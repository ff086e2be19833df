"""Answers that are rare: what the service may say in between, and what is made of it."""

from __future__ import annotations

from dataclasses import replace

import pytest

from graph_sync.calendar import OutlookCalendar
from graph_sync.client import GraphClient
from practice.by_hand import ByHand, Theirs
from practice.outcomes import UNTIL_MENDED, Done, Parked, RetryAfter
from tests.graph_sync.conftest import BOARDS, INTAKE
from tests.graph_sync.scripted import Answer, Scripted
from tests.graph_sync.test_board_events import EVENT, POLICE, cancel, make

KNOWN = replace(EVENT, event_id="known")
OTHER = {
    "id": "known",
    "@odata.etag": 'W/"1"',
    "subject": "Learning Hub",
    "start": {"dateTime": "2026-06-23T09:30:00.0000000", "timeZone": "GMT Standard Time"},
    "end": {"dateTime": "2026-06-23T11:30:00.0000000", "timeZone": "GMT Standard Time"},
    "location": {"displayName": "Civic Offices"},
    "attendees": [{"type": "required", "emailAddress": {"address": POLICE.upper()}}],
}
STALE: Answer = (412, {"error": {"code": "ErrorIrresolvableConflict"}})
NOT_OURS: Answer = (400, {"error": {"code": "ErrorInvalidRequest", "message": "CANARY"}})
GONE: Answer = (404, {"error": {"code": "ErrorItemNotFound"}})
USED: Answer = (409, {"error": {"code": "Conflict"}})
EMPTY: Answer = (200, {"value": []})


def calendar(client: GraphClient) -> OutlookCalendar:
    """Give the boards' calendar of a client."""
    return OutlookCalendar(client, boards_mailbox=BOARDS, intake_mailbox=INTAKE, categories={})


def one_by_one(*answers: Answer) -> Scripted:
    """Answer batches of one."""
    return Scripted.batches(*([answer] for answer in answers))


@pytest.mark.slow
async def test_an_event_changed_in_between_is_read_again_and_written_once_more() -> None:
    """With the new version, and only with what still differs."""
    answers: list[Answer] = [(200, OTHER), STALE, (200, OTHER | {"@odata.etag": 'W/"2"'}), (200, OTHER)]
    async with one_by_one(*answers) as scripted:
        assert await make(calendar(scripted.client()), KNOWN) == Done("known", 'W/"1"')
    sent = [body["requests"][0] for body in scripted.bodies]
    assert [one["headers"].get("If-Match") for one in sent] == [None, 'W/"1"', None, 'W/"2"']
    assert sent[1]["body"].keys() == {"start", "end", "body", "singleValueExtendedProperties"}


@pytest.mark.slow
async def test_an_event_that_keeps_changing_is_a_conflict() -> None:
    """Two tries are enough for one turn of the worker."""
    async with one_by_one((200, OTHER), STALE, (200, OTHER), STALE) as scripted:
        assert await make(calendar(scripted.client()), KNOWN) == RetryAfter(5.0, "changed_twice")
    async with one_by_one(USED, (200, {"value": [OTHER]}), (200, OTHER), STALE) as scripted:
        assert isinstance(await make(calendar(scripted.client()), EVENT), RetryAfter)


@pytest.mark.parametrize(
    ("answers", "expected"),
    [
        ([NOT_OURS, (200, OTHER)], Parked("refused_400")),
        ([NOT_OURS, (200, OTHER | {"isCancelled": True})], Done("known")),
        ([NOT_OURS, GONE], Done("known")),
        ([GONE], Done("known")),
        ([(403, None)], RetryAfter(UNTIL_MENDED, "forbidden")),
    ],
)
async def test_a_cancellation_is_done_when_the_event_is_gone(answers: list[Answer], expected: object) -> None:
    """And left to a person when it is not ours to cancel."""
    async with one_by_one(*answers) as scripted:
        assert await cancel(calendar(scripted.client()), KNOWN) == expected


@pytest.mark.parametrize(
    ("answers", "expected"),
    [
        ([(403, None)], RetryAfter(UNTIL_MENDED, "forbidden")),
        ([(201, OTHER | {"isCancelled": True})], ByHand(Theirs(), "known")),
        ([(400, {"error": {"code": "ErrorInvalidRequest"}})], Parked("refused_400")),
        ([(400, "CANARY")], Parked("refused_400")),
        ([USED, (403, None)], RetryAfter(UNTIL_MENDED, "forbidden")),
        ([USED, EMPTY], RetryAfter(15.0, "not_yet_seen")),
        ([USED, (200, "CANARY")], RetryAfter(15.0, "not_yet_seen")),
        ([(201, "CANARY"), (200, {"value": [OTHER]}), (200, OTHER), (200, OTHER)], Done("known", 'W/"1"')),
    ],
)
async def test_a_creation_ends_in_one_way(answers: list[Answer], expected: object) -> None:
    """Refused, used before, or created though the answer could not be read."""
    async with one_by_one(*answers) as scripted:
        assert await make(calendar(scripted.client()), EVENT) == expected


async def test_a_search_that_is_refused_cancels_nothing() -> None:
    """The event may stand."""
    async with one_by_one((403, None)) as scripted:
        assert await cancel(calendar(scripted.client()), EVENT) == RetryAfter(UNTIL_MENDED, "forbidden")
