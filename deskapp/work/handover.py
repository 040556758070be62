"""Handover: the end of a day: what was written on this PC and how far it is, what came, what is left.

A day is China's, by the corrected clock. What came is known from where the scopes stood the evening before:
`mark_day` remembers it, and rows beyond it that none of this PC's own saves wrote came from others.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import Connection, select
from sqlalchemy.orm import Session

from deskapp.models.actor import Actor
from deskapp.models.change import ChangeSet, from_body
from deskapp.models.clock import CHINA, parse_iso
from deskapp.models.record import kinds, table_of
from deskapp.models.scope import STREET, unit_of
from deskapp.store import get_meta, outbox, put_meta, tables
from deskapp.work.doors import among, here, names_of
from deskapp.work.needs import Needs, needs
from deskapp.work.standing import waiting_by_kind
from deskapp.work.subjects import Key, Subject, as_noted, subjects

MANY = 12
"""A save of more records than that is one line for each kind."""
MOST_TITLES = 200
MARK = "day_mark"
SILENT = frozenset({"review", "user", "community"})
"""Kinds whose coming is no news of the day."""
ORDER = {"refused": 0, "conflict": 1, "waiting": 2, "received": 3}
_box = tables.outbox.c


@dataclass(frozen=True, slots=True)
class HandoverLine:
    """One record written today, or the many of one save."""

    kind: str
    id: str
    at: datetime
    """In China."""
    written_at: str
    """By the PC's own clock, ISO."""
    action: str
    author: str
    """The name of who wrote it."""
    state: str
    """"waiting", "received", "refused" or "conflict"."""
    receipt: str
    """01-0031; "" until the center has it."""
    subject: Subject
    values: Mapping[str, Any]
    new: bool = False
    """Whether it was made today."""
    handled: bool = False
    """Whether somebody has dealt with its coming back."""
    count: int = 1


@dataclass(frozen=True, slots=True)
class Came:
    """What came from others: how many of each kind, and the first of them."""

    counts: dict[str, int] = field(default_factory=dict)
    titles: tuple[Subject, ...] = ()

    @property
    def total(self) -> int:
        return sum(self.counts.values())


@dataclass(frozen=True, slots=True)
class Handover:
    """The whole page."""

    day: date
    lines: tuple[HandoverLine, ...]
    """What needs somebody first, then the latest first."""
    came: Came
    needs: Needs
    waiting: dict[str, int]
    """Records of this PC not yet received, of earlier days too, by kind."""
    drafts: int
    """Unfinished forms of the actor."""
    last_sync: str
    outcomes: dict[str, int]
    """Today's visits by outcome."""

    @property
    def written(self) -> int:
        return sum(line.count for line in self.lines)

    def in_state(self, *states: str) -> int:
        return sum(line.count for line in self.lines if line.state in states)

    @property
    def all_there(self) -> bool:
        """该送的都送到了."""
        return not self.waiting


def handover(session: Session, actor: Actor, today: date) -> Handover:
    connection = session.connection()
    lines = _lines(session, today)
    open_forms = select(tables.draft.c.subject).where(tables.draft.c.owner == actor.id)
    visits = [line.values.get("outcome") for line in lines if line.kind == "visit" and line.count == 1]
    return Handover(
        day=today,
        lines=tuple(lines),
        came=_came(session, today),
        needs=needs(session, actor),
        waiting=waiting_by_kind(session),
        drafts=len(session.execute(open_forms).all()),
        last_sync=(get_meta(connection, "last_sync") or b"").decode(),
        outcomes=dict(Counter(str(outcome) for outcome in visits if outcome)),
    )


def mark_day(connection: Connection, today: date) -> None:
    """Remembers where the scopes stand; the last mark of the day before is where today began."""
    if day_is_marked(connection, today):
        return
    mark, now, day = _mark(connection), _cursors(connection), today.isoformat()
    start = mark.get("start", {}) if mark.get("day") == day else mark.get("now", {})
    begun = {scope: at for scope, at in start.items() if now.get(scope, [""])[0] == at[0]}
    put_meta(connection, MARK, json.dumps({"day": day, "start": {**now, **begun}, "now": now}))


