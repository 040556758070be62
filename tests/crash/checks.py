"""What must hold of a profile after whatever happened: it opens, it is whole, all that was told is there."""

from __future__ import annotations

import contextlib
import hashlib
import json
import threading
from collections.abc import Iterator, Set
from pathlib import Path
from typing import Any

import msgspec
import sqlcipher3.dbapi2 as sqlcipher

from deskapp.desk import Desk
from deskapp.models.change import NO_CHAIN, from_body, next_chain
from deskapp.models.clock import ClockAt
from deskapp.store import Store
from deskapp.store.database import FILE
from deskapp.store.files import FOLDER
from deskapp.store.lock import Lock, LockError
from deskapp.store.sealed import Broken as Damaged
from deskapp.store.sealed import disk_name, read_parts
from tests.crash.running import Ready
from tests.crash.workloads import CHEAP, FIRST, NOW, WORKLOADS, Attachments, Import, Migration, password
from tests.people import KEY, WORKER, adding, household

ONE_EDITION = threading.Lock()
"""A program has one edition at a time."""
KINDS = ("household", "person", "visit", "attachment")


class Broken(AssertionError):
    """What was promised is not so."""


def demand(holds: bool, words: str) -> None:
    if not holds:
        raise Broken(words)


class Check:
    """Looks at a store's folder after a run of `Save` or one like it."""

    def __init__(self, ready: Ready) -> None:
        self.ready, self.name = ready, ready.name

    def look(self, folder: Path, acked: Set[int]) -> None:
        """Raises Broken. The folder's store may be folded into one file by it."""
        demand((folder / FILE).exists(), "there is no store")
        connection = sqlcipher.connect(str(folder / FILE))
        try:
            connection.execute(f"PRAGMA key=\"x'{KEY.hex()}'\"")
            connection.execute("PRAGMA cipher_log_level=NONE")
            demand(connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)], "integrity_check")
            hold_together(connection)
            self.promised(connection, acked)
        except sqlcipher.Error as error:
            raise Broken(f"does not open: {error}") from error
        finally:
            connection.close()

    def use(self, folder: Path) -> None:
        """The program itself opens what is left, and saves."""
        with ONE_EDITION, self._edition():
            try:
                store = Store.open(folder, KEY, ClockAt(NOW))
                try:
                    Desk(store, WORKER, store.clock).do(adding(household(id="after all")))
                finally:
                    store.close()
            except Exception as error:
                raise Broken(f"cannot be worked with: {error!r}") from error
        self.look(folder, set())

    def promised(self, connection: Any, acked: Set[int]) -> None:
        """What `Workload.save` promises; ids of what was there before are promised always."""
        visits = ids(connection, "visit")
        demand("before" in visits, "what was there before is not")
        made = {n for n in acked if 1 <= n <= WORKLOADS[self.name].saves}
        lost = {n for n in made if f"visit {n}" not in visits}
        demand(not lost, f"acknowledged visits are lost: {sorted(lost)}")
        note = connection.execute("SELECT note FROM household WHERE id = 'home'").fetchone()[0]
        demand(int(note or 0) >= max(made, default=0), f"an acknowledged note is lost: {note}")
        demand(not note or f"visit {note}" in visits, f"half of save {note} is there")

    @contextlib.contextmanager
    def _edition(self) -> Iterator[None]:
        yield


class ImportCheck(Check):
    def promised(self, connection: Any, acked: Set[int]) -> None:
        visits, people = ids(connection, "visit"), ids(connection, "person")
        demand("before" in visits, "what was there before is not")
        demand(all(f"visit {n}" in visits for n in acked & {2, 4}), "an acknowledged visit is lost")
        imported = "SELECT building, count(*) FROM household WHERE id NOT IN ('home', 'after all') GROUP BY 1"
        doors = dict(connection.execute(imported))
        for n in (1, 3):
            have = doors.get(str(n), 0)
            demand(have in (0, Import.doors), f"half of an import is there: {have}")
            demand(have > 0 or n not in acked, "an acknowledged import is lost")
        demand(len(people) % Import.doors == 0, "half of an import's people are there")
        sets = "SELECT batch, count(*) FROM outbox WHERE batch NOT NULL GROUP BY 1"
        batches = dict(connection.execute(sets))
        demand(all(number == 2 for number in batches.values()), f"half of a batch waits: {batches}")


class MigrationCheck(Check):
    def promised(self, connection: Any, acked: Set[int]) -> None:
        super().promised(connection, acked)
        new = connection.execute("SELECT version_num FROM record_version").fetchone()[0] == "9999"
        demand(new or not acked - {Migration.saves + 1}, "the migration is undone")
        tables = {name for (name,) in connection.execute("SELECT name FROM sqlite_schema")}
        demand(("crash_extra" in tables) == new, "half of a migration is there")
        if new:
            rows = connection.execute("SELECT count(*) FROM crash_extra").fetchone()[0]
            demand(rows == Migration.rows, f"a migration brought {rows} rows")

    @contextlib.contextmanager
    def _edition(self) -> Iterator[None]:
        with Migration(self.ready.before, self.ready.given).later_edition():
            yield


