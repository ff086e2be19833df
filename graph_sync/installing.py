"""Gives a person the app through Graph, where the tenant permits it.

Needs TeamsAppInstallation.ReadWriteSelfForUser.All, which reaches this app alone. Graph takes 30 of these a second;
each follows a refused opening of a chat, of which `bot.teams.pacing` lets through far fewer.
https://learn.microsoft.com/en-us/graph/api/userteamwork-post-installedapps
"""

from __future__ import annotations

import logging

from graph_sync.client import GraphClient
from graph_sync.exchange import CONFLICT, CREATED, FORBIDDEN, NOT_FOUND, OK, Call, Reply
from graph_sync.odata import encoded
from practice.outcomes import Done, Refusal, RetryAfter, Undeliverable

log = logging.getLogger(__name__)

_GIVEN = frozenset({OK, CREATED, CONFLICT})
"""409: the person has it already, so a request whose answer was lost may be repeated."""


class TeamsAppInstaller:
    """Installs the app with this id in the organisation's catalogue (not the manifest's, nor the bot's)."""

    def __init__(self, client: GraphClient, graph_url: str, teams_app_id: str) -> None:
        self._client = client
        self._app = f"{graph_url.rstrip('/')}/appCatalogs/teamsApps/{teams_app_id}"
        self._told = False

    async def install(self, person_id: str) -> Done | RetryAfter | Undeliverable:
        """Give the app; NOT_INSTALLED where it may not be given, to anybody or to this person."""
        url = f"/users/{encoded(person_id)}/teamwork/installedApps"
        reply = await self._client.send(Call("POST", url, {"teamsApp@odata.bind": self._app}))
        if isinstance(reply, RetryAfter):
            return reply
        return Done() if reply.status in _GIVEN else self._refused(reply)

    def _refused(self, reply: Reply) -> RetryAfter | Undeliverable:
        """What passes is tried again; the rest is as if the app could not be given."""
        refusal = self._client.judge(reply)
        if isinstance(refusal, RetryAfter) and reply.status not in {FORBIDDEN, NOT_FOUND}:
            return refusal
        if not self._told:
            self._told = True
            log.warning("install.refused", extra={"status": reply.status})
        return Undeliverable(Refusal.NOT_INSTALLED)
