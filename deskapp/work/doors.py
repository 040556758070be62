"""Doors: what every list says of a household: where it is, who lives there, who has it."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Any

from sqlalchemy import ColumnElement, Select, Table, and_, func, or_, select
from sqlalchemy.orm import Session

from deskapp.models.codes import table
from deskapp.models.door import Door
from deskapp.models.identity import age_on, birth_and_sex
from deskapp.models.record import table_of
from deskapp.models.scope import STREET

HEAD, SELF = "02", "01"
AGED, CENTENARIAN, TENANTS, RENTED = "EL02", "EL06", "MP04", "T2"


@dataclass(frozen=True, slots=True)
class Place:
    """A household's door."""

    id: str
    door: Door
    vacant: bool
    tenure: str | None
    community: str

    @property
    def stairs(self) -> tuple[str, str]:
        """In whose order doors stand as one walks."""
        return _walked(self.door), self.id


@dataclass(frozen=True, slots=True)
class Resident:
    """As much of a person as a line needs."""

    id: str
    name: str
    relation: str | None
    born: date | None

    def age(self, today: date) -> int | None:
        return age_on(self.born, today) if self.born and self.born <= today else None

    def of_age(self, today: date) -> set[str]:
        """The groups one is in by age alone."""
        age = self.age(today) or 0
        if age < 80:
            return set()
        return {CENTENARIAN} if age >= 100 else {AGED}


@lru_cache(maxsize=1 << 14)
def _walked(door: Door) -> str:
    return door.sort_key


def among(ids: Collection[str]) -> Select[Any]:
    """Ids as something to look rows up by, however many they are."""
    each = func.json_each(json.dumps(list(ids))).table_valued("value")
    return select(each.c.value)


def here(kind: Table) -> ColumnElement[bool]:
    """What may be shown: not withdrawn. What is still being loaded a reader does not see anyway."""
    return kind.c.gone.is_(False)


def running(today: date) -> ColumnElement[bool]:
    """Whether an assignment holds today."""
    share, day = table_of("assignment"), today.isoformat()
    return and_(here(share), share.c.since <= day, or_(share.c.until.is_(None), share.c.until > day))


def share_of(session: Session, worker: str, today: date) -> list[str]:
    """The households a worker has today."""
    share, home = table_of("assignment"), table_of("household")
    statement = (
        select(share.c.household)
        .join(home, home.c.id == share.c.household)
        .where(share.c.worker == worker, running(today), here(home))
        .distinct()
    )
    return list(session.scalars(statement))


def all_of(session: Session, unit: str) -> list[str]:
    """The households of a unit; the street's desk has all there are."""
    home = table_of("household")
    return list(session.scalars(select(home.c.id).where(here(home), in_unit(unit))))


def in_unit(unit: str) -> ColumnElement[bool]:
    home = table_of("household")
    return home.c.community == unit if unit != STREET else home.c.community.is_not(None)


def places(session: Session, ids: Collection[str]) -> dict[str, Place]:
    home = table_of("household")
    c = home.c
    statement = select(
        c.id, c.estate, c.building, c.unit, c.floor, c.room, c.vacant, c.tenure, c.community
    ).where(c.id.in_(among(ids)), here(home))
    return {
        r[0]: Place(r[0], Door(*(part or "" for part in r[1:6])), bool(r[6]), r[7], r[8])
        for r in session.execute(statement)
    }


def residents(session: Session, homes: Collection[str]) -> dict[str, list[Resident]]:
    """Who lives in each household, the head first."""
    person = table_of("person")
    c = person.c
    statement = (
        select(c.household, c.id, c.name, c.relation, c.birth_date, c.id_number)
        .where(c.household.in_(among(homes)), here(person))
        .order_by(c.household, c.made_at, c.id)
    )
    found: dict[str, list[Resident]] = {}
    for home, id, name, relation, birth_date, number in session.execute(statement):
        found.setdefault(home, []).append(Resident(id, name, relation, born_on(birth_date, number)))
    for members in found.values():
        members.sort(key=_rank)
    return found


def born_on(birth_date: str | None, id_number: str | None) -> date | None:
    """As it is written, or else as the ID number has it."""
    try:
        if birth_date:
            return date.fromisoformat(birth_date)
        read = birth_and_sex(id_number) if id_number else None
        return read[0] if read else None
    except ValueError:
        return None


def tags(
    session: Session, members: dict[str, list[Resident]], at: dict[str, Place], today: date
) -> dict[str, tuple[str, ...]]:
    """Codes of the groups each household's residents are in, and what age and tenure say of themselves."""
    tag, day = table_of("tag"), today.isoformat()
    home_of = {each.id: home for home, listed in members.items() for each in listed}
    found: dict[str, set[str]] = {home: set() for home in at}
    valid = or_(tag.c.until.is_(None), tag.c.until > day)
    statement = select(tag.c.person, tag.c.code).where(tag.c.person.in_(among(home_of)), here(tag), valid)
    for person, code in session.execute(statement):
        found.setdefault(home_of[person], set()).add(code)
    for home, listed in members.items():
        for each in listed:
            found.setdefault(home, set()).update(each.of_age(today))
    for home, place in at.items():
        if place.tenure == RENTED and not place.vacant:
            found[home].add(TENANTS)
    return {home: in_order(codes) for home, codes in found.items()}


def in_order(codes: Iterable[str]) -> tuple[str, ...]:
    """In the order of the table, in which the weightiest come first."""
    listed = tuple(codes)
    if len(listed) < 2:  # as it is for most of thousands of doors
        return listed
    known = {each.code: place for place, each in enumerate(table("tag"))}
    return tuple(sorted(listed, key=lambda code: (known.get(code, len(known)), code)))


def workers_of(session: Session, homes: Collection[str], today: date) -> dict[str, tuple[str, str]]:
    """(id, name) of who has each household; of several the latest."""
    share, user = table_of("assignment"), table_of("user")
    statement = (
        select(share.c.household, share.c.worker, user.c.name)
        .outerjoin(user, user.c.id == share.c.worker)
        .where(share.c.household.in_(among(homes)), running(today))
        .order_by(share.c.since, share.c.id)
    )
    return {home: (worker, name or "") for home, worker, name in session.execute(statement)}


def names_of(session: Session, users: Collection[str]) -> dict[str, str]:
    """Names of users by id."""
    user = table_of("user")
    found = session.execute(select(user.c.id, user.c.name).where(user.c.id.in_(among(users))))
    return {id: name for id, name in found}


def _rank(each: Resident) -> int:
    return (HEAD, SELF).index(each.relation) if each.relation in (HEAD, SELF) else 2
