"""What a migration of records is written with; the same scripts run at both ends."""

from typing import Any

from alembic import op
from sqlalchemy import Column

from deskapp.models.record import record_columns


def create_record_table(kind: str, *columns: Column[Any]) -> None:
    """A kind's table: the common columns, its own, and the index every pull uses."""
    op.create_table(kind, *record_columns(), *columns)
    op.create_index(f"ix_{kind}_scope_seq", kind, ["scope", "seq"])
