"""Progress: what the visits say of each door: when last, with what outcome, and whether it is done."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, Select, func, literal, null, select
from sqlalchemy.orm import Session

from deskapp.models.codes import table
from deskapp.models.record import table_of
from deskapp.work.doors import Place, among, here

EFFECTIVE = ("O1", "O2")
CLOSED, EMPTY = "O3", "O5"
MANY = 1000
"""From so many doors on, reading all visits once is quicker than looking them up door by door."""
_STATES = {"met": "met", "try": "tried", "refused": "refused", "none": "vacant"}
_SEPARATOR = "|"


@dataclass(frozen=True, slots=True)
class Campaign:
    """The campaign that runs today; without one, visits that belong to none are looked at."""

    id: str | None = None
    name: str = ""
    since: str | None = None
    until: str | None = None
    counted: tuple[str, ...] = EFFECTIVE


@dataclass(frozen=True, slots=True)
class Attempt:
    """One visit as far as lists speak of it."""

    visited_on: str
    started: str
    outcome: str
    next_try: str
    id: str


@dataclass(frozen=True, slots=True)
class Progress:
    """One door's visits in short; `visits`, `tries`, `done` and `state` are of the campaign alone."""

    visits: int = 0
    tries: int = 0
    done: bool = False
    received: bool = False
    """Whether a visit that covers the door has reached the center."""
    done_before: bool = False
    """Before today."""
    texts: tuple[str | None, str | None, str | None] = (None, None, None)
    """The last attempt, the last of the campaign, the last before today, each as one text."""

    @property
    def last(self) -> Attempt | None:
        return _attempt(self.texts[0])

    @property
    def last_in(self) -> Attempt | None:
        return _attempt(self.texts[1])

    @property
    def before(self) -> Attempt | None:
        return _attempt(self.texts[2])

    @property
    def last_day(self) -> str:
        """ISO; "" for a door never visited."""
        return (self.texts[0] or "")[:10]

    def state(self, vacant: bool) -> str:
        """ "met", "vacant", "tried", "refused" or "never"; what counts as met wins, then the last attempt."""
        if self.done:
            return "met"
        if vacant:
            return "vacant"
        return state_of(self.last_in.outcome) if self.last_in else "never"


NOTHING = Progress()


def shape_of(outcome: str) -> str:
    """The state by an outcome's symbol; a phone call not counted by the campaign is an attempt."""
    known = table("outcome").get(outcome)
    return _STATES.get(str(known.extra.get("kind")) if known else "", "tried")


def state_of(outcome: str) -> str:
    """The state a single attempt leaves. Only an empty flat is vacant; who moved away is tried."""
    shape = shape_of(outcome)
    return "tried" if shape == "vacant" and outcome != EMPTY else shape


def running_campaign(session: Session, unit: str, today: date) -> Campaign:
    """The unit's campaign of today, the latest begun of several."""
    c, day = table_of("campaign").c, today.isoformat()
    statement = (
        select(c.id, c.name, c.since, c.until, c.counts)
        .where(c.community == unit, here(table_of("campaign")), c.since <= day, c.until >= day)
        .order_by(c.since.desc(), c.id)
        .limit(1)
    )
    found = session.execute(statement).first()
    if found is None:
        return Campaign()
    counted = tuple(dict.fromkeys((*EFFECTIVE, *(found.counts or ()))))
    return Campaign(found.id, found.name, found.since, found.until, counted)


def progress(
    session: Session, campaign: Campaign, today: date, homes: Collection[str], *, morning: bool = False
) -> dict[str, Progress]:
    """By household, for those with any visit; how things stood before today only if `morning` is wanted."""
    visit, wanted = table_of("visit"), set(homes)
    statement = _sums(campaign, today.isoformat() if morning else None).where(here(visit))
    if len(wanted) < MANY:
        statement = statement.where(visit.c.household.in_(among(wanted)))
    statement = statement.group_by(visit.c.household)
    return {
        r[0]: Progress(r[1], r[2], r[3] > 0, r[4] > 0, r[5] > 0, (r[6], r[7], r[8]))
        for r in session.execute(statement).all()
        if r[0] in wanted
    }


def progress_at(session: Session, at: Mapping[str, Place], today: date) -> dict[str, Progress]:
    """The same for doors of whatever communities, each by its own campaign."""
    by_unit: dict[str, list[str]] = {}
    for place in at.values():
        by_unit.setdefault(place.community, []).append(place.id)
    found: dict[str, Progress] = {}
    for unit, homes in by_unit.items():
        found |= progress(session, running_campaign(session, unit, today), today, homes)
    return found


def _sums(campaign: Campaign, before: str | None) -> Select[Any]:
    c = table_of("visit").c
    inside = c.campaign == campaign.id if campaign.id else c.campaign.is_(None)
    covers = c.outcome.in_(campaign.counted) & inside
    text: ColumnElement[str] = c.visited_on
    for part in (func.coalesce(c.started, ""), c.made_at, c.outcome, func.coalesce(c.next_try, ""), c.id):
        text = text + _SEPARATOR + part
    count, last = func.count(), func.max(text)
    return select(
        c.household,
        count.filter(inside),
        count.filter(inside & (c.outcome == CLOSED)),
        count.filter(covers),
        count.filter(covers & (c.rev > 0)),
        count.filter(covers & (c.visited_on < before)) if before else literal(0),
        last,
        last.filter(inside),
        last.filter(c.visited_on < before) if before else null(),
    )


def _attempt(text: str | None) -> Attempt | None:
    if text is None:
        return None
    visited_on, started, _made_at, outcome, next_try, id = text.split(_SEPARATOR, 5)
    return Attempt(visited_on, started, outcome, next_try, id)
