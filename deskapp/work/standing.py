"""Standing: how this desk stands with the center."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import func, or_, select
from sqlalchemy.orm import Session

from deskapp.models.actor import Actor
from deskapp.store import attention, get_meta, outbox, tables
from deskapp.store.tables import cursor
from deskapp.store.tables import outbox as box
from deskapp.store.tables import outbox_row as row

TURNED_DOWN = ("rejected", "blocked")


@dataclass(frozen=True, slots=True)
class Standing:
    """When the last round ended (ISO, UTC), how many records wait, what needs somebody, what is not whole."""

    last_sync: str | None
    waiting: int
    attention: int
    loading: bool
    verified: bool


@dataclass(frozen=True, slots=True)
class Returned:
    """A save the center did not take."""

    id: str
    code: str
    kind: str
    row: str
    change_set: str
    made_at: str


def standing(session: Session) -> Standing:
    connection = session.connection()
    filling = select(func.count()).select_from(cursor).where(cursor.c.loading.is_(True))
    return Standing(
        last_sync=(get_meta(connection, "last_sync") or b"").decode() or None,
        waiting=outbox.count_waiting(connection),
        attention=attention.count(connection),
        loading=bool(session.scalar(filling)),
        verified=get_meta(connection, "verified") != b"no",
    )


def returned(session: Session, actor: Actor) -> list[Returned]:
    """What came back to this actor and is not yet dealt with, the oldest first.

    What was refused because its author is no longer active is their secretary's to look at too.
    """
    a = tables.attention.c
    theirs = [box.c.author == actor.id, box.c.author.is_(None)]
    if actor.role == "community_secretary":
        theirs.append(a.code == "author_inactive")
    statement = (
        select(a.id, a.code, a.kind, a.row, a.change_set, a.made_at)
        .outerjoin(box, box.c.id == a.change_set)
        .where(a.done_at.is_(None), a.details["status"].as_string().in_(TURNED_DOWN))
        .where(or_(*theirs))
        .order_by(a.made_at, a.id)
    )
    return [Returned(*row) for row in session.execute(statement)]


def waiting_rows(session: Session) -> list[tuple[str, str]]:
    """(kind, id) of every record that waits."""
    return sorted(outbox.waiting_rows(session.connection()))


def waiting_by_kind(session: Session) -> dict[str, int]:
    """Records, not saves."""
    each = (
        select(row.c.kind, row.c.id)
        .join(box, box.c.seq == row.c.seq)
        .where(box.c.state == outbox.WAITING)
        .distinct()
        .subquery()
    )
    found = session.execute(select(each.c.kind, func.count()).group_by(each.c.kind))
    return {kind: count for kind, count in found}
