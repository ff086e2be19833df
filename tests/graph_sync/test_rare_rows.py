"""Answers about lists and rows that are rare: what the service may say in between, and what is made of it."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from graph_sync.lists import SharePointLists
from graph_sync.site_lists import NotDone, SiteLists
from practice.filing import MEETINGS, REVIEWS, Row
from practice.found_lists import FoundList
from practice.outcomes import UNTIL_MENDED, Conflict, Done, Parked, RetryAfter
from tests.graph_sync.conftest import SITE
from tests.graph_sync.partnerships import PARTNERSHIP
from tests.graph_sync.scripted import Answer, Scripted
from tests.graph_sync.test_lists import key, review

STALE: Answer = (412, {"error": {"code": "ErrorIrresolvableConflict"}})
EMPTY: Answer = (200, {"value": []})
NONE_YET: Answer = (200, {"value": [{"id": "other", "displayName": "Documents"}]})
BOTH: Answer = (200, {"value": [{"id": "m", "displayName": MEETINGS}, {"id": "r", "displayName": REVIEWS}]})
KEYED: Answer = (200, {"value": [{"id": "1", "name": "BtpKey"}]})
WITHOUT: Answer = (200, {"value": [{"id": "1", "name": "Colour"}]})
TAKEN: Answer = (409, {"error": {"code": "nameAlreadyExists"}})


@pytest.mark.parametrize(
    ("answers", "expected"),
    [
        ([(403, None)], RetryAfter(UNTIL_MENDED, "forbidden")),
        ([(200, "CANARY")], Parked("unreadable_lists")),
        ([NONE_YET, (403, None), NONE_YET], RetryAfter(UNTIL_MENDED, "forbidden")),
        ([NONE_YET, (400, {"error": {"message": "CANARY"}}), NONE_YET], Parked("list_refused")),
        ([NONE_YET, TAKEN, NONE_YET], RetryAfter(15.0, "list_not_yet_seen")),
        ([BOTH, WITHOUT], Parked("list_not_ours")),
        ([BOTH, KEYED, WITHOUT], Parked("list_not_ours")),
        ([BOTH, (403, None)], RetryAfter(UNTIL_MENDED, "forbidden")),
        (
            [NONE_YET, (201, "CANARY"), BOTH, KEYED, (201, "CANARY"), BOTH, KEYED],
            {MEETINGS: "m", REVIEWS: "r"},
        ),
    ],
)
async def test_lists_end_ready_or_with_a_reason(answers: list[Answer], expected: object) -> None:
    """Nothing the service wrote goes into the reason."""
    async with Scripted.single(*answers) as scripted:
        found = await SharePointLists(scripted.client(), SITE, PARTNERSHIP).ready({})
    assert ids(found) == expected


def ids(found: dict[str, FoundList] | RetryAfter | Parked) -> object:
    return {name: one.id for name, one in found.items()} if isinstance(found, dict) else found


async def test_lists_are_looked_for_on_every_page() -> None:
    """A site may have more lists than one page shows."""
    page: dict[str, Any] = {"value": []}
    async with Scripted.single((200, page), BOTH, KEYED) as scripted:
        page["@odata.nextLink"] = scripted.url + "/next"
        scripted.answers[0] = Scripted.single((200, page)).answers[0]
        found = await SharePointLists(scripted.client(), SITE, PARTNERSHIP).ready({})
    assert ids(found) == {MEETINGS: "m", REVIEWS: "r"}
    assert scripted.paths[1] == "/v1.0/next"


@pytest.mark.slow
async def test_a_page_that_leads_back_to_itself_is_not_read_for_ever() -> None:
    """What stands in between may answer everything alike."""
    page: dict[str, Any] = {"value": []}
    async with Scripted.single((200, page)) as scripted:
        page["@odata.nextLink"] = scripted.url + "/next"
        scripted.answers[0] = Scripted.single((200, page)).answers[0]
        found = await SharePointLists(scripted.client(), SITE, PARTNERSHIP).ready({})
        assert found == Parked("unreadable_lists")
        with pytest.raises(NotDone, match="too_many_pages"):
            await SiteLists(scripted.client(), SITE).columns("list")


FOUND = {"id": "7", "@odata.etag": "1", "fields": {"BtpKey": key(1)}}
ANOTHERS: Answer = (200, {"id": "7", "@odata.etag": "9", "fields": {"BtpKey": key(2)}})
DUPLICATE: Answer = (
    400,
    # seen in n8n-io/n8n and msgraph-sdk-dotnet issue 790, on no page of Microsoft's
    {
        "error": {
            "code": "invalidRequest",
            "message": "One or more fields with unique constraints already ...",
        }
    },
)


@pytest.mark.slow
@pytest.mark.parametrize(
    ("rounds", "expected"),
    [
        ([DUPLICATE, EMPTY], RetryAfter(5.0, "not_yet_seen")),
        ([(400, {"error": {"code": "invalidRequest"}}), EMPTY], Parked("refused_400")),
        ([(400, "CANARY"), EMPTY], Parked("refused_400")),
        ([DUPLICATE, (403, None)], RetryAfter(UNTIL_MENDED, "forbidden")),
        ([(507, None)], RetryAfter(UNTIL_MENDED, "storage_full")),
        ([(404, None)], RetryAfter(UNTIL_MENDED, "not_found")),
        ([(201, "CANARY"), (200, "CANARY")], RetryAfter(5.0, "not_yet_seen")),
        (
            [
                DUPLICATE,
                (200, {"value": [FOUND]}),
                STALE,
                (200, FOUND | {"@odata.etag": "2"}),
                STALE,
            ],
            Conflict("changed_twice"),
        ),
        (
            [
                DUPLICATE,
                (200, {"value": [FOUND]}),
                (404, None),
                EMPTY,
                (404, None),
            ],
            Parked("item_deleted"),
        ),
        (
            [
                DUPLICATE,
                (200, {"value": [FOUND]}),
                (404, None),
                EMPTY,
                (200, FOUND | {"@odata.etag": "2"}),
            ],
            RetryAfter(5.0, "not_yet_seen"),
        ),
        (
            [DUPLICATE, (200, {"value": [FOUND]}), (404, None)],
            RetryAfter(UNTIL_MENDED, "not_found"),
        ),
        (
            [(400, {"error": {"message": "Field 'WentWell' is not recognized"}}), EMPTY],
            Parked("column_missing"),
        ),
    ],
)
async def test_a_new_row_ends_in_one_way(rounds: list[Answer], expected: object) -> None:
    """A key that is refused and not found is tried again; any other refusal is for a person."""
    async with Scripted.batches(*([answer] for answer in rounds)) as scripted:
        lists = SharePointLists(scripted.client(), SITE, PARTNERSHIP)
        assert await lists.file("list", [review(1)]) == [expected]


KNOWN_ROW = replace(review(1), item_id="7", etag="1")
PATCHED: Answer = (200, {"@odata.etag": "3"})


@pytest.mark.slow
@pytest.mark.parametrize(
    ("row", "rounds", "expected", "methods"),
    [
        (KNOWN_ROW, [STALE, ANOTHERS, EMPTY, ANOTHERS], Parked("item_deleted"), "PATCH GET GET GET"),
        (
            KNOWN_ROW,
            [STALE, ANOTHERS, (200, {"value": [FOUND | {"id": "8"}]}), PATCHED],
            Done("8", "3"),
            "PATCH GET GET PATCH",
        ),
        (replace(KNOWN_ROW, etag=""), [ANOTHERS, EMPTY, ANOTHERS], Parked("item_deleted"), "GET GET GET"),
        (
            replace(KNOWN_ROW, etag=""),
            [(404, None), EMPTY, (404, None)],
            Parked("item_deleted"),
            "GET GET GET",
        ),
        (replace(KNOWN_ROW, etag=""), [(200, FOUND), PATCHED], Done("7", "3"), "GET PATCH"),
        (KNOWN_ROW, [STALE, (200, "CANARY")], RetryAfter(5.0, "not_yet_seen"), "PATCH GET"),
    ],
)
async def test_a_number_that_another_item_has_now_is_never_written_to(
    row: Row, rounds: list[Answer], expected: object, methods: str
) -> None:
    """As after the list was made anew. Without a version, which would be refused, it is looked at first."""
    async with Scripted.batches(*([answer] for answer in rounds)) as scripted:
        lists = SharePointLists(scripted.client(), SITE, PARTNERSHIP)
        assert await lists.file("list", [row]) == [expected]
    asked = [request for body in scripted.bodies for request in body["requests"]]
    assert [one["method"] for one in asked] == methods.split()
    assert all(one["headers"].get("If-Match") for one in asked if one["method"] == "PATCH")
