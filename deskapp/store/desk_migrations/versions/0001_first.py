"""The desk's own tables of the first edition."""

from alembic import op
from sqlalchemy import JSON, BigInteger, Boolean, Column, Integer, LargeBinary, String

revision = "0001"
down_revision = None


def upgrade() -> None:
    _waiting()
    _pulled()
    _local()


def _text(name: str, *, key: bool = False, needed: bool = True) -> Column[str]:
    return Column(name, String, primary_key=key, nullable=not needed and not key)


def _waiting() -> None:
    op.create_table(
        "outbox",
        Column("seq", Integer, primary_key=True),
        _text("id"),
        _text("device"),
        *(Column(name, LargeBinary, nullable=False) for name in ("body", "chain", "sig")),
        *(_text(name) for name in ("action", "author", "made_at")),
        _text("batch", needed=False),
        _text("state"),
        Column("outcome", JSON),
        _text("settled_at", needed=False),
        _text("settled_epoch", needed=False),
    )
    op.create_index("ix_outbox_id", "outbox", ["id"])
    op.create_index("ix_outbox_state", "outbox", ["state"])
    op.create_table(
        "outbox_row",
        _text("kind", key=True),
        _text("id", key=True),
        Column("seq", Integer, primary_key=True),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_outbox_row_seq", "outbox_row", ["seq"])


def _pulled() -> None:
    op.create_table(
        "shadow",
        _text("kind", key=True),
        _text("id", key=True),
        Column("rev", Integer, nullable=False),
        Column("doc", JSON, nullable=False),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "cursor",
        _text("scope", key=True),
        Column("seq", Integer, nullable=False),
        _text("epoch"),
        Column("loading", Boolean, nullable=False),
        Column("since", Integer, nullable=False),
        Column("digest", BigInteger, nullable=False),
        Column("verified", Boolean, nullable=False),
    )
    op.create_table(
        "stage",
        Column("n", Integer, primary_key=True),
        _text("scope"),
        Column("seq", Integer, nullable=False),
        Column("item", LargeBinary, nullable=False),
    )
    op.create_index("ix_stage_scope", "stage", ["scope"])
    op.create_table(
        "attention",
        _text("id", key=True),
        *(_text(name) for name in ("code", "kind", "row", "change_set")),
        Column("details", JSON, nullable=False),
        _text("made_at"),
        _text("done_at", needed=False),
    )


def _local() -> None:
    op.create_table(
        "draft",
        *(_text(name, key=True) for name in ("owner", "form", "subject")),
        Column("doc", JSON, nullable=False),
        _text("saved_at"),
    )
    op.create_table(
        "search_term",
        *(_text(name, key=True) for name in ("term", "kind", "id")),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_search_term_row", "search_term", ["kind", "id"])
    op.create_table(
        "file_queue",
        _text("sha256", key=True),
        Column("size", BigInteger, nullable=False),
        Column("sent", BigInteger, nullable=False),
        _text("state"),
    )
    op.create_table("meta", _text("key", key=True), Column("value", LargeBinary, nullable=False))
