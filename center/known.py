"""What a push needs to know: the rows it speaks of, their scopes, earlier sets; read at once."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

import msgspec
from sqlalchemy import Connection, and_, bindparam, insert, or_, select

from center import commands, settings, tables
from center.rows import Doc, get_rows, rows_alike, rows_below
from deskapp.models.change import Change, ChangeSet, from_body
from deskapp.models.merge import Write
from deskapp.models.record import kinds, parent_key
from deskapp.models.rules import storable
from deskapp.models.scope import scope_for
from deskapp.models.wire import Outcome

Key = tuple[str, str]
_judged = select(tables.change_set.c.id, tables.change_set.c.outcome).where(
    tables.change_set.c.id.in_(bindparam("ids", expanding=True))
)
_parent = select(tables.device.c.parent, tables.device.c.parent_seq).where(
    tables.device.c.id == bindparam("device_")
)


class Restart(Exception):
    """A row moved to another scope between looking and locking."""


class Rows:
    """The rows a push's sets speak of and their parents; looks further only where it must."""

    def __init__(
        self,
        connection: Connection,
        device_id: str,
        sets: Sequence[ChangeSet],
        flush: Callable[[], None] = lambda: None,
    ) -> None:
        self._connection, self._flush = connection, flush
        self._device = device_id
        self._sets = sets
        self._rows: dict[Key, Doc | None] = {}
        self._refused: dict[Key, str] = {}
        self._epochs = settings.epochs(connection)
        self._outcomes = self._earlier([s.id for s in sets])
        self._fetch({(c.kind, c.id) for s in sets for c in s.changes})
        self._fetch({key for s in sets for c in s.changes for key in self._parents(c)})
        self._lineage = self._own_lineage()

    @property
    def _written(self) -> Connection:
        """The connection, once the database knows what was written so far: for all but the rows kept here."""
        self._flush()
        return self._connection

    def row(self, kind: str, id: str) -> Doc | None:
        if (kind, id) not in self._rows:
            self._fetch({(kind, id)})
        return self._rows.get((kind, id))

    def scope_of(self, kind: str, id: str) -> str | None:
        row = self.row(kind, id) if kind in kinds() else None
        return row["scope"] if row else None

    def scopes(self) -> list[str]:
        """Every scope the sets may touch, sorted: the order in which counters are locked."""
        made: dict[Key, str] = {}
        found: set[str] = set()

        def scope_of(kind: str, id: str) -> str | None:
            return self.scope_of(kind, id) or made.get((kind, id))

        for change in (c for s in self._sets for c in s.changes if c.kind in kinds()):
            scope = scope_of(change.kind, change.id)
            if scope is None and change.new:
                scope = scope_for(kinds()[change.kind], change.values, scope_of)
                made[(change.kind, change.id)] = scope or ""
            if scope:
                found.add(scope)
        for change_set in self._sets:
            if isinstance(change_set.args, dict):
                found |= commands.scopes(change_set, self)
        return sorted(found)

    def refused_by(self, kind: str, id: str) -> str | None:
        key = (kind, id)
        if key not in self._refused and storable(id):
            table = tables.refused_row
            statement = select(table.c.change_set).where(table.c.kind == kind, table.c.row == id)
            self._refused[key] = self._connection.scalar(statement) or ""
        return self._refused.get(key) or None

    def refuse(self, connection: Connection, change_set: ChangeSet) -> None:
        """Remembers the rows a refused set would have created: later sets on them are blocked by it."""
        made = dict.fromkeys((c.kind, c.id) for c in change_set.changes if c.new)
        new = [key for key in made if self.refused_by(*key) is None]
        if new:
            values = [{"kind": kind, "row": id, "change_set": change_set.id} for kind, id in new]
            connection.execute(insert(tables.refused_row), values)
            self._refused |= dict.fromkeys(new, change_set.id)

    def later_writes(self, change: Change) -> list[Write]:
        """The writes of a row after the change's base, oldest first."""
        row = self.row(change.kind, change.id)
        epoch, rev = change.base
        base = self._epochs.get(epoch, -1)
        if row is not None and rev == row["rev"] and base == max(self._epochs.values()):
            return []
        table = tables.change
        after = or_(table.c.epoch > base, and_(table.c.epoch == base, table.c.rev > rev))
        found = self._written.execute(
            select(table.c.change_set, table.c["values"])
            .where(table.c.row == change.id, table.c.kind == change.kind, after)
            .order_by(table.c.n)
        )
        return [Write(r[0], frozenset(r[1])) for r in found]

    def own(self, set_id: str) -> bool:
        """Whether a set is of the pushing device's own history, or of what it was renewed from."""
        table = tables.envelope
        mine = or_(*(and_(table.c.device == d, table.c.seq <= upto) for d, upto in self._lineage))
        return (
            self._written.execute(select(table.c.seq).where(table.c.change_set == set_id, mine)).first()
            is not None
        )

    def made_by_own(self, kind: str, id: str) -> bool:
        """Whether the set that made a row is of the pushing device's own history."""
        table = tables.change
        first = select(table.c.change_set).where(table.c.row == id, table.c.kind == kind).order_by(table.c.n)
        made = self._written.scalar(first.limit(1))
        return made is not None and self.own(made)

    def author_of(self, set_id: str) -> tuple[str, str]:
        """(author, made_at) of an earlier set, the time by its author's own clock."""
        table = tables.change_set
        row = self._written.execute(select(table.c.author, table.c.body).where(table.c.id == set_id)).one()
        return row.author, from_body(bytes(row.body)).made_at

    def left(self, kind: str, id: str) -> list[str]:
        """The scopes a row left for another, the last one first."""
        return self._markers(kind, id, erased=False)

    def erased(self, kind: str, id: str) -> bool:
        """Whether the center erased a row. Only one that is gone can be, so that others cost no question."""
        row = self.row(kind, id) if kind in kinds() else None
        return bool(row and row["gone"] and self._markers(kind, id, erased=True))

    def below(self, kind: str, id: str) -> list[tuple[str, Doc]]:
        return rows_below(self._written, kind, id)

    def alike(self, kind: str, wanted: Mapping[str, set[Any]]) -> list[Doc]:
        return rows_alike(self._written, kind, wanted)

    def outcome_of(self, set_id: str) -> Outcome | None:
        return self._outcomes.get(set_id)

    def remember(self, set_id: str, outcome: Outcome) -> None:
        self._outcomes[set_id] = outcome

    def replace(self, rows: dict[Key, Doc]) -> None:
        self._rows |= rows

    def _fetch(self, keys: Iterable[Key]) -> None:
        by_kind: dict[str, list[str]] = {}
        for kind, id in keys:
            if (kind, id) not in self._rows and kind in kinds() and storable(id):
                by_kind.setdefault(kind, []).append(id)
        for kind, ids in by_kind.items():
            found = get_rows(self._connection, kind, ids)
            self._rows |= {(kind, id): found.get(id) for id in ids}

    def _parents(self, change: Change) -> list[Key]:
        cls = kinds().get(change.kind)
        parent = parent_key(cls, change.values) if cls else None
        return [parent] if parent else []

    def _markers(self, kind: str, id: str, *, erased: bool) -> list[str]:
        table = tables.leave
        statement = (
            select(table.c.scope)
            .where(table.c.row == id, table.c.kind == kind, table.c.erased.is_(erased))
            .order_by(table.c.n.desc())
        )
        return list(dict.fromkeys(self._written.scalars(statement))) if storable(id) else []

    def _earlier(self, ids: list[str]) -> dict[str, Outcome]:
        found = self._connection.execute(_judged, {"ids": ids})
        return {r.id: msgspec.convert(r.outcome, Outcome) for r in found}

    def _own_lineage(self) -> list[tuple[str, int]]:
        found = [(self._device, 2**31 - 1)]
        current: str | None = self._device
        while current:
            row = self._connection.execute(_parent, {"device_": current}).first()
            current = row.parent if row else None
            if current and row:
                found.append((current, row.parent_seq or 0))
        return found
