"""The limits of the connector, on the stand-in's own clock."""

from __future__ import annotations

from tests.local365.conftest import Stand

HELLO = {"type": "message", "text": "Hello"}


async def at(stand: Stand, second: float) -> None:
    await stand.call("PUT", "/_local/clock", {"now": f"2026-03-17T12:00:{second:06.3f}Z"})


async def statuses(stand: Stand, times: int) -> list[int]:
    chat = await stand.chat_id()
    return [(await stand.connector("POST", f"/{chat}/activities", HELLO))[0] for _ in range(times)]


async def test_an_eighth_message_in_a_second_is_refused_and_counted(stand: Stand) -> None:
    """Seven in one second, eight in two; what was refused is not counted against the chat."""
    await at(stand, 0)
    assert await statuses(stand, 9) == [201] * 7 + [429] * 2
    await at(stand, 1)
    assert await statuses(stand, 2) == [201, 429]
    await at(stand, 2)
    assert await statuses(stand, 7) == [201] * 7
    assert (await stand.call("GET", "/_local/limits"))[1] == {"refused": 3}


async def test_retry_after_says_when_the_window_has_room(stand: Stand) -> None:
    """Whole or as a fraction, and never too early."""
    await at(stand, 0)
    await statuses(stand, 7)
    async with stand.client.post(
        f"/connector/11111111-1111-4111-8111-111111111111/v3/conversations/{await stand.chat_id()}/activities",
        json=HELLO,
    ) as refused:
        assert refused.status == 429
        assert 1 <= float(refused.headers["Retry-After"]) <= 2


async def test_an_injected_429_is_not_counted_as_a_limit(stand: Stand) -> None:
    """So that a rehearsal can tell its own faults from ours."""
    await at(stand, 0)
    await stand.call("PUT", "/_local/faults", [{"service": "connector", "kind": "429", "probability": 1}])
    assert await statuses(stand, 1) == [429]
    assert (await stand.call("GET", "/_local/limits"))[1] == {"refused": 0}


async def test_the_app_has_fifty_a_second_over_all_chats(stand: Stand) -> None:
    """Whoever they are for, the fifty-first is refused."""
    await at(stand, 0)
    crowd = [f"55555555-5555-4555-8555-{number:012}" for number in range(52)]
    people = [{"id": one, "name": "Nurse", "mail": f"{one}@health.example.org"} for one in crowd]
    await stand.call("POST", "/_local/seed", {"people": people})
    chats = [await stand.chat_id(one) for one in crowd]
    told = [(await stand.connector("POST", f"/{chat}/activities", HELLO))[0] for chat in chats]
    assert told == [201] * 50 + [429] * 2
