"""Looks at both mailboxes for `doctor`: whether we may open them, and whether the boards' one can meet in Teams."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from bot.doctor.findings import Check
from bot.doctor.said import found
from bot.doctor.told import Told
from bot.settings import Settings
from graph_sync.looking import Looking, Unseen
from practice.boards import Board

_CLOSED = {"forbidden": "mailbox_forbidden", "not_found": "mailbox_missing"}


async def look_at_mailboxes(
    settings: Settings, boards: Iterable[Board], looking: Looking, told: Told, facts: Mapping[str, object]
) -> None:
    """Look at the boards' mailbox and at the intake; nothing that is in them is asked for."""
    in_teams = [board.name for board in boards if board.teams_meeting]
    for setting, mailbox, role in (
        ("BTP_CALENDAR_MAILBOX", settings.calendar_mailbox, "Application Calendars.ReadWrite"),
        ("BTP_INTAKE_MAILBOX", settings.intake_mailbox, "Application Calendars.Read"),
    ):
        seen = await looking.in_teams(mailbox)
        known = {**facts, "setting": setting, "role": role}
        if not isinstance(seen, Unseen):
            if mailbox == settings.calendar_mailbox and in_teams and not seen:
                known["boards"] = ", ".join(in_teams)
                told.add(Check.MAILBOXES, found("mailbox_without_teams", **known))
        elif seen.reason in _CLOSED:
            told.add(Check.MAILBOXES, found(_CLOSED[seen.reason], **known))
        else:
            told.unable(f"The calendar of {setting} did not show itself ({seen.reason}).", Check.MAILBOXES)
