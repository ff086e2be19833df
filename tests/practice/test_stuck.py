"""Every reason has a sentence that says what is wrong and one that says what to do."""

from __future__ import annotations

import pytest

from practice.stuck import what_is_wrong, what_to_do
from practice.words.stuck import STUCK


@pytest.mark.parametrize(
    "reason", ["column_missing", "storage_full", "forbidden", "error:Broken", "unheard_of"]
)
def test_a_reason_is_told_in_sentences(reason: str) -> None:
    """A reason nobody thought of has them as well."""
    assert what_is_wrong(reason).endswith(".")
    assert what_to_do(reason).endswith(".")


def test_a_fault_of_ours_is_named_whatever_its_name() -> None:
    """The name stands beside the sentence, not in it."""
    assert what_is_wrong("error:KeyError") == STUCK["stuck.error"]
    assert what_is_wrong("unheard_of") == STUCK["stuck.other"]


def test_what_is_forbidden_in_a_mailbox_is_granted_otherwise_than_on_a_site() -> None:
    """The permission and the command that grants it; of other work, and other reasons, it is as everywhere."""
    for kind, setting, role in (
        ("event", "BTP_CALENDAR_MAILBOX", "Application Calendars.ReadWrite"),
        ("poll", "BTP_INTAKE_MAILBOX", "Application Calendars.Read"),
    ):
        assert setting in what_is_wrong("forbidden", kind)
        assert f'New-ManagementRoleAssignment -App ID -Role "{role}"' in what_to_do("forbidden", kind)
    assert "Sites.Selected" in what_to_do("forbidden", "file_answer")
    assert what_to_do("throttled", "event") == what_to_do("throttled")


def test_every_sentence_has_its_other_half() -> None:
    """What is wrong is never said without what to do."""
    assert {key.partition(".")[2] for key in STUCK if key.startswith("stuck.")} == {
        key.partition(".")[2] for key in STUCK if key.startswith("mend.")
    }
