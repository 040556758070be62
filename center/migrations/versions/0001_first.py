"""The center's own tables of the first edition."""

from alembic import op

from center.tables import center

revision = "0001"
down_revision = None

FIRST = [
    "scope",
    "epoch",
    "change_set",
    "change",
    "refused_row",
    "leave",
    "device",
    "device_user",
    "envelope",
    "code",
    "blob",
    "blob_part",
    "setting",
]


def upgrade() -> None:
    for name in FIRST:
        center.tables[name].create(op.get_bind())
