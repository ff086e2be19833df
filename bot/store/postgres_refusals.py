"""What can be wrong with a PostgreSQL database at the start, each in one sentence without the password."""

from __future__ import annotations

import re

from sqlalchemy import Connection

from bot.store.refusals import Refused, StoreRefused

_OLDEST = 13
"""The first with `pg_xact_status` by the full number of a transaction."""

_SAID = (
    (
        Refused.NO_DATABASE,
        re.compile(r'database ".*" does not exist'),
        "There is no database {name}; make it with createdb, owned by the user that BTP_DATABASE_URL names.",
    ),
    (
        Refused.SIGN_IN,
        re.compile(
            r"authentication failed|no password supplied|role .* does not exist|pg_hba\.conf|not permitted"
        ),
        "The database {name} does not let us in ({why}); mend the user or the password in BTP_DATABASE_URL.",
    ),
)
"""The server's refusal of a connection comes as text alone, in English unless its administrator chose otherwise."""

_CODES = {
    "42501": (
        Refused.NOT_WRITABLE,
        "The database {name} cannot be written ({why}); make the user in BTP_DATABASE_URL its owner.",
    ),
    "25006": (
        Refused.NOT_WRITABLE,
        "The database {name} cannot be written ({why}); name the server that takes writes in BTP_DATABASE_URL.",
    ),
    "55P03": (Refused.IN_USE, "The database {name} is being written by another program; try again."),
}
"""https://www.postgresql.org/docs/current/errcodes-appendix.html."""

_OTHERWISE = (
    "The database {name} cannot be reached ({why}); see that its server runs, and BTP_DATABASE_URL is right."
)


def refusal(name: str, error: BaseException | None) -> StoreRefused:
    """Say what the driver's error means for whoever starts the service."""
    told = getattr(getattr(error, "diag", None), "message_primary", None) or str(error)
    reason, sentence = _CODES.get(getattr(error, "sqlstate", None) or "", (Refused.UNREACHABLE, _OTHERWISE))
    if reason is Refused.UNREACHABLE:
        found = (each for each in _SAID if each[1].search(told))
        reason, _, sentence = next(found, (reason, None, sentence))
    return StoreRefused(reason, sentence.format(name=name, why=_why(told)))


def refuse_unfit(name: str, connection: Connection) -> None:
    """Refuse a server that could lose what it said was saved, or that cannot keep every letter."""
    version = int((connection.dialect.server_version_info or (0,))[0])
    if version < _OLDEST:
        raise _unfit(name, f"is on PostgreSQL {version}: version {_OLDEST} or later is needed")
    fsync, encoding = connection.exec_driver_sql(
        "SELECT current_setting('fsync'), current_setting('server_encoding')"
    ).one()
    if fsync != "on":
        raise _unfit(name, "does not wait for its disk and could lose answers: set fsync = on on its server")
    if encoding != "UTF8":
        raise _unfit(
            name, f"cannot keep every letter ({encoding}): make it anew with createdb --encoding=UTF8"
        )


def _unfit(name: str, why: str) -> StoreRefused:
    return StoreRefused(Refused.UNFIT, f"The database {name} {why}.")


def _why(told: str) -> str:
    """Give the server's own words without what the libraries put before them."""
    line = told.strip().partition("\n")[0]
    said = re.sub(r"^connection (failed|is bad): ", "", line)
    return re.sub(r"^.*? failed: (FATAL: +|fe_sendauth: +)?", "", said)
