"""The transaction that handlers are given: every table's reads and writes under one name."""

from __future__ import annotations

import secrets
import uuid

from bot.store.board_rows import BoardRows
from bot.store.check_rows import CheckRows
from bot.store.contact_rows import ContactRows
from bot.store.export_rows import ExportRows
from bot.store.people_rows import PeopleRows
from bot.store.prompt_rows import PromptRows
from bot.store.seat_rows import SeatRows
from bot.store.work_rows import WorkRows
from bot.store.writer_rows import WriterRows

_REFERENCE_BYTES = 8


class SqlTransaction(
    CheckRows, PromptRows, PeopleRows, ContactRows, BoardRows, SeatRows, ExportRows, WorkRows, WriterRows
):
    """Serves `bot.handlers.ports.Transaction` and, beside it, the work queue and inspection."""

    __slots__ = ()

    def new_id(self) -> str:
        """Make a random UUID: it says nothing about order or volume."""
        return str(uuid.uuid4())

    def random_bytes(self) -> bytes:
        """Eight bytes from the system, as many as `practice.references` needs."""
        return secrets.token_bytes(_REFERENCE_BYTES)
