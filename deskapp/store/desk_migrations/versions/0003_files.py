"""Files that wait to be sent or fetched."""

from alembic import op
from sqlalchemy import BigInteger, Column, Integer, LargeBinary, String

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    op.create_table(
        "file",
        Column("sha256", String, primary_key=True),
        Column("size", BigInteger, nullable=False),
        Column("key", LargeBinary, nullable=False),
        Column("digests", LargeBinary),
        Column("state", String, nullable=False),
    )
    op.drop_table("file_queue")
    op.create_table(
        "file_queue",
        Column("sha256", String, primary_key=True),
        Column("way", String, primary_key=True),
        Column("size", BigInteger, nullable=False),
        Column("done", Integer, nullable=False),
        Column("epoch", String),
        Column("tries", Integer, nullable=False),
        Column("next_at", String, nullable=False),
        Column("problem", String),
    )
