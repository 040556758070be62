"""Taking over rows inside one transaction: newer ones in, those under waiting work into their shadow."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import Connection

from deskapp.models.digest import share
from deskapp.models.record import kinds
from deskapp.models.wire import Outcome, Row
from deskapp.store import rows, search, shadow

Key = tuple[str, str]


@dataclass
class Applied:
    """What one pull changed at this desk."""

    received: int = 0
    settled: int = 0
    refused: int = 0
    verified: bool = True
    kinds: set[str] = field(default_factory=set)
    sets: dict[str, Outcome] = field(default_factory=dict)


class Taking:
    """One transaction's rows, onto the scopes' `digests`. `dirty` are the records with waiting work."""

    def __init__(self, connection: Connection, digests: Mapping[str, int]) -> None:
        self.connection = connection
        self.done = Applied()
        self.digests: dict[str, int] = defaultdict(int, digests)
        self.under = {key: at[:2] for key, at in shadow.places(connection).items()}

    def take(self, listed: Iterable[Row], dirty: set[Key], as_they_come: frozenset[str] | None) -> set[Key]:
        """Takes rows that are newer; in scopes `as_they_come` (None: in all) others too. Returns which.

        Rows of kinds this edition does not know wait in the shadow.
        """
        by_kind: dict[str, list[Row]] = defaultdict(list)
        for row in listed:
            by_kind[row.kind].append(row)
        arrived: set[Key] = set()
        for kind, some in by_kind.items():
            arrived |= self._take_kind(kind, some, dirty, as_they_come)
        return arrived

    def _take_kind(
        self, kind: str, listed: list[Row], dirty: set[Key], as_they_come: frozenset[str] | None
    ) -> set[Key]:
        known = kind in kinds()
        here = rows.revs_of(self.connection, kind, [r.id for r in listed]) if known else {}
        clean: list[Row] = []
        shadowed: list[rows.Doc] = []
        arrived: set[Key] = set()
        for row in listed:
            key = (kind, row.id)
            rev, scope = self.under.get(key) or here.get(row.id, (0, ""))
            if as_they_come is not None and not (
                row.rev > rev or (row.rev < rev and row.scope in as_they_come)
            ):
                continue
            if rev > 0:
                self.digests[scope] ^= share(kind, row.id, rev)
            self.digests[row.scope] ^= share(kind, row.id, row.rev)
            arrived.add(key)
            if key in dirty or not known:
                shadowed.append(rows.doc_of(row))
                self.under[key] = (row.rev, row.scope)
            else:
                clean.append(row)
                self.under.pop(key, None)
        shadow.replace(self.connection, kind, shadowed)
        if known:
            self._write(kind, clean, here)
            self.done.received += len(arrived)
            if arrived:
                self.done.kinds.add(kind)
        return arrived

    def _write(self, kind: str, clean: list[Row], here: Mapping[str, Any]) -> None:
        known, new = [r for r in clean if r.id in here], [r for r in clean if r.id not in here]
        held, sought = rows.indexed(kind), (*kinds()[kind].search, "gone")
        before = rows.fields_of(self.connection, kind, [r.id for r in known], (*held, *sought))
        alike = {r.id for r in known if _read(r, held) == before[r.id][: len(held)]}
        rows.put_pulled(self.connection, kind, [r for r in clean if r.id not in alike])
        rows.put_pulled(self.connection, kind, [r for r in known if r.id in alike], alike=True)
        shadow.drop(self.connection, [(kind, r.id) for r in known])
        if not sought[1:]:
            return
        other = [(r.id, _found(r)) for r in known if _read(r, sought) != before[r.id][len(held) :]]
        search.index_rows(self.connection, kind, [(r.id, _found(r)) for r in new], fresh=True)
        search.index_rows(self.connection, kind, other, fresh=False)

    def forget(self, key: Key, dirty: set[Key]) -> None:
        """What the center no longer has here goes; with waiting work it stays until that is settled."""
        shadow.drop(self.connection, [key])
        self.under.pop(key, None)
        kind, id = key
        if kind in kinds():
            if key in dirty:
                rows.forget_rev(self.connection, kind, id)
            else:
                rows.drop_row(self.connection, kind, id)
                search.drop_rows(self.connection, kind, [id])
        self.done.kinds.add(kind)

    def rebuild(self, touched: set[Key], arrived: set[Key], dirty: set[Key]) -> None:
        """Lays what waits over what came, and takes off what no longer waits."""
        learnt = {key for key in self.under if key[0] in kinds()} - dirty
        changed = (touched - arrived) | (dirty & arrived) | learnt
        shadow.rebuild(self.connection, {key for key in changed if key[0] in kinds()})
        self.done.kinds |= {kind for kind, _ in touched}


def _found(row: Row) -> Mapping[str, Any]:
    """What a row is found by; a gone one by nothing."""
    return {"gone": True} if row.gone else _values(row)


def _read(row: Row, names: tuple[str, ...]) -> tuple[Any, ...]:
    """Some of a row's fields, in the order of the columns."""
    return tuple(row.gone if name == "gone" else _values(row).get(name) for name in names)


def _values(row: Row) -> Mapping[str, Any]:
    """What a row has, also what a center that did not know the field kept for us."""
    return rows.doc_of(row) if row.extra else row.values
