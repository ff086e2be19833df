"""Requests beside the messages that carried them: what agrees is silent, and every disagreement has a name."""

from __future__ import annotations

from dataclasses import replace

import pytest

from practice.accounting import Amiss, Message, Request, account
from practice.prompts import PromptState

S = PromptState
SENT = Request(
    id="prompt-1",
    meeting_id="meeting-1",
    person_id="person-1",
    state=S.SENT,
    ever_sent=True,
    conversation_id="a:1",
    activity_id="1",
    closing=True,
    answered=False,
)
MESSAGE = Message("prompt-1", "person-1", "a:1", "1")
REMINDER = replace(MESSAGE, conversation_id="a:2", activity_id="2")
UNKNOWN = replace(MESSAGE, activity_id="")
PLANNED = replace(SENT, state=S.PLANNED, ever_sent=False, conversation_id="", activity_id="")
OPEN_ELSEWHERE = replace(SENT, id="prompt-2", meeting_id="meeting-2")


@pytest.mark.parametrize(
    ("request_", "messages"),
    [
        (SENT, [MESSAGE]),
        (replace(SENT, activity_id="2"), [MESSAGE, REMINDER]),
        (replace(SENT, state=S.UNCONFIRMED, activity_id=""), [UNKNOWN]),
        (
            replace(SENT, activity_id="9"),
            [UNKNOWN],
        ),  # A press told the request its message, and not the contact.
        (SENT, [replace(MESSAGE, person_id="person-0"), REMINDER]),  # The account was made anew in between.
        (replace(PLANNED, state=S.SENDING, conversation_id="a:1"), [UNKNOWN]),
        (replace(SENT, state=S.ANSWERED, answered=True, closing=False), [MESSAGE]),
        (replace(SENT, state=S.EXPIRED, closing=False), [MESSAGE]),
        (replace(SENT, state=S.PLANNED), [MESSAGE]),  # Put off until its person is back from leave.
        (PLANNED, []),
        (replace(PLANNED, state=S.NOT_ASKED, closing=False), []),
        # Withdrawn while it left: it arrived, or nobody knows.
        (replace(SENT, state=S.CANCELLED, ever_sent=False, closing=False), [MESSAGE]),
        (replace(SENT, state=S.CANCELLED, ever_sent=False, activity_id="", closing=False), [UNKNOWN]),
    ],
)
def test_what_agrees_is_silent(request_: Request, messages: list[Message]) -> None:
    """Every state a request may be in, with the messages it may have."""
    assert account([request_], messages) == ()


@pytest.mark.parametrize(
    ("request_", "messages", "amiss"),
    [
        (SENT, [], Amiss.NO_MESSAGE),
        (replace(PLANNED, state=S.SENDING), [], Amiss.NO_MESSAGE),
        (replace(SENT, activity_id="9"), [MESSAGE], Amiss.OTHER_MESSAGE),
        (replace(SENT, conversation_id="a:9"), [MESSAGE], Amiss.OTHER_CHAT),
        (SENT, [replace(MESSAGE, person_id="person-2")], Amiss.OTHER_PERSON),
        (SENT, [MESSAGE, replace(REMINDER, person_id="person-2")], Amiss.OTHER_PERSON),
        (PLANNED, [MESSAGE], Amiss.NEVER_SENT),
        (replace(SENT, closing=False), [MESSAGE], Amiss.UNENDING),
        (replace(PLANNED, closing=False), [], Amiss.UNENDING),
        (replace(SENT, answered=True), [MESSAGE], Amiss.OPEN_THOUGH_ANSWERED),
    ],
)
def test_every_disagreement_has_a_name(request_: Request, messages: list[Message], amiss: Amiss) -> None:
    """With the id of its request."""
    assert account([request_], messages) == ((amiss, "prompt-1"),)


def test_two_open_requests_of_one_person_about_one_meeting_are_both_named() -> None:
    """About two meetings, or once one has ended, they are as they should be."""
    twin = replace(SENT, id="prompt-2")
    messages = [MESSAGE, replace(MESSAGE, prompt_id="prompt-2")]
    assert account([SENT, twin], messages) == (
        (Amiss.TWO_OPEN, "prompt-1"),
        (Amiss.TWO_OPEN, "prompt-2"),
    )
    assert account([SENT, OPEN_ELSEWHERE], messages) == ()
    assert account([SENT, replace(twin, state=S.ANSWERED)], messages) == ()
