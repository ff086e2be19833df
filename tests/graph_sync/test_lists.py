"""The coordinator's lists against the stand-in: made once, every row filed once."""

from __future__ import annotations

from dataclasses import replace
from uuid import UUID

import pytest

from graph_sync.lists import SharePointLists
from practice.answers import Content
from practice.filing import MEETINGS, REVIEWS, Counts, Row, meeting_row, review_row
from practice.outcomes import Done, Parked
from tests.graph_sync.conftest import SITE, Service
from tests.graph_sync.partnerships import MEETING, PARTNERSHIP, answer

OTHER_WORDS = Content(words={"q1": "The plan was clear after all."}, taps={"agencies": ("yes",)})


def key(number: int) -> str:
    """Give a key as the store makes them."""
    return str(UUID(int=number))


def review(number: int) -> Row:
    """Give the row of a first answer."""
    return review_row(key(number), answer(number), MEETING, PARTNERSHIP)


def known(row: Row, outcome: object) -> Row:
    """Give the row with what its filing taught."""
    assert isinstance(outcome, Done), outcome
    return replace(row, item_id=outcome.outside_id, etag=outcome.etag)


async def filed(lists: SharePointLists, list_id: str, row: Row) -> Row:
    """File one row."""
    return known(row, (await lists.file(list_id, [row]))[0])


async def made(lists: SharePointLists, name: str = REVIEWS) -> str:
    """Make the lists and give the id of one."""
    found = await lists.ready({})
    assert isinstance(found, dict)
    return found[name].id


@pytest.mark.slow
async def test_the_lists_are_made_once_however_often_they_are_asked_for(
    service: Service, lists: SharePointLists
) -> None:
    """A second start, which knows no ids, finds the two lists of the first."""
    assert await made(lists) == await made(lists)
    state = await service.call("GET", "/_local/state")
    assert {one["name"] for one in state["lists"]} >= {MEETINGS, REVIEWS}
    assert len([one for one in state["lists"] if one["name"] == REVIEWS]) == 1


@pytest.mark.slow
async def test_an_answer_stands_in_the_list_as_it_was_written(
    service: Service, lists: SharePointLists
) -> None:
    """Words, taps in words, group, month and cycle are where the coordinator looks for them."""
    outcomes = await lists.file(await made(lists), [review(1)])
    assert [type(outcome) for outcome in outcomes] == [Done]
    (item,) = await service.items()
    fields = item["fields"]
    assert fields["WentWell"] == "Everybody came, and the plan was clear."
    assert fields["MeasureMissing"] == ["Police", "GP"]
    assert fields["MeasureTogether"] == "Well"
    assert fields["MeetingType"] == "Core group"
    assert (fields["Month"], fields["Cycle"]) == ("2026-06", "Hub June 2026")
    assert fields["MeetingDate"] == "2026-06-09T23:00:00Z", "the tenth, midnight in London"
    assert fields["Status"] == "To check"


@pytest.mark.slow
async def test_a_meeting_stands_in_the_list_with_its_counts(service: Service, lists: SharePointLists) -> None:
    """Counts are numbers and the status is what happened."""
    row = meeting_row(key(1), MEETING, Counts(asked=4, answered=1, still_open=3), PARTNERSHIP)
    await lists.file(await made(lists, MEETINGS), [row])
    (item,) = await service.items()
    assert (item["fields"]["Asked"], item["fields"]["Answered"], item["fields"]["StillOpen"]) == (4, 1, 3)
    assert (item["fields"]["Status"], item["fields"]["InTheSample"]) == ("Happened", True)


@pytest.mark.slow
async def test_a_row_filed_again_without_its_id_is_found_and_not_doubled(
    service: Service, lists: SharePointLists
) -> None:
    """After a lost answer the same key finds the item, its id and its version."""
    where = await made(lists)
    await service.behave(filter="reliable")
    first = await filed(lists, where, review(1))
    again = await filed(lists, where, review(1))
    assert again == first
    assert len(await service.items()) == 1


