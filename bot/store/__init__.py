"""The durable store: prompts, answers and the work queue in one database, personal content sealed.

Only this package imports SQLAlchemy, Alembic, psycopg and the ciphers; it knows no Teams, Graph or web page.
"""

from bot.store.keys import Keys, KeysRefused, Unreadable
from bot.store.opening import open_store
from bot.store.refusals import Refused, StoreRefused
from bot.store.requests import StoreClosed
from bot.store.store import SqlStore
from bot.store.transaction import SqlTransaction
from bot.store.work_queue import WorkQueue

__all__ = [
    "Keys",
    "KeysRefused",
    "Refused",
    "SqlStore",
    "SqlTransaction",
    "StoreClosed",
    "StoreRefused",
    "Unreadable",
    "WorkQueue",
    "open_store",
]
