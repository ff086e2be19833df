"""What is read of the lists: keys, hashes and versions, and whether a changed item still says what we wrote."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import pytest

from graph_sync.client import GraphClient
from graph_sync.lists import SharePointLists
from graph_sync.standing import SharePointReading, says
from practice.checking import Standing
from practice.filing import MEETINGS, REVIEWS, Counts, Row, meeting_row, review_row
from practice.outcomes import UNTIL_MENDED, Done, Parked, RetryAfter
from tests.graph_sync.conftest import SITE, Service
from tests.graph_sync.partnerships import MEETING, PARTNERSHIP, answer
from tests.graph_sync.scripted import Answer, Scripted


def review(number: int) -> Row:
    return review_row(f"key-{number}", answer(number), MEETING, PARTNERSHIP)


@pytest.fixture
def reading(client: GraphClient) -> SharePointReading:
    return SharePointReading(client, SITE)


async def filed(lists: SharePointLists, *rows: Row, name: str = REVIEWS) -> tuple[str, list[Row]]:
    """Make the lists and file; give the list's id and the rows as they are known then."""
    found = await lists.ready({})
    assert isinstance(found, dict)
    outcomes = await lists.file(found[name].id, rows)
    known = [
        replace(row, item_id=done.outside_id, etag=done.etag)
        for row, done in zip(rows, outcomes, strict=True)
        if isinstance(done, Done)
    ]
    return found[name].id, known


async def edit(service: Service, list_id: str, row: Row, **fields: object) -> None:
    """Change an item as a coordinator does."""
    several = {
        f"{name}@odata.type": "Collection(Edm.String)" for name, to in fields.items() if isinstance(to, list)
    }
    await service.call("PATCH", f"/_local/lists/{list_id}/items/{row.item_id}", {"fields": fields | several})


@pytest.mark.slow
async def test_every_item_is_read_by_key_hash_and_version(
    lists: SharePointLists, reading: SharePointReading
) -> None:
    """Nothing of what was said is asked for."""
    where, rows = await filed(lists, review(1), review(2))
    assert await reading.standing(where) == [
        Standing(row.item_id, row.key, row.digest, row.etag) for row in rows
    ]


@pytest.mark.slow
async def test_no_word_travels_when_all_items_are_read(
    service: Service, lists: SharePointLists, reading: SharePointReading
) -> None:
    """The request names the two columns it wants, and takes many items at a time."""
    where, _ = await filed(lists, review(1))
    await service.call("DELETE", "/_local/requests")
    await reading.standing(where)
    (asked,) = [one for one in await service.requests() if one["path"].endswith("/items")]
    assert asked["status"] == 200
    async with Scripted.single((200, {"value": []})) as scripted:
        assert await SharePointReading(scripted.client(), SITE).standing("list-1") == []
        (path,) = scripted.paths
    assert path.endswith("/items?$select=id,eTag&$expand=fields($select=BtpKey,BtpHash)&$top=1000")


@pytest.mark.slow
async def test_an_item_made_by_hand_has_no_key(
    service: Service, lists: SharePointLists, reading: SharePointReading
) -> None:
    """Where an administrator has let the key be empty."""
    where, _ = await filed(lists)
    url = f"/v1.0/sites/{SITE}/lists/{where}"
    await service.call("PATCH", f"{url}/columns/BtpKey", {"required": False})
    await service.call("POST", f"{url}/items", {"fields": {"Title": "A note of my own"}})
    (item,) = await reading.standing(where)  # type: ignore[misc]
    assert (item.key, item.digest) == ("", "")


@pytest.mark.slow
async def test_an_item_that_was_deleted_does_not_stand(
    service: Service, lists: SharePointLists, reading: SharePointReading
) -> None:
    """The others do."""
    where, (first, second) = await filed(lists, review(1), review(2))
    await service.call("DELETE", f"/v1.0/sites/{SITE}/lists/{where}/items/{first.item_id}")
    assert [one.key for one in await reading.standing(where)] == [second.key]  # type: ignore[union-attr]


MEETING_ROW = meeting_row("key-m", MEETING, Counts(asked=4, answered=1, still_open=3), PARTNERSHIP)


@pytest.mark.slow
@pytest.mark.parametrize("newlines", ["crlf", "lf"])
@pytest.mark.parametrize("numbers", ["integer", "decimal"])
async def test_what_the_service_writes_in_its_own_way_is_what_we_wrote(
    service: Service, lists: SharePointLists, reading: SharePointReading, newlines: str, numbers: str
) -> None:
    """Newlines, decimals and the coordinator's own columns make no difference."""
    await service.behave(newlines=newlines, whole_numbers=numbers)
    where, rows = await filed(
        lists, review(1), review_row("key-2", answer(2, back=True), MEETING, PARTNERSHIP)
    )
    await edit(service, where, rows[0], CoordinatorNote="Read.", Status="Checked", Themes=["Disability"])
    assert await reading.as_written(where, rows) == [True, True]
    meetings, known = await filed(lists, MEETING_ROW, name=MEETINGS)
    assert await reading.as_written(meetings, known) == [True]