@pytest.mark.slow
async def test_a_row_that_changed_before_its_id_was_known_brings_the_item_up_to_date(
    service: Service, lists: SharePointLists
) -> None:
    """The key finds the older content, and only what the product owns is written over it."""
    where = await made(lists)
    await service.behave(filter="reliable")
    first = await filed(lists, where, review(1))
    await service.call(
        "PATCH", f"/_local/lists/{where}/items/{first.item_id}", {"fields": {"Status": "Checked"}}
    )
    changed = review_row(key(1), answer(1, OTHER_WORDS), MEETING, PARTNERSHIP)
    await filed(lists, where, changed)
    (item,) = await service.items()
    assert item["fields"]["WentWell"] == "The plan was clear after all."
    assert item["fields"]["Status"] == "Checked", "the status is the coordinator's once the item exists"
    assert "NeedsToChange" not in item["fields"], "what is no longer said is gone"
    assert "MeasureMissing" not in item["fields"]


@pytest.mark.slow
async def test_a_coordinators_edit_in_between_survives_our_change(
    service: Service, lists: SharePointLists
) -> None:
    """The version we know is old by then; it is read again and only our columns are written."""
    where = await made(lists)
    first = await filed(lists, where, review(1))
    await service.call(
        "PATCH", f"/_local/lists/{where}/items/{first.item_id}", {"fields": {"CoordinatorNote": "read"}}
    )
    changed = review_row(
        key(1), answer(1, OTHER_WORDS), MEETING, PARTNERSHIP, item_id=first.item_id, etag=first.etag
    )
    await filed(lists, where, changed)
    (item,) = await service.items()
    assert item["fields"]["WentWell"] == "The plan was clear after all."
    assert item["fields"]["CoordinatorNote"] == "read"


@pytest.mark.slow
async def test_a_change_whose_answer_was_lost_is_not_written_again(lists: SharePointLists) -> None:
    """The second try knows an old version; what stands there is what it wants, so it only learns it."""
    where = await made(lists)
    first = await filed(lists, where, review(1))
    changed = review_row(
        key(1), answer(1, OTHER_WORDS), MEETING, PARTNERSHIP, item_id=first.item_id, etag=first.etag
    )
    second = await filed(lists, where, changed)
    third = await filed(lists, where, changed)
    assert third.etag == second.etag != first.etag


@pytest.mark.slow
async def test_an_answer_taken_back_leaves_no_words_and_no_taps(
    service: Service, lists: SharePointLists
) -> None:
    """Only that there was one, and its reference, stays."""
    where = await made(lists)
    first = await filed(lists, where, review(1))
    back = review_row(
        key(1), answer(1, back=True), MEETING, PARTNERSHIP, item_id=first.item_id, etag=first.etag
    )
    await filed(lists, where, back)
    (item,) = await service.items()
    assert item["fields"]["Status"] == "Taken back"
    assert not {"WentWell", "NeedsToChange", "FirstWords", "MeasureMissing"} & item["fields"].keys()


@pytest.mark.slow
async def test_an_item_that_somebody_deleted_is_left_to_a_person(
    service: Service, lists: SharePointLists
) -> None:
    """It is not made anew: somebody wanted it gone."""
    where = await made(lists)
    first = await filed(lists, where, review(1))
    await service.call("DELETE", f"/v1.0/sites/{SITE}/lists/{where}/items/{first.item_id}")
    assert await lists.file(where, [first]) == [Parked("item_deleted")]


@pytest.mark.slow
async def test_twenty_rows_take_one_request(service: Service, lists: SharePointLists) -> None:
    """New and changed rows travel together, and each gets its own outcome in its own place."""
    where = await made(lists)
    first = await filed(lists, where, review(1))
    rows = [first, *(review(number) for number in range(2, 21))]
    await service.call("DELETE", "/_local/requests")
    outcomes = await lists.file(where, rows)
    assert [request["path"] for request in await service.requests()].count("/v1.0/$batch") == 1
    items = {item["id"]: item["fields"]["Ref"] for item in await service.items()}
    found = [items[outcome.outside_id] for outcome in outcomes if isinstance(outcome, Done)]
    assert found == [f"BTP-{number:04}" for number in range(1, 21)]
