"""`doctor`: looks at everything the service needs, and says what is wrong, why it matters and what to do.

Looking and judging are apart: `judging`, `said` and `findings` are pure. Nothing secret or personal is told.
"""

from bot.doctor.examination import examined
from bot.doctor.findings import Check, Finding, Result, Severity, worst

__all__ = ["Check", "Finding", "Result", "Severity", "examined", "worst"]
