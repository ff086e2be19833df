"""Contacts, reminders, preferences and holds; a person is found before a request is due."""

import sqlalchemy as sa
from alembic import op

from bot.store.texts import TEXT

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    with op.batch_alter_table("prompts") as prompts:
        prompts.add_column(sa.Column("sent_at", sa.BigInteger(), nullable=True))
        prompts.add_column(sa.Column("reminders", sa.Integer(), nullable=False, server_default="0"))
        prompts.create_index(op.f("ix_prompts_person_id"), ["person_id"])
    with op.batch_alter_table("prompts") as prompts:
        prompts.alter_column("reminders", server_default=None)
    _contacts()
    op.create_table(
        "preferences",
        sa.Column("person_id", TEXT, nullable=False),
        sa.Column("how_often", TEXT, nullable=False),
        sa.Column("until", sa.BigInteger(), nullable=True),
        sa.Column("role", TEXT, nullable=False),
        sa.Column("welcomed_at", sa.BigInteger(), nullable=True),
        sa.PrimaryKeyConstraint("person_id", name=op.f("pk_preferences")),
    )
    op.create_table(
        "holds",
        sa.Column("id", TEXT, nullable=False),
        sa.Column("scope", TEXT, nullable=False),
        sa.Column("target", TEXT, nullable=False),
        sa.Column("since", sa.BigInteger(), nullable=False),
        sa.Column("until", sa.BigInteger(), nullable=True),
        sa.Column("by", TEXT, nullable=False),
        sa.Column("released_at", sa.BigInteger(), nullable=True),
        sa.Column("released_by", TEXT, nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_holds")),
    )


def _contacts() -> None:
    """Whoever has a request from before these tables was contacted once for it, on the day it was due."""
    op.create_table(
        "contacts",
        sa.Column("id", TEXT, nullable=False),
        sa.Column("person_id", TEXT, nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.Column("conversation_id", TEXT, nullable=False),
        sa.Column("activity_id", TEXT, nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_contacts")),
    )
    op.create_index(op.f("ix_contacts_person_id_at"), "contacts", ["person_id", "at"])
    op.create_table(
        "contact_prompts",
        sa.Column("contact_id", TEXT, nullable=False),
        sa.Column("prompt_id", TEXT, nullable=False),
        sa.Column("due", TEXT, nullable=False),
        sa.ForeignKeyConstraint(
            ["contact_id"],
            ["contacts.id"],
            name=op.f("fk_contact_prompts_contact_id_contacts"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["prompt_id"],
            ["prompts.id"],
            name=op.f("fk_contact_prompts_prompt_id_prompts"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("contact_id", "prompt_id", name=op.f("pk_contact_prompts")),
    )
    op.create_index(op.f("ix_contact_prompts_prompt_id"), "contact_prompts", ["prompt_id"])
    sent = "FROM prompts WHERE ever_sent OR state = 'sending'"
    op.execute(
        "INSERT INTO contacts (id, person_id, at, conversation_id, activity_id) "
        f"SELECT id, person_id, due_at, conversation_id, activity_id {sent}"
    )
    op.execute(
        f"INSERT INTO contact_prompts (contact_id, prompt_id, due) SELECT id, id, 'new_request' {sent}"
    )
    op.execute("UPDATE prompts SET sent_at = due_at WHERE ever_sent OR state = 'sending'")
