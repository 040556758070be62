"""Returned: the saves the center refused or sent on, with all that was typed, and what one does about them.

Nothing here throws work away: an item is opened again in its form, sent again under the secretary's name,
put aside with a written reason, or, where it was sent on, acknowledged. Each can be taken up again.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from typing import Any

import msgspec
from sqlalchemy import ColumnElement, Connection, or_, select, update
from sqlalchemy.orm import Session

from deskapp.models.actor import Actor
from deskapp.models.change import Change, ChangeSet, from_body
from deskapp.models.record import kinds
from deskapp.store import drafts, tables
from deskapp.store.capture import CapturingSession
from deskapp.work.doors import names_of
from deskapp.work.entry import NotThere
from deskapp.work.subjects import Subject, as_noted, names_in, subjects
from deskapp.work.units import unit_name

REFUSED, FORWARDED = ("rejected", "blocked"), "forwarded"
INACTIVE = "author_inactive"
SECRETARY = "community_secretary"
_item, _box = tables.attention.c, tables.outbox.c


@dataclass(frozen=True, slots=True)
class Case:
    """One save that came back, and those that came back only because this one did."""

    id: str
    status: str
    """"rejected", "blocked" or "forwarded"."""
    code: str
    params: dict[str, Any]
    action: str
    kind: str
    row: str
    author: str
    author_name: str
    written_at: str
    back_at: str
    subject: Subject
    changes: tuple[Change, ...]
    """All that was typed."""
    form: bool
    """Whether a form can be filled with it again."""
    behind: tuple[Case, ...] = ()
    to: str = ""
    """The name of the unit it was sent on to."""
    aside: dict[str, str] | None = None
    """Why it was put aside, by whom and when, once it was."""

    @property
    def ids(self) -> list[str]:
        return [self.id, *(each.id for each in self.behind)]


def returned(session: Session, actor: Actor) -> list[Case]:
    """What this actor has yet to deal with, the oldest first.

    What was refused because its author is no longer active is their secretary's.
    """
    return _chained(_cases(session, actor, _item.done_at.is_(None)))


def dealt_with(session: Session, actor: Actor, since: str) -> list[Case]:
    """What was put aside or acknowledged since a time (ISO), the latest first."""
    found = _cases(session, actor, _item.done_at >= since)
    return sorted((each for each in found if each.aside), key=lambda each: each.back_at, reverse=True)


def words_of(session: Session, case: Case) -> dict[str, str]:
    """Words for the ids among what was typed."""
    changes = [change for each in (case, *case.behind) for change in each.changes]
    return names_in(session, [change.values for change in changes])


def fill_again(connection: Connection, case: Case) -> None:
    """What was typed goes back into its form unless something newer stands there; saving ends the item."""
    found = drafts.of_set(_as_set(case))
    if found is None:
        return
    draft = found[1]
    drafts.put_back(connection, draft)
    details = _details(connection, case.id)
    details |= {"owner": draft.owner, "form": draft.form, "subject": draft.subject}
    connection.execute(update(tables.attention).where(_item.id == case.id).values(details=details))


def put_aside(connection: Connection, case: Case, reason: str, by: str, at: str) -> None:
    """A written reason for not correcting it; it is kept with the item. Raises ValueError without one."""
    if not reason.strip():
        raise ValueError("a reason is needed")
    _end(connection, case.ids, {"reason": reason.strip(), "by": by, "at": at}, at)


def acknowledge(connection: Connection, case: Case, by: str, at: str) -> None:
    """Somebody has read that it was sent on."""
    _end(connection, case.ids, {"reason": "", "by": by, "at": at}, at)


def take_up(connection: Connection, case: Case) -> None:
    """What was put aside or acknowledged needs somebody again."""
    for id in case.ids:
        details = {name: value for name, value in _details(connection, id).items() if name != "aside"}
        values = {"details": details, "done_at": None}
        connection.execute(update(tables.attention).where(_item.id == id).values(**values))


def may_resubmit(case: Case, actor: Actor) -> bool:
    return actor.role == SECRETARY and case.code == INACTIVE and case.status in REFUSED


def resubmit(session: CapturingSession, *, case: Case, actor: Actor) -> None:
    """A job: the work of somebody no longer active goes out again under the secretary's name, ids and all.

    What hangs on it and is by the same author goes with it. Raises NotThere if what it edits is not here,
    Refused if only its author may. The items end in the same commit.
    """
    if not may_resubmit(case, actor):
        raise NotThere("not-to-resubmit", action=case.action)
    whole = [case, *(each for each in case.behind if each.author == case.author)]
    for each in whole:
        for change in each.changes:
            _make_again(session, change)
        session.flush()
    connection, now = session.connection(), session.capture.made_at
    for each in whole:
        found = drafts.of_set(_as_set(each))
        if found is not None:
            drafts.drop(connection, found[1].owner, found[1].form, found[1].subject)
    ids = [each.id for each in whole]
    connection.execute(update(tables.attention).where(_item.id.in_(ids)).values(done_at=now))


def _make_again(session: CapturingSession, change: Change) -> None:
    cls = kinds().get(change.kind)
    record = session.get(cls, change.id) if cls else None
    if cls is None or (record is None and not change.new):
        raise NotThere("no-such-record", kind=change.kind, id=change.id)
    if record is None:
        session.add(cls(id=change.id, **change.values))
        return
    for name, value in change.values.items():
        if getattr(record, name) != value:
            setattr(record, name, value)


def _end(connection: Connection, ids: list[str], aside: dict[str, str], at: str) -> None:
    for id in ids:
        details = _details(connection, id) | {"aside": aside}
        statement = update(tables.attention).where(_item.id == id)
        connection.execute(statement.values(details=details, done_at=at))


def _details(connection: Connection, id: str) -> dict[str, Any]:
    """Raises NotThere."""
    found = connection.scalar(select(_item.details).where(_item.id == id))
    if found is None:
        raise NotThere("no-such-record", kind="attention", id=id)
    return dict(found)


def _cases(session: Session, actor: Actor, which: ColumnElement[bool]) -> list[Case]:
    status = _item.details["status"].as_string()
    theirs: list[ColumnElement[bool]] = [_box.author == actor.id, _box.author.is_(None)]
    if actor.role == SECRETARY:
        theirs.append(_item.code == INACTIVE)
    statement = (
        select(tables.attention, _box.author, _box.made_at.label("written_at"), _box.body)
        .outerjoin(tables.outbox, _box.id == _item.change_set)
        .where(which, status.in_((*REFUSED, FORWARDED)), or_(*theirs))
        .order_by(_box.seq, _item.made_at, _item.id)
    )
    rows = session.execute(statement).mappings().all()
    typed = {row["id"]: _changes(row["body"]) for row in rows}
    written = {(c.kind, c.id): c.values for listed in typed.values() for c in listed}
    about = subjects(session, [(row["kind"], row["row"]) for row in rows], written)
    names = names_of(session, {row["author"] for row in rows if row["author"]})
    cases = []
    for row in rows:
        details, author = row["details"], row["author"] or ""
        changes = typed[row["id"]]
        case = Case(
            id=row["id"],
            status=details["status"],
            code=row["code"],
            params=details.get("params") or {},
            action=details.get("action") or "",
            kind=row["kind"],
            row=row["row"],
            author=author,
            author_name=names.get(author, ""),
            written_at=row["written_at"] or row["made_at"],
            back_at=row["made_at"],
            subject=as_noted(about[(row["kind"], row["row"])], details.get("about")),
            changes=changes,
            form=False,
            aside=details.get("aside"),
        )
        to = unit_name(session, str(case.params.get("to") or "")) if case.status == FORWARDED else ""
        cases.append(replace(case, form=drafts.of_set(_as_set(case)) is not None, to=to))
    return cases


def _changes(body: bytes | None) -> tuple[Change, ...]:
    try:
        return tuple(from_body(body).changes) if body else ()
    except msgspec.DecodeError:
        return ()


def _as_set(case: Case) -> ChangeSet:
    """As much of the set as its form is made of."""
    return ChangeSet(
        case.id, case.author or "?", case.action or "?", 1, case.written_at, None, None, list(case.changes)
    )


def _chained(cases: Iterable[Case]) -> list[Case]:
    """Under each refused save those that speak of what it would have made, in the order they were written."""
    roots: dict[str, Case] = {}
    made: dict[str, str] = {}
    for case in cases:
        touched = [id for change in case.changes for id in _speaks_of(change)]
        root = next((made[id] for id in touched if id in made), "") if case.status in REFUSED else ""
        if root:
            roots[root] = replace(roots[root], behind=(*roots[root].behind, case))
        else:
            roots[case.id] = case
        if case.status in REFUSED:
            made |= {change.id: root or case.id for change in case.changes if change.new}
    return sorted(roots.values(), key=lambda each: (each.back_at, each.id))


def _speaks_of(change: Change) -> Iterator[str]:
    yield change.id
    yield from (value for value in change.values.values() if isinstance(value, str))
