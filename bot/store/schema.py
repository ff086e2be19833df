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
    String,
    Table,
    UniqueConstraint,
)

metadata = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "fk": "fk_%(table_name)s_%(column_0_N_name)s_%(referred_table_name)s",
        "pk": "pk_%(table_name)s",
    }
)


def _text(name: str, *, unique: bool = False, index: bool = False) -> Column[str]:
    return Column(name, String, nullable=False, unique=unique, index=index)


def _id(name: str = "id") -> Column[str]:
    return Column(name, String, primary_key=True)


def _instant(name: str, *, nullable: bool = False) -> Column[int]:
    return Column(name, BigInteger, nullable=nullable)


def _flag(name: str) -> Column[bool]:
    return Column(name, Boolean, nullable=False)


def _sealed(name: str, *, nullable: bool = False) -> Column[bytes]:
    return Column(name, LargeBinary, nullable=nullable)


def _of_meeting() -> Column[str]:
    """Refer to a meeting, which stays as long as anything refers to it."""
    return Column("meeting_id", ForeignKey("meetings.id"), nullable=False, index=True)


def _goes_with(
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
    _id(),
    _text("ref", unique=True),
    _text("source_key", unique=True),
    _text("type_key"),
    _instant("starts_at"),
    _instant("ends_at"),
    _text("how"),
    _text("came_from"),
    _text("status"),
    _flag("in_sample"),
    _text("sample_reason"),
    Column("outsiders", Integer, nullable=False),
)

prompts = Table(
    "prompts",
    metadata,
    _id(),
    _of_meeting(),
    _text("agency_key"),
    _sealed("address", nullable=True),
    Column("key_id", String, nullable=True),
    _text("state", index=True),
    _instant("due_at"),
    _instant("closes_at", nullable=True),
    _text("person_id"),
    _text("reason"),
    _text("conversation_id"),
    _text("activity_id"),
    Column("revision", Integer, nullable=False),
    _flag("ever_sent"),
    _flag("was_unconfirmed"),
    _instant("sent_at", nullable=True),
    Column("reminders", Integer, nullable=False),
    Index(None, "person_id"),
)

contacts = Table(
    "contacts",
    metadata,
    _id(),
    _text("person_id"),
    _instant("at"),
    _text("conversation_id"),
    _text("activity_id"),
    Index(None, "person_id", "at"),
)
"""One row for each message nobody asked for; saved before it leaves, so that the weekly limits count it."""

contact_prompts = Table(
    "contact_prompts",
    metadata,
    _goes_with("contact_id", "contacts.id", primary_key=True),
    _goes_with("prompt_id", "prompts.id", primary_key=True, index=True),
    _text("due"),
)

holds = Table(
    "holds",
    metadata,
    _id(),
    _text("scope"),
    _text("target"),
    _instant("since"),
    _instant("until", nullable=True),
    _text("by"),
    _instant("released_at", nullable=True),
    _text("released_by"),
)
"""There is no column for a reason: nobody keeps one."""

answers = Table(
    "answers",
    metadata,
    _id(),
    _text("ref", unique=True),
    _of_meeting(),
    _text("agency_key"),
    _sealed("content"),
    _text("key_id"),
    Column("revision", Integer, nullable=False),
    _text("state"),
    _instant("sent_at"),
    _flag("settled"),
    _flag("voice"),
)

answer_links = Table(
    "answer_links",
    metadata,
    _goes_with("prompt_id", "prompts.id", primary_key=True),
    _goes_with("answer_id", "answers.id", unique=True),
)
"""The only thing that ties a name to an answer: deleting a row here unties them for good."""

drafts = Table(
    "drafts",
    metadata,
    _goes_with("prompt_id", "prompts.id", primary_key=True),
    _sealed("content"),
    _text("key_id"),
    _instant("saved_at"),
)

voices = Table(
    "voices",
    metadata,
    Column("number", Integer, primary_key=True),
    _text("id", unique=True),
    _goes_with("prompt_id", "prompts.id", index=True),
    _sealed("content"),
    _text("key_id"),
)

people = Table(
    "people",
    metadata,
    Column("address_hmac", LargeBinary, primary_key=True),
    _text("key_id"),
    _text("person_id"),
    _text("agency_key"),
)

preferences = Table(
    "preferences",
    metadata,
    _id("person_id"),
    _text("how_often"),
    _instant("until", nullable=True),
    _text("role"),
    _instant("welcomed_at", nullable=True),
)
"""What a person chose: how often we may ask, and a broad role, never a job title."""

conversations = Table(
    "conversations",
    metadata,
    _id("person_id"),
    _text("conversation_id"),
    _text("service_url"),
    _text("tenant_id"),
    _text("member_id"),
)

filed = Table(
    "filed",
    metadata,
    _id("subject"),
    _text("key", unique=True),
    _text("item_id"),
    _text("etag"),
    _sealed("digest"),
    _text("key_id"),
)
"""The digest is sealed because an answer of taps alone could be guessed from it."""

lists = Table("lists", metadata, _id("name"), _text("list_id"))

board_events = Table(
    "board_events",
    metadata,
    _id("work_subject"),
    _text("board"),
    _text("slot"),
    _text("starts_at"),
    _text("ends_at"),
    _text("purpose"),
    _text("why"),
    _flag("scoping"),
    Column("generation", Integer, nullable=False),
    _text("key", unique=True),
    _text("state"),
    _text("subject"),
    _text("body_html"),
    _sealed("attendees"),
    _text("key_id"),
    _flag("hide_attendees"),
    _text("place"),
    _text("event_id"),
    _text("cancel_comment"),
)
"""`starts_at` and `ends_at` are local ISO times without a zone, as the planner made them."""

cursors = Table("cursors", metadata, _id("name"), _text("value"))

work = Table(
    "work",
    metadata,
    Column("id", Integer, primary_key=True),
    _text("kind"),
    _text("subject"),
    _instant("due_at"),
    _text("state"),
    Column("lease_until", Float, nullable=True),
    _text("leased_by"),
    Column("attempts", Integer, nullable=False),
    Column("version", Integer, nullable=False),
    _text("reason"),
    UniqueConstraint("kind", "subject"),
    Index(None, "kind", "state", "due_at"),
    Index(None, "state", "lease_until"),
)
"""`lease_until` is on the lease clock of the process that owns the database, never the product's."""

key_checks = Table("key_checks", metadata, _id("key_id"), _sealed("check_value"))
"""A known word under each key that ever sealed here: shows a missing or mistaken key at the start."""
