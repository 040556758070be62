"""Files on their way: what waits is sent, what is asked for is fetched, part by part, on from where it ended.

They travel beside the rounds of rows, on a road of their own, and hold nothing while they wait for the
network. Only files of records the center has are sent, small ones first.
"""

import time
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Protocol

from deskapp.models.blob import (
    COMING,
    DURABLE,
    PART,
    RANGE,
    Fetch,
    Named,
    Offer,
    Part,
    Parts,
    Standing,
    parts_of,
)
from deskapp.models.clock import iso
from deskapp.store import Store, filequeue
from deskapp.store.files import Coming, Files, FileTrouble
from deskapp.sync.road import RoadError

FIRST_DELAY, LONGEST_DELAY = timedelta(minutes=1), timedelta(hours=1)
SLICE = 0.25
NOTED_EVERY = 8
OF_THE_FILE = {
    "unknown-file",
    "wrong-file",
    "wrong-part",
    "parts-missing",
    "center-full",
}
"""Refusals that concern one file: the next one may go through. All others end a run."""


class FileRoad(Protocol):
    """What files need of the way to the center, by wire or in a test."""

    def offer(self, request: Offer) -> Standing: ...
    def put(self, part: Part) -> None: ...
    def complete(self, request: Named) -> Standing: ...
    def standing(self, request: Named) -> Standing: ...
    def fetch(self, request: Fetch) -> Parts: ...


@dataclass(frozen=True)
class FileProgress:
    """How far one file is, in parts; `way` is send or fetch."""

    sha256: str
    way: str
    done: int
    total: int


@dataclass
class FileReport:
    """What a run did: whole files and bytes sent, how many still wait, and what ended it early."""

    files: int = 0
    bytes: int = 0
    waiting: int = 0
    problem: str = ""
    retry_after: float = 0.0
    refused: dict[str, str] = field(default_factory=dict)
    """Files that were put off, by the code that says why."""


@dataclass
class Pace:
    """So many bytes a second at most, None: as many as go. `now` and `wait` are handed in with a rate."""

    rate: float | None = None
    now: Callable[[], float] = time.monotonic
    wait: Callable[[float], None] = time.sleep
    _free_at: float = 0.0

    def spend(self, size: int, stopping: Callable[[], bool]) -> None:
        """Waits until `size` bytes may go; less if somebody wants to stop."""
        if self.rate is None:
            return
        while (left := self._free_at - self.now()) > 0 and not stopping():
            self.wait(min(left, SLICE))
        self._free_at = max(self._free_at, self.now()) + size / self.rate


class _Stopped(Exception):
    """Somebody asked to stop between two parts; what arrived stays."""


Tell = Callable[[FileProgress], None]


def send_files(
    store: Store,
    road: FileRoad,
    *,
    files: Files | None = None,
    pace: Pace | None = None,
    tell: Tell = lambda _progress: None,
    stopping: Callable[[], bool] = lambda: False,
) -> FileReport:
    """Sends what waits, and forgets what no record speaks of any more. Raises nothing of road or disk.

    What went wrong stands in the report: a line that is cut ends the run, a file that cannot go is put off.
    """
    run = _Sending(store, road, files or Files(store), pace or Pace(), tell, stopping)
    try:
        run.go()
        run.files.sweep()
    except _Stopped:
        run.report.problem = "stopped"
    except RoadError as error:
        run.report.problem = error.code
        run.report.retry_after = float(error.params.get("retry_after", 0))
    except OSError:
        run.report.problem = "disk-failed"
    with store.engine.connect() as connection:
        run.report.waiting = filequeue.waiting(connection, store.text("epoch"))
    return run.report


def fetch_file(
    store: Store,
    road: FileRoad,
    sha256: str,
    *,
    files: Files | None = None,
    pace: Pace | None = None,
    tell: Tell = lambda _progress: None,
    stopping: Callable[[], bool] = lambda: False,
) -> bool:
    """Brings a file here, going on where it stopped; False if somebody wanted to stop meanwhile.

    Raises RoadError or FileTrouble; what came stays for the next time.
    """
    files, pace = files or Files(store), pace or Pace()
    if files.is_here(sha256):
        return True
    with store.keeping() as connection:
        filequeue.add(connection, filequeue.FETCH, sha256, 0)
    try:
        standing = road.standing(Named(sha256))
        if standing.state == COMING:
            raise RoadError("file-not-there-yet")
        coming = files.begin(sha256, standing.size)
        try:
            return _fetch(store, road, coming, pace, tell, stopping)
        finally:
            coming.close()
    except RoadError as error:
        with store.keeping() as connection:
            filequeue.put_off(connection, filequeue.FETCH, sha256, error.code, iso(store.clock.now()), 1)
        raise


