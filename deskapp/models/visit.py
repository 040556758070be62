"""Visit: one attempt at one door, with its outcome."""

from datetime import date
from typing import Any

from sqlalchemy.orm import Mapped

from deskapp.models.codes import table
from deskapp.models.record import Record, field
from deskapp.models.rules import INTEGRITY, QUALITY, Finding, rulebook


class Visit(Record):
    """What happened at a door; only its author edits it."""

    __tablename__ = "visit"
    part = "field"
    only_author = True

    household: Mapped[str] = field(scope="household", index=True)
    campaign: Mapped[str | None] = field()
    visitors: Mapped[list[str]] = field()
    visited_on: Mapped[str] = field(holds="date")
    started: Mapped[str | None] = field(holds="time")
    ended: Mapped[str | None] = field(holds="time")
    mode: Mapped[str | None] = field(codes="mode")
    purpose: Mapped[str | None] = field(codes="purpose")
    outcome: Mapped[str] = field(codes="outcome")
    met: Mapped[list[str] | None] = field()
    notice_left: Mapped[bool | None] = field()
    next_try: Mapped[str | None] = field(holds="date")
    safety: Mapped[list[str] | None] = field()
    note: Mapped[str | None] = field(restricted=True)


@rulebook.rule(Visit, grade=INTEGRITY, since=1)
def has_an_outcome_from_the_table(visit: Any, today: date) -> Any:
    if not table("outcome").has(visit.outcome):
        yield Finding("outcome", "unknown-code")


@rulebook.rule(Visit, grade=QUALITY, since=1)
def has_a_day_that_has_come(visit: Any, today: date) -> Any:
    if date.fromisoformat(visit.visited_on) > today:
        yield Finding("visited_on", "in-the-future")


@rulebook.rule(Visit, grade=QUALITY, since=1)
def ends_after_it_starts(visit: Any, today: date) -> Any:
    if visit.started and visit.ended and visit.ended < visit.started:
        yield Finding("ended", "before-the-beginning")


@rulebook.rule(Visit, grade=QUALITY, since=1)
def has_a_purpose_from_the_table(visit: Any, today: date) -> Any:
    if visit.purpose and not table("purpose").has(visit.purpose):
        yield Finding("purpose", "unknown-code")
