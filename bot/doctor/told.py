"""What the look at Microsoft 365 finds on its way, in the order in which it is told."""

from __future__ import annotations

from dataclasses import dataclass, field

from bot.doctor.findings import Check, Finding, Result

OF_LISTS = (Check.COLUMNS, Check.INDEXES, Check.VERSIONS)
AFTER_SIGN_IN = (
    Check.CLOCK,
    Check.COORDINATORS,
    Check.MAILBOXES,
    Check.SITES,
    Check.LISTS,
    *OF_LISTS,
    Check.QUOTA,
)


@dataclass(slots=True)
class Told:
    """What is found on the way, by check, and what could not be looked at."""

    findings: dict[Check, list[Finding]] = field(default_factory=dict)
    unchecked: dict[Check, list[str]] = field(default_factory=dict)

    def add(self, check: Check, *findings: Finding) -> None:
        """Say the same once, also where both sites meet it."""
        kept = self.findings.setdefault(check, [])
        said = {finding.what for finding in kept}
        kept += [finding for finding in findings if finding.what not in said]

    def unable(self, why: str, *checks: Check) -> None:
        for check in checks:
            self.unchecked.setdefault(check, []).append(why)

    def results(self) -> list[Result]:
        return [
            Result(check, tuple(self.findings.get(check, ())), " ".join(self.unchecked.get(check, ())))
            for check in (Check.SIGN_IN, *AFTER_SIGN_IN)
        ]
