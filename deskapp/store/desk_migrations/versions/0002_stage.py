"""A second copy being filled beside the one that is shown, and sets found by the epoch they settled in."""

from alembic import op
from sqlalchemy import Boolean, Column, Integer, LargeBinary, String

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    op.drop_table("stage")
    op.create_table(
        "stage",
        Column("n", Integer, primary_key=True),
        Column("page", LargeBinary, nullable=False),
    )
    op.create_table(
        "stage_cursor",
        Column("scope", String, primary_key=True),
        Column("seq", Integer, nullable=False),
        Column("loading", Boolean, nullable=False),
        Column("since", Integer, nullable=False),
    )
    op.create_index("ix_outbox_settled", "outbox", ["settled_epoch", "seq"])
