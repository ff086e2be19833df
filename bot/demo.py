"""The demo: the whole job on one machine, on a working morning of an invented town, until Ctrl-C."""

from __future__ import annotations

import random
import tempfile
from datetime import date, datetime, time, timedelta
from pathlib import Path

import typer

from bot.app import Service, running, work_until_stopped
from bot.applying import save_plan
from bot.clock import ShiftedClock, SystemClock
from bot.handlers.ports import Kind
from bot.local.board_list import make_board_list
from bot.local.further_hub import answer_first_hub, with_further_hub
from bot.local.meetings import invented_meeting
from bot.local.ports import require_free
from bot.local.standin import StandIn, standing_in
from bot.local.town import COORDINATOR, Townsperson, environment, seat_mailboxes, seed_of, townspeople
from bot.partnership import load
from bot.settings import Settings, read_settings
from practice.clocks import LONDON
from practice.meetings import Asked
from practice.partnership import Partnership
from practice.working_days import is_working_day

_NOW = time(12, 29, 50)
"""The demo's time of day: the morning's meetings are over, and what waits for a half hour happens in seconds."""

_MEETINGS = 3
_SEED = 7


async def run_demo(port: int, pages_port: int) -> None:
    """Run until Ctrl-C; raises PortTaken, StandInRefused."""
    require_free(port, "--port")
    require_free(pages_port, "--pages-port")
    with tempfile.TemporaryDirectory(prefix="back-to-practice-demo-") as folder:
        state = Path(folder) / "local365.sqlite"
        async with standing_in(state, port=pages_port, seed=_SEED) as stand_in:
            day = _working_day(SystemClock().now().date())
            file = with_further_hub(Path(folder), day)
            settings = read_settings(environment(Path(folder), stand_in.url, port, file, _SEED))
            await _run(stand_in, settings, day)


async def _run(stand_in: StandIn, settings: Settings, day: date) -> None:
    partnership = load(settings.partnership)
    clock = ShiftedClock(datetime.combine(day, _NOW, LONDON))
    await stand_in.set_clock(clock.now(), goes_on=True)
    people = await _seed(stand_in, partnership, clock.now().date(), settings.port)
    async with running(settings, clock) as service:
        await service.listen()
        await _schedule(service)
        await service.only(Kind.EVENT).drain()
        await answer_first_hub(stand_in)
        await service.runner.drain()
        _say(stand_in.url, people)
        await work_until_stopped(service.runner)


def _working_day(today: date) -> date:
    """Today if people work today, else the next day on which they do."""
    while not is_working_day(today):
        today += timedelta(days=1)
    return today


async def _seed(stand_in: StandIn, partnership: Partnership, day: date, port: int) -> tuple[Townsperson, ...]:
    """Fill the stand-in with a town and a morning of meetings; everyone at them can be reached."""
    rng = random.Random(_SEED)
    people = townspeople(partnership, 3, rng)
    await stand_in.seed(seed_of(people, seat_mailboxes(partnership), f"http://127.0.0.1:{port}/api/messages"))
    reachable = tuple(person for person in people if person.in_directory and person.installed)
    asked = [kind for kind in partnership.types if kind.asked is Asked.YES and kind.one_in == 1]
    meetings = []
    for number in range(_MEETINGS):
        meeting = invented_meeting(partnership, reachable, day, number, rng, asked[number % len(asked)])
        starts = datetime.combine(day, time(9 + number // 2, 30 * (number % 2)), LONDON)
        ends = starts + timedelta(hours=1)
        meetings.append({**meeting, "start": starts.isoformat(), "end": ends.isoformat(), "cancelled": False})
    await stand_in.seed({"events": meetings})
    present = {attendee["mail"] for meeting in meetings for attendee in meeting["attendees"]}
    return tuple(person for person in reachable if person.mail in present)


async def _schedule(service: Service) -> None:
    now, partnership = service.clock.now(), service.partnership
    today = now.astimezone(LONDON).date()
    await make_board_list(service.settings, partnership, service.store, service.clock)
    await save_plan(service.store, partnership, today, today + timedelta(days=364), now)


def _say(url: str, people: tuple[Townsperson, ...]) -> None:
    first = people[0]
    for line in (
        "",
        "Back to Practice is running beside a local stand-in for Microsoft 365. Nothing here is real.",
        "",
        f"  Teams       {url}/teams?person={first.id}",
        f"              ({first.name}; {len(people)} people have been asked about this morning's meetings)",
        f"  Teams       {url}/teams?person={COORDINATOR}",
        "              (the coordinator, who is told whether the next Learning Hub will be quorate)",
        f"  SharePoint  {url}/sharepoint",
        f"  Outlook     {url}/outlook",
        f"  Faults      {url}/faults",
        "",
        "Open the first address and answer the card; your answer is then in SharePoint, under Practice reviews.",
        "Ctrl-C ends everything.",
        "",
    ):
        typer.echo(line)