def day_is_marked(connection: Connection, today: date) -> bool:
    """Whether the mark says what `mark_day` would write."""
    mark = _mark(connection)
    return mark.get("day") == today.isoformat() and mark.get("now") == _cursors(connection)


def _mark(connection: Connection) -> dict[str, Any]:
    raw = get_meta(connection, MARK)
    return dict(json.loads(raw)) if raw else {}


def _cursors(connection: Connection) -> dict[str, list[Any]]:
    """(epoch, seq) of every scope that is whole."""
    c = tables.cursor.c
    found = connection.execute(select(c.scope, c.epoch, c.seq).where(c.loading.is_(False)).order_by(c.scope))
    return {scope: [epoch, seq] for scope, epoch, seq in found}


@dataclass(frozen=True, slots=True)
class _Written:
    """One set of today with its state."""

    change_set: ChangeSet
    at: datetime
    state: str
    receipts: Mapping[str, int]
    author: str


def _lines(session: Session, today: date) -> list[HandoverLine]:
    sets = [each for each in _written(session, today) if each.change_set.changes]
    keys: dict[Key, tuple[_Written, Mapping[str, Any]]] = {}
    new: set[Key] = set()
    lots: dict[tuple[str, str], list[_Written]] = {}
    for each in sets:
        if len(each.change_set.changes) > MANY:
            for change in each.change_set.changes:
                lots.setdefault((each.change_set.batch or each.change_set.id, change.kind), []).append(each)
            continue
        for change in each.change_set.changes:
            if change.kind != "review":
                earlier = keys.pop((change.kind, change.id), (each, {}))[1]
                keys[(change.kind, change.id)] = (each, {**earlier, **change.values})
                new |= {(change.kind, change.id)} if change.new else set()
    about = subjects(session, keys, {key: values for key, (_, values) in keys.items()})
    scopes, numbers = _scopes(session, keys), _numbers(session)
    open_rows, items = _in_review(session), _items(session)
    names = names_of(session, {each.author for each in sets})
    lines = [
        HandoverLine(
            *key,
            each.at,
            each.change_set.made_at,
            each.change_set.action,
            names.get(each.author, ""),
            "received" if each.state == "conflict" and key not in open_rows else each.state,
            _receipt(each.receipts, scopes.get(key, ""), numbers),
            as_noted(about[key], items.get(each.change_set.id, (False, {}))[1]),
            values,
            key in new,
            items.get(each.change_set.id, (False, {}))[0],
        )
        for key, (each, values) in keys.items()
    ]
    lines += [_lot(kind, listed, names, numbers) for (_, kind), listed in lots.items()]
    lines.sort(key=lambda line: line.at, reverse=True)
    return sorted(lines, key=lambda line: ORDER["received"] if line.handled else ORDER[line.state])


def _lot(
    kind: str, listed: list[_Written], names: Mapping[str, str], numbers: Mapping[str, str]
) -> HandoverLine:
    """Many records of one kind in one line: as far as the one that is least far."""
    last = max(listed, key=lambda each: each.at)
    state = min((each.state for each in listed), key=ORDER.__getitem__)
    scope = next(iter(last.receipts), "")
    return HandoverLine(
        kind,
        last.change_set.id,
        last.at,
        last.change_set.made_at,
        last.change_set.action,
        names.get(last.author, ""),
        state,
        _receipt(last.receipts, scope, numbers),
        Subject(kind, last.change_set.id),
        {},
        count=len(listed),
    )


