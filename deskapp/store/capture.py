"""Capture: a unit of work on records becomes change sets in the same commit; ways round it are refused."""

import re
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache
from typing import Any

import msgspec
from sqlalchemy import Connection, Engine, event, inspect
from sqlalchemy.orm import ORMExecuteState, Session, SessionTransaction

from deskapp.models.actor import WRITE, Actor
from deskapp.models.change import SET_LIMIT, Base, Change, ChangeSet
from deskapp.models.edition import EDITION
from deskapp.models.record import (
    COMMON,
    Record,
    fields,
    kind_of,
    kinds,
    made_values,
    merge_unit,
    own_values,
    parent_field,
)
from deskapp.models.rules import Finding, rulebook
from deskapp.models.scope import scope_for
from deskapp.store import outbox, rows, search, shadow
from deskapp.store.lock import DeviceKey

EVERYTHING = frozenset({"*"})
SET_BYTES = 2_000_000
Key = tuple[str, str]


class Bypassed(Exception):
    """Somebody tried to change records behind the capture's back."""


class Refused(Exception):
    """The rules stop a save; the findings say where and why."""

    def __init__(self, findings: Mapping[Key, Collection[Finding]]) -> None:
        super().__init__("; ".join(str(f) for found in findings.values() for f in found))
        self.findings = dict(findings)


class Unconfirmed(Refused):
    """The save is possible, but somebody has to say that it is meant."""


