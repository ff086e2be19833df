"""The tables. Times are microseconds (see `instants`); sealed values have their key's id in the same row."""

from __future__ import annotations

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    Float,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    Table,
    UniqueConstraint,
)

from bot.store.texts import TEXT

metadata = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "fk": "fk_%(table_name)s_%(column_0_N_name)s_%(referred_table_name)s",
        "pk": "pk_%(table_name)s",
    }
)


def text_column(name: str, *, unique: bool = False, index: bool = False) -> Column[str]:
    return Column(name, TEXT, nullable=False, unique=unique, index=index)


def id_column(name: str = "id") -> Column[str]:
    return Column(name, TEXT, primary_key=True)


def instant_column(name: str, *, nullable: bool = False) -> Column[int]:
    return Column(name, BigInteger, nullable=nullable)


def _flag(name: str) -> Column[bool]:
    return Column(name, Boolean, nullable=False)


def _sealed(name: str, *, nullable: bool = False) -> Column[bytes]:
    return Column(name, LargeBinary, nullable=nullable)


def _of_meeting() -> Column[str]:
    """Refer to a meeting, which stays as long as anything refers to it."""
    return Column("meeting_id", ForeignKey("meetings.id"), nullable=False, index=True)


def goes_with(
    name: str, target: str, *, primary_key: bool = False, unique: bool = False, index: bool = False
) -> Column[str]:
    """Refer to a row that takes this one along when it is deleted."""
    return Column(
        name,
        ForeignKey(target, ondelete="CASCADE"),
        nullable=False,
        primary_key=primary_key,
        unique=unique,
        index=index,
    )


meetings = Table(
    "meetings",
    metadata,
    id_column(),
    text_column("ref", unique=True),
    text_column("source_key", unique=True),
    text_column("type_key"),
    instant_column("starts_at"),
    instant_column("ends_at"),
    text_column("how"),
    text_column("came_from"),
    text_column("status"),
    _flag("in_sample"),
    text_column("sample_reason"),
    Column("outsiders", Integer, nullable=False),
)

prompts = Table(
    "prompts",
    metadata,
    id_column(),
    _of_meeting(),
    text_column("agency_key"),
    _sealed("address", nullable=True),
    Column("key_id", TEXT, nullable=True),
    text_column("state", index=True),
    instant_column("due_at"),
    instant_column("closes_at", nullable=True),
    text_column("person_id"),
    text_column("reason"),
    text_column("conversation_id"),
    text_column("activity_id"),
    Column("revision", Integer, nullable=False),
    _flag("ever_sent"),
    _flag("was_unconfirmed"),
    instant_column("sent_at", nullable=True),
    Column("reminders", Integer, nullable=False),
    Index(None, "person_id"),
)

answers = Table(
    "answers",
    metadata,
    id_column(),
    text_column("ref", unique=True),
    _of_meeting(),
    text_column("agency_key"),
    _sealed("content"),
    text_column("key_id"),
    Column("revision", Integer, nullable=False),
    text_column("state"),
    instant_column("sent_at"),
    _flag("settled"),
    _flag("voice"),
)

answer_links = Table(
    "answer_links",
    metadata,
    goes_with("prompt_id", "prompts.id", primary_key=True),
    goes_with("answer_id", "answers.id", unique=True),
)
"""The only thing that ties a name to an answer: deleting a row here unties them for good."""

drafts = Table(
    "drafts",
    metadata,
    goes_with("prompt_id", "prompts.id", primary_key=True),
    _sealed("content"),
    text_column("key_id"),
    instant_column("saved_at"),
)

voices = Table(
    "voices",
    metadata,
    Column("number", Integer, primary_key=True),
    text_column("id", unique=True),
    goes_with("prompt_id", "prompts.id", index=True),
    _sealed("content"),
    text_column("key_id"),
)

people = Table(
    "people",
    metadata,
    Column("address_hmac", LargeBinary, primary_key=True),
    text_column("key_id"),
    text_column("person_id"),
    text_column("agency_key"),
)

conversations = Table(
    "conversations",
    metadata,
    id_column("person_id"),
    text_column("conversation_id"),
    text_column("service_url"),
    text_column("tenant_id"),
    text_column("member_id"),
)

filed = Table(
    "filed",
    metadata,
    id_column("subject"),
    text_column("key", unique=True),
    text_column("item_id"),
    text_column("etag"),
    _sealed("digest"),
    text_column("key_id"),
)
"""The digest is sealed because an answer of taps alone could be guessed from it."""

lists = Table("lists", metadata, id_column("name"), text_column("list_id"))

board_events = Table(
    "board_events",
    metadata,
    id_column("work_subject"),
    text_column("board"),
    text_column("slot"),
    text_column("starts_at"),
    text_column("ends_at"),
    text_column("purpose"),
    text_column("why"),
    _flag("scoping"),
    Column("generation", Integer, nullable=False),
    text_column("key", unique=True),
    text_column("state"),
    text_column("subject"),
    text_column("body_html"),
    _sealed("attendees"),
    text_column("key_id"),
    _flag("hide_attendees"),
    text_column("place"),
    text_column("event_id"),
    text_column("cancel_comment"),
    _flag("teams_meeting"),
)
"""`starts_at` and `ends_at` are local ISO times without a zone, as the planner made them."""

cursors = Table("cursors", metadata, id_column("name"), text_column("value"))

work = Table(
    "work",
    metadata,
    Column("id", Integer, primary_key=True),
    text_column("kind"),
    text_column("subject"),
    instant_column("due_at"),
    text_column("state"),
    Column("lease_until", Float, nullable=True),
    text_column("leased_by"),
    Column("attempts", Integer, nullable=False),
    Column("version", Integer, nullable=False),
    text_column("reason"),
    UniqueConstraint("kind", "subject"),
    Index(None, "kind", "state", "due_at"),
    Index(None, "state", "lease_until"),
)
"""`lease_until` is on the lease clock of the process that owns the database, never the product's."""

key_checks = Table("key_checks", metadata, id_column("key_id"), _sealed("check_value"))
"""A known word under each key that ever sealed here: shows a missing or mistaken key at the start."""