def _written(session: Session, today: date) -> list[_Written]:
    """The sets of a day, oldest first; the PC's clock is put right by what it was off when each was made."""
    near = (today - timedelta(days=2)).isoformat(), (today + timedelta(days=2)).isoformat()
    statement = (
        select(_box.body, _box.state, _box.outcome)
        .where(_box.made_at >= near[0], _box.made_at < near[1])
        .order_by(_box.seq)
    )
    found = []
    for body, state, outcome in session.execute(statement):
        change_set = from_body(body)
        at = parse_iso(change_set.made_at) + timedelta(seconds=change_set.offset or 0)
        if at.astimezone(CHINA).date() == today:
            said = outcome or {}
            word = _word(state, str(said.get("status") or ""))
            receipts = said.get("receipts") or {}
            found.append(_Written(change_set, at.astimezone(CHINA), word, receipts, change_set.author))
    return found


def _word(state: str, status: str) -> str:
    if state == outbox.WAITING:
        return "waiting"
    if status in ("rejected", "blocked"):
        return "refused"
    return "conflict" if status == "applied_with_review" else "received"


def _in_review(session: Session) -> set[Key]:
    c = table_of("review").c
    found = session.execute(select(c.row_kind, c.row).where(c.state == "open", c.gone.is_(False)))
    return {(kind, id) for kind, id in found}


def _items(session: Session) -> dict[str, tuple[bool, dict[str, Any]]]:
    """By set: whether its item is done, and what it was about."""
    c = tables.attention.c
    found = session.execute(select(c.change_set, c.done_at, c.details))
    return {id: (done is not None, details.get("about") or {}) for id, done, details in found}


def _scopes(session: Session, keys: Iterable[Key]) -> dict[Key, str]:
    by_kind: dict[str, list[str]] = {}
    for kind, id in keys:
        if kind in kinds():
            by_kind.setdefault(kind, []).append(id)
    found: dict[Key, str] = {}
    for kind, ids in by_kind.items():
        c = table_of(kind).c
        rows = session.execute(select(c.id, c.scope).where(c.id.in_(among(ids))))
        found |= {(kind, id): scope for id, scope in rows}
    return found


def _numbers(session: Session) -> dict[str, str]:
    """The number a unit's receipts begin with."""
    c = table_of("community").c
    found = session.execute(select(c.code, c.number).where(c.gone.is_(False)))
    return {code: f"{number:02d}" if number is not None else code for code, number in found} | {STREET: "00"}


def _receipt(receipts: Mapping[str, int], scope: str, numbers: Mapping[str, str]) -> str:
    """The community's number and the set's number in its scope."""
    at = scope if scope in receipts else next(iter(receipts), "")
    if not at:
        return ""
    unit = unit_of(at)
    return f"{numbers.get(unit, unit)}-{receipts[at]:04d}"


def _came(session: Session, today: date) -> Came:
    mark = _mark(session.connection())
    start: dict[str, list[Any]] = mark.get("start", {})
    if mark.get("day") != today.isoformat() and mark:
        start = mark.get("now", {})
    own = _own_receipts(session, start, today)
    counts: dict[str, int] = {}
    keys: list[Key] = []
    for kind in kinds():
        if kind in SILENT:
            continue
        table = table_of(kind)
        for scope, (_, seq) in start.items():
            statement = select(table.c.id, table.c.seq).where(
                table.c.scope == scope, table.c.seq > seq, here(table)
            )
            new = [id for id, at in session.execute(statement) if at not in own.get(scope, ())]
            if new:
                counts[kind] = counts.get(kind, 0) + len(new)
                keys += [(kind, id) for id in new]
    return Came(counts, tuple(subjects(session, keys[:MOST_TITLES]).values()))


def _own_receipts(session: Session, start: Mapping[str, list[Any]], today: date) -> dict[str, set[int]]:
    """The numbers that this PC's own sets got in each scope since the day began."""
    found: dict[str, set[int]] = {}
    near = (today - timedelta(days=31)).isoformat()
    for outcome in session.scalars(select(_box.outcome).where(_box.settled_at >= near)):
        for scope, seq in ((outcome or {}).get("receipts") or {}).items():
            if seq > start.get(scope, ["", 0])[1]:
                found.setdefault(scope, set()).add(seq)
    return found
