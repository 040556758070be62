"""Place: one PC of a simulation: a folder, a process that may crash, the people who sit there."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import msgspec
import sqlcipher3.dbapi2
from sqlalchemy import event
from sqlalchemy.exc import OperationalError

from deskapp.app import actor_of
from deskapp.desk import Desk
from deskapp.models.actor import Actor
from deskapp.models.change import ChangeSet
from deskapp.models.record import kinds
from deskapp.store import FUNCTIONS, Store
from deskapp.store.database import FILE, open_engine
from deskapp.sync.courier import Progress, go_round
from deskapp.sync.trouble import RoadError
from tests.people import KEY
from tests.simulator import faults, ids
from tests.simulator.clocks import DeskClock
from tests.simulator.wire import SimRoad

if TYPE_CHECKING:
    from tests.simulator.world import World

Lineage = list[tuple[str, int]]
"""Whose edits, up to which of theirs, are a PC's own history."""


class Place:
    """A PC. `name` is of the history in its file: a copy or a roll-back has another from then on."""

    def __init__(self, world: World, number: int, name: str, folder: Path, users: list[str]) -> None:
        self.world, self.number, self.name, self.folder, self.users = world, number, name, folder, users
        self.clock = DeskClock(world.time, world.exact)
        self.user = users[0]
        self.lineage: Lineage = []
        self.made = 0
        self.activity: str | None = None
        self.dead = self.lost = False
        self.damaged: set[tuple[str, str]] = set()
        self.kept: tuple[Lineage, str, int, set[str], set[tuple[str, str]]] = ([], "", 0, set(), set())
        self.doubled = ""
        """Why this PC may have to renew itself: it is a copy, was copied, or was put back."""
        self.slice_limit: int | None = None
        self.settled: set[str] = set()
        self._raws: list[Any] = []
        self._new_id = ids.counting(world.seed, name)
        self._open(lambda: Store(open_engine(folder / FILE, KEY, FUNCTIONS), self.clock, self._new_id))

    def _open(self, make: Callable[[], Store]) -> None:
        self.store = make()
        event.listen(self.store.engine, "connect", lambda raw, _record: self._raws.append(raw))
        event.listen(self.store.engine, "before_cursor_execute", lambda *_: self._pass())
        event.listen(self.store.engine, "commit", lambda _connection: self._pass())
        self.peek = sqlcipher3.dbapi2.connect(str(self.folder / FILE), isolation_level=None)
        self.peek.execute(f"PRAGMA key=\"x'{KEY.hex()}'\"")
        self.clock.offset = int(self.store.text("clock_offset") or 0)
        self.sit_down(self.user)

    def new_ids(self, new_id: Callable[[], str]) -> None:
        self._new_id = self.store.new_id = new_id

    def sit_down(self, user: str) -> None:
        """Somebody signs in, with the role they have as far as is known here."""
        self.user = user
        self.desk = Desk(self.store, actor_of(self.store, user), self.clock, [self._acknowledged])

    @property
    def actor(self) -> Actor:
        return self.desk.actor

    def _acknowledged(self, sets: list[ChangeSet]) -> None:
        if self.activity == "save":
            self._step_at("acknowledging")
        for change_set in sets:
            self.made += 1
            self.world.book.acknowledge(self, change_set)

    def _pass(self) -> None:
        if self.dead:
            raise faults.Crash
        if self.activity:
            try:
                faults.at_statement(self.world, self.name, self.activity)
            except faults.Crash:
                self.dead = True
                raise

    def guarded(self, activity: str, job: Callable[[], Any]) -> Any:
        """Does something in this PC's process. After a crash it is opened again from its file."""
        outer, self.activity = self.activity, activity
        self.world.touched.add(self)
        try:
            return job()
        except faults.Crash:
            if outer:
                raise
            self.activity = None
            self.reopen()
        except OperationalError as error:
            if "full" not in str(error):
                raise
        finally:
            self.activity = outer
        return None

    def reopen(self) -> None:
        """The process ends and another begins: what was not committed never was."""
        self._end_process()
        self._open(lambda: Store.open(self.folder, KEY, self.clock, self._new_id))
        self.world.book.found_after_crash(self)

    def _end_process(self) -> None:
        self.peek.close()
        for raw in self._raws:
            raw.close()
        self._raws.clear()
        self.store.engine.dispose()
        self.dead = False

    def go_round(self) -> None:
        """One round as the courier goes it; what stops it is noted in the book."""

        def go() -> None:
            road = SimRoad(self)
            try:
                report = go_round(self.store, road, self._step)
            finally:
                road.close()
            self.sit_down(self.user)
            self.world.rounded(self, report)

        try:
            self.guarded("round", go)
        except RoadError as error:
            self.world.stopped(self, error)

    def _step(self, progress: Progress) -> None:
        if progress.phase in ("pull", "stage"):
            self.world.meanwhile(self, f"step|{self.name}|{progress.phase}")
        self._step_at(progress.phase)

    def _step_at(self, phase: str) -> None:
        try:
            faults.at_step(self.world, self.name, phase)
        except faults.Crash:
            self.dead = True
            raise

    def copy_to(self, folder: Path) -> None:
        """The folder as somebody copies it while the program is closed."""
        self.store.close()
        shutil.rmtree(folder, ignore_errors=True)
        shutil.copytree(self.folder, folder)

    def put_back(self, folder: Path) -> None:
        """The folder becomes what it was when it was copied."""
        self._end_process()
        shutil.rmtree(self.folder)
        shutil.copytree(folder, self.folder)
        self._open(lambda: Store.open(self.folder, KEY, self.clock, self._new_id))

    def close(self) -> None:
        self.activity = None
        self._end_process()

    # What the harness reads, past the program.

    def rows(self, question: str, *values: Any) -> list[Any]:
        return list(self.peek.execute(question, values).fetchall())

    def meta(self, key: str) -> str:
        found = self.rows("SELECT value FROM meta WHERE key=?", key)
        return bytes(found[0][0]).decode() if found else ""

    def visible(self, kind: str) -> list[str]:
        """The ids of a kind that one can see here, always in the same order."""
        return [r[0] for r in self.rows(f'SELECT id FROM "{kind}" WHERE gone=0 ORDER BY id')]

    def waiting_rows(self) -> set[tuple[str, str]]:
        return set(
            self.rows(
                "SELECT r.kind, r.id FROM outbox_row r JOIN outbox o ON o.seq=r.seq WHERE o.state='waiting'"
            )
        )

    def waiting(self) -> list[ChangeSet]:
        found = self.rows("SELECT body FROM outbox WHERE state='waiting' ORDER BY seq")
        return [msgspec.json.decode(bytes(r[0]), type=ChangeSet) for r in found]

    def pulled(self) -> dict[tuple[str, str], tuple[int, str]]:
        """(rev, scope) of every row as last pulled."""
        found = {}
        for kind in kinds():
            for id, rev, scope in self.rows(f'SELECT id, rev, scope FROM "{kind}" WHERE rev>0'):
                found[(kind, id)] = (rev, scope)
        shadows = self.rows("SELECT kind, id, rev, json_extract(doc,'$.scope') FROM shadow")
        return found | {(kind, id): (rev, scope) for kind, id, rev, scope in shadows}

    def cursors(self) -> dict[str, tuple[int, str, bool, bool]]:
        """(seq, epoch, loading, verified) by scope."""
        found = self.rows("SELECT scope, seq, epoch, loading, verified FROM cursor")
        return {r[0]: (r[1], r[2], bool(r[3]), bool(r[4])) for r in found}
