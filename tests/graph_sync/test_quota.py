"""SharePoint's resource units: what requests cost, and that no minute ever has more than its quota."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from graph_sync.exchange import Call
from graph_sync.quota import BATCH, MINUTE, PERMISSIONS, Budget, units

ITEMS = "/sites/example.org,1,2/lists/a/items"


@pytest.mark.parametrize(
    ("method", "url", "cost"),
    [
        ("GET", f"{ITEMS}/7", 1),
        ("GET", f"{ITEMS}/7?$expand=fields($select=BtpKey)", 1),
        ("GET", f"{ITEMS}/7/fields", 1),
        ("GET", "/sites/example.org,1,2/lists/a", 1),
        ("GET", f"{ITEMS}/delta?token=abc", 1),
        ("GET", f"{ITEMS}/delta", 2),
        ("GET", f"{ITEMS}?$filter=x", 2),
        ("GET", "/sites/example.org,1,2/lists?$select=id", 2),
        ("POST", ITEMS, 2),
        ("PATCH", f"{ITEMS}/7/fields", 2),
        ("DELETE", f"{ITEMS}/7", 2),
        ("GET", "/sites/example.org,1,2/permissions", PERMISSIONS),
        ("POST", "/users/boards@example.org/events", 0),
        ("GET", "/users?$filter=mail eq 'a@example.org'", 0),
    ],
)
def test_a_request_costs_what_the_published_table_says(method: str, url: str, cost: int) -> None:
    """1 for a single thing, 2 for many and for writes, 5 for permissions; what is no site's costs nothing here."""
    assert units(Call(method, url)) == cost


def rested(units_a_minute: int = 1_250) -> Budget:
    """Give a budget that has rested for a minute by 0."""
    return Budget(units_a_minute, -MINUTE)


def test_a_restart_does_not_burst() -> None:
    """The process before may have spent everything: units come as evenly as they leave, a batch after 1.9 seconds."""
    budget = Budget(1_250, 100.0)
    assert budget.room(100.0) == 0
    opens = budget.opens(100.0)
    assert opens == pytest.approx(100 + BATCH * MINUTE / 1_250)
    assert budget.room(opens) == BATCH


def test_a_tenth_of_the_minute_leaves_at_once_and_then_it_is_even() -> None:
    """So the site is slowed long before its quota is used up."""
    budget = rested()
    assert budget.room(0.0) == 125
    budget.spend(125, 0.0)
    assert budget.room(0.0) == 0
    assert budget.opens(0.0) == pytest.approx(BATCH * MINUTE / 1_250)
    assert budget.room(6.1) == 125


def test_less_than_a_batch_waits_until_a_batch_may_leave() -> None:
    """Or every batch would hold one item."""
    budget = rested()
    budget.spend(86, 0.0)
    assert budget.room(0.0) == 0
    assert budget.room(budget.opens(0.0)) == BATCH


def test_what_was_too_much_is_waited_for() -> None:
    """A look at an item after a lost answer cannot wait; what comes after it does."""
    budget = rested()
    budget.spend(125 + 50, 0.0)
    assert budget.opens(0.0) == pytest.approx((50 + BATCH) * MINUTE / 1_250)


def test_others_who_spend_of_the_same_quota_are_made_room_for() -> None:
    """Of answers that overtake each other the least counts, until the time the service named."""
    budget = rested()
    budget.told(10, 12.0, 0.0)
    budget.told(30, 12.0, 0.1)
    budget.spend(4, 0.2)
    assert budget.room(0.2) == 6
    budget.spend(6, 0.2)
    assert (budget.room(0.2), budget.opens(0.2)) == (0, 12.1)
    assert budget.room(12.1) == 125


def test_a_closed_site_opens_when_it_was_told_to() -> None:
    """The later of two closings counts."""
    budget = rested()
    budget.close(30.0)
    budget.close(20.0)
    assert (budget.room(29.0), budget.opens(29.0)) == (0, 30.0)
    assert budget.room(30.0) == 125


@pytest.mark.slow
@settings(max_examples=200)
@given(
    st.lists(
        st.tuples(st.integers(1, 40), st.floats(0, 9, allow_nan=False), st.booleans()),
        min_size=1,
        max_size=80,
    ),
    st.integers(100, 6_250),
)
def test_no_minute_has_more_than_its_quota(tries: list[tuple[int, float, bool]], quota: int) -> None:
    """Wherever the minute begins, and whether work waits for room or comes now and then."""
    budget, now = rested(quota), 0.0
    left: list[tuple[float, int]] = []
    for wanted, pause, waits in tries:
        now = budget.opens(now) if waits else now + pause
        room = budget.room(now)
        assert room or not waits, "what opens has room"
        if amount := min(2 * wanted, room):
            budget.spend(amount, now)
            left.append((now, amount))
    for begin, _ in left:
        assert sum(amount for moment, amount in left if begin <= moment < begin + 60) <= quota
