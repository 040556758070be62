"""What a desk does while the power goes: a store as it stood before, and steps that one is told are saved.

A workload is made ready once in a folder of its own: `profile` is copied for every run, `given` is only read.
It runs in a child process, step by step; step n may promise only what `checks.py` then looks for.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
import random
import shutil
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

from sqlalchemy.orm import Session

from deskapp.desk import Desk
from deskapp.models.attachment import Attachment
from deskapp.models.blob import PART
from deskapp.models.clock import ClockAt
from deskapp.models.household import Household
from deskapp.store import Store, database, migrate
from deskapp.store.capture import CapturingSession
from deskapp.store.files import Files
from deskapp.store.lock import Cost, Lock
from deskapp.sync.apply import apply
from deskapp.sync.stage import read_page
from deskapp.work.imports import apply_import
from deskapp.work.roster import Roster, RosterHousehold, RosterPerson
from tests.people import KEY, WORKER, adding, household, person, setting, visit

NOW = "2026-11-24T01:00:00Z"
CHEAP = Cost(8, 1, 1)
FIRST = "first"
Step = Callable[[], object]


def password(n: int) -> str:
    return f"password number {n}"


class Workload:
    """One desk in its folder; the store is opened by the first step that needs it, again if that failed."""

    saves = 10

    def __init__(self, profile: Path, given: Path) -> None:
        self.profile, self.given = profile, given
        self._desk: Desk | None = None

    def prepare(self) -> None:
        store = Store.open(self.profile, KEY, ClockAt(NOW))
        store.put("epoch", "e1")
        desk = Desk(store, WORKER, store.clock)
        desk.do(adding(household(id="home")))
        desk.do(adding(visit("home", id="before")))
        store.close()

    def desk(self) -> Desk:
        if self._desk is None:
            store = Store.open(self.profile, KEY, ClockAt(NOW))
            self._desk = Desk(store, WORKER, store.clock)
        return self._desk

    def steps(self) -> Iterator[Step]:
        """Numbered from 0; each may be tried again after it failed."""
        yield self.desk
        for n in range(1, self.saves + 1):
            yield partial(self.save, n)
        yield self.close

    def save(self, n: int) -> None:
        """A new visit, and the door's note, as one unit of work."""

        def save_visit(session: Session) -> None:
            adding(visit("home", id=f"visit {n}"))(session)
            setting(Household, "home", note=str(n))(session)

        self.desk().do(save_visit)

    def close(self) -> None:
        """Once more from the beginning if it fails: a store is closed when everything is in one file."""
        if self._desk is not None:
            self._desk.store.close()
            self._desk = None


class Save(Workload):
    """Visits as they are saved all day."""


class Checkpoint(Workload):
    """As `Save`; the log is folded into the file again and again, which otherwise takes a day's work."""

    saves = 14

    def desk(self) -> Desk:
        kept = tuple(pragma for pragma in database.PRAGMAS if "autocheckpoint" not in pragma)
        database.PRAGMAS = (*kept, "wal_autocheckpoint=40")
        return super().desk()


class Import(Workload):
    """A workbook of more than one set's changes, twice, and a visit between."""

    doors = 110

    def steps(self) -> Iterator[Step]:
        yield self.desk
        for n in (1, 3):
            yield partial(self._import, n)
            yield partial(self.save, n + 1)
        yield self.close

    def _import(self, n: int) -> None:
        doors = [RosterHousehold("1", d, building=str(n), unit="1", room=str(d)) for d in range(self.doors)]
        for door in doors:
            door.persons.append(RosterPerson(door.row, f"冉{door.row}"))

        def import_roster(session: CapturingSession) -> None:
            apply_import(session, Roster(doors), WORKER.unit)

        self.desk().do(import_roster)


class Slots(Workload):
    """Users get slots and new passwords."""

    def prepare(self) -> None:
        self.profile.mkdir()
        lock = Lock(self.profile, cost=CHEAP)
        lock.create(with_keyring=False)
        lock.add(KEY, FIRST, FIRST, password(0))

    def steps(self) -> Iterator[Step]:
        lock = Lock(self.profile, cost=CHEAP)
        for n in range(8):
            user = f"user {n}" if n % 2 else FIRST
            yield partial(lock.add, KEY, user, user, password(n))


