"""Applying a pull in one transaction: rows, leavers, outcomes; sets are settled, digests checked."""

from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta

from sqlalchemy import Connection, select, update

from deskapp.models.change import from_body
from deskapp.models.clock import Clock, iso
from deskapp.models.digest import share
from deskapp.models.paging import holds_back
from deskapp.models.record import kinds
from deskapp.models.wire import Manifested, Outcome, Row
from deskapp.store import Store, attention, erasing, get_meta, outbox, put_meta, put_metas, rows, tables
from deskapp.sync import digest
from deskapp.sync.stage import Page
from deskapp.sync.taking import Applied, Key, Taking

__all__ = ["Applied", "apply", "cursors", "put_right"]

KEPT = timedelta(days=30)
_PUT_CURSOR = (
    "INSERT OR REPLACE INTO cursor (scope, epoch, seq, loading, since, digest, verified)"
    " VALUES (?, ?, ?, ?, ?, ?, ?)"
)
NOTED = ("applied_with_review", "forwarded")
"""Outcomes somebody here should hear of although the center took the set."""


@dataclass
class Cursor:
    """How far a scope is here."""

    seq: int
    loading: bool
    since: int
    digest: int
    verified: bool = True


def apply(
    store: Store,
    page: Page,
    epoch: str,
    step: Callable[[str], None] = lambda _phase: None,
    anew: Callable[[Connection], None] | None = None,
    *,
    stale: bool = False,
    carried: bool = False,
) -> Applied:
    """Takes over a whole page. `step` is told the phase about to begin: apply, settle, commit.

    With `anew` the page is all there is, of an epoch that begins with it; `anew` closes the old one in the
    same transaction. A `stale` page was overtaken by another: it moves no cursor back and drops no scope.
    One that was `carried` by hand tells how late it was when it was made, not how late it is.
    """
    with store.absorbing() as connection:
        step("apply")
        taking = _Transaction(connection, page, epoch, store.clock, step, anew is not None, stale, carried)
        done = taking.run()
        if anew is not None:
            anew(connection)
        step("commit")
    return done


def put_right(
    store: Store, scope: str, epoch: str, found: list[Row], strangers: list[Key], end: Manifested
) -> bool:
    """Takes a scope's rows as the center has them, forgets its strangers; whether it agrees then.

    A scope that does not agree even so is read again from its beginning.
    """
    with store.absorbing() as connection:
        dirty = outbox.waiting_rows(connection)
        taking = Taking(connection, {s: c.digest for s, c in cursors(connection).items()})
        arrived = taking.take(found, dirty, frozenset({scope}))
        for key in strangers:
            taking.forget(key, dirty)
        taking.rebuild(set(strangers) & dirty, arrived, dirty)
        counted = digest.recount(connection)
        cursor = tables.cursor.c
        before = connection.execute(tables.cursor.select().where(cursor.scope == scope)).one()
        same = counted.get(scope, 0) == end.digest
        newer = not same and end.seq > before.seq
        """Something came meanwhile: whether it agrees is seen with the next pull."""
        values = {"digest": counted.get(scope, 0), "verified": same, "loading": before.loading and not same}
        values["seq"] = before.seq if same or newer else 0
        connection.execute(update(tables.cursor).where(cursor.scope == scope).values(**values))
        whole = connection.scalar(select(cursor.scope).where(cursor.verified.is_(False)).limit(1)) is None
        put_meta(connection, "verified", "yes" if whole else "no")
    return same


def cursors(connection: Connection) -> dict[str, Cursor]:
    found = connection.exec_driver_sql("SELECT scope, seq, loading, since, digest, verified FROM cursor")
    return {
        scope: Cursor(seq, bool(loading), since, digest, bool(verified))
        for scope, seq, loading, since, digest, verified in found
    }


