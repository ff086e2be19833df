"""How a command ends when it cannot go on: a sentence on standard error, and an exit code that means something."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator

import typer

from bot.app import PortTaken
from bot.exporting import ExportRefused
from bot.exports_made import ExportDiffers
from bot.files import FileRefused
from bot.handlers.ports import StoreUnavailable
from bot.local.standin import StandInRefused
from bot.partnership import PartnershipFaults
from bot.provisioning import ProvisionRefused
from bot.reconciling import NothingCompared
from bot.rehearsal.service import ServiceBroken
from bot.settings import SettingsRefused
from bot.store.keys import KeysRefused
from bot.store.refusals import StoreRefused
from practice.planning import RulesClash, WindowRefused

NOT_AS_IT_SHOULD_BE = 1
CANNOT_BE_USED = 2
CANNOT_BE_DONE_HERE = 3
WORK_IS_STOPPED = 4

_GIVEN = (
    SettingsRefused,
    PartnershipFaults,
    KeysRefused,
    RulesClash,
    WindowRefused,
    FileRefused,
    ProvisionRefused,
)
_HERE = (PortTaken, StoreRefused, StandInRefused, ServiceBroken, NothingCompared, ExportRefused)


_STORE_GONE = (
    "The database could not be reached any more: what this command said is done is done, and nothing else. "
    "See that its disk or server is there, then run the command again."
)


@contextlib.contextmanager
def plain_endings() -> Iterator[None]:
    """Turn every refusal into its sentence; anything else is a fault of ours and keeps its traceback."""
    try:
        yield
    except _GIVEN as refused:
        _end(str(refused), CANNOT_BE_USED)
    except _HERE as refused:
        _end(str(refused), CANNOT_BE_DONE_HERE)
    except StoreUnavailable:
        _end(_STORE_GONE, CANNOT_BE_DONE_HERE)
    except ExportDiffers as refused:
        _end(str(refused), NOT_AS_IT_SHOULD_BE)


def _end(sentence: str, code: int) -> None:
    typer.echo(sentence, err=True)
    raise typer.Exit(code) from None
