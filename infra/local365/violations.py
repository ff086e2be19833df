"""Requests that broke the contract or our own strict models, kept so that a test can say there were none."""

from infra.local365.state import State

SCHEMA = """
CREATE TABLE IF NOT EXISTS violations (
    id INTEGER PRIMARY KEY, at TEXT NOT NULL, method TEXT NOT NULL, path TEXT NOT NULL, message TEXT NOT NULL
);
"""


def record(state: State, method: str, path: str, message: str) -> None:
    """Keep one violation; the message must carry no value of the request."""
    row = (state.now().isoformat(), method, path, message)
    state.db.execute("INSERT INTO violations (at, method, path, message) VALUES (?, ?, ?, ?)", row)


def all_violations(state: State) -> list[dict[str, str]]:
    """Every violation since the state file was made, oldest first."""
    rows = state.db.execute("SELECT at, method, path, message FROM violations ORDER BY id")
    return [dict(row) for row in rows]
