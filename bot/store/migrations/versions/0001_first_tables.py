"""The first tables."""

import sqlalchemy as sa
from alembic import op

from bot.store.texts import TEXT

revision = "0001"
down_revision = None


def upgrade() -> None:
    _asking()
    _answering()
    _people()
    _filing()
    _boards()
    _working()


def _asking() -> None:
    op.create_table(
        "meetings",
        sa.Column("id", TEXT, nullable=False),
        sa.Column("ref", TEXT, nullable=False),
        sa.Column("source_key", TEXT, nullable=False),
        sa.Column("type_key", TEXT, nullable=False),
        sa.Column("starts_at", sa.BigInteger(), nullable=False),
        sa.Column("ends_at", sa.BigInteger(), nullable=False),
        sa.Column("how", TEXT, nullable=False),
        sa.Column("came_from", TEXT, nullable=False),
        sa.Column("status", TEXT, nullable=False),
        sa.Column("in_sample", sa.Boolean(), nullable=False),
        sa.Column("sample_reason", TEXT, nullable=False),
        sa.Column("outsiders", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_meetings")),
        sa.UniqueConstraint("ref", name=op.f("uq_meetings_ref")),
        sa.UniqueConstraint("source_key", name=op.f("uq_meetings_source_key")),
    )
    op.create_table(
        "prompts",
        sa.Column("id", TEXT, nullable=False),
        sa.Column("meeting_id", TEXT, nullable=False),
        sa.Column("agency_key", TEXT, nullable=False),
        sa.Column("address", sa.LargeBinary(), nullable=True),
        sa.Column("key_id", TEXT, nullable=True),
        sa.Column("state", TEXT, nullable=False),
        sa.Column("due_at", sa.BigInteger(), nullable=False),
        sa.Column("closes_at", sa.BigInteger(), nullable=True),
        sa.Column("person_id", TEXT, nullable=False),
        sa.Column("reason", TEXT, nullable=False),
        sa.Column("conversation_id", TEXT, nullable=False),
        sa.Column("activity_id", TEXT, nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("ever_sent", sa.Boolean(), nullable=False),
        sa.Column("was_unconfirmed", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(["meeting_id"], ["meetings.id"], name=op.f("fk_prompts_meeting_id_meetings")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_prompts")),
    )
    op.create_index(op.f("ix_prompts_meeting_id"), "prompts", ["meeting_id"])
    op.create_index(op.f("ix_prompts_state"), "prompts", ["state"])


def _answering() -> None:
    op.create_table(
        "answers",
        sa.Column("id", TEXT, nullable=False),
        sa.Column("ref", TEXT, nullable=False),
        sa.Column("meeting_id", TEXT, nullable=False),
        sa.Column("agency_key", TEXT, nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        sa.Column("key_id", TEXT, nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("state", TEXT, nullable=False),
        sa.Column("sent_at", sa.BigInteger(), nullable=False),
        sa.Column("settled", sa.Boolean(), nullable=False),
        sa.Column("voice", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(["meeting_id"], ["meetings.id"], name=op.f("fk_answers_meeting_id_meetings")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_answers")),
        sa.UniqueConstraint("ref", name=op.f("uq_answers_ref")),
    )
    op.create_index(op.f("ix_answers_meeting_id"), "answers", ["meeting_id"])
    op.create_table(
        "answer_links",
        sa.Column("prompt_id", TEXT, nullable=False),
        sa.Column("answer_id", TEXT, nullable=False),
        sa.ForeignKeyConstraint(
            ["answer_id"], ["answers.id"], name=op.f("fk_answer_links_answer_id_answers"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["prompt_id"], ["prompts.id"], name=op.f("fk_answer_links_prompt_id_prompts"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("prompt_id", name=op.f("pk_answer_links")),
        sa.UniqueConstraint("answer_id", name=op.f("uq_answer_links_answer_id")),
    )
    op.create_table(
        "drafts",
        sa.Column("prompt_id", TEXT, nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        sa.Column("key_id", TEXT, nullable=False),
        sa.Column("saved_at", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(
            ["prompt_id"], ["prompts.id"], name=op.f("fk_drafts_prompt_id_prompts"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("prompt_id", name=op.f("pk_drafts")),
    )
    op.create_table(
        "voices",
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("id", TEXT, nullable=False),
        sa.Column("prompt_id", TEXT, nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        sa.Column("key_id", TEXT, nullable=False),
        sa.ForeignKeyConstraint(
            ["prompt_id"], ["prompts.id"], name=op.f("fk_voices_prompt_id_prompts"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("number", name=op.f("pk_voices")),
        sa.UniqueConstraint("id", name=op.f("uq_voices_id")),
    )
    op.create_index(op.f("ix_voices_prompt_id"), "voices", ["prompt_id"])


def _people() -> None:
    op.create_table(
        "people",
        sa.Column("address_hmac", sa.LargeBinary(), nullable=False),
        sa.Column("key_id", TEXT, nullable=False),
        sa.Column("person_id", TEXT, nullable=False),
        sa.Column("agency_key", TEXT, nullable=False),
        sa.PrimaryKeyConstraint("address_hmac", name=op.f("pk_people")),
    )
    op.create_table(
        "conversations",
        sa.Column("person_id", TEXT, nullable=False),
        sa.Column("conversation_id", TEXT, nullable=False),
        sa.Column("service_url", TEXT, nullable=False),
        sa.Column("tenant_id", TEXT, nullable=False),
        sa.Column("member_id", TEXT, nullable=False),
        sa.PrimaryKeyConstraint("person_id", name=op.f("pk_conversations")),
    )


def _filing() -> None:
    op.create_table(
        "filed",
        sa.Column("subject", TEXT, nullable=False),
        sa.Column("key", TEXT, nullable=False),
        sa.Column("item_id", TEXT, nullable=False),
        sa.Column("etag", TEXT, nullable=False),
        sa.Column("digest", sa.LargeBinary(), nullable=False),
        sa.Column("key_id", TEXT, nullable=False),
        sa.PrimaryKeyConstraint("subject", name=op.f("pk_filed")),
        sa.UniqueConstraint("key", name=op.f("uq_filed_key")),
    )
    op.create_table(
        "lists",
        sa.Column("name", TEXT, nullable=False),
        sa.Column("list_id", TEXT, nullable=False),
        sa.PrimaryKeyConstraint("name", name=op.f("pk_lists")),
    )
    op.create_table(
        "cursors",
        sa.Column("name", TEXT, nullable=False),
        sa.Column("value", TEXT, nullable=False),
        sa.PrimaryKeyConstraint("name", name=op.f("pk_cursors")),
    )


def _boards() -> None:
    op.create_table(
        "board_events",
        sa.Column("work_subject", TEXT, nullable=False),
        sa.Column("board", TEXT, nullable=False),
        sa.Column("slot", TEXT, nullable=False),
        sa.Column("starts_at", TEXT, nullable=False),
        sa.Column("ends_at", TEXT, nullable=False),
        sa.Column("purpose", TEXT, nullable=False),
        sa.Column("why", TEXT, nullable=False),
        sa.Column("scoping", sa.Boolean(), nullable=False),
        sa.Column("generation", sa.Integer(), nullable=False),
        sa.Column("key", TEXT, nullable=False),
        sa.Column("state", TEXT, nullable=False),
        sa.Column("subject", TEXT, nullable=False),
        sa.Column("body_html", TEXT, nullable=False),
        sa.Column("attendees", sa.LargeBinary(), nullable=False),
        sa.Column("key_id", TEXT, nullable=False),
        sa.Column("hide_attendees", sa.Boolean(), nullable=False),
        sa.Column("place", TEXT, nullable=False),
        sa.Column("event_id", TEXT, nullable=False),
        sa.Column("cancel_comment", TEXT, nullable=False),
        sa.PrimaryKeyConstraint("work_subject", name=op.f("pk_board_events")),
        sa.UniqueConstraint("key", name=op.f("uq_board_events_key")),
    )


def _working() -> None:
    op.create_table(
        "work",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("kind", TEXT, nullable=False),
        sa.Column("subject", TEXT, nullable=False),
        sa.Column("due_at", sa.BigInteger(), nullable=False),
        sa.Column("state", TEXT, nullable=False),
        sa.Column("lease_until", sa.Float(), nullable=True),
        sa.Column("leased_by", TEXT, nullable=False),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("reason", TEXT, nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_work")),
        sa.UniqueConstraint("kind", "subject", name=op.f("uq_work_kind_subject")),
    )
    op.create_index(op.f("ix_work_kind_state_due_at"), "work", ["kind", "state", "due_at"])
    op.create_index(op.f("ix_work_state_lease_until"), "work", ["state", "lease_until"])
    op.create_table(
        "key_checks",
        sa.Column("key_id", TEXT, nullable=False),
        sa.Column("check_value", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("key_id", name=op.f("pk_key_checks")),
    )
