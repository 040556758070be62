"""People and doors for tests: who sits at a desk and whom they visit. All of them invented."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from sqlalchemy.orm import Session

from deskapp.models.actor import Actor
from deskapp.models.household import Household
from deskapp.models.person import Person
from deskapp.models.record import Record
from deskapp.models.visit import Visit

WORKER = Actor("worker", "蓝天晴", "community_worker", "houbao")
STRANGER = Actor("stranger", "凌小满", "community_worker", "donglu")
TODAY = "2026-11-24"
KEY = bytes(range(32))
"""Of every store in the tests."""


def household(room: str = "501", unit: str = "houbao", **more: Any) -> Household:
    return Household(community=unit, building="3", unit="2", room=room, **({"vacant": False} | more))


def person(home: str, name: str = "冉小禾", **more: Any) -> Person:
    return Person(household=home, name=name, **more)


def visit(home: str, who: str = WORKER.id, note: str = "平安", **more: Any) -> Visit:
    usual = {"visitors": [who], "visited_on": TODAY, "outcome": "O1", "note": note}
    return Visit(household=home, **(usual | more))


def adding(record: Record) -> Callable[[Session], str]:
    """The job that adds a record and gives its id."""

    def add(session: Session) -> str:
        session.add(record)
        session.flush()
        return record.id

    return add


def setting(cls: type[Record], id: str, /, **values: Any) -> Callable[[Session], None]:
    """The job that edits a record."""

    def edit(session: Session) -> None:
        record = session.get_one(cls, id)
        for name, value in values.items():
            setattr(record, name, value)

    return edit
