"""Tag: that a person belongs to a special group, since when and on what evidence."""

from datetime import date
from typing import Any

from sqlalchemy.orm import Mapped

from deskapp.models.codes import table
from deskapp.models.record import Record, field
from deskapp.models.rules import INTEGRITY, QUALITY, Finding, rulebook


class Tag(Record):
    """A group a person is in, of level L1 or L2; the line officers' own (L3) are not kept here."""

    __tablename__ = "tag"
    part = "roster"

    person: Mapped[str] = field(scope="person", index=True)
    code: Mapped[str] = field(codes="tag")
    since: Mapped[str | None] = field(holds="date")
    until: Mapped[str | None] = field(holds="date")
    source: Mapped[str | None] = field()
    evidence: Mapped[str | None] = field(restricted=True)


@rulebook.rule(Tag, grade=INTEGRITY, since=1)
def is_not_for_line_officers_only(tag: Any, today: date) -> Any:
    codes = table("tag")
    if codes.has(tag.code) and codes[tag.code].extra.get("level") == "L3":
        yield Finding("code", "line-officer-only")


@rulebook.rule(Tag, grade=QUALITY, since=1)
def is_a_known_group(tag: Any, today: date) -> Any:
    if not table("tag").has(tag.code):
        yield Finding("code", "unknown-code")
