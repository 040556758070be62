"""States: what the center has said to a record so far, in one word."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from deskapp.models.record import table_of
from deskapp.store import outbox
from deskapp.work.doors import among

A_TIME = 500


def sync_states(session: Session, kind: str, ids: Iterable[str]) -> dict[str, str | None]:
    """For every id "waiting", "received", "refused", "conflict", or None for what is unknown here.

    A record pulled from elsewhere is received: the center has it.
    """
    wanted = list(dict.fromkeys(ids))
    table = table_of(kind)
    known = session.execute(select(table.c.id, table.c.rev).where(table.c.id.in_(among(wanted))))
    revs: dict[str, int] = {id: rev for id, rev in known}
    said: dict[str, tuple[str, dict[str, Any] | None]] = {}
    for start in range(0, len(wanted), A_TIME):
        said |= outbox.states_of(session.connection(), kind, wanted[start : start + A_TIME])
    words = {id: _word(said.get(id), revs.get(id, 0)) for id in wanted}
    asked = [id for id, word in words.items() if word == "conflict"]
    settled = set(asked) - in_review(session, kind, asked) if asked else set()
    return words | dict.fromkeys(settled, "received")


def in_review(session: Session, kind: str, ids: Iterable[str]) -> set[str]:
    """Those of the records that have a review somebody has yet to settle."""
    c = table_of("review").c
    about = (c.row_kind == kind, c.row.in_(among(list(ids))), c.state == "open", c.gone.is_(False))
    return set(session.scalars(select(c.row).where(*about)))


def _word(said: tuple[str, dict[str, Any] | None] | None, rev: int) -> str | None:
    if said is None:
        return "received" if rev else None
    state, outcome = said
    if state == outbox.WAITING:
        return "waiting"
    status = (outcome or {}).get("status")
    if status in ("rejected", "blocked"):
        return "refused"
    return "conflict" if status == "applied_with_review" else "received"
