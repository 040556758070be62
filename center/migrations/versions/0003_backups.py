"""Backups that were verified, and what they hold."""

from alembic import op
from sqlalchemy import Boolean, Column, Integer, PrimaryKeyConstraint, String

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    op.create_table(
        "backup",
        Column("name", String, primary_key=True),
        Column("made_at", String, nullable=False),
        Column("verified_at", String, nullable=False),
        Column("path", String, nullable=False),
        Column("kept", Boolean, nullable=False),
    )
    op.create_table(
        "backup_device",
        Column("backup", String, nullable=False),
        Column("device", String, nullable=False),
        Column("last_seq", Integer, nullable=False),
        PrimaryKeyConstraint("backup", "device"),
    )
