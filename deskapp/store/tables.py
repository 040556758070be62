"""The desk's own tables: what waits to be sent, what was pulled under it, and what stays on this PC."""

from sqlalchemy import JSON, BigInteger, Boolean, Column, Index, Integer, LargeBinary, MetaData, String, Table

desk = MetaData()

outbox = Table(
    "outbox",
    desk,
    Column("seq", Integer, primary_key=True),
    Column("id", String, nullable=False, index=True),
    Column("device", String, nullable=False),
    Column("body", LargeBinary, nullable=False),
    Column("chain", LargeBinary, nullable=False),
    Column("sig", LargeBinary, nullable=False),
    Column("action", String, nullable=False),
    Column("author", String, nullable=False),
    Column("made_at", String, nullable=False),
    Column("batch", String),
    Column("state", String, nullable=False, index=True),
    Column("outcome", JSON),
    Column("settled_at", String),
    Column("settled_epoch", String),
    Index("ix_outbox_settled", "settled_epoch", "seq"),
)

outbox_row = Table(
    "outbox_row",
    desk,
    Column("kind", String, primary_key=True),
    Column("id", String, primary_key=True),
    Column("seq", Integer, primary_key=True),
    Index("ix_outbox_row_seq", "seq"),
    sqlite_with_rowid=False,
)

shadow = Table(
    "shadow",
    desk,
    Column("kind", String, primary_key=True),
    Column("id", String, primary_key=True),
    Column("rev", Integer, nullable=False),
    Column("doc", JSON, nullable=False),
    sqlite_with_rowid=False,
)

cursor = Table(
    "cursor",
    desk,
    Column("scope", String, primary_key=True),
    Column("seq", Integer, nullable=False),
    Column("epoch", String, nullable=False),
    Column("loading", Boolean, nullable=False),
    Column("since", Integer, nullable=False),
    Column("digest", BigInteger, nullable=False),
    Column("verified", Boolean, nullable=False),
)

stage = Table(
    "stage", desk, Column("n", Integer, primary_key=True), Column("page", LargeBinary, nullable=False)
)

stage_cursor = Table(
    "stage_cursor",
    desk,
    Column("scope", String, primary_key=True),
    Column("seq", Integer, nullable=False),
    Column("loading", Boolean, nullable=False),
    Column("since", Integer, nullable=False),
)

attention = Table(
    "attention",
    desk,
    Column("id", String, primary_key=True),
    Column("code", String, nullable=False),
    Column("kind", String, nullable=False),
    Column("row", String, nullable=False),
    Column("change_set", String, nullable=False),
    Column("details", JSON, nullable=False),
    Column("made_at", String, nullable=False),
    Column("done_at", String),
)

draft = Table(
    "draft",
    desk,
    Column("owner", String, primary_key=True),
    Column("form", String, primary_key=True),
    Column("subject", String, primary_key=True),
    Column("doc", JSON, nullable=False),
    Column("saved_at", String, nullable=False),
)

search_term = Table(
    "search_term",
    desk,
    Column("term", String, primary_key=True),
    Column("kind", String, primary_key=True),
    Column("id", String, primary_key=True),
    Index("ix_search_term_row", "kind", "id"),
    sqlite_with_rowid=False,
)

file = Table(
    "file",
    desk,
    Column("sha256", String, primary_key=True),
    Column("size", BigInteger, nullable=False),
    Column("key", LargeBinary, nullable=False),
    Column("digests", LargeBinary),
    Column("state", String, nullable=False),
)

file_queue = Table(
    "file_queue",
    desk,
    Column("sha256", String, primary_key=True),
    Column("way", String, primary_key=True),
    Column("size", BigInteger, nullable=False),
    Column("done", Integer, nullable=False),
    Column("epoch", String),
    Column("tries", Integer, nullable=False),
    Column("next_at", String, nullable=False),
    Column("problem", String),
)

meta = Table(
    "meta", desk, Column("key", String, primary_key=True), Column("value", LargeBinary, nullable=False)
)
