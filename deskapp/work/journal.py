"""Journal: the records that wait to be sent and those that came back, each with the door it is about."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from deskapp.models.actor import Actor
from deskapp.models.record import kinds, parent_field, table_of
from deskapp.work.doors import among, places, residents
from deskapp.work.standing import returned, waiting_rows


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


def waiting_entries(session: Session, today: date) -> list[Entry]:
    """As many as `waiting` counts, in stair order."""
    return _entries(session, [(kind, id, "", "") for kind, id in waiting_rows(session)])


def returned_entries(session: Session, actor: Actor) -> list[Entry]:
    """As many as `returned` counts, the oldest first."""
    back = [(each.kind, each.row, each.code, each.made_at) for each in returned(session, actor)]
    return _entries(session, back, sort=False)


def _entries(session: Session, found: list[tuple[str, str, str, str]], *, sort: bool = True) -> list[Entry]:
    homes: dict[tuple[str, str], str] = {}
    for kind in {kind for kind, *_ in found}:
        homes |= _homes(session, kind, [id for each, id, *_ in found if each == kind])
    wanted = sorted(set(homes.values()) - {""})
    at, members = places(session, wanted), residents(session, wanted)
    entries = []
    for kind, id, code, made_at in found:
        home = homes.get((kind, id), "")
        door = at[home].door if home in at else None
        head = next(iter(members.get(home) or ()), None)
        entries.append(
            Entry(
                kind,
                id,
                home if door else "",
                door.building if door else "",
                door.unit if door else "",
                door.room if door else "",
                door.short() if door else "",
                head.name if head else "",
                made_at,
                code,
            )
        )
    if sort:
        entries.sort(key=lambda e: (at[e.household].door.sort_key if e.household else "", e.kind, e.id))
    return entries


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
