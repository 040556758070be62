"""Journal: the records that wait to be sent and those that came back, each with the door it is about."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from deskapp.models.actor import Actor
from deskapp.models.change import from_body
from deskapp.models.door import Door
from deskapp.models.record import kinds, parent_field, table_of
from deskapp.store import outbox
from deskapp.work.doors import among, places, residents
from deskapp.work.standing import Returned, returned, waiting_rows

_WORDS = ("note", "text", "name")
_DOOR = ("estate", "building", "unit", "floor", "room")


@dataclass(frozen=True, slots=True)
class Entry:
    """One record on its way, and where it belongs; no household for what is about no door."""

    kind: str
    id: str
    household: str
    building: str
    unit: str
    room: str
    door: str
    head: str
    made_at: str
    code: str = ""
    """Why it came back."""
    note: str = ""
    """What was typed into what came back: it may be nowhere else any more."""


@dataclass(frozen=True, slots=True)
class _Found:
    """A record on its way, before its door is known; `values` are what came back with it."""

    kind: str
    id: str
    code: str = ""
    made_at: str = ""
    values: Mapping[str, Any] = field(default_factory=dict)


def waiting_entries(session: Session, today: date) -> list[Entry]:
    """As many as `waiting` counts, in stair order."""
    return _entries(session, [_Found(kind, id) for kind, id in waiting_rows(session)])


def returned_entries(session: Session, actor: Actor) -> list[Entry]:
    """As many as `returned` counts, the oldest first."""
    back = [
        _Found(each.kind, each.row, each.code, each.made_at, _typed(session, each))
        for each in returned(session, actor)
    ]
    return _entries(session, back, sort=False)


def _typed(session: Session, back: Returned) -> Mapping[str, Any]:
    """The values of the refused record as they were saved: a new one is not here any more."""
    body = outbox.body_of(session.connection(), back.change_set)
    changes = from_body(body).changes if body else []
    return next((c.values for c in changes if (c.kind, c.id) == (back.kind, back.row)), {})


def _entries(session: Session, found: list[_Found], *, sort: bool = True) -> list[Entry]:
    homes: dict[tuple[str, str], str] = {}
    for kind in {each.kind for each in found}:
        homes |= _homes(session, kind, [each.id for each in found if each.kind == kind])
    homes |= {(e.kind, e.id): _home_of(session, e) for e in found if not homes.get((e.kind, e.id))}
    wanted = sorted(set(homes.values()) - {""})
    at, members = places(session, wanted), residents(session, wanted)
    entries = []
    for each in found:
        home = homes[(each.kind, each.id)]
        door = at[home].door if home in at else _door_of(each)
        head = next(iter(members.get(home) or ()), None)
        entries.append(
            Entry(
                each.kind,
                each.id,
                home if home in at else "",
                door.building if door else "",
                door.unit if door else "",
                door.room if door else "",
                door.short() if door else "",
                head.name if head else "",
                each.made_at,
                each.code,
                next((str(each.values[name]) for name in _WORDS if each.values.get(name)), ""),
            )
        )
    if sort:
        entries.sort(key=lambda e: (at[e.household].door.sort_key if e.household else "", e.kind, e.id))
    return entries


def _home_of(session: Session, found: _Found) -> str:
    """The household what came back says it is about."""
    cls = kinds().get(found.kind)
    parent = parent_field(cls) if cls else None
    above = str(found.values.get(parent[0]) or "") if parent else ""
    if parent and parent[1] == "person":
        return _homes(session, "person", [above]).get(("person", above), "")
    return above if parent and parent[1] == "household" else ""


def _door_of(found: _Found) -> Door | None:
    """Of a household that came back itself."""
    said = {name: str(found.values.get(name) or "") for name in _DOOR}
    return Door(**said) if found.kind == "household" and any(said.values()) else None


def _homes(session: Session, kind: str, ids: Iterable[str]) -> dict[tuple[str, str], str]:
    """The household each record of a kind is about."""
    cls = kinds().get(kind)
    if cls is None:
        return {}
    if kind == "household":
        return {(kind, id): id for id in ids}
    parent = parent_field(cls)
    if parent is None or parent[1] not in ("household", "person"):
        return {}
    table, homes = table_of(kind), {}
    statement = select(table.c.id, table.c[parent[0]]).where(table.c.id.in_(among(list(ids))))
    for id, above in session.execute(statement):
        homes[(kind, id)] = above
    if parent[1] == "person":
        people = _homes(session, "person", set(homes.values()))
        homes = {key: people.get(("person", above), "") for key, above in homes.items()}
    return homes
