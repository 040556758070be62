"""Due: what was promised at a door, and by when."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from deskapp.models.codes import table
from deskapp.models.record import table_of
from deskapp.work.doors import among, here
from deskapp.work.progress import Attempt

VISIT, REQUEST, CALLBACK = "visit", "request", "callback"
SOON = timedelta(days=7)


@dataclass(frozen=True, slots=True)
class Due:
    """The first thing that is due at a door: a visit agreed on, an answer, asking whether it is solved."""

    kind: str
    day: date

    def days(self, today: date) -> int:
        """Days until it is due; overdue means the day is over."""
        return (self.day - today).days

    def word(self, today: date) -> str | None:
        """ "late", "today", "week"; None when it is further off."""
        if self.day <= today:
            return "late" if self.day < today else "today"
        return "week" if self.day <= today + SOON else None


@dataclass(frozen=True, slots=True)
class Open:
    """The requests of one door that are not closed: how many, and the first promise."""

    count: int = 0
    first: Due | None = None


def open_requests(session: Session, homes: Collection[str]) -> dict[str, Open]:
    """By household, for those that have any."""
    request = table_of("request")
    c = request.c
    done = [each.code for each in table("request_state") if each.extra.get("done")]
    statement = (
        select(c.household, c.state, c.promised_on)
        .where(c.household.in_(among(homes)), here(request))
        .where(or_(c.state.is_(None), c.state.not_in(done)))
    )
    found: dict[str, Open] = {}
    for home, state, promised_on in session.execute(statement):
        so_far = found.get(home, Open())
        own = _due(CALLBACK if state == "replied" else REQUEST, promised_on)
        found[home] = Open(so_far.count + 1, first_of(so_far.first, own))
    return found


def next_visit(last: Attempt | None) -> Due | None:
    """The visit agreed on at the last one; any later visit settles it."""
    return _due(VISIT, last.next_try) if last else None


def dues(last: Mapping[str, Attempt | None], requests: Mapping[str, Open]) -> dict[str, Due]:
    """What is due at each of the doors that `last` names."""
    found = {home: first_of(next_visit(at), requests.get(home, Open()).first) for home, at in last.items()}
    return {home: due for home, due in found.items() if due}


def first_of(one: Due | None, other: Due | None) -> Due | None:
    if one is None or other is None:
        return one or other
    return other if other.day < one.day else one


def _due(kind: str, day: str | None) -> Due | None:
    try:
        return Due(kind, date.fromisoformat(day)) if day else None
    except ValueError:
        return None
