"""Attachment: a file that belongs to a record; its content travels by itself, named by its SHA-256."""

from datetime import date
from typing import Any

from sqlalchemy.orm import Mapped

from deskapp.models.blob import LIMIT, MEDIA
from deskapp.models.record import Record, field
from deskapp.models.rules import INTEGRITY, Finding, rulebook


class Attachment(Record):
    """Which file, of what sort and size; kept in the scope of the row it is on, and goes where that goes."""

    __tablename__ = "attachment"
    part = "*"

    row_kind: Mapped[str] = field()
    row: Mapped[str] = field(index=True)
    sha256: Mapped[str] = field(holds="file", index=True)
    size: Mapped[int] = field()
    name: Mapped[str] = field(restricted=True)
    media: Mapped[str] = field()
    title: Mapped[str | None] = field(restricted=True)
    role: Mapped[str | None] = field()
    pages: Mapped[int | None] = field()
    thumb_sha256: Mapped[str | None] = field(holds="file", index=True)


@rulebook.rule(Attachment, grade=INTEGRITY, since=1)
def is_of_a_sort_that_is_kept(attachment: Any, today: date) -> Any:
    if attachment.media not in MEDIA:
        yield Finding("media", "unknown-code")


@rulebook.rule(Attachment, grade=INTEGRITY, since=1)
def has_a_size_that_can_be(attachment: Any, today: date) -> Any:
    if not 0 < attachment.size <= LIMIT:
        yield Finding("size", "unstorable")
