"""With 40 % of everything going wrong, every row is filed once and every event stands once."""

from __future__ import annotations

import logging

import pytest

from graph_sync.lists import SharePointLists
from practice.answers import Content
from practice.filing import REVIEWS, Row, review_row
from practice.outcomes import Done, RetryAfter
from tests.graph_sync.conftest import Service
from tests.graph_sync.partnerships import MEETING, PARTNERSHIP, answer
from tests.graph_sync.test_lists import key

ALL = ("429", "503", "reset", "applied-then-504", "applied-then-reset")
ROWS = 60
TOGETHER = 4
TRIES = 200


def wanted(number: int) -> Row:
    """Give a row with words of its own."""
    content = Content(words={"q1": f"This went well, number {number}.", "q2": "A\nB"})
    return review_row(key(number), answer(number, content), MEETING, PARTNERSHIP)


async def ready(lists: SharePointLists) -> str:
    """Ask for the lists until they are there."""
    for _ in range(TRIES):
        found = await lists.ready({})
        if isinstance(found, dict):
            return found[REVIEWS].id
        assert isinstance(found, RetryAfter), found
    raise AssertionError("the lists were never made")


async def file_all(lists: SharePointLists, where: str, rows: list[Row]) -> dict[str, Done]:
    """File rows, a few at a time, until all are done."""
    waiting, done = list(rows), dict[str, Done]()
    for _ in range(TRIES):
        batch = waiting[:TOGETHER]
        for row, outcome in zip(batch, await lists.file(where, batch), strict=True):
            if isinstance(outcome, Done):
                done[row.key] = outcome
                waiting.remove(row)
            else:
                assert isinstance(outcome, RetryAfter), outcome
        waiting = waiting[TOGETHER:] + waiting[:TOGETHER]
        if not waiting:
            return done
    raise AssertionError(f"{len(waiting)} rows were never filed")


@pytest.mark.slow
@pytest.mark.parametrize("blind", ["reliable", "sometimes-empty"])
async def test_nothing_is_doubled_and_nothing_is_lost(
    service: Service, lists: SharePointLists, caplog: pytest.LogCaptureFixture, blind: str
) -> None:
    """Neither are lists: rows made and then changed under faults end equal to what was wanted."""
    caplog.set_level(logging.DEBUG)
    await service.behave(filter=blind)
    await service.fail(*ALL, probability=0.4)
    where = await ready(lists)
    done = await file_all(lists, where, [wanted(number) for number in range(ROWS)])
    changed = [
        review_row(
            key(number),
            answer(number, Content(words={"q1": f"Changed {number}."})),
            MEETING,
            PARTNERSHIP,
            item_id=done[key(number)].outside_id,
            etag=done[key(number)].etag,
        )
        for number in range(0, ROWS, 2)
    ]
    await file_all(lists, where, changed)
    await service.fail(probability=0)
    statuses = {request["status"] for request in await service.requests()}
    assert statuses >= {0, 429, 503, 504}, "the faults happened"
    assert "went well, number" not in caplog.text, "no words stand in any log"
    items = await service.items()
    assert len(items) == ROWS
    told = {item["fields"]["BtpKey"]: item["fields"]["WentWell"] for item in items}
    assert told == {
        key(number): f"This went well, number {number}." if number % 2 else f"Changed {number}."
        for number in range(ROWS)
    }
    state = await service.call("GET", "/_local/state")
    assert len([one for one in state["lists"] if one["name"] == REVIEWS]) == 1
