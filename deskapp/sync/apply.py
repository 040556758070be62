"""Applying a pull in one transaction: rows, leavers, outcomes; sets are settled, digests checked."""

from collections import defaultdict
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

from sqlalchemy import Connection, insert, select

from deskapp.models.change import from_body
from deskapp.models.clock import Clock, iso
from deskapp.models.digest import share
from deskapp.models.record import kinds
from deskapp.models.wire import Erase, Left, Outcome, Row
from deskapp.store import Store, attention, get_meta, outbox, put_meta, rows, search, shadow, tables
from deskapp.sync import digest
from deskapp.sync.stage import Page

KEPT = timedelta(days=30)
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


@dataclass
class Cursor:
    """How far a scope is here."""

    seq: int
    loading: bool
    since: int
    digest: int
    verified: bool = True


def apply(store: Store, page: Page, epoch: str, step: Callable[[str], None] = lambda _phase: None) -> Applied:
    """Takes over a whole page. `step` is told the phase about to begin: apply, settle, commit."""
    with store.absorbing() as connection:
        step("apply")
        done = _Transaction(connection, page, epoch, store.clock, step).run()
        step("commit")
    return done


def cursors(connection: Connection) -> dict[str, Cursor]:
    found = connection.execute(select(tables.cursor)).mappings()
    return {r["scope"]: Cursor(r["seq"], r["loading"], r["since"], r["digest"], r["verified"]) for r in found}


