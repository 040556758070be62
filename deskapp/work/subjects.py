"""Subjects: what a record of any kind is about, in a door and a name, whether it is here, gone or refused."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from deskapp.models.door import Door
from deskapp.models.record import kinds, parent_field, table_of
from deskapp.work.doors import among, names_of, residents

Key = tuple[str, str]
Typed = Mapping[Key, Mapping[str, Any]]
"""(kind, id) → the values of a record that may not be here."""
_DOOR = ("estate", "building", "unit", "floor", "room")


@dataclass(frozen=True, slots=True)
class Subject:
    """One record, and where it belongs; the name is the resident's, or the head's of the household."""

    kind: str
    id: str
    household: str = ""
    """"" for what is about no door, or about one that is not here."""
    door: Door | None = None
    name: str = ""

    @property
    def words(self) -> str:
        """3-2-501 冉小禾."""
        return " ".join(part for part in (self.door.short() if self.door else "", self.name) if part)


def as_noted(subject: Subject, about: Mapping[str, Any] | None) -> Subject:
    """A subject that is not here any more, as it was when the center's answer came."""
    if subject.door is not None or not about:
        return subject
    door = Door(**about["door"]) if about.get("door") else None
    return replace(subject, door=door, name=subject.name or str(about.get("name") or ""))


def subjects(session: Session, keys: Iterable[Key], typed: Typed | None = None) -> dict[Key, Subject]:
    """Every key has its subject; what is neither here nor typed has no door and no name."""
    wanted = list(dict.fromkeys(keys))
    given = typed or {}
    persons: dict[Key, str] = {}
    homes: dict[Key, str] = {}
    for kind in {kind for kind, _ in wanted}:
        above = _above(session, kind, [id for each, id in wanted if each == kind], given)
        (persons if _parent(kind) == "person" else homes).update(above)
    persons |= {key: key[1] for key in wanted if key[0] == "person"}
    people = _people(session, set(persons.values()), given)
    homes |= {key: people[id][0] for key, id in persons.items() if id in people}
    doors, heads = _doors(session, set(homes.values()), given), _heads(session, set(homes.values()))
    found = {}
    for key in wanted:
        home = homes.get(key, "")
        name = people.get(persons.get(key, ""), ("", ""))[1] or heads.get(home, "")
        here, door = doors.get(home, (False, None))
        found[key] = Subject(*key, home if here else "", door, name)
    return found


def names_in(session: Session, documents: Iterable[Mapping[str, Any]]) -> dict[str, str]:
    """Words for the ids that values hold: users, residents, doors, campaigns."""
    ids = {text for doc in documents for value in doc.values() for text in _texts(value)}
    found = names_of(session, ids)
    for kind in ("person", "campaign"):
        c = table_of(kind).c
        found |= {id: name for id, name in session.execute(select(c.id, c.name).where(c.id.in_(among(ids))))}
    homes = {id: door for id, (_, door) in _doors(session, ids, {}).items() if door}
    return found | {id: door.short() for id, door in homes.items()}


def _texts(value: Any) -> list[str]:
    listed = value if isinstance(value, list) else [value]
    return [each for each in listed if isinstance(each, str)]


def _parent(kind: str) -> str:
    cls = kinds().get(kind)
    parent = parent_field(cls) if cls else None
    return parent[1] if parent else ""


def _above(session: Session, kind: str, ids: list[str], typed: Typed) -> dict[Key, str]:
    """The household, or for what is about a resident the resident, of each record of a kind."""
    if kind == "household":
        return {(kind, id): id for id in ids}
    if _parent(kind) == "request":
        return _above_requests(session, kind, ids, typed)
    if _parent(kind) not in ("household", "person"):
        return {}
    name = (parent_field(kinds()[kind]) or ("", ""))[0]
    table = table_of(kind)
    found = session.execute(select(table.c.id, table.c[name]).where(table.c.id.in_(among(ids))))
    above = {(kind, id): str(value) for id, value in found}
    said = {(kind, id): str(typed.get((kind, id), {}).get(name) or "") for id in ids}
    return {key: value for key, value in said.items() if value} | above


def _above_requests(session: Session, kind: str, ids: list[str], typed: Typed) -> dict[Key, str]:
    """The household of the request each record is about."""
    table = table_of(kind)
    found = session.execute(select(table.c.id, table.c.request).where(table.c.id.in_(among(ids))))
    said = {id: str(typed.get((kind, id), {}).get("request") or "") for id in ids}
    of = {id: request for id, request in said.items() if request} | {r.id: r.request for r in found}
    homes = _above(session, "request", list(set(of.values())), typed)
    return {
        (kind, id): homes[("request", request)] for id, request in of.items() if ("request", request) in homes
    }


def _people(session: Session, ids: set[str], typed: Typed) -> dict[str, tuple[str, str]]:
    """(household, name) of residents, withdrawn ones too."""
    c = table_of("person").c
    found = session.execute(select(c.id, c.household, c.name).where(c.id.in_(among(ids))))
    said = {id: typed[("person", id)] for id in ids if ("person", id) in typed}
    written = {id: (str(doc.get("household") or ""), str(doc.get("name") or "")) for id, doc in said.items()}
    return written | {id: (home, name) for id, home, name in found}


def _doors(session: Session, ids: set[str], typed: Typed) -> dict[str, tuple[bool, Door | None]]:
    """Whether the household can be opened here, and its door."""
    c = table_of("household").c
    statement = select(c.id, c.gone, *(c[name] for name in _DOOR)).where(c.id.in_(among(ids)))
    said = {id: typed[("household", id)] for id in ids if ("household", id) in typed}
    written = {
        id: (False, Door(**{name: str(doc.get(name) or "") for name in _DOOR})) for id, doc in said.items()
    }
    found = session.execute(statement)
    return written | {r[0]: (not r[1], Door(*(part or "" for part in r[2:]))) for r in found}


def _heads(session: Session, homes: set[str]) -> dict[str, str]:
    return {home: listed[0].name for home, listed in residents(session, homes).items()}
