"""Judges what was seen: values in, findings out. Looks at nothing itself."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import datetime, timedelta

from bot.doctor.findings import Finding, Severity
from bot.doctor.said import found
from bot.store.examining import Examined
from bot.store.refusals import Refused, StoreRefused
from bot.teams.tokens import SKEW_SECONDS
from graph_sync.columns import ListShape
from graph_sync.looking import SeenList, named
from practice.stuck import what_to_do

FULL_MB, NEARLY_FULL_MB = 100, 1_000
LATE = timedelta(hours=1)
OFF_SECONDS = 30.0
_MB = 1_000_000
_MINUTE = 60

_TO_BE_MENDED = frozenset(
    {
        *("unauthorised", "forbidden", "not_found", "storage_full", "directory_refused"),
        *("group_refused", "group_missing", "no_join_link"),
        *("not_authorised", "service_url_not_allowed", "not_signed_in", "store_unavailable"),
    }
)
"""Reasons that do not pass by themselves. A hold, somebody's leave or a throttled minute is nothing to mend."""

Facts = Mapping[str, object]


def milder(finding: Finding) -> Finding:
    """The same about a list that the service itself does not file into: its work goes on."""
    return replace(finding, severity=min(finding.severity, Severity.WARNING))


def refused(refusal: StoreRefused) -> Finding:
    """A database that cannot be opened."""
    kinds = {
        Refused.NEWER: "database_newer",
        Refused.OLDER: "database_older",
        Refused.IN_USE: "database_busy",
    }
    return found(kinds.get(refusal.reason, "database_refused"), sentence=refusal)


def database(seen: Examined) -> Iterator[Finding]:
    """Its integrity, and the room it has where that can be known."""
    for fault in seen.faults:
        yield found("database_damaged", path=seen.name, fault=fault)
    if seen.free_bytes is None:
        return
    free = seen.free_bytes // _MB
    if free < FULL_MB:
        yield found("disk_full", free=free, path=seen.name)
    elif free < NEARLY_FULL_MB:
        yield found("disk_nearly_full", free=free, path=seen.name)


def keys(seen: Examined, known: Iterable[str]) -> Iterator[Finding]:
    """Every key that ever sealed something must be there, and be the same."""
    for key in sorted(seen.key_ids - set(known)):
        yield found("key_missing", key=key)
    for key in seen.different_keys:
        yield found("key_different", key=key)


def work(seen: Examined, now: datetime) -> Iterator[Finding]:
    """What is set aside, what is refused again and again, and what nobody does."""
    for stuck in seen.stuck:
        if stuck.parked or stuck.reason in _TO_BE_MENDED or stuck.reason.startswith(("http_", "error:")):
            kind = "work_parked" if stuck.parked else "work_waits"
            to_do = what_to_do(stuck.reason, stuck.kind)
            yield found(kind, count=stuck.count, work=stuck.kind, reason=stuck.reason, to_do=to_do)
    if seen.oldest and now - seen.oldest[1] > LATE:
        kind = "work_late_while_served" if seen.served else "work_late"
        yield found(kind, work=seen.oldest[0], since=f"{seen.oldest[1]:%Y-%m-%d %H:%M} UTC")


def clock(theirs: datetime, ours: datetime) -> Iterator[Finding]:
    """Compare with the time of an answer; both aware."""
    seconds = (ours - theirs).total_seconds()
    direction = "ahead of" if seconds > 0 else "behind"
    if abs(seconds) > SKEW_SECONDS:
        yield found("clock_wrong", minutes=round(abs(seconds) / _MINUTE), direction=direction)
    elif abs(seconds) > OFF_SECONDS:
        yield found("clock_off", seconds=round(abs(seconds)), direction=direction)


def standing(
    wanted: Iterable[ListShape], seen: Sequence[SeenList], known: Mapping[str, str], facts: Facts
) -> tuple[dict[str, str], list[tuple[str, Finding]]]:
    """Find each list by the id it was filed under, else by name: ids by name, and what is wrong with which."""
    by_id = {one.id: one.name for one in seen}
    ids: dict[str, str] = {}
    findings: list[tuple[str, Finding]] = []
    for shape in wanted:
        filed_under, told = known.get(shape.name, ""), {"list": shape.name, **facts}
        if filed_under in by_id:
            ids[shape.name] = filed_under
            if by_id[filed_under] != shape.name:
                findings.append((shape.name, found("list_renamed", found=by_id[filed_under], **told)))
        elif filed_under:
            findings.append((shape.name, found("list_deleted", **told)))
        elif by_name := named(shape.name, seen):
            ids[shape.name] = by_name
        else:
            findings.append((shape.name, found("list_missing", **told)))
    return ids, findings


_UNSEEN = {
    "unauthorised": "token_not_accepted",
    "no_answer": "graph_unreachable",
    "not_signed_in": "graph_no_token",
    "busy": "graph_troubled",
    "server_error": "graph_troubled",
    "throttled": "quota_used",
}


def unseen(reason: str, facts: Facts) -> Finding:
    """Why Graph showed nothing, where that has the same cause whatever was asked for."""
    return found(_UNSEEN.get(reason, "graph_odd"), reason=reason, **facts)


def unseen_site(reason: str, facts: Facts) -> Finding:
    """Why a site could not be opened."""
    kinds = {"forbidden": "site_forbidden", "not_found": "site_gone"}
    return found(kinds[reason], **facts) if reason in kinds else unseen(reason, facts)


def unseen_list(reason: str, facts: Facts) -> Finding:
    """Why something of a list could not be read."""
    return found("lists_forbidden", **facts) if reason == "forbidden" else unseen(reason, facts)


def quota(headers: Iterable[Mapping[str, str]], facts: Facts) -> Iterator[Finding]:
    """SharePoint tells what is left once four fifths of the minute's units are used.

    learn.microsoft.com/sharepoint/dev/general-development/how-to-avoid-getting-throttled-or-blocked-in-sharepoint-online
    """
    told = [one for one in headers if one.get("ratelimit-remaining", "").isdecimal()]
    if told:
        least = min(told, key=lambda one: int(one["ratelimit-remaining"]))
        limit, reset = (least.get(f"ratelimit-{name}", "?") for name in ("limit", "reset"))
        yield found("quota_nearly_used", left=least["ratelimit-remaining"], limit=limit, reset=reset, **facts)
