"""Whatever somebody does to a list: each thing done is found, and what filing again mends is equal afterwards."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from practice.checking import Differs, Standing, Wanted, compare
from practice.filing import MEETINGS, REVIEWS

DONE = ("nothing", "deleted", "stale", "rewritten", "moved", "doubled")
FOUND = {
    "deleted": Differs.MISSING,
    "stale": Differs.BEHIND,
    "rewritten": Differs.NEWER,
    "moved": Differs.ELSEWHERE,
    "doubled": Differs.TWICE,
}


def wanted(number: int, done: str) -> Wanted:
    filed = "old" if done == "stale" else "new"
    return Wanted(f"s{number}", f"BTP-{number}", f"k{number}", "new", f"{number}", "v", filed)


def standing(number: int, done: str) -> list[Standing]:
    """What stands after it was done."""
    item = Standing(f"{number}", f"k{number}", "new", "v")
    return {
        "nothing": [item],
        "deleted": [],
        "stale": [replace(item, digest="old")],
        "rewritten": [replace(item, digest="unheard of")],
        "moved": [replace(item, item_id=f"9{number}")],
        "doubled": [item, replace(item, item_id=f"9{number}")],
    }[done]


@pytest.mark.slow
@given(
    st.lists(st.sampled_from(DONE), max_size=8),
    st.integers(0, 3),
    st.integers(0, 3),
    st.sampled_from((MEETINGS, REVIEWS)),
)
def test_each_thing_done_is_found_and_mending_leaves_only_what_a_person_decides(
    done: list[str], strays: int, by_hand: int, where: str
) -> None:
    """The store's wish is never changed, and no item that only the list knows goes away."""
    wishes = [wanted(*each) for each in enumerate(done)]
    items = [item for each in enumerate(done) for item in standing(*each)]
    items += [Standing(f"7{number}", f"stray {number}", "x") for number in range(strays)]
    items += [Standing(f"8{number}") for number in range(by_hand)]
    found = compare(where, wishes, items)
    kinds = sorted(one.kind for one in found.differences)
    assert kinds == sorted([FOUND[one] for one in done if one != "nothing"] + [Differs.UNKNOWN] * strays)
    assert found.by_hand == by_hand
    after = compare(
        where, *_filed_again(wishes, items, {one.subject for one in found.differences if one.mendable})
    )
    assert {one.subject for one in after.differences} == {
        one.subject for one in found.differences if not one.mendable
    }


def _filed_again(
    wishes: list[Wanted], items: list[Standing], subjects: set[str]
) -> tuple[list[Wanted], list[Standing]]:
    """File as the worker does: one item under the wish's key, changed where it stands or made."""
    keys = {one.key: one for one in wishes if one.subject in subjects}
    numbers = {item.key: item.item_id for item in items}
    known = [
        replace(one, item_id=numbers.get(one.key, one.item_id), filed_digest=one.digest)
        if one.key in keys
        else one
        for one in wishes
    ]
    mended = [replace(item, digest=keys[item.key].digest) if item.key in keys else item for item in items]
    made = [
        Standing(one.item_id, one.key, one.digest, "v") for key, one in keys.items() if key not in numbers
    ]
    return known, mended + made