class _Transaction(Taking):
    """One page, one transaction."""

    def __init__(
        self,
        connection: Connection,
        page: Page,
        epoch: str,
        clock: Clock,
        step: Callable[[str], None],
        anew: bool,
        stale: bool,
        carried: bool,
    ) -> None:
        self.cursors = cursors(connection)
        super().__init__(connection, {scope: cursor.digest for scope, cursor in self.cursors.items()})
        self.page, self.epoch, self.clock, self.step = page, epoch, clock, step
        self.anew, self.stale, self.carried = anew, stale, carried
        again = {s for s, c in self.cursors.items() if not (c.loading or c.verified)}
        self.mended = again | set(self.cursors if anew else ()) | set(page.footer.cursors if anew else ())
        """Scopes that are read again from their beginning, slice by slice: rows are taken as they come."""

    def run(self) -> Applied:
        touched = self._settle()
        dirty = outbox.waiting_rows(self.connection)
        listed = [r for r in self.page.rows if self._is_news(r.scope, r.seq)]
        as_they_come = None if self.anew else frozenset(() if self.stale else self.mended)
        arrived = self.take(listed, dirty, as_they_come)
        self._drop_strangers(dirty)
        self._take_leavers(dirty)
        self.rebuild(touched, arrived, dirty)
        self._advance()
        return self.done

    def _settle(self) -> set[Key]:
        """Settles the sets whose outcomes came; returns the records they touched."""
        self.step("settle")
        now = iso(self.clock.now())
        outcomes = self.page.footer.outcomes
        if self.page.footer.more:
            outcomes = self._covered(outcomes)
        newly = outbox.settle(self.connection, outcomes, self.epoch, now)
        touched: set[Key] = set()
        for set_id, body in newly:
            outcome = outcomes[set_id]
            change_set = from_body(body)
            touched |= {(c.kind, c.id) for c in change_set.changes}
            self.done.settled += 1
            self.done.sets[set_id] = outcome
            if outcome.refused or outcome.status in NOTED:
                self.done.refused += outcome.refused
                attention.open_for(self.connection, change_set, outcome, now)
        return touched

    def _covered(self, outcomes: dict[str, Outcome]) -> dict[str, Outcome]:
        """Of a slice that is not the last, the outcomes of sets all of whose records came in it.

        A record that was written again since comes later, and until then stays as it is here.
        """
        if not outcomes:
            return {}
        came = {(r.kind, r.id) for r in self.page.rows}
        return {
            id: outcomes[id]
            for id, keys in outbox.rows_of(self.connection, outcomes).items()
            if keys and keys <= came
        }

    def _drop_strangers(self, dirty: set[Key]) -> None:
        """In a scope that is being mended, what should have come with this slice and did not goes."""
        if not self.mended or self.stale:
            return
        there = {(r.kind, r.id) for r in self.page.rows}
        for key, (_rev, scope, seq) in digest.pulled(self.connection).items():
            if scope in self.mended and key not in there and self._in_slice(scope, seq):
                self.forget(key, dirty)

    def _in_slice(self, scope: str, seq: int) -> bool:
        """The first slice reaches down to whatever stands here, the last one up to it."""
        if self.anew:
            return True
        footer, begin = self.page.footer, self.cursors[scope].seq
        upto = footer.cursors.get(scope, begin)
        last = upto >= footer.heads.get(scope, 0)
        return (not begin or seq > begin) and (last or seq <= upto)

    def _take_leavers(self, dirty: set[Key]) -> None:
        """Rows that left a scope go, unless they are known to be elsewhere or our work on them waits.

        One that was erased came as a row without values that is gone: it stays as that, and nothing else
        of it does.
        """
        for erased in self.page.erased:
            erasing.scrub(self.connection, erased.kind, erased.id)
        for item in self.page.left:
            key = (item.kind, item.id)
            here = (
                rows.revs_of(self.connection, item.kind, [item.id]).get(item.id)
                if item.kind in kinds()
                else None
            )
            rev, scope = self.under.get(key) or here or (0, "")
            if rev > item.rev:
                continue  # it came back since
            if scope == item.scope and rev > 0:
                self.digests[scope] ^= share(item.kind, item.id, rev)
                self.forget(key, dirty)

    def _advance(self) -> None:
        """Moves the cursors, checks the digests of the scopes that are whole, forgets what is durable."""
        footer = self.page.footer
        if not footer.more and (self.mended or not (self._counted_today() and self._agrees())):
            self.digests = defaultdict(int, digest.recount(self.connection))
        held = holds_back({s for s, cursor in self.cursors.items() if not cursor.loading}, footer)
        for scope, seq in footer.cursors.items():
            head = footer.heads[scope]
            if self.stale and not self._is_news(scope, seq):
                self._keep_cursor(scope)
                continue
            before = self.cursors.get(scope, Cursor(0, True, head, 0, verified=False))
            whole = seq >= head
            verified = self.digests[scope] == footer.digests[scope] if whole else before.verified
            self.done.verified &= verified or not whole
            since = head if self.anew else before.since
            loading = before.loading and (held or not (whole and verified))
            self._put_cursor(scope, seq, loading, since, verified)
        kept: dict[str, str] = {}
        if not self.stale:
            self._drop_scopes(set(self.cursors) - set(footer.cursors))
            kept["verified"] = "yes" if self.done.verified else "no"
            kept["center_seq"] = str(footer.last_seq)
            if not self.carried:
                kept["clock_offset"] = str(self.clock.agree_with(footer.server_time))
            kept["server_time"] = footer.server_time
        if not footer.more:
            kept["last_sync"] = iso(self.clock.now())
        put_metas(self.connection, kept)
        before_that = iso(self.clock.now() - KEPT)
        outbox.forget_durable(self.connection, footer.durable_seq, footer.last_seq, self.epoch, before_that)

    def _is_news(self, scope: str, seq: int) -> bool:
        """Whether what stands at `seq` of a scope may not have been here yet. What was is here or left."""
        if self.anew:
            return True
        known = self.cursors.get(scope)
        return seq > known.seq if known else not self.stale

    def _agrees(self) -> bool:
        """Whether every whole scope has the center's digest, as kept up row by row."""
        footer = self.page.footer
        whole = [s for s, seq in footer.cursors.items() if seq >= footer.heads[s]]
        if self.stale:
            return True
        return all(self.digests[scope] == footer.digests[scope] for scope in whole)

    def _counted_today(self) -> bool:
        """Whether the rows themselves were counted today: damage nobody's edits touch is found so.

        Before the first round has ended there is nothing that was not just written.
        """
        last = (get_meta(self.connection, "last_sync") or b"").decode()
        return not last or last[:10] == iso(self.clock.now())[:10]

    def _keep_cursor(self, scope: str) -> None:
        """A scope that is further than a stale page: only what its rows add up to has changed."""
        where = tables.cursor.c.scope == scope
        self.connection.execute(update(tables.cursor).where(where).values(digest=self.digests[scope]))

    def _put_cursor(self, scope: str, seq: int, loading: bool, since: int, verified: bool) -> None:
        reached = Cursor(seq, loading, since, self.digests[scope], verified)
        if reached == self.cursors.get(scope) and not self.anew:
            return
        self.connection.exec_driver_sql(_PUT_CURSOR, (scope, self.epoch, *vars(reached).values()))

    def _drop_scopes(self, lost: set[str]) -> None:
        """A scope that is no longer ours: its rows go, those with work that waits when it is settled."""
        if not lost:
            return
        dirty = outbox.waiting_rows(self.connection)
        for key, (_rev, scope, _seq) in digest.pulled(self.connection).items():
            if scope in lost:
                self.forget(key, dirty)
        self.connection.execute(tables.cursor.delete().where(tables.cursor.c.scope.in_(lost)))
