"""A real store beside which commands are run: meetings of the example partnership, and their requests."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TypeVar

from bot.local.town import EXAMPLE, environment
from bot.store import Keys, SqlStore, SqlTransaction, open_store
from practice.prompts import Prompt, PromptState
from tests.handlers.made import MEETING, contact_with

T = TypeVar("T")

NOW = datetime.now(UTC)  # noqa: TID251 - the commands run on the system's clock


@dataclass
class Office:
    """The store and the settings that name it."""

    folder: Path

    @property
    def settings(self) -> dict[str, str]:
        return environment(self.folder, "http://127.0.0.1:9", 3978, EXAMPLE, seed=1)

    def write(self, decide: Callable[[SqlTransaction], T]) -> T:
        """Write as the owner does, and let go of the store again."""

        async def written() -> T:
            keys = Keys.parse(self.settings["BTP_DATA_KEYS"])
            store: SqlStore = open_store(self.settings["BTP_DATABASE_URL"], keys)
            try:
                return await store.write(decide)
            finally:
                await store.close()

        return asyncio.run(written())

    def meeting(self, number: int, ended_at: datetime, *prompts: Prompt) -> None:
        """Keep a meeting with its requests; those that were sent were carried by a message."""
        meeting = replace(
            MEETING,
            id=f"meeting-{number}",
            ref=f"BTP-M{number}",
            source_key=f"intake:{number}",
            type_key="icpc",
            starts_at=ended_at - timedelta(hours=1),
            ends_at=ended_at,
        )

        def keep(tx: SqlTransaction) -> None:
            tx.save_meeting(meeting)
            for prompt in prompts:
                own = replace(prompt, meeting_id=meeting.id)
                tx.save_prompt(own)
                if own.ever_sent:
                    tx.save_contact(contact_with(own))

        self.write(keep)


def request(
    name: str, state: PromptState, reason: str = "", *, due_at: datetime = NOW, address: str = ""
) -> Prompt:
    """A request to a person of the name given."""
    sent = state not in (PromptState.PLANNED, PromptState.NOT_ASKED, PromptState.UNDELIVERABLE)
    return Prompt(
        id=name,
        meeting_id="",
        agency_key="council",
        address=address or f"{name}@council.example.org",
        state=state,
        due_at=due_at,
        closes_at=due_at + timedelta(days=14),
        person_id=f"person of {name}",
        reason=reason,
        conversation_id="a:1" if sent else "",
        activity_id="1:1" if sent else "",
        ever_sent=sent,
        sent_at=due_at if sent else None,
    )


@contextmanager
def serving(office: Office) -> Iterator[None]:
    """Hold the store as a running service does."""
    store = open_store(office.settings["BTP_DATABASE_URL"], Keys.parse(office.settings["BTP_DATA_KEYS"]))
    try:
        yield
    finally:
        asyncio.run(store.close())
