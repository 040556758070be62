"""Standing: how this desk stands with the center."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from deskapp.store import attention, get_meta, outbox
from deskapp.store.tables import cursor
from deskapp.store.tables import outbox as box
from deskapp.store.tables import outbox_row as row


@dataclass(frozen=True, slots=True)
class Standing:
    """When the last round ended (ISO, UTC), how many records wait, what needs somebody, what is not whole."""

    last_sync: str | None
    waiting: int
    attention: int
    loading: bool
    verified: bool


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


def is_filling(session: Session, under_way: bool) -> bool:
    """Whether the roster is on its way here for the first time; `under_way`: a round runs now.

    Before the first slice is here nothing says so but that no round has ever ended.
    """
    now = standing(session)
    return now.loading or (under_way and now.last_sync is None)


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
