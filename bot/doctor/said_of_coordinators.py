"""The words of what is found about those whom BTP_COORDINATORS names. Each: how bad, what, why, the remedy."""

from __future__ import annotations

from bot.doctor.findings import Severity

_WARNING = Severity.WARNING
_UNTOLD = "Nobody is told whether a board will be quorate, or when its papers are due."

OF_COORDINATORS: dict[str, tuple[Severity, str, str, str]] = {
    "coordinators_missing": (
        _WARNING,
        "BTP_COORDINATORS names nobody.",
        _UNTOLD,
        "Set BTP_COORDINATORS to the directory ids of the coordinators, or to their group as group:ID.",
    ),
    "coordinators_empty": (
        _WARNING,
        "The group {group} of BTP_COORDINATORS has no person as a direct member.",
        _UNTOLD,
        "Add the coordinators to the group themselves: members of a group inside it are not written to.",
    ),
    "group_refused": (
        _WARNING,
        "We may not read who is in the group {group} of BTP_COORDINATORS.",
        "What is for the coordinators waits.",
        "Grant the permission GroupMember.Read.All to the app {app}, with admin consent, or name people instead.",
    ),
    "group_missing": (
        _WARNING,
        "There is no group {group}, which BTP_COORDINATORS names.",
        "What is for the coordinators waits.",
        "Set BTP_COORDINATORS to group: and the object id that Entra ID shows for the group.",
    ),
}
