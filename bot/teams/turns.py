"""Which activity goes where. Whatever is not listed here is taken, answered 200 and left alone."""

from __future__ import annotations

from bot.handlers.ports import Clock, Store
from bot.teams.activities import Received
from bot.teams.adapter import Outcome
from bot.teams.arrivals import keep_track
from bot.teams.chats import Ours
from bot.teams.invokes import ACTION, Invokes
from bot.teams.messages import Messages
from bot.teams.pressing import Pressing
from bot.teams.rendering import Rendering
from bot.teams.repeats import Repeats
from practice.partnership import Partnership


class Turns:
    """Takes activities, one at a time; give `take` to a TeamsAdapter."""

    def __init__(
        self, store: Store, partnership: Partnership, clock: Clock, rendering: Rendering, ours: Ours
    ) -> None:
        pressing = Pressing(store, partnership, clock)
        self._store = store
        self._clock = clock
        self._ours = ours
        self._repeats = Repeats()
        self._invokes = Invokes(pressing, rendering)
        self._messages = Messages(pressing, rendering)

    async def take(self, received: Received) -> Outcome:
        """Do what an activity asks. An invoke is always answered; strangers are heard no further.

        A meeting's end is left alone: its Title is the calendar's subject, which names families.
        """
        async with self._repeats.taking(received) as again:
            return await self._taken(received, again=again)

    async def _taken(self, received: Received, *, again: bool) -> Outcome:
        """A press is answered however often it comes; anything else has its effect, and its reply, once."""
        chat = self._ours.chat(received)
        if received.type == "invoke":
            return (
                await self._invokes.answer(received, chat, again=again) if received.name == ACTION else None
            )
        if again:
            return None
        if chat is None:
            return None
        match received.type:
            case "message":
                return await self._messages.answer(received, chat)
            case "conversationUpdate" | "installationUpdate":
                await keep_track(self._store, received, chat, self._clock.now())
        return None
