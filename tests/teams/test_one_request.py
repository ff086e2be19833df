"""One request of ours is one request on the wire: a connection that breaks is not quietly tried again."""

from __future__ import annotations

from bot.teams.connector import Answered, Lost, open_connector
from tests.breaking import breaking_off


async def test_an_update_whose_answer_is_lost_left_once() -> None:
    """A second one would be counted by Teams' limits, and not by ours."""
    heard: list[str] = []
    async with (
        breaking_off(heard) as url,
        open_connector(frozenset({"127.0.0.1"}), connect_seconds=5, total_seconds=5) as connector,
    ):
        first = await connector.put(url, "a:chat", "message-1", {"type": "message"})
        second = await connector.put(url, "a:chat", "message-1", {"type": "message"})
    assert isinstance(first, Answered)
    assert second == Lost()
    assert heard == ["PUT", "PUT"]
