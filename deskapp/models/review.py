"""Review: what the center could not settle by itself, for a person to look at."""

from typing import Any

from sqlalchemy.orm import Mapped

from deskapp.models.record import Record, field


class Review(Record):
    """Two values for one field, or a doubt about one record; kept in the scope of the row it is about."""

    __tablename__ = "review"
    part = "*"

    row_kind: Mapped[str] = field()
    row: Mapped[str] = field(index=True)
    change_set: Mapped[str] = field()
    reason: Mapped[str] = field()
    details: Mapped[dict[str, Any]] = field(restricted=True)
    owner: Mapped[str | None] = field()
    state: Mapped[str] = field()
    settled_by: Mapped[str | None] = field()
    settled_at: Mapped[str | None] = field()
    choice: Mapped[dict[str, Any] | None] = field(restricted=True)