class Migration(Workload):
    """A store of an edition before a step that writes a good deal, opened, and worked with."""

    saves = 3
    rows = 400
    STEP = """
import sqlalchemy as sa
from alembic import op
revision, down_revision = "9999", "{before}"
def upgrade():
    columns = sa.Column("n", sa.Integer, primary_key=True), sa.Column("t", sa.String)
    made = op.create_table("crash_extra", *columns)
    op.bulk_insert(made, [dict(n=n, t="x" * 200) for n in range({rows})])
    op.execute("UPDATE visit SET note = note || '!'")
"""

    def prepare(self) -> None:
        super().prepare()
        there = self.given / "migrations"
        shutil.copytree(migrate.RECORDS[0], there, ignore=shutil.ignore_patterns("__pycache__"))
        last = max(path.stem.partition("_")[0] for path in (there / "versions").glob("[0-9]*.py"))
        (there / "versions" / "9999_crash.py").write_text(self.STEP.format(before=last, rows=self.rows))

    @contextlib.contextmanager
    def later_edition(self) -> Iterator[None]:
        before = migrate.RECORDS
        migrate.RECORDS = (self.given / "migrations", before[1])
        yield
        migrate.RECORDS = before

    def steps(self) -> Iterator[Step]:
        with self.later_edition():
            yield from super().steps()


class Sync(Workload):
    """Pages of a round are taken over, over work that waits, with saves between them."""

    def prepare(self) -> None:
        from tests.town import Town

        town = Town(self.given / "town")
        town.community("houbao")
        here, other = town.join("houbao"), town.join("houbao")
        homes = [other.do(adding(household(str(n)))) for n in range(12)]
        town.sync()
        for n, home in enumerate(homes):
            other.do(adding(person(home, f"蒲{n}")))
            other.do(adding(visit(home, other.desk.actor.id)))
            if n % 4 == 0:
                here.do(setting(Household, home, note=f"waits {n}"))
                other.do(setting(Household, home, tenure="1" if n % 8 else None, note=f"other {n}"))
        other.sync()
        here.desk.store.put("actor", here.desk.actor.id)
        here.desk.store.close()
        shutil.copytree(self.given / "town" / here.name, self.profile)
        pages: list[bytes] = []
        here.desk.store = Store.open(self.given / "town" / here.name, KEY, town.clock)
        answer, here.road.limit = here.road.pull, 12

        def kept(request: object) -> bytes:
            pages.append(answer(request))
            return pages[-1]

        here.road.pull = kept
        here.sync()
        town.close()
        for n, page in enumerate(pages):
            (self.given / f"page-{n}").write_bytes(page)
        told = [{f"{r.kind} {r.id}": r.rev for r in read_page(page).rows} for page in pages]
        outcomes = [sorted(read_page(page).footer.outcomes) for page in pages]
        (self.given / "told.json").write_text(json.dumps({"rows": told, "outcomes": outcomes}))

    def steps(self) -> Iterator[Step]:
        yield self.desk
        for path in sorted(self.given.glob("page-*")):
            yield partial(self._take, path)
            yield partial(self._save_another, path.name)
        yield self.close

    def _take(self, path: Path) -> None:
        store = self.desk().store
        apply(store, read_page(path.read_bytes()), store.text("epoch"))

    def _save_another(self, name: str) -> None:
        self.desk().do(adding(household(id=f"after {name}")))


class Attachments(Workload):
    """Files are taken in with their records, small ones and one of two parts; others are fetched."""

    saves = 6
    sizes = {1: 3_000, 2: 3_500, 3: PART + 9_000, 4: PART + 100, 5: 900, 6: 40}

    def prepare(self) -> None:
        super().prepare()
        for n, size in self.sizes.items():
            content = b"\x89PNG\r\n\x1a\n" + random.Random(n).randbytes(size)
            (self.given / f"file-{n}").write_bytes(content)

    def save(self, n: int) -> None:
        source = self.given / f"file-{n}"
        files = Files(self.desk().store)
        if n % 2:
            self._attach(files, source, f"file {n}")
        else:
            self._fetch(files, source.read_bytes())

    def _attach(self, files: Files, source: Path, id: str) -> None:
        taken = files.take(source)
        about = {"sha256": taken.sha256, "size": taken.size, "media": taken.media, "name": source.name}

        def attach(session: Session) -> None:
            files.keep(session.connection(), taken)
            session.add(Attachment(id=id, row_kind="household", row="home", **about))

        self.desk().do(attach)

    def _fetch(self, files: Files, content: bytes) -> None:
        sha256 = hashlib.sha256(content).hexdigest()
        if files.is_here(sha256):
            return
        coming = files.begin(sha256, len(content))
        try:
            for at in range(coming.have * PART, len(content), PART):
                coming.add(content[at : at + PART])
            coming.finish()
        finally:
            coming.close()


WORKLOADS: dict[str, type[Workload]] = {
    "save": Save,
    "checkpoint": Checkpoint,
    "import": Import,
    "slots": Slots,
    "migration": Migration,
    "sync": Sync,
    "attachments": Attachments,
}
