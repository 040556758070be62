"""Attention: what the center refused or doubted and somebody here has yet to deal with."""

import uuid
from functools import cache
from typing import Any

from sqlalchemy import Connection, Select, and_, func, select, update
from sqlalchemy.dialects.sqlite import insert

from deskapp.models.change import Change, ChangeSet
from deskapp.models.record import kinds, parent_key, table_of
from deskapp.models.wire import Outcome
from deskapp.store import drafts, rows, tables

_attention = tables.attention
_OPEN = _attention.c.done_at.is_(None)
HOUSEHOLD, PERSON, HEADS = "household", "person", ("02", "01")
DOOR = ("estate", "building", "unit", "floor", "room")


def open_for(connection: Connection, change_set: ChangeSet, outcome: Outcome, now: str) -> None:
    """Notes an outcome somebody has to look at; what a refused form had made goes back into its draft.

    A restored center may judge a set otherwise than it did: what was noted then is open again, as it is now.
    """
    about: Change | None = next(iter(change_set.changes), None)
    details = {"status": outcome.status, "params": outcome.params, "action": change_set.action}
    details["about"] = _about(connection, about) if about else {}
    found = drafts.of_set(change_set) if outcome.refused else None
    if found is not None:
        about, draft = found
        if drafts.put_back(connection, draft):
            details |= {"owner": draft.owner, "form": draft.form, "subject": draft.subject}
    noted = {
        "code": outcome.code or outcome.status,
        "kind": about.kind if about else "",
        "row": about.id if about else "",
        "change_set": change_set.id,
        "details": details,
        "made_at": now,
    }
    id = str(uuid.uuid5(uuid.NAMESPACE_OID, change_set.id))
    again = insert(_attention).values(id=id, **noted)
    again = again.on_conflict_do_update(index_elements=["id"], set_=noted | {"done_at": None})
    connection.execute(again)


def _about(connection: Connection, change: Change) -> dict[str, Any]:
    """The door and the name a change is about, as they are here now: what was sent on may not stay."""
    kind, id, values = change.kind, change.id, dict(change.values)
    name = ""
    while kind in kinds():
        values = {**values, **(rows.get_row(connection, kind, id) or {})}
        if kind == HOUSEHOLD:
            return {
                "door": {part: values.get(part) or "" for part in DOOR},
                "name": name or _head(connection, id),
            }
        if kind == PERSON:
            name = str(values.get("name") or "")
        parent = parent_key(kinds()[kind], values)
        if parent is None:
            return {"name": name}
        (kind, id), values = parent, {}
    return {"name": name}


def _head(connection: Connection, home: str) -> str:
    """Who a household is called after."""
    person = table_of(PERSON).c
    statement = (
        select(person.name)
        .where(person.household == home, person.gone.is_(False))
        .order_by(person.relation.in_(HEADS).desc(), person.made_at, person.id)
    )
    return str(connection.scalar(statement.limit(1)) or "")


def count(connection: Connection) -> int:
    """How many things need somebody here; a save with reviews only while one of them is open and here."""
    some = connection.exec_driver_sql("SELECT 1 FROM attention WHERE done_at IS NULL LIMIT 1").first()
    return int(connection.scalar(_counted()) or 0) if some else 0


@cache
def _counted() -> Select[int]:
    """Built once: every round asks it, and building it costs more than asking."""
    review = table_of("review").c
    asked = select(review.id).where(review.change_set == _attention.c.change_set)
    doubted = _attention.c.details["status"].as_string() == "applied_with_review"
    over = and_(doubted, ~asked.where(review.state == "open").exists())
    return select(func.count()).select_from(_attention).where(_OPEN, ~over)


def settle_record(connection: Connection, kind: str, row: str, now: str) -> None:
    """A record was corrected, and with it what was open about it."""
    about = (_attention.c.kind == kind, _attention.c.row == row)
    connection.execute(update(_attention).where(*about, _OPEN).values(done_at=now))


def settle_form(connection: Connection, owner: str, form: str, subject: str, now: str) -> None:
    """A form was saved that had been filled in again with what was refused; its draft goes."""
    drafts.drop(connection, owner, form, subject)
    filled = {"owner": owner, "form": form, "subject": subject}
    about = [_attention.c.details[name].as_string() == value for name, value in filled.items()]
    connection.execute(update(_attention).where(*about, _OPEN).values(done_at=now))
