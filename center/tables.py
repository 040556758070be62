"""The center's own tables: scopes and their counters, sets and what they wrote, devices and their chains."""

from sqlalchemy import (
    JSON,
    BigInteger,
    Boolean,
    Column,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    String,
    Table,
    UniqueConstraint,
    false,
)

center = MetaData()

scope = Table(
    "scope",
    center,
    Column("id", String, primary_key=True),
    Column("seq", Integer, nullable=False),
    Column("min_seq", Integer, nullable=False),
    Column("digest", BigInteger, nullable=False),
)

epoch = Table("epoch", center, Column("n", Integer, primary_key=True), Column("id", String, nullable=False))

change_set = Table(
    "change_set",
    center,
    Column("id", String, primary_key=True),
    Column("device", String, nullable=False),
    Column("device_seq", Integer, nullable=False),
    Column("author", String, nullable=False),
    Column("action", String, nullable=False),
    Column("edition", Integer, nullable=False),
    Column("outcome", JSON, nullable=False),
    Column("body", LargeBinary, nullable=False),
    Column("received_at", String, nullable=False),
    Column("via", String, nullable=False),
    Column("batch", String),
    Index("ix_change_set_device", "device", "device_seq"),
)

change = Table(
    "change",
    center,
    Column("n", BigInteger().with_variant(Integer, "sqlite"), primary_key=True, autoincrement=True),
    Column("change_set", String, nullable=False, index=True),
    Column("kind", String, nullable=False),
    Column("row", String, nullable=False),
    Column("epoch", Integer, nullable=False),
    Column("rev", Integer, nullable=False),
    Column("values", JSON, nullable=False),
    Column("was", JSON, nullable=False),
    Index("ix_change_row", "row", "rev"),
)

refused_row = Table(
    "refused_row",
    center,
    Column("kind", String, primary_key=True),
    Column("row", String, primary_key=True),
    Column("change_set", String, nullable=False),
)

leave = Table(
    "leave",
    center,
    Column("n", BigInteger().with_variant(Integer, "sqlite"), primary_key=True, autoincrement=True),
    Column("scope", String, nullable=False),
    Column("seq", Integer, nullable=False),
    Column("kind", String, nullable=False),
    Column("row", String, nullable=False),
    Column("rev", Integer, nullable=False),
    Column("to", String, nullable=False, server_default=""),
    Column("erased", Boolean, nullable=False, server_default=false()),
    Index("ix_leave_row", "row"),
    Index("ix_leave_scope_seq", "scope", "seq"),
)

device = Table(
    "device",
    center,
    Column("id", String, primary_key=True),
    Column("key", LargeBinary, nullable=False),
    Column("unit", String, nullable=False),
    Column("lineage", String, nullable=False),
    Column("parent", String),
    Column("parent_seq", Integer),
    Column("status", String, nullable=False),
    Column("nonce", String, nullable=False),
    Column("last_seq", Integer, nullable=False),
    Column("last_chain", LargeBinary, nullable=False),
    Column("durable_seq", Integer, nullable=False),
    Column("enrolled_at", String, nullable=False),
    Column("last_contact", String),
    Column("app", String),
    Column("edition", Integer),
    Column("waiting", Integer),
    Column("attention", Integer),
    Column("clock_offset", Integer),
    Column("verified", Boolean),
)

device_user = Table(
    "device_user",
    center,
    Column("device", String, primary_key=True),
    Column("user", String, primary_key=True),
)

envelope = Table(
    "envelope",
    center,
    Column("device", String, primary_key=True),
    Column("seq", Integer, primary_key=True),
    Column("change_set", String, nullable=False, index=True),
    Column("chain", LargeBinary, nullable=False),
    UniqueConstraint("device", "change_set", name="uq_envelope_set"),
)

code = Table(
    "code",
    center,
    Column("name", String, primary_key=True),
    Column("digest", String, nullable=False),
    Column("unit", String, nullable=False),
    Column("user", String),
    Column("until", String, nullable=False),
    Column("tries", Integer, nullable=False),
    Column("used_by", String),
)

blob = Table(
    "blob",
    center,
    Column("sha256", String, primary_key=True),
    Column("size", BigInteger, nullable=False),
    Column("state", String, nullable=False),
    Column("changed_at", String, nullable=False),
    Index("ix_blob_state", "state", "changed_at"),
)

blob_part = Table(
    "blob_part",
    center,
    Column("sha256", String, primary_key=True),
    Column("n", Integer, primary_key=True),
    Column("digest", LargeBinary, nullable=False),
)

backup = Table(
    "backup",
    center,
    Column("name", String, primary_key=True),
    Column("made_at", String, nullable=False),
    Column("verified_at", String, nullable=False),
    Column("path", String, nullable=False),
    Column("kept", Boolean, nullable=False),
)

backup_device = Table(
    "backup_device",
    center,
    Column("backup", String, primary_key=True),
    Column("device", String, primary_key=True),
    Column("last_seq", Integer, nullable=False),
)

setting = Table(
    "setting", center, Column("key", String, primary_key=True), Column("value", String, nullable=False)
)