def _fetch(
    store: Store, road: FileRoad, coming: Coming, pace: Pace, tell: Tell, stopping: Callable[[], bool]
) -> bool:
    total = parts_of(coming.size)
    while coming.have < total:
        if stopping():
            return False
        pace.spend(min(RANGE * PART, coming.size - coming.have * PART), stopping)
        parts = road.fetch(Fetch(coming.sha256, coming.have, RANGE)).parts
        if not parts:
            raise RoadError("torn")
        for part in parts:
            coming.add(part)
        with store.keeping() as connection:
            filequeue.progressed(connection, filequeue.FETCH, coming.sha256, coming.have)
        tell(FileProgress(coming.sha256, filequeue.FETCH, coming.have, total))
    coming.finish()
    return True


@dataclass
class _Sending:
    """One run over the files that are due."""

    store: Store
    road: FileRoad
    files: Files
    pace: Pace
    tell: Tell
    stopping: Callable[[], bool]
    report: FileReport = field(default_factory=FileReport)

    def go(self) -> None:
        done: set[str] = set()
        while entry := self._next(done):
            done.add(entry.sha256)
            self._check_stopping()
            try:
                self._send(entry)
            except FileTrouble as trouble:
                self._put_off(entry, trouble.code)
            except RoadError as error:
                if error.code not in OF_THE_FILE:
                    raise
                self._put_off(entry, error.code)
        self._forget_unnamed()

    def _next(self, done: set[str]) -> filequeue.Entry | None:
        """The smallest file that is due, asked anew each time: a small one may have come meanwhile."""
        with self.store.engine.connect() as connection:
            due = filequeue.due(connection, self.store.text("epoch"), iso(self.store.clock.now()))
        return next((entry for entry in due if entry.sha256 not in done), None)

    def _send(self, entry: filequeue.Entry) -> None:
        epoch, total = self.store.text("epoch"), parts_of(entry.size)
        digests = self.files.digests(entry.sha256)
        standing = self.road.offer(Offer(entry.sha256, entry.size))
        if standing.state == COMING:
            here = [digests[n * 32 : n * 32 + 32] for n in range(total)]
            arrived = {n for n, digest in standing.have if n < total and here[n] == digest}
            self._send_parts(entry, [n for n in range(total) if n not in arrived], here)
            standing = self.road.complete(Named(entry.sha256))
        if standing.state != COMING:
            with self.store.keeping() as connection:
                filequeue.confirmed(connection, entry.sha256, total, epoch)
            self.report.files += 1

    def _send_parts(self, entry: filequeue.Entry, missing: list[int], digests: list[bytes]) -> None:
        """What arrived is noted now and then only: the center knows, and the store has other work."""
        done = len(digests) - len(missing)
        try:
            self._note(entry, done)
            for n in missing:
                self._check_stopping()
                self._put(entry, n, digests[n])
                done += 1
                if done % NOTED_EVERY == 0:
                    self._note(entry, done)
                self.tell(FileProgress(entry.sha256, filequeue.SEND, done, len(digests)))
        finally:
            self._note(entry, done)

    def _put(self, entry: filequeue.Entry, n: int, digest: bytes) -> None:
        part = self.files.part(entry.sha256, n)
        self.pace.spend(len(part), self.stopping)
        self._check_stopping()
        self.report.bytes += len(part)
        self.road.put(Part(entry.sha256, n, digest, part))

    def _note(self, entry: filequeue.Entry, done: int) -> None:
        with self.store.keeping() as connection:
            filequeue.progressed(connection, filequeue.SEND, entry.sha256, done)

    def _put_off(self, entry: filequeue.Entry, code: str) -> None:
        """Twice as long each time, an hour at most."""
        delay = min(LONGEST_DELAY, FIRST_DELAY * 2 ** min(entry.tries, 16))
        with self.store.keeping() as connection:
            next_at = iso(self.store.clock.now() + delay)
            filequeue.put_off(connection, filequeue.SEND, entry.sha256, code, next_at, entry.tries + 1)
        self.report.refused[entry.sha256] = code

    def _forget_unnamed(self) -> None:
        """What no record here speaks of goes once the center has it in a verified backup."""
        with self.store.engine.connect() as connection:
            names = filequeue.unnamed(connection)
        for sha256 in names:
            self._check_stopping()
            try:
                durable = self.road.standing(Named(sha256)).state == DURABLE
            except RoadError as error:
                if error.code not in OF_THE_FILE:
                    raise
                durable = False
            if durable:
                self.files.forget(sha256)

    def _check_stopping(self) -> None:
        if self.stopping():
            raise _Stopped
