"""Who settled a review, and how; households are found by their doors."""

from alembic import op
from sqlalchemy import JSON, Column, String

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    for column in (Column("settled_by", String), Column("settled_at", String), Column("choice", JSON)):
        op.add_column("review", column)
    op.create_index("ix_household_room_community", "household", ["room", "community"])
