"""Campaign and assignment: what is to be visited within a year, and who has which door."""

from datetime import date
from typing import Any

from sqlalchemy.orm import Mapped

from deskapp.models.record import Record, field
from deskapp.models.rules import QUALITY, Finding, rulebook


class Campaign(Record):
    """A full-coverage visiting of a community between two days."""

    __tablename__ = "campaign"
    part = "roster"

    community: Mapped[str] = field(scope="unit")
    name: Mapped[str] = field()
    since: Mapped[str] = field(holds="date")
    until: Mapped[str] = field(holds="date")
    counts: Mapped[list[str] | None] = field()


class Assignment(Record):
    """Which worker has which household, since when; `until` ends it."""

    __tablename__ = "assignment"
    part = "roster"

    household: Mapped[str] = field(scope="household", index=True)
    worker: Mapped[str] = field(index=True)
    since: Mapped[str] = field(holds="date")
    until: Mapped[str | None] = field(holds="date")


@rulebook.rule(Campaign, grade=QUALITY, since=1)
def ends_after_it_begins(campaign: Any, today: date) -> Any:
    if campaign.until < campaign.since:
        yield Finding("until", "before-the-beginning")
