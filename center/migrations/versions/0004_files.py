"""Attachments in parts."""

from alembic import op
from sqlalchemy import BigInteger, Column, Integer, LargeBinary, PrimaryKeyConstraint, String

revision = "0004"
down_revision = "0003"


def upgrade() -> None:
    op.drop_table("blob_part")
    op.drop_table("blob")
    op.create_table(
        "blob",
        Column("sha256", String, primary_key=True),
        Column("size", BigInteger, nullable=False),
        Column("state", String, nullable=False),
        Column("changed_at", String, nullable=False),
    )
    op.create_index("ix_blob_state", "blob", ["state", "changed_at"])
    op.create_table(
        "blob_part",
        Column("sha256", String, nullable=False),
        Column("n", Integer, nullable=False),
        Column("digest", LargeBinary, nullable=False),
        PrimaryKeyConstraint("sha256", "n"),
    )
