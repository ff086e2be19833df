"""The state table: which happenings move a prompt, and that nothing else does."""

from datetime import UTC, datetime
from itertools import product

import pytest

from practice.prompts import (
    ENDS,
    OPEN,
    TABLE,
    Happening,
    NotPossible,
    Prompt,
    PromptState,
    after,
    can,
    end_of_waiting,
)

NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)


def prompt(state: PromptState) -> Prompt:
    return Prompt("p", "m", "police", "a@police.example.org", state, NOON)


def test_a_prompt_goes_from_planned_to_answered() -> None:
    """The ordinary life of a request."""
    moved = prompt(PromptState.PLANNED)
    for happening in (Happening.START_SENDING, Happening.DELIVERED, Happening.ANSWER):
        moved = after(moved, happening)
    assert (moved.state, moved.ended, moved.ever_sent, moved.was_unconfirmed) == (
        PromptState.ANSWERED,
        True,
        True,
        False,
    )


def test_an_uncertain_delivery_is_confirmed_by_any_sign_of_life_and_stays_known() -> None:
    """Unconfirmed is remembered after it was confirmed, so that the report can count it."""
    uncertain = after(prompt(PromptState.SENDING), Happening.LEFT_UNCERTAIN)
    confirmed = after(uncertain, Happening.DELIVERED)
    assert uncertain.open
    assert (confirmed.state, confirmed.was_unconfirmed) == (PromptState.SENT, True)


def test_a_reason_is_kept_until_another_is_given() -> None:
    """Why somebody was not asked stands with the prompt."""
    left_out = after(prompt(PromptState.PLANNED), Happening.LEAVE_OUT, reason="sample")
    assert left_out.reason == "sample"


@pytest.mark.slow
def test_what_is_not_in_the_table_cannot_happen(subtests: pytest.Subtests) -> None:
    """Every pair either moves as the table says or is refused."""
    for state, happening in product(PromptState, Happening):
        with subtests.test(f"{happening} to {state}"):
            expected = TABLE.get((state, happening))
            assert can(prompt(state), happening) is (expected is not None)
            if expected is None:
                with pytest.raises(NotPossible):
                    after(prompt(state), happening)
            else:
                assert after(prompt(state), happening).state is expected


def test_ended_prompts_are_never_sent_again_and_only_choices_can_be_undone() -> None:
    """No way leads from a named end back to sending; not there, skipped and leave may be undone."""
    leaving = {(state, happening) for state, happening in TABLE if state in ENDS}
    assert all(TABLE[pair] not in (PromptState.PLANNED, PromptState.SENDING) for pair in leaving)
    assert {state for state, happening in leaving if happening is Happening.UNDO} == {
        PromptState.NOT_THERE,
        PromptState.DECLINED,
        PromptState.AWAY,
    }


def test_a_request_put_off_waits_again_and_ends_as_away_or_is_taken_up() -> None:
    """It was asked, so it never ends as not asked; Undo brings it back."""
    asked = after(after(prompt(PromptState.PLANNED), Happening.START_SENDING), Happening.DELIVERED)
    put_off = after(asked, Happening.POSTPONE)
    assert (put_off.state, put_off.ever_sent) == (PromptState.PLANNED, True)
    assert after(put_off, Happening.UNDO).state is PromptState.SENT
    away = after(put_off, end_of_waiting(put_off))
    assert away.state is PromptState.AWAY
    assert after(away, Happening.UNDO).state is PromptState.SENT
    never = prompt(PromptState.PLANNED)
    assert after(never, end_of_waiting(never)).state is PromptState.NOT_ASKED


def test_open_states_and_ends_share_nothing() -> None:
    """A prompt is open, ended or planned, never two of them."""
    assert not OPEN & ENDS
    assert set(PromptState) == OPEN | ENDS | {PromptState.PLANNED}
