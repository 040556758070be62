"""Household: the people behind one door, and where the door is."""

from datetime import date
from typing import Any

from sqlalchemy.orm import Mapped

from deskapp.models.record import Record, field
from deskapp.models.rules import QUALITY, Finding, rulebook


class Household(Record):
    """One door of a community, lived in or vacant."""

    __tablename__ = "household"
    part = "roster"
    search = ("building", "unit", "room")
    duplicates = (("community", "estate", "building", "unit", "room"),)

    community: Mapped[str] = field(scope="unit")
    estate: Mapped[str | None] = field(unit="door")
    building: Mapped[str | None] = field(unit="door")
    unit: Mapped[str | None] = field(unit="door")
    floor: Mapped[str | None] = field(unit="door")
    room: Mapped[str | None] = field(unit="door")
    vacant: Mapped[bool] = field()
    tenure: Mapped[str | None] = field(codes="tenure")
    note: Mapped[str | None] = field(restricted=True)


@rulebook.rule(Household, grade=QUALITY, since=1)
def has_a_room(household: Any, today: date) -> Any:
    if not household.room:
        yield Finding("room", "missing")
