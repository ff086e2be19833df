"""What people and administrators did that the bot learns of only when it writes: blocked, switched off, history gone.

https://learn.microsoft.com/en-us/microsoftteams/platform/bots/build-conversational-capability
"""

from infra.local365.people import Person
from infra.local365.state import State
from infra.local365.wire import Refused

SCHEMA = """
CREATE TABLE IF NOT EXISTS conditions (
    person TEXT NOT NULL, condition TEXT NOT NULL, PRIMARY KEY (person, condition)
) WITHOUT ROWID;
"""
BLOCKED, WITHOUT_HISTORY = "blocked", "without history"
_DISABLED = "bot.disabled"


def put(state: State, person: Person, condition: str, *, on: bool) -> None:
    """Let a condition hold for a person's chat, or no longer."""
    sql = (
        "INSERT OR IGNORE INTO conditions VALUES (?, ?)"
        if on
        else "DELETE FROM conditions WHERE person = ? AND condition = ?"
    )
    state.db.execute(sql, (person.id, condition))


def holds(state: State, person: Person, condition: str) -> bool:
    """Whether it does."""
    sql = "SELECT 1 FROM conditions WHERE person = ? AND condition = ?"
    return state.db.execute(sql, (person.id, condition)).fetchone() is not None


def disable(state: State, *, disabled: bool) -> None:
    """Let the tenant's administrator switch the bot off, or on again."""
    state.keep(_DISABLED, "yes" if disabled else "")


def require_welcome(state: State, person: Person) -> None:
    """Raise what a message to this person is refused with, if anything holds."""
    if state.setting(_DISABLED):
        raise Refused(403, "BotDisabledByAdmin", "The tenant admin disabled this bot")
    if holds(state, person, BLOCKED):
        raise Refused(403, "ConversationBlockedByUser", "User blocked the conversation with the bot.")
    if holds(state, person, WITHOUT_HISTORY):
        raise Refused(404, "ConversationNotFound", "Conversation not found.")
