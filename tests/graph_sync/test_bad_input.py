"""What people and administrators do to a list, and what people write: each ends in a reason with sentences.

Nothing is lost: when the cause is gone, the same row is filed once.
"""

from __future__ import annotations

import pytest

from graph_sync.items import DELETED
from graph_sync.lists import SharePointLists
from practice.answers import Content
from practice.filing import REVIEWS, Row, review_row
from practice.outcomes import UNTIL_MENDED, Done, Parked, RetryAfter
from practice.words.stuck import STUCK
from tests.graph_sync.conftest import SITE, Service
from tests.graph_sync.partnerships import MEETING, PARTNERSHIP, answer
from tests.graph_sync.test_lists import key

pytestmark = pytest.mark.slow


@pytest.fixture
async def where(lists: SharePointLists) -> str:
    """The reviews' list, made."""
    found = await lists.ready({})
    assert isinstance(found, dict)
    return found[REVIEWS].id


def row(words: str = "Good.", *, item_id: str = "", etag: str = "") -> Row:
    content = Content(words={"q1": words}, taps={"agencies": ("partly",)})
    return review_row(key(1), answer(1, content), MEETING, PARTNERSHIP, item_id=item_id, etag=etag)


async def filed(lists: SharePointLists, where: str, wanted: Row) -> object:
    (outcome,) = await lists.file(where, [wanted])
    if isinstance(outcome, Parked | RetryAfter):
        assert f"stuck.{outcome.reason}" in STUCK
    return outcome


async def column(service: Service, where: str, name: str) -> str:
    """Give the path of a column."""
    path = f"/v1.0/sites/{SITE}/lists/{where}/columns"
    found = (await service.call("GET", path))["value"]
    return f"{path}/{next(one['id'] for one in found if one['name'] == name)}"


@pytest.mark.parametrize(
    ("status", "reason"), [("403", "forbidden"), ("404", "not_found"), ("507", "storage_full")]
)
@pytest.mark.parametrize("only", ["items", "batch"])
async def test_what_an_administrator_mends_waits_and_is_filed_then(
    service: Service, lists: SharePointLists, where: str, status: str, reason: str, only: str
) -> None:
    """A permission withdrawn, a site gone, storage full: new items and changed ones alike."""
    fault = {"service": "graph", "kind": status, "probability": 1, "only": only}
    await service.call("PUT", "/_local/faults", [fault])
    assert await filed(lists, where, row()) == RetryAfter(UNTIL_MENDED, reason)
    await service.fail(probability=0)
    done = await filed(lists, where, row())
    assert isinstance(done, Done)
    changed = row("Better.", item_id=done.outside_id, etag=done.etag)
    await service.call("PUT", "/_local/faults", [fault])
    assert await filed(lists, where, changed) == RetryAfter(UNTIL_MENDED, reason)
    await service.fail(probability=0)
    assert isinstance(await filed(lists, where, changed), Done)
    (item,) = await service.items()
    assert item["fields"]["WentWell"] == "Better."


async def test_a_renamed_list_is_filed_into_as_before(
    service: Service, lists: SharePointLists, where: str
) -> None:
    """Its id is known."""
    await service.call("PATCH", f"/v1.0/sites/{SITE}/lists/{where}", {"displayName": "Answers"})
    assert isinstance(await filed(lists, where, row()), Done)


async def test_a_deleted_list_does_not_look_like_a_deleted_item(
    service: Service, lists: SharePointLists, where: str
) -> None:
    """Every change would be set aside, one by one; it waits until the list is restored."""
    done = await filed(lists, where, row())
    assert isinstance(done, Done)
    await service.call("DELETE", f"/v1.0/sites/{SITE}/lists/{where}")
    changed = row("Better.", item_id=done.outside_id, etag=done.etag)
    assert await filed(lists, where, changed) == RetryAfter(UNTIL_MENDED, "not_found")


async def test_an_item_somebody_deleted_is_not_made_again(
    service: Service, lists: SharePointLists, where: str
) -> None:
    """It was their decision."""
    done = await filed(lists, where, row())
    assert isinstance(done, Done)
    await service.call("DELETE", f"/v1.0/sites/{SITE}/lists/{where}/items/{done.outside_id}")
    assert await filed(lists, where, row("Better.", item_id=done.outside_id, etag=done.etag)) == DELETED
    assert all(item["deleted"] for item in await service.items())


async def test_a_deleted_column_is_named_as_the_reason(
    service: Service, lists: SharePointLists, where: str
) -> None:
    """For a new item and for a changed one; made again, it is filled."""
    service.damaged = True
    done = await filed(lists, where, row())
    assert isinstance(done, Done)
    await service.call("DELETE", await column(service, where, "WentWell"))
    assert await filed(lists, where, row("Better.", item_id=done.outside_id)) == Parked("column_missing")
    made = {"name": "WentWell", "text": {"allowMultipleLines": True}}
    await service.call("POST", f"/v1.0/sites/{SITE}/lists/{where}/columns", made)
    assert isinstance(await filed(lists, where, row("Better.", item_id=done.outside_id)), Done)


@pytest.mark.parametrize(
    "made",
    [
        {"name": "MeasureAgencies", "number": {}},
        {"name": "MeasureAgencies", "choice": {"choices": ["Yes", "No"], "displayAs": "dropDownMenu"}},
    ],
    ids=["retyped", "choice removed"],
)
async def test_a_column_that_does_not_take_the_value_is_left_to_a_person(
    service: Service, lists: SharePointLists, where: str, made: dict[str, object]
) -> None:
    """Nothing half-written stands there."""
    service.damaged = True
    await service.call("DELETE", await column(service, where, "MeasureAgencies"))
    await service.call("POST", f"/v1.0/sites/{SITE}/lists/{where}/columns", made)
    assert await filed(lists, where, row()) == Parked("refused_400")
    assert await service.items() == []


async def test_an_etag_of_another_version_is_met_by_reading_again(
    service: Service, lists: SharePointLists, where: str
) -> None:
    """As after restoring a backup of yesterday."""
    done = await filed(lists, where, row())
    assert isinstance(done, Done)
    stale = row("Better.", item_id=done.outside_id, etag='"00000000-0000-4000-8000-000000000000,99"')
    assert isinstance(await filed(lists, where, stale), Done)
    (item,) = await service.items()
    assert item["fields"]["WentWell"] == "Better."


@pytest.mark.parametrize(
    ("typed", "stands"),
    [
        (
            "Well done \U0001f469\u200d\U0001f467 \U0001f44f",
            "Well done \U0001f469\u200d\U0001f467 \U0001f44f",
        ),
        ("A\x00B\x0bC", "ABC"),
        ("half \ud83d of a letter", "half ? of a letter"),
        ("<b>bold</b> =1+1", "<b>bold</b> =1+1"),
        ("x" * 63_000, "x" * 63_000),
    ],
    ids=["emoji", "control characters", "lone surrogate", "markup", "63,000 characters"],
)
async def test_whatever_somebody_wrote_stands_there(
    service: Service, lists: SharePointLists, where: str, typed: str, stands: str
) -> None:
    """Letter for letter, but for what no list can keep."""
    assert isinstance(await filed(lists, where, row(typed)), Done)
    (item,) = await service.items()
    assert item["fields"]["WentWell"] == stands


async def test_words_too_long_for_the_list_are_set_aside_whole(
    service: Service, lists: SharePointLists, where: str
) -> None:
    """63,000 letters of two units each are more than a column takes: nothing is cut, and the store has them."""
    service.damaged = True
    assert await filed(lists, where, row("\U0001f44f" * 63_000)) == Parked("refused_400")
    assert await service.items() == []
