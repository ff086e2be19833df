"""What a refusal means, as a table."""

from __future__ import annotations

import pytest

from graph_sync.exchange import Reply
from graph_sync.refusals import LONGEST, SOON, judged
from practice.outcomes import UNTIL_MENDED, Conflict, Parked, RetryAfter


@pytest.mark.parametrize(
    ("headers", "at_least"),
    [
        ({"retry-after": "2.128"}, 2.128),
        ({"retry-after": "31", "ratelimit-reset": "5"}, 31),
        ({"retry-after": "5", "ratelimit-reset": "31"}, 31),
        ({"ratelimit-reset": "7"}, 7),
        ({}, SOON),
        ({"retry-after": "0"}, SOON),
        ({"retry-after": "-3"}, SOON),
        ({"retry-after": "nan"}, SOON),
        ({"retry-after": "Fri, 20 Nov 2026 11:05:09 GMT"}, SOON),
        ({"retry-after": "1e300"}, LONGEST),
    ],
)
@pytest.mark.parametrize("status", [429, 503])
def test_a_wait_is_never_shorter_than_asked_and_is_spread(
    status: int, headers: dict[str, str], at_least: float
) -> None:
    """The larger of the two headers counts, fractions too; what cannot be read is as if it were not there."""
    earliest, latest = judged(Reply(status, headers), 0.0), judged(Reply(status, headers), 1.0)
    assert isinstance(earliest, RetryAfter)
    assert isinstance(latest, RetryAfter)
    assert earliest.seconds == at_least
    assert latest.seconds >= at_least + 1


@pytest.mark.parametrize("status", [408, 423, 424, 425, 500, 502, 504])
def test_what_passes_is_tried_again(status: int) -> None:
    """Writes carry keys, so a second try is safe even when the first was applied."""
    assert isinstance(judged(Reply(status), 0.5), RetryAfter)


@pytest.mark.parametrize(
    ("status", "reason"),
    [(401, "unauthorised"), (403, "forbidden"), (404, "not_found"), (507, "storage_full")],
)
def test_what_an_administrator_mends_for_everything_waits(status: int, reason: str) -> None:
    """One bad hour of a token, a permission or a full site must not set a single answer aside."""
    assert judged(Reply(status), 0.5) == RetryAfter(UNTIL_MENDED, reason)


@pytest.mark.parametrize(("status", "reason"), [(400, "refused_400"), (302, "refused_302")])
def test_what_does_not_pass_is_left_to_a_person(status: int, reason: str) -> None:
    """With a constant reason, whatever the service wrote."""
    assert judged(Reply(status, {}, {"error": {"message": "CANARY-SURNAME"}}), 0.5) == Parked(reason)


@pytest.mark.parametrize("status", [409, 412])
def test_what_somebody_else_changed_is_a_conflict(status: int) -> None:
    """To be read again before anything is decided."""
    assert judged(Reply(status), 0.5) == Conflict("changed_by_another")
