"""The whole examination: each check by itself, so that one that fails leaves the others to be made."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from pathlib import Path

from bot.doctor import judging, microsoft
from bot.doctor.findings import Check, Finding, Result
from bot.doctor.said import found
from bot.doctor.seats import seats
from bot.doctor.told import AFTER_SIGN_IN
from bot.handlers.ports import Clock
from bot.partnership import Fault, PartnershipFaults, load
from bot.settings import Settings, SettingsRefused, read_settings
from bot.store.examining import Examined, examine
from bot.store.keys import Keys, KeysRefused
from bot.store.refusals import StoreRefused
from practice.partnership import Partnership

_NO_SETTINGS = "The settings cannot be used."
_OF_MICROSOFT = (Check.SIGN_IN, *AFTER_SIGN_IN)


@dataclass(slots=True)
class _Known:
    """What earlier checks found, for later ones; None where they could not."""

    settings: Settings | None = None
    partnership: Partnership | None = None
    keys: Keys | None = None
    database: Examined | None = None
    results: list[Result] = field(default_factory=list)


async def examined(clock: Clock) -> list[Result]:
    """Make every check, in the order of Check; nothing is raised, whatever is broken."""
    known = _Known()
    await _guarded(known, (Check.SETTINGS,), lambda: _settings(known))
    await _guarded(known, (Check.DATABASE, Check.KEYS, Check.WORK), lambda: _database(known, clock))
    await _guarded(known, (Check.SEATS,), lambda: _seats(known))
    await _guarded(known, _OF_MICROSOFT, lambda: _microsoft(known, clock))
    return known.results


async def _guarded(
    known: _Known, checks: tuple[Check, ...], look: Callable[[], Awaitable[list[Result]]]
) -> None:
    try:
        made = await look()
    except Exception as error:  # noqa: BLE001 - what is broken may break us; the other checks still tell
        failed = found("check_failed", error=type(error).__name__)
        made = [Result(checks[0], (failed,)), *_unchecked("A fault came before it.", *checks[1:])]
    known.results += made


def _unchecked(why: str, *checks: Check) -> list[Result]:
    return [Result(check, unchecked=why) for check in checks]


async def _settings(known: _Known) -> list[Result]:
    try:
        known.settings = read_settings()
    except SettingsRefused as refusal:
        findings = [found("settings_refused", sentence=line) for line in refusal.sentences]
    else:
        findings = _partnership(known, known.settings.partnership)
    return [Result(Check.SETTINGS, tuple(findings))]


def _partnership(known: _Known, file: Path) -> list[Finding]:
    try:
        known.partnership = load(file)
    except PartnershipFaults as faults:
        return [found("partnership_refused", sentence=_sentence(faults.source, one)) for one in faults.faults]
    return [found("partnership_warning", sentence=line) for line in known.partnership.warnings]


def _sentence(source: str, fault: Fault) -> str:
    return f"{source}, {fault.key}: found {fault.found}; allowed: {fault.allowed}."


async def _database(known: _Known, clock: Clock) -> list[Result]:
    if known.settings is None:
        return _unchecked(_NO_SETTINGS, Check.DATABASE, Check.KEYS, Check.WORK)
    refused = _keys(known, known.settings)
    try:
        seen = examine(known.settings.database_url, known.keys)
    except StoreRefused as refusal:
        return _without_database(judging.refused(refusal), refused)
    if isinstance(seen, str):
        return _without_database(found("database_missing", path=seen), refused)
    known.database = seen
    ids = known.keys.ids if known.keys else ()
    return [
        Result(Check.DATABASE, tuple(judging.database(seen))),
        Result(Check.KEYS, tuple([*refused, *judging.keys(seen, ids)] if ids else refused)),
        Result(Check.WORK, tuple(judging.work(seen, clock.now()))),
    ]


def _keys(known: _Known, settings: Settings) -> list[Finding]:
    try:
        known.keys = Keys.parse(settings.data_keys.get_secret_value())
    except KeysRefused as refusal:
        return [found("keys_refused", sentence=sentence) for sentence in refusal.sentences]
    return []


def _without_database(finding: Finding, refused_keys: list[Finding]) -> list[Result]:
    why = "The database cannot be looked at."
    return [
        Result(Check.DATABASE, (finding,)),
        Result(Check.KEYS, tuple(refused_keys), why),
        Result(Check.WORK, unchecked=why),
    ]


async def _seats(known: _Known) -> list[Result]:
    """They are sealed, so they are read only where everything before was in order."""
    sound = known.keys and known.partnership and known.database and not known.database.faults
    if known.settings is None or not sound:
        return _unchecked("They need settings, database and keys that are in order.", Check.SEATS)
    return [await seats(known.settings)]


async def _microsoft(known: _Known, clock: Clock) -> list[Result]:
    if known.settings is None:
        return _unchecked(_NO_SETTINGS, *_OF_MICROSOFT)
    try:
        return await microsoft.look(known.settings, known.partnership, clock, known.database)
    except SettingsRefused as refusal:
        failed = Result(Check.SIGN_IN, (found("settings_refused", sentence=refusal),))
        return [failed, *_unchecked("Nothing can be asked without a token.", *AFTER_SIGN_IN)]