@dataclass
class Capture:
    """The changes of one unit of work, from its first flush to its commit."""

    actor: Actor
    action: str
    key: DeviceKey
    epoch: str
    today: date
    made_at: str
    offset: int | None
    new_id: Callable[[], str]
    confirmed: frozenset[str] = frozenset()
    bases: dict[Key, Base] = field(default_factory=dict)
    sets: list[ChangeSet] = field(default_factory=list)
    _changes: dict[Key, Change] = field(default_factory=dict)
    _scopes: dict[Key, str] = field(default_factory=dict)
    _accepted: set[str] = field(default_factory=set)
    _values: dict[Key, dict[str, Any]] = field(default_factory=dict)
    _flushed: set[str] = field(default_factory=set)

    def before_flush(self, session: Session) -> None:
        fresh = {self._identify(r): r for r in session.new if isinstance(r, Record)}
        edited = [r for r in session.dirty if isinstance(r, Record) and session.is_modified(r)]
        if any(isinstance(r, Record) for r in session.deleted):
            raise Bypassed("records are never deleted, only marked gone")
        order = {name: n for n, name in enumerate(kinds())}
        values = {key: made_values(r) for key, r in fresh.items()}
        made = sorted(fresh.items(), key=lambda item: order[item[0][0]])
        changes = [self._made(session, key, r, values) for key, r in made]
        changes += [c for r in edited if (c := self._edited(session, r))]
        values |= {(kind_of(r), r.id): own_values(r) for r in edited}
        self._judge([*fresh.values(), *edited], values)
        self._values = values
        for change in changes:
            self._merge(change)

    def after_flush(self, session: Session) -> None:
        """Writes the search terms of what was just flushed."""
        by_kind: dict[tuple[str, bool], list[tuple[str, Mapping[str, Any]]]] = {}
        for (kind, id), values in self._values.items():
            by_kind.setdefault((kind, self._changes[(kind, id)].new), []).append((id, values))
        for (kind, new), found in by_kind.items():
            search.index_rows(session.connection(), kind, found, fresh=new and kind not in self._flushed)
        self._flushed |= {kind for kind, _ in by_kind}

    def finish(self, session: Session) -> None:
        """Writes the unit's sets to the outbox; called in the transaction that commits it."""
        session.flush()
        changes = [c for c in self._changes.values() if c.new or c.values != c.was]
        groups = _in_sets(changes)
        batch = self.new_id() if len(groups) > 1 else None
        self.sets = [
            ChangeSet(
                id=self.new_id(),
                author=self.actor.id,
                action=self.action,
                edition=EDITION,
                made_at=self.made_at,
                offset=self.offset,
                batch=batch,
                changes=group,
                confirmed=sorted(self._accepted),
            )
            for group in groups
        ]
        if self.sets:
            outbox.add(session.connection(), self.key, self.sets)

    def _identify(self, record: Record) -> Key:
        if not record.id:
            record.id = self.new_id()
        return kind_of(record), record.id

    def _made(
        self, session: Session, key: Key, record: Record, fresh: Mapping[Key, dict[str, Any]]
    ) -> Change:
        record.scope = self._scope_of(session, key, fresh) or ""
        if not record.scope:
            name = parent_name(type(record))
            raise Refused({key: [Finding(name, "unknown-row" if getattr(record, name, None) else "missing")]})
        record.rev, record.seq, record.gone = 0, 0, bool(record.gone)
        record.author, record.made_at, record.extra = self.actor.id, self.made_at, record.extra or {}
        values = {name: v for name, v in fresh[key].items() if v is not None and (name != "gone" or v)}
        return Change(key[0], key[1], (self.epoch, 0), values, new=True)

    def _edited(self, session: Session, record: Record) -> Change | None:
        kind, state = kind_of(record), inspect(record)
        was = {
            name: _before(state, name) for name in (*fields(type(record)), "gone") if _touched(state, name)
        }
        for name in COMMON:
            if name != "gone" and _touched(state, name):
                raise Bypassed(f"{kind}.{name} is not for a desk to set")
        if not was:
            return None
        for name in list(was):
            if name != "gone":
                was |= {n: getattr(record, n) for n in merge_unit(type(record), name) if n not in was}
        values = {name: getattr(record, name) for name in was}
        key = (kind, record.id)
        scope = scope_for(type(record), own_values(record), lambda k, i: self._scope_of(session, (k, i), {}))
        if scope != record.scope:
            raise Refused({key: [Finding(parent_name(type(record)), "other-scope")]})
        if record.only_author and record.author != self.actor.id:
            raise Refused({key: [Finding("", "not-the-author")]})
        self._scopes[key] = record.scope
        connection = session.connection()
        if record.rev > 0:
            shadow.keep(connection, kind, _pulled(record, was))
        base = self.bases.get(key) or outbox.pending_base(connection, kind, record.id)
        return Change(kind, record.id, base or (self.epoch, record.rev), values, was=was)

    def _judge(self, records: list[Record], values: Mapping[Key, dict[str, Any]]) -> None:
        refused: dict[Key, list[Finding]] = {}
        doubtful: dict[Key, list[Finding]] = {}
        for record in records:
            key = kind_of(record), record.id
            if not self.actor.may(WRITE, record.scope):
                refused[key] = [Finding("", "not-yours", {"scope": record.scope})]
                continue
            found = rulebook.check(type(record), values[key], self.today)
            if found.integrity:
                refused[key] = list(found.integrity)
            if found.quality:
                doubtful[key] = list(found.quality)
        if refused:
            raise Refused(refused)
        texts = {str(f) for found in doubtful.values() for f in found}
        if self.confirmed != EVERYTHING and texts - self.confirmed:
            raise Unconfirmed(doubtful)
        self._accepted |= texts

    def _merge(self, change: Change) -> None:
        key = (change.kind, change.id)
        earlier = self._changes.get(key)
        if earlier:
            values = {**earlier.values, **change.values}
            was = {} if earlier.new else {**change.was, **earlier.was}
            change = Change(change.kind, change.id, earlier.base, values, new=earlier.new, was=was)
        self._changes[key] = change

    def _scope_of(self, session: Session, key: Key, fresh: Mapping[Key, dict[str, Any]]) -> str | None:
        """A row's scope: of this unit of work, or as it is stored."""
        if key in self._scopes:
            return self._scopes[key]
        kind, id = key
        if key in fresh:
            scope = scope_for(kinds()[kind], fresh[key], lambda k, i: self._scope_of(session, (k, i), fresh))
        elif kind in kinds():
            raw: Any = session.connection().connection.dbapi_connection
            found = raw.execute(f"SELECT scope FROM {rows.quoted(kind)} WHERE id=?", (id,)).fetchone()
            scope = found[0] if found else None
        else:
            scope = None
        if scope:
            self._scopes[key] = scope
        return scope


def parent_name(cls: type[Record]) -> str:
    parent = parent_field(cls)
    return parent[0] if parent else ""


