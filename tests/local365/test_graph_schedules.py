"""getSchedule: a digit for each place of the view, and errors for one address alone."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from tests.local365.graph_stand import BOARDS, EVENTS, SEAT, Answer, Graph, event, seeded

if TYPE_CHECKING:
    from tests.local365.conftest import Stand

PERSON = {"id": "33333333-3333-4333-8333-333333333333", "name": "Police seat", "mail": SEAT}


async def office(stand: Stand) -> Graph:
    """The boards' mailbox and somebody with a seat, away on the 6th of January from ten to eleven."""
    graph = await seeded(stand)
    away = {"person": SEAT, "start": "2027-01-06T10:00:00Z", "end": "2027-01-06T11:00:00Z", "status": "oof"}
    await graph.seed(people=[PERSON], busy=[away])
    return graph


def moment(day: str, clock: str, zone: str = "UTC") -> dict[str, str]:
    return {"dateTime": f"2027-{day}T{clock}:00", "timeZone": zone}


async def asked(graph: Graph, *addresses: str, more: dict[str, Any] | None = None) -> Answer:
    body = {
        "schedules": list(addresses),
        "startTime": moment("01-06", "09:00"),
        "endTime": moment("01-06", "12:00"),
        "availabilityViewInterval": 30,
        **(more or {}),
    }
    return await graph.call("POST", f"/users/{BOARDS}/calendar/getSchedule", body)


async def test_the_view_has_a_digit_for_every_half_hour(stand: Stand) -> None:
    """0 free, 3 out of office; the items beside it tell more than is needed."""
    graph = await office(stand)
    [entry] = (await asked(graph, SEAT)).body["value"]
    assert entry["scheduleId"] == SEAT
    assert entry["availabilityView"] == "003300"
    assert entry["scheduleItems"][0]["subject"] == "Appointment"
    assert await stand.violations() == []


async def test_an_invitation_is_tentative_until_it_is_answered(stand: Stand) -> None:
    """In summer, half past nine in London is half past eight in UTC; who declined is free."""
    graph = await office(stand)
    sent = event(day="2027-07-28", attendees=[{"emailAddress": {"address": SEAT}}])
    body = (await graph.call("POST", EVENTS, sent)).body

    async def view() -> str:
        summer = {"startTime": moment("07-28", "08:00"), "endTime": moment("07-28", "11:00")}
        both = (await asked(graph, SEAT, BOARDS, more=summer)).body["value"]
        assert both[1]["availabilityView"] == "022220"
        return str(both[0]["availabilityView"])

    async def respond(response: str) -> None:
        path = f"/_local/mailboxes/{BOARDS}/events/{body['id']}/respond"
        assert (await stand.call("POST", path, {"person": SEAT, "response": response}))[0] == 200

    assert await view() == "011110"
    await respond("accepted")
    assert await view() == "022220"
    await respond("declined")
    assert await view() == "000000"


async def test_an_unknown_address_is_an_error_of_its_own(stand: Stand) -> None:
    """The others are answered."""
    graph = await office(stand)
    answer = await asked(graph, "nobody@example.org", SEAT)
    assert answer.status == 200
    unknown, known = answer.body["value"]
    assert unknown["error"]["responseCode"] == "ErrorMailRecipientNotFound"
    assert "availabilityView" not in unknown
    assert known["availabilityView"] == "003300"


@pytest.mark.parametrize(
    "wrong",
    [
        {"schedules": [f"seat.{n}@example.org" for n in range(21)]},
        {"endTime": moment("02-18", "09:30")},
        {"endTime": moment("01-06", "08:00")},
        {"endTime": moment("01-06", "12:00", "No Such Time")},
    ],
    ids=["21 addresses", "43 days", "upside down", "an unknown zone"],
)
async def test_what_is_too_much_or_makes_no_sense_is_refused(stand: Stand, wrong: dict[str, Any]) -> None:
    """With 400, as a whole."""
    graph = await office(stand)
    assert (await asked(graph, SEAT, more=wrong)).status == 400


async def test_only_through_a_mailbox_the_application_may_open(stand: Stand) -> None:
    """A person's own is out of its scope."""
    graph = await office(stand)
    body = {"schedules": [SEAT], "startTime": moment("01-06", "09:00"), "endTime": moment("01-06", "12:00")}
    assert (await graph.call("POST", f"/users/{SEAT}/calendar/getSchedule", body)).status == 403
