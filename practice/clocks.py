"""The one calendar fact the rules share: the partnership lives in Europe/London."""

from zoneinfo import ZoneInfo

LONDON = ZoneInfo("Europe/London")