def _in_sets(changes: list[Change]) -> list[list[Change]]:
    """The changes of a unit in sets: at most 200 each, and about so many bytes that the center takes them."""
    groups: list[list[Change]] = []
    room = 0
    for change in changes:
        size = len(msgspec.json.encode(change))
        if not groups or len(groups[-1]) == SET_LIMIT or size > room:
            groups.append([])
            room = SET_BYTES
        groups[-1].append(change)
        room -= size
    return groups


def _touched(state: Any, name: str) -> bool:
    return bool(state.attrs[name].history.has_changes())


def _before(state: Any, name: str) -> Any:
    deleted = state.attrs[name].history.deleted
    return deleted[0] if deleted else None


def _pulled(record: Record, was: Mapping[str, Any]) -> rows.Doc:
    common = {name: getattr(record, name) for name in COMMON}
    return {**common, **own_values(record), **was}


_DML = re.compile(
    r"\b(?:into|update(?: or \w+)?|delete from|(?:drop|alter) table(?: if exists)?) (?:\w+ \. )?(\w+)\b",
    re.IGNORECASE,
)
_WORD = re.compile(r"\w+")
_WRITES = re.compile(r"insert|replace|update|delete|drop|alter|create", re.IGNORECASE)
_TOKEN = re.compile(
    r"""--[^\n]*|/\*.*?(?:\*/|\Z)|(?P<name>\w+)|'(?P<a>(?:[^']|'')*)'|"(?P<b>(?:[^"]|"")*)"|`(?P<c>(?:[^`]|``)*)`"""
    r"""|\[(?P<d>[^\]]*)\]|(?P<sign>\S)""",
    re.DOTALL,
)


def _spelled_out(statement: str) -> str:
    """A statement without comments and quotes, its words one blank apart."""
    found = (m for m in _TOKEN.finditer(statement) if m.lastgroup)
    texts = ((m.lastgroup, m[m.lastgroup or 0]) for m in found)
    return " ".join(t if group == "sign" or _WORD.fullmatch(t) else "?" for group, t in texts)


@lru_cache(maxsize=256)
def _written(statement: str) -> tuple[str, ...]:
    """The tables a statement may change; the same few are asked about in every round."""
    return tuple(match[1].lower() for match in _DML.finditer(_spelled_out(statement)))


def guard(engine: Engine) -> None:
    """Refuses statements that change records unless the capture's own flush or an apply sends them."""

    @event.listens_for(engine, "before_cursor_execute")
    def refuse(connection: Connection, _cursor: Any, statement: str, *_rest: Any) -> None:
        if connection.get_execution_options().get("absorbing") or connection.info.get("flushing"):
            return
        if not _WRITES.search(statement):
            return
        for table in _written(statement):
            if table in kinds():
                raise Bypassed(f"raw SQL on {table}: records are changed through a unit of work only")


class CapturingSession(Session):
    """A session whose units of work are captured; `capture` is put there by the store."""

    capture: Capture


@event.listens_for(CapturingSession, "do_orm_execute")
def _refuse_bulk(state: ORMExecuteState) -> None:
    if state.is_insert or state.is_update or state.is_delete:
        mapper = state.bind_mapper
        if mapper is not None and issubclass(mapper.class_, Record):
            raise Bypassed("bulk statements on records are not captured: change objects instead")


@event.listens_for(CapturingSession, "after_transaction_create")
def _refuse_savepoints(_session: CapturingSession, transaction: SessionTransaction) -> None:
    if transaction.nested:
        raise Bypassed("a unit of work is kept whole or not at all: no savepoints in it")


@event.listens_for(CapturingSession, "before_flush")
def _before_flush(session: CapturingSession, _context: Any, _objects: Any) -> None:
    session.capture.before_flush(session)
    session.connection().info["flushing"] = True


@event.listens_for(CapturingSession, "after_flush")
def _after_flush(session: CapturingSession, _context: Any) -> None:
    session.connection().info["flushing"] = False
    session.capture.after_flush(session)


@event.listens_for(CapturingSession, "before_commit")
def _before_commit(session: CapturingSession) -> None:
    session.capture.finish(session)
