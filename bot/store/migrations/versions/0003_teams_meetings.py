"""Board meetings may have a Teams link; those that stand already have none of ours."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    with op.batch_alter_table("board_events") as board_events:
        board_events.add_column(
            sa.Column("teams_meeting", sa.Boolean(), nullable=False, server_default=sa.false())
        )
    with op.batch_alter_table("board_events") as board_events:
        board_events.alter_column("teams_meeting", server_default=None)
