"""Where leavers went, and what was erased."""

from alembic import op
from sqlalchemy import Boolean, Column, String, false

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    op.add_column("leave", Column("to", String, nullable=False, server_default=""))
    op.add_column("leave", Column("erased", Boolean, nullable=False, server_default=false()))
    op.create_index("ix_leave_row", "leave", ["row"])
