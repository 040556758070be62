"""The center's own tables of the first edition."""

from alembic import op
from sqlalchemy import (
    JSON,
    BigInteger,
    Boolean,
    Column,
    Integer,
    LargeBinary,
    PrimaryKeyConstraint,
    String,
    UniqueConstraint,
)

revision = "0001"
down_revision = None


def upgrade() -> None:
    _ledger()
    _rows()
    _devices()
    _files()


def _texts(*names: str, needed: bool = True) -> list[Column[str]]:
    return [Column(name, String, nullable=not needed) for name in names]


def _numbers(*names: str, needed: bool = True) -> list[Column[int]]:
    return [Column(name, Integer, nullable=not needed) for name in names]


def _counted() -> Column[int]:
    return Column("n", BigInteger().with_variant(Integer, "sqlite"), primary_key=True, autoincrement=True)


def _ledger() -> None:
    op.create_table(
        "scope",
        Column("id", String, primary_key=True),
        *_numbers("seq", "min_seq"),
        Column("digest", BigInteger, nullable=False),
    )
    op.create_table("epoch", Column("n", Integer, primary_key=True), *_texts("id"))
    op.create_table(
        "change_set",
        Column("id", String, primary_key=True),
        *_texts("device"),
        *_numbers("device_seq"),
        *_texts("author", "action"),
        *_numbers("edition"),
        Column("outcome", JSON, nullable=False),
        Column("body", LargeBinary, nullable=False),
        *_texts("received_at", "via"),
        *_texts("batch", needed=False),
    )
    op.create_index("ix_change_set_device", "change_set", ["device", "device_seq"])
    op.create_table("setting", Column("key", String, primary_key=True), *_texts("value"))


def _rows() -> None:
    op.create_table(
        "change",
        _counted(),
        *_texts("change_set", "kind", "row"),
        *_numbers("epoch", "rev"),
        Column("values", JSON, nullable=False),
        Column("was", JSON, nullable=False),
    )
    op.create_index("ix_change_change_set", "change", ["change_set"])
    op.create_index("ix_change_row", "change", ["row", "rev"])
    op.create_table("refused_row", *_texts("kind", "row", "change_set"), PrimaryKeyConstraint("kind", "row"))
    op.create_table(
        "leave", _counted(), *_texts("scope"), *_numbers("seq"), *_texts("kind", "row"), *_numbers("rev")
    )
    op.create_index("ix_leave_scope_seq", "leave", ["scope", "seq"])


def _devices() -> None:
    op.create_table(
        "device",
        Column("id", String, primary_key=True),
        Column("key", LargeBinary, nullable=False),
        *_texts("unit", "lineage"),
        *_texts("parent", needed=False),
        *_numbers("parent_seq", needed=False),
        *_texts("status", "nonce"),
        *_numbers("last_seq"),
        Column("last_chain", LargeBinary, nullable=False),
        *_numbers("durable_seq"),
        *_texts("enrolled_at"),
        *_texts("last_contact", "app", needed=False),
        *_numbers("edition", "waiting", "attention", "clock_offset", needed=False),
        Column("verified", Boolean),
    )
    op.create_table("device_user", *_texts("device", "user"), PrimaryKeyConstraint("device", "user"))
    op.create_table(
        "envelope",
        *_texts("device"),
        *_numbers("seq"),
        *_texts("change_set"),
        Column("chain", LargeBinary, nullable=False),
        PrimaryKeyConstraint("device", "seq"),
        UniqueConstraint("device", "change_set", name="uq_envelope_set"),
    )
    op.create_index("ix_envelope_change_set", "envelope", ["change_set"])
    op.create_table(
        "code",
        Column("name", String, primary_key=True),
        *_texts("digest", "unit"),
        *_texts("user", needed=False),
        *_texts("until"),
        *_numbers("tries"),
        *_texts("used_by", needed=False),
    )


def _files() -> None:
    op.create_table(
        "blob",
        Column("sha256", String, primary_key=True),
        Column("size", BigInteger, nullable=False),
        *_texts("state"),
    )
    op.create_table(
        "blob_part", *_texts("sha256"), *_numbers("n"), *_texts("digest"), PrimaryKeyConstraint("sha256", "n")
    )
