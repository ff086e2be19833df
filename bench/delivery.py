"""How long ten thousand cards take to people whose chats are known, in stepped time, one request in twenty failing.

The product itself works through its own queue against the local stand-in, whose limits are Teams'. Real seconds do not
count here: the clock jumps to whatever may happen next.
"""

from __future__ import annotations

import random
import tempfile
import time
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

from bench.figures import Figure
from bench.shapes import MEETING, START
from bot.app import Service, running
from bot.clock import SteppedClock
from bot.handlers.ports import Conversation, Kind, Transaction
from bot.local.standin import StandIn, standing_in
from bot.local.town import COORDINATOR, EXAMPLE, TENANT, environment, seed_of
from bot.settings import read_settings
from bot.store import inspection
from practice.people import Person
from practice.prompts import ENDS, Prompt, PromptState

PROMPTS = 10_000
_AT_A_MEETING = 10
_MOST_MINUTES = 6.0
_LONGEST = timedelta(minutes=25)
"""After which the measurement gives up; the meetings' counts are filed at half past, and do not count here."""

FAULTS = (
    {"service": "connector", "kind": "429", "probability": 0.03, "retry_after": 1.5},
    {"service": "connector", "kind": "503", "probability": 0.01},
    {"service": "connector", "kind": "reset", "probability": 0.005},
    {"service": "connector", "kind": "applied-then-504", "probability": 0.005},
)
_NAMED = {PromptState.SENT, PromptState.UNCONFIRMED, *ENDS}


async def delivery(prompts: int = PROMPTS) -> list[Figure]:
    """Deliver; nobody answers, as that would cost Teams nothing."""
    began = time.monotonic()
    with tempfile.TemporaryDirectory() as folder:
        async with standing_in(Path(folder) / "local365.sqlite", seed=1) as stand_in:
            await stand_in.set_clock(START)
            settings = environment(Path(folder), stand_in.url, 0, EXAMPLE, 1)
            await stand_in.seed(seed_of((), {}, "http://127.0.0.1:9/api/messages"))
            await stand_in.seed({"people": [_entry(number) for number in range(prompts)]})
            known = (await stand_in.get("people"))["people"]
            people = [person for person in known if person["id"] != COORDINATOR]
            async with running(read_settings(settings), clock := SteppedClock(START)) as service:
                await _ask(service, people)
                await stand_in.send("PUT", "faults", list(FAULTS))
                taken = await _minutes(service, clock, stand_in)
                states = await service.store.read(lambda tx: inspection.prompt_counts(tx).by_state)
            messages = (await stand_in.get("messages"))["messages"]
            refused = (await stand_in.get("limits"))["refused"]
    return _figures(prompts, taken, states, messages, refused, time.monotonic() - began)


def _figures(
    prompts: int,
    taken: float,
    states: Mapping[PromptState, int],
    messages: Sequence[Mapping[str, Any]],
    refused: int,
    seconds: float,
) -> list[Figure]:
    named = sum(count for state, count in states.items() if state in _NAMED)
    cards = Counter(message["person"] for message in messages)
    what = f"{prompts:,} cards, 1 request in 20 failing"
    return [
        Figure(f"{what}: stepped time", taken, "min", _MOST_MINUTES),
        Figure(f"{what}: not in a named state", prompts - named, "", 0),
        Figure(f"{what}: unconfirmed", states.get(PromptState.UNCONFIRMED, 0), ""),
        Figure(f"{what}: 429 caused by us", refused, "", 0),
        Figure(f"{what}: second cards", sum(count - 1 for count in cards.values()), "", 0),
        Figure(f"{what}: real time", seconds, "s"),
    ]


def _entry(number: int) -> dict[str, object]:
    person = f"33333333-3333-4333-8333-{number:012}"
    return {"id": person, "name": f"Social worker {number}", "mail": f"worker.{number}@council.example.org"}


async def _ask(service: Service, people: Sequence[Mapping[str, Any]]) -> None:
    """Plan one request for everybody, all due at once; their chats are known from their installation."""
    agency = service.partnership.agencies[0].key
    kind = service.partnership.types[0].key
    chance = random.Random(1)
    for first in range(0, len(people), _AT_A_MEETING):
        group = people[first : first + _AT_A_MEETING]
        source = f"bench:{first}"
        meeting = replace(
            MEETING, id=source, ref=f"BTP-{chance.getrandbits(48):x}", source_key=source, type_key=kind
        )

        def plan(tx: Transaction, meeting: Any = meeting, group: Any = group) -> None:  # noqa: ANN401
            tx.save_meeting(meeting)
            for one in group:
                _plan(tx, one, meeting.id, agency, service.settings.service_url)

        await service.store.write(plan)


def _plan(tx: Transaction, one: Mapping[str, Any], meeting: str, agency: str, url: str) -> None:
    tx.save_person(one["mail"], Person(one["id"], agency))
    tx.save_conversation(Conversation(one["id"], one["conversation"], url, TENANT, one["mri"]))
    prompt = Prompt(
        id=f"prompt {one['id']}",
        meeting_id=meeting,
        agency_key=agency,
        address=one["mail"],
        state=PromptState.PLANNED,
        due_at=START,
        closes_at=START + timedelta(days=14),
    )
    tx.save_prompt(prompt)
    tx.add_work(Kind.DELIVER, prompt.id, START)


async def _minutes(service: Service, clock: SteppedClock, stand_in: StandIn) -> float:
    """Step from one thing that may happen to the next until no delivery waits; give the stepped minutes."""
    last = START
    while Kind.DELIVER in await service.queue.next_due() and clock.now() < START + _LONGEST:
        last = clock.now()
        await stand_in.set_clock(last)
        _, upcoming = await service.runner.drain()
        clock.step(upcoming or last)
    return (last - START) / timedelta(minutes=1)
