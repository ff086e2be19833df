"""Who sits on the boards by what the store knows of the Seats list, for commands that are given a file."""

from __future__ import annotations

from pathlib import Path

from bot.beside import beside_the_service
from bot.settings import Settings, SettingsRefused, read_settings
from bot.store.opening import is_there
from practice.clocks import LONDON
from practice.partnership import Partnership
from practice.seat_list import seated
from practice.seats import HAS_LEFT
from practice.words import say


async def seats_as_kept(rules: Partnership, file: Path) -> tuple[Partnership, tuple[str, ...]]:
    """Give the rules with the list's seats, and sentences about the list; the rules alone where it was never read.

    Who left is said among the vacancies.
    Only the file that the service runs with has a list. Raises KeysRefused, StoreRefused.
    """
    settings = _settings_for(file)
    if settings is None or not is_there(settings.database_url):
        return rules, ()
    async with beside_the_service(settings) as (store, _):
        kept = await store.read(lambda tx: tx.seats())
    if kept is None or kept.read_at is None:
        return rules, ()
    when = f"{kept.read_at.astimezone(LONDON):%d %B %Y, %H:%M}"
    found, faults = seated(rules, kept)
    said = (fault.sentence for fault in faults if fault.key != HAS_LEFT)
    return found, (say("seats.read", {"when": when}), *said)


def _settings_for(file: Path) -> Settings | None:
    """Give the settings where they are set, and name this file."""
    try:
        settings = read_settings()
    except SettingsRefused:
        return None
    return settings if settings.partnership.resolve() == file.resolve() else None
