"""Times as Exchange writes them: UTC or the zone a client prefers, seven decimals, Windows zone names.

Pure. https://learn.microsoft.com/graph/api/resources/datetimetimezone
"""

from __future__ import annotations

import re
from datetime import UTC, datetime
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from infra.local365.graph.wire import GraphError, Json

_WINDOWS = {
    "UTC": "UTC",
    "GMT Standard Time": "Europe/London",
    "Greenwich Standard Time": "Atlantic/Reykjavik",
    "W. Europe Standard Time": "Europe/Berlin",
    "Romance Standard Time": "Europe/Paris",
    "Central Europe Standard Time": "Europe/Budapest",
    "Eastern Standard Time": "America/New_York",
    "Pacific Standard Time": "America/Los_Angeles",
}
_LOCAL = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d(\.\d{1,7})?)?")
_PREFERRED = re.compile(r'outlook\.timezone\s*=\s*"([^"]+)"', re.IGNORECASE)
KEPT = "%Y-%m-%dT%H:%M:%S"


def zone(name: str) -> ZoneInfo:
    """Give a zone by its Windows or IANA name. Raises the refusal of a name unknown here."""
    try:
        return ZoneInfo(_WINDOWS.get(name, name))
    except (ZoneInfoNotFoundError, ValueError, OSError):
        message = "A valid TimeZone value must be specified."
        raise GraphError(400, "TimeZoneNotSupportedException", message) from None


def preferred(prefer: str) -> str:
    """Name the zone of the Prefer header; UTC without one."""
    found = _PREFERRED.search(prefer)
    return found[1] if found else "UTC"


def to_utc(date_time: str, zone_name: str) -> str:
    """Turn a local time and its zone into the kept form: UTC, whole seconds, no offset."""
    if not _LOCAL.fullmatch(date_time):
        raise GraphError(400, "ErrorInvalidParameter", "The dateTime is local and has no offset of its own.")
    local = datetime.fromisoformat(date_time.partition(".")[0]).replace(tzinfo=zone(zone_name))
    return local.astimezone(UTC).strftime(KEPT)


def instant_to_utc(text: str) -> str:
    """Turn a query's instant into the kept form; without an offset it means UTC.

    https://learn.microsoft.com/graph/api/user-list-calendarview
    """
    try:
        moment = datetime.fromisoformat(re.sub(r"(\.\d{6})\d", r"\1", text))
    except ValueError:
        message = "The value of a date parameter is not valid."
        raise GraphError(400, "ErrorInvalidParameter", message) from None
    return moment_to_utc(moment if moment.tzinfo else moment.replace(tzinfo=UTC))


def moment_to_utc(moment: datetime) -> str:
    """Give the kept form of an aware time."""
    return moment.astimezone(UTC).strftime(KEPT)


def shown(kept: str, zone_name: str) -> Json:
    """Write a kept time as a dateTimeTimeZone."""
    local = datetime.fromisoformat(kept).replace(tzinfo=UTC).astimezone(zone(zone_name))
    return {"dateTime": f"{local:%Y-%m-%dT%H:%M:%S}.0000000", "timeZone": zone_name}