@pytest.mark.slow
@pytest.mark.parametrize(
    "fields",
    [{"WentWell": "Nothing."}, {"WentWell": None}, {"MeasureMissing": ["GP"]}, {"Month": "2020-01"}],
)
async def test_a_change_in_a_column_of_ours_is_seen(
    service: Service, lists: SharePointLists, reading: SharePointReading, fields: dict[str, Any]
) -> None:
    """Words, taps and what stands beside them, although the hash is as we left it."""
    where, rows = await filed(lists, review(1))
    await edit(service, where, rows[0], **fields)
    assert await reading.as_written(where, rows) == [False]
    assert [one.digest for one in await reading.standing(where)] == [rows[0].digest]  # type: ignore[union-attr]


@pytest.mark.slow
async def test_an_item_or_a_column_that_is_gone_does_not_say_it(
    service: Service, lists: SharePointLists, reading: SharePointReading
) -> None:
    """Neither stops the comparison of the others."""
    where, rows = await filed(lists, review(1), review(2))
    await service.call("DELETE", f"/v1.0/sites/{SITE}/lists/{where}/items/{rows[0].item_id}")
    assert await reading.as_written(where, rows) == [False, True]
    await service.call("DELETE", f"/v1.0/sites/{SITE}/lists/{where}/columns/WentWell")
    assert await reading.as_written(where, rows) == [False, False]


def page(number: int, link: str) -> Answer:
    return (
        200,
        {
            "value": [{"id": str(number), "fields": {"BtpKey": None}}],
            **({"@odata.nextLink": link} if link else {}),
        },
    )


async def pages(*answers: Callable[[str], Answer]) -> tuple[object, list[str]]:
    """Read a list whose pages are told; each answer is given the service's own address."""
    async with Scripted([]) as scripted:
        scripted.answers.extend(Scripted.single(*(answer(scripted.url) for answer in answers)).answers)
        found = await SharePointReading(scripted.client(), SITE).standing("list-1")
        return found, scripted.paths


@pytest.mark.slow
async def test_pages_are_followed_to_the_end() -> None:
    """The link is the service's own, whatever stands in it."""
    found, paths = await pages(
        lambda url: page(1, f"{url}/sites/x/lists/y/items?$skiptoken=UGFnZWQ"),
        lambda _: page(2, ""),
    )
    assert found == [Standing("1"), Standing("2")]
    assert paths[1] == "/v1.0/sites/x/lists/y/items?$skiptoken=UGFnZWQ"


@pytest.mark.parametrize(
    "link",
    [
        "https://graph.example.org/v1.0/sites/x/lists/y/items?$skiptoken=1",
        "http://127.0.0.1:9/v1.0/items",
        "{url}.example.org/items",
        "/v1.0/items",
    ],
)
async def test_a_link_to_another_host_is_not_followed(link: str) -> None:
    """The token does not go there, and half a list is not compared as if it were whole."""
    found, paths = await pages(lambda url: page(1, link.replace("{url}", url)))
    assert found == Parked("foreign_link")
    assert len(paths) == 1


@pytest.mark.parametrize(
    ("answer_", "expected"),
    [
        ((403, None), RetryAfter(UNTIL_MENDED, "forbidden")),
        ((404, None), RetryAfter(UNTIL_MENDED, "not_found")),
        ((409, None), Parked("changed_by_another")),
        ((200, "CANARY"), Parked("unreadable_items")),
    ],
)
async def test_a_list_that_cannot_be_read_is_not_an_empty_one(answer_: Answer, expected: object) -> None:
    """Else everything would seem to be missing."""
    assert (await pages(lambda _: answer_))[0] == expected
    first_page = (lambda url: page(1, f"{url}/next"), lambda _: answer_)
    assert (await pages(*first_page))[0] == expected


@pytest.mark.slow
async def test_a_list_without_an_end_is_given_up() -> None:
    """A service that always names a next page is not followed for ever."""
    found, paths = await pages(lambda url: page(1, f"{url}/again"))
    assert found == Parked("too_many_pages")
    assert len(paths) == 101


async def test_items_that_cannot_be_read_have_their_own_outcome() -> None:
    """A refusal of one says nothing of the other."""
    rows = [replace(review(number), item_id=str(number)) for number in (1, 2)]
    async with Scripted.batches([(403, None), (200, {"fields": "CANARY"})]) as scripted:
        found = await SharePointReading(scripted.client(), SITE).as_written("list-1", rows)
    assert found == [RetryAfter(UNTIL_MENDED, "forbidden"), Parked("unreadable_items")]
    async with Scripted.single((200, {"responses": []})) as scripted:
        (first, _) = await SharePointReading(scripted.client(), SITE).as_written("list-1", rows)
    assert isinstance(first, RetryAfter)
    async with Scripted.single((500, None)) as scripted:
        assert await SharePointReading(scripted.client(), SITE).as_written("list-1", []) == []
        assert scripted.paths == []


def test_empty_is_empty_in_every_form() -> None:
    """And times are not compared."""
    fields = {"a": None, "b": (), "c": False, "d": "", "e": datetime(2026, 3, 1, tzinfo=UTC)}
    assert says(fields, {})
    assert says(fields, {"a": "", "b": [], "d": "  ", "e": "2026-03-02T00:00:00Z"})
    assert not says(fields, {"c": True})
    assert says({"n": 0}, {"n": 0.0})
    assert not says({"n": 1}, {"n": 0})