class SyncCheck(Check):
    def __init__(self, ready: Ready) -> None:
        super().__init__(ready)
        told = json.loads((ready.given / "told.json").read_bytes())
        self.rows: list[dict[str, int]] = told["rows"]
        self.outcomes: list[list[str]] = told["outcomes"]

    def promised(self, connection: Any, acked: Set[int]) -> None:
        """Step 2n+1 takes page n over, step 2n+2 saves a door."""
        doors = ids(connection, "household")
        here = {f"{k} {i}": rev for k in KINDS for i, rev in connection.execute(f"SELECT id, rev FROM {k}")}
        here |= {
            f"{k} {i}": max(rev, here.get(f"{k} {i}", 0))
            for k, i, rev in connection.execute("SELECT kind, id, rev FROM shadow")
        }
        settled = {id for (id,) in connection.execute("SELECT id FROM outbox WHERE state = 'settled'")}
        ours = {id for (id,) in connection.execute("SELECT id FROM outbox")}
        for n, (rows, outcomes) in enumerate(zip(self.rows, self.outcomes, strict=True)):
            if 2 * n + 1 in acked:
                missing = [k for k, rev in rows.items() if k.split()[0] in KINDS and here.get(k, 0) < rev]
                demand(not missing, f"rows of a page that was taken over are lost: {missing}")
                demand(settled >= set(outcomes) & ours, "settled sets wait again")
            demand(2 * n + 2 not in acked or f"after page-{n}" in doors, "an acknowledged door is lost")


class AttachmentsCheck(Check):
    """A row promises a file that is whole, a record a row; odd steps attach, even ones fetch."""

    def look(self, folder: Path, acked: Set[int]) -> None:
        self.folder = folder
        super().look(folder, acked)

    def promised(self, connection: Any, acked: Set[int]) -> None:
        here: set[str] = set()
        for sha256, size, key in connection.execute(
            "SELECT sha256, size, key FROM file WHERE state = 'here'"
        ):
            try:
                with open(self.folder / FOLDER / disk_name(key, sha256), "rb") as file:
                    content = b"".join(read_parts(file, key, size))
            except FileNotFoundError:
                # A fetched file whose commit failed and came back: it will be missed, and fetched again.
                continue
            except (OSError, Damaged) as error:
                raise Broken(f"a row has no whole file: {error!r}") from error
            demand(hashlib.sha256(content).hexdigest() == sha256, "a file is another")
            here.add(sha256)
        named = dict(connection.execute("SELECT id, sha256 FROM attachment"))
        demand(set(named.values()) <= here, "a record has no file")
        for n in acked & Attachments.sizes.keys():
            content = (self.ready.given / f"file-{n}").read_bytes()
            demand(hashlib.sha256(content).hexdigest() in here, f"file {n} is lost")
            demand(n % 2 == 0 or f"file {n}" in named, f"the record of file {n} is lost")


class SlotsCheck(Check):
    """Of `slots.json` alone: everybody with an acknowledged password gets in, and nobody with an old one."""

    def look(self, folder: Path, acked: Set[int]) -> None:
        lock = Lock(folder, cost=CHEAP)
        last = max((n for n in acked if n % 2 == 0), default=0)
        opening = [n for n in range(0, 8, 2) if opens(lock, FIRST, n)]
        demand(len(opening) == 1, f"passwords that open: {opening}")
        demand(opening[0] >= last, f"an old password opens: {opening}")
        lost = [n for n in acked if n % 2 and not opens(lock, f"user {n}", n)]
        demand(not lost, f"users cannot get in: {lost}")

    def use(self, folder: Path) -> None:
        Lock(folder, cost=CHEAP).add(KEY, "after all", "after all", password(99))
        demand(opens(Lock(folder), "after all", 99), "no new slot can be made")


def opens(lock: Lock, user: str, n: int) -> bool:
    try:
        return lock.open(password(n), user) == (KEY, user)
    except LockError as error:
        demand(error.code in ("wrong-password", "no-such-user"), f"the lock says {error.code}")
        return False


def ids(connection: Any, table: str) -> set[str]:
    return {id for (id,) in connection.execute(f"SELECT id FROM {table}")}


def hold_together(connection: Any) -> None:
    """The outbox is one chain without a gap, tells of records that are here, and of all the center lacks."""
    chain = NO_CHAIN
    told: set[tuple[str, str, int]] = set()
    sets = connection.execute("SELECT seq, body, chain FROM outbox ORDER BY seq")
    for number, (seq, body, linked) in enumerate(sets, 1):
        chain = next_chain(chain, body)
        demand(seq == number, f"set {number} is missing")
        demand(linked == chain, f"the chain breaks at set {seq}")
        try:
            changes = from_body(body).changes
        except msgspec.DecodeError as error:
            raise Broken(f"set {seq} cannot be read") from error
        told |= {(c.kind, c.id, seq) for c in changes}
    listed = {tuple(row) for row in connection.execute("SELECT kind, id, seq FROM outbox_row")}
    demand(told == listed, "sets and the records they touch do not agree")
    named = {(kind, id) for kind, id, _ in told}
    for kind in KINDS:
        here = dict(connection.execute(f"SELECT id, rev FROM {kind}").fetchall())
        gone = [id for k, id in named if k == kind and id not in here]
        demand(not gone, f"sets tell of records that are not here: {gone}")
        silent = [id for id, rev in here.items() if rev == 0 and (kind, id) not in named]
        demand(not silent, f"records without a set: {silent}")
    keys = connection.execute("SELECT count(*) FROM meta WHERE key = 'device_key'").fetchone()[0]
    demand(keys == 1 or not told, "the device's key is lost")


CHECKS: dict[str, type[Check]] = {
    "import": ImportCheck,
    "slots": SlotsCheck,
    "migration": MigrationCheck,
    "sync": SyncCheck,
    "attachments": AttachmentsCheck,
}


def check_of(ready: Ready) -> Check:
    return CHECKS.get(ready.name, Check)(ready)