class _Transaction:
    """One page, one transaction."""

    def __init__(
        self, connection: Connection, page: Page, epoch: str, clock: Clock, step: Callable[[str], None]
    ) -> None:
        self.connection, self.page, self.epoch, self.clock, self.step = connection, page, epoch, clock, step
        self.done = Applied()
        self.cursors = cursors(connection)
        self.digests: dict[str, int] = defaultdict(int, {s: c.digest for s, c in self.cursors.items()})
        self.under = {key: at[:2] for key, at in shadow.places(connection).items()}
        self.mended = {s for s, c in self.cursors.items() if not (c.loading or c.verified)}
        """Scopes that did not agree and are read again from their beginning, slice by slice."""

    def run(self) -> Applied:
        touched = self._settle()
        dirty = outbox.waiting_rows(self.connection)
        by_kind: dict[str, list[Row]] = defaultdict(list)
        for row in self.page.rows:
            by_kind[row.kind].append(row)
        arrived: set[Key] = set()
        for kind, listed in by_kind.items():
            arrived |= self._take_rows(kind, listed, dirty)
        self._drop_strangers(dirty)
        self._take_leavers(dirty)
        learnt = {key for key in self.under if key[0] in kinds()} - dirty
        for key in sorted((touched - arrived) | (dirty & arrived) | learnt):
            if key[0] in kinds():
                shadow.rebuild(self.connection, *key)
        self._advance()
        self.done.kinds |= {kind for kind, _ in touched}
        return self.done

    def _settle(self) -> set[Key]:
        """Settles the sets whose outcomes came; returns the records they touched."""
        self.step("settle")
        now = iso(self.clock.now())
        outcomes = self.page.footer.outcomes
        newly = outbox.settle(self.connection, outcomes, self.epoch, now)
        touched: set[Key] = set()
        for set_id, body in newly:
            outcome = outcomes[set_id]
            change_set = from_body(body)
            touched |= {(c.kind, c.id) for c in change_set.changes}
            self.done.settled += 1
            self.done.sets[set_id] = outcome
            if outcome.refused or outcome.status == "applied_with_review":
                self.done.refused += outcome.refused
                attention.open_for(self.connection, change_set, outcome, now)
        return touched

    def _take_rows(self, kind: str, listed: list[Row], dirty: set[Key]) -> set[Key]:
        """Newer rows of one kind; under a record with waiting work they go into its shadow.

        A scope that is being mended is taken as it comes.
        """
        known = kind in kinds()
        here = rows.revs_of(self.connection, kind, [r.id for r in listed]) if known else {}
        clean: list[Row] = []
        shadowed: list[rows.Doc] = []
        arrived: set[Key] = set()
        for row in listed:
            key = (kind, row.id)
            rev, scope = self.under.get(key) or here.get(row.id, (0, ""))
            if row.rev <= rev and (row.rev == rev or row.scope not in self.mended):
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
        rows.put_pulled(self.connection, kind, clean)
        shadow.drop(self.connection, [(kind, r.id) for r in clean if r.id in here])
        new = [(r.id, _found(r)) for r in clean if r.id not in here]
        known = [(r.id, _found(r)) for r in clean if r.id in here]
        search.index_rows(self.connection, kind, new, fresh=True)
        search.index_rows(self.connection, kind, known, fresh=False)

    def _drop_strangers(self, dirty: set[Key]) -> None:
        """In a scope that is being mended, what should have come with this slice and did not goes."""
        if not self.mended:
            return
        there = {(r.kind, r.id) for r in self.page.rows}
        for key, (_rev, scope, seq) in digest.pulled(self.connection).items():
            if scope in self.mended and key not in there and self._in_slice(scope, seq):
                self._forget(key, dirty)

    def _in_slice(self, scope: str, seq: int) -> bool:
        """The first slice reaches down to whatever stands here, the last one up to it."""
        footer, begin = self.page.footer, self.cursors[scope].seq
        upto = footer.cursors.get(scope, begin)
        last = upto >= footer.heads.get(scope, 0)
        return (not begin or seq > begin) and (last or seq <= upto)

    def _take_leavers(self, dirty: set[Key]) -> None:
        """Rows that left a scope go, unless they are known to be elsewhere or our work on them waits."""
        leavers: list[Left | Erase] = [*self.page.left, *self.page.erased]
        for item in leavers:
            key = (item.kind, item.id)
            here = (
                rows.revs_of(self.connection, item.kind, [item.id]).get(item.id)
                if item.kind in kinds()
                else None
            )
            rev, scope = self.under.get(key) or here or (0, "")
            if scope == item.scope and rev > 0:
                self.digests[scope] ^= share(item.kind, item.id, rev)
                self._forget(key, dirty)

    def _forget(self, key: Key, dirty: set[Key]) -> None:
        """What the center no longer has here goes; with waiting work it stays until that is settled."""
        shadow.drop(self.connection, [key])
        self.under.pop(key, None)
        kind, id = key
        if key in dirty:
            rows.forget_rev(self.connection, kind, id)
        elif kind in kinds():
            rows.drop_row(self.connection, kind, id)
            search.drop_rows(self.connection, kind, [id])
        self.done.kinds.add(kind)

    def _advance(self) -> None:
        """Moves the cursors, checks the digests of the scopes that are whole, forgets what is durable."""
        footer = self.page.footer
        if not footer.more and (self.page.any or not self._counted_today()):
            self.digests = defaultdict(int, digest.recount(self.connection))
        for scope, seq in footer.cursors.items():
            before = self.cursors.get(scope, Cursor(0, True, footer.heads[scope], 0, verified=False))
            whole = seq >= footer.heads[scope]
            verified = self.digests[scope] == footer.digests[scope] if whole else before.verified
            self.done.verified &= verified or not whole
            # A scope that does not agree is asked for again from its beginning: what is missing comes back.
            again = 0 if whole and not verified else seq
            self._put_cursor(
                scope, again, before.loading and not (whole and verified), before.since, verified
            )
        self._drop_scopes(set(self.cursors) - set(footer.cursors))
        put_meta(self.connection, "verified", "yes" if self.done.verified else "no")
        put_meta(self.connection, "center_seq", str(footer.last_seq))
        if not footer.more:
            put_meta(self.connection, "last_sync", iso(self.clock.now()))
        put_meta(self.connection, "clock_offset", str(self.clock.agree_with(footer.server_time)))
        before_that = iso(self.clock.now() - KEPT)
        outbox.forget_durable(self.connection, footer.durable_seq, footer.last_seq, self.epoch, before_that)

    def _counted_today(self) -> bool:
        """Whether the rows themselves were counted today: damage nobody's edits touch is found so."""
        last = get_meta(self.connection, "last_sync") or b""
        return last.decode()[:10] == iso(self.clock.now())[:10]

    def _put_cursor(self, scope: str, seq: int, loading: bool, since: int, verified: bool) -> None:
        values = {"seq": seq, "epoch": self.epoch, "loading": loading, "since": since}
        values |= {"digest": self.digests[scope], "verified": verified}
        table = tables.cursor
        self.connection.execute(table.delete().where(table.c.scope == scope))
        self.connection.execute(insert(table).values(scope=scope, **values))

    def _drop_scopes(self, lost: set[str]) -> None:
        """A scope that is no longer ours: its rows go, and what waited on them is kept in the outbox."""
        if not lost:
            return
        for key, (_rev, scope, _seq) in digest.pulled(self.connection).items():
            if scope in lost:
                self._forget(key, set())
        self.connection.execute(tables.cursor.delete().where(tables.cursor.c.scope.in_(lost)))


def _found(row: Row) -> Mapping[str, Any]:
    """What a row is found by; a gone one by nothing."""
    return {"gone": True} if row.gone else row.values
