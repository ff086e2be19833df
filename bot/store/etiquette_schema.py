"""The tables of etiquette: messages nobody asked for, what people chose, and holds; in the metadata of `schema`."""

from __future__ import annotations

from sqlalchemy import Index, Table

from bot.store.schema import goes_with, id_column, instant_column, metadata, text_column

contacts = Table(
    "contacts",
    metadata,
    id_column(),
    text_column("person_id"),
    instant_column("at"),
    text_column("conversation_id"),
    text_column("activity_id"),
    Index(None, "person_id", "at"),
)
"""One row for each message nobody asked for; saved before it leaves, so that the weekly limits count it."""

contact_prompts = Table(
    "contact_prompts",
    metadata,
    goes_with("contact_id", "contacts.id", primary_key=True),
    goes_with("prompt_id", "prompts.id", primary_key=True, index=True),
    text_column("due"),
)

holds = Table(
    "holds",
    metadata,
    id_column(),
    text_column("scope"),
    text_column("target"),
    instant_column("since"),
    instant_column("until", nullable=True),
    text_column("by"),
    instant_column("released_at", nullable=True),
    text_column("released_by"),
)
"""There is no column for a reason: nobody keeps one."""

preferences = Table(
    "preferences",
    metadata,
    id_column("person_id"),
    text_column("how_often"),
    instant_column("until", nullable=True),
    text_column("role"),
    instant_column("welcomed_at", nullable=True),
)
"""What a person chose: how often we may ask, and a broad role, never a job title."""
