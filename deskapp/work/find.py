"""Find: doors and residents by what people type into one box."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from deskapp.models.door import floor_of, read_door
from deskapp.models.record import table_of
from deskapp.store import search
from deskapp.work.doors import among, here, places, residents

LONGEST_LIST = 20_000
_ON_A_FLOOR = re.compile(r"(\d{1,2})-(\d{1,2})")


@dataclass(frozen=True, slots=True)
class Hit:
    """One thing found: `why` is "name", "phone", "id" or "door"; `head` is whose door it is."""

    kind: str
    id: str
    household: str
    door: str
    name: str
    why: str
    estate: str
    building: str
    unit: str
    room: str
    head: str


def find(session: Session, text: str, limit: int = 30) -> list[Hit]:
    """What is found by a name, pinyin, last four digits or a door, best first."""
    found = _found(session, text, limit)
    person = table_of("person")
    c = person.c
    wanted = among([id for kind, id in found if kind == "person"])
    people = {
        r.id: r
        for r in session.execute(
            select(c.id, c.household, c.name, c.phone, c.id_number).where(c.id.in_(wanted), here(person))
        )
    }
    homes = {id for kind, id in found if kind == "household"}
    at = places(session, homes | {r.household for r in people.values()})
    heads = {home: members[0].name for home, members in residents(session, at).items()}
    hits = []
    for kind, id in found:
        home, name, why = id, heads.get(id, ""), "door"
        if kind == "person" and id in people:
            r = people[id]
            home, name, why = r.household, r.name, _why(text, r.phone, r.id_number)
        if home in at:
            door = at[home].door
            parts = (door.estate, door.building, door.unit, door.room or door.short(), heads.get(home, ""))
            hits.append(Hit(kind, id, home, door.short(), name, why, *parts))
    return hits[:limit]


def homes_found(session: Session, text: str) -> set[str]:
    """The households a text finds, themselves or by who lives there."""
    found = _found(session, text, LONGEST_LIST)
    person = table_of("person")
    people = among([id for kind, id in found if kind == "person"])
    living = session.scalars(select(person.c.household).where(person.c.id.in_(people), here(person)))
    return {id for kind, id in found if kind == "household"} | set(living)


def _found(session: Session, text: str, limit: int) -> list[tuple[str, str]]:
    found: dict[tuple[str, str], None] = {}
    for term in dict.fromkeys(_terms(text)):
        if len(found) < limit:
            found.update(dict.fromkeys(search.find(session.connection(), term, limit)))
    return list(found)[:limit]


def _terms(text: str) -> Iterator[str]:
    """What was typed, without blanks, and if it may be a door, each way such a door may be written down."""
    typed = "".join(text.split()).lower()
    if not typed:
        return
    door = read_door(text)
    if door.room and (door.building or "-" in door.room or any(c in text for c in "栋幢座楼单元号室 ")):
        for room in _rooms(door.room):
            yield "-".join(part for part in (door.building, door.unit, room) if part).lower()
    yield typed


def _rooms(room: str) -> Iterator[str]:
    """501 may be written 5-1, and the other way round."""
    yield room
    if match := _ON_A_FLOOR.fullmatch(room):
        yield f"{match[1]}{int(match[2]):02d}"
    elif room.isdigit() and (storey := floor_of(room)) is not None:
        yield f"{storey}-{int(room[-2:])}"


def _why(text: str, phone: str | None, id_number: str | None) -> str:
    typed = "".join(text.split()).lower()
    if typed[:1].isdigit():
        if phone and (phone.startswith(typed) or phone[-4:].startswith(typed)):
            return "phone"
        if id_number and id_number[-4:].lower().startswith(typed):
            return "id"
    return "name"
