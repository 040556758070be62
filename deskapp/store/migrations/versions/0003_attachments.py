"""Attachments: what belongs to a record as a file."""

from sqlalchemy import Column, Integer, String

from deskapp.store.schema import create_record_table

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    create_record_table(
        "attachment",
        Column("row_kind", String, nullable=False),
        Column("row", String, nullable=False, index=True),
        Column("sha256", String, nullable=False, index=True),
        Column("size", Integer, nullable=False),
        Column("name", String, nullable=False),
        Column("media", String, nullable=False),
        Column("title", String),
        Column("role", String),
        Column("pages", Integer),
        Column("thumb_sha256", String, index=True),
    )
