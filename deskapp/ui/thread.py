"""DeskThread: questions and jobs go over to the store's thread, answers come back to the GUI.

    desk.ask(self, query, self.show_rows, lane="typing")   query(session) runs there, show_rows(answer) here
    desk.do(self, job, self.saved, failed=self.refused)    one captured unit of work; confirmed= for doubts
    desk.keep(self, note)                                  note(connection): drafts and things of this PC
    desk.undo(self, set_id, self.undone)                   the inverse of a set
    desk.changed                                           list of ChangeSet after a job that changed records

`owner` is the QObject that wants to hear; one that was deleted hears nothing. Within a lane only the latest
question is answered. An error arrives at `failed(exception)`; without one it goes to `desk.broke`. A job that
takes a `progress` gets it by `do(..., progress=Progress())` and may be cancelled.
"""

from __future__ import annotations

import inspect
import time
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import Any

from PySide6.QtCore import QObject, Qt, QThread, Signal, Slot
from shiboken6 import isValid

from deskapp.desk import Desk

TELL_EVERY = 0.1
Then = Callable[[Any], None]


class Progress(QObject):
    """How far a long job is: `told(done, total)` at most ten times a second; `cancel()` from the GUI."""

    told = Signal(object, object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.cancelled = False
        self.done = self.total = 0
        self._last = 0.0

    def cancel(self) -> None:
        self.cancelled = True

    def expect(self, total: int) -> None:
        self.total = total

    def step(self, n: int) -> None:
        self.done += n
        now = time.monotonic()
        if now - self._last >= TELL_EVERY or self.done == self.total:
            self._last = now
            self.told.emit(self.done, self.total)


@dataclass
class _Errand:
    number: int
    run: Callable[[Desk], Any]
    owner: QObject
    then: Then | None
    failed: Then | None
    lane: str | None


class _Worker(QObject):
    """Lives in the store's thread and does one errand after another."""

    answered = Signal(object, object, object)
    changed = Signal(object)

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self.latest: dict[tuple[int, str], int] = {}

    @Slot(object)
    def work(self, errand: _Errand) -> None:
        if errand.lane and self.latest.get((id(errand.owner), errand.lane)) != errand.number:
            return
        try:
            self.answered.emit(errand, errand.run(self._desk), None)
        except Exception as error:
            self.answered.emit(errand, None, error)

    @Slot()
    def end(self) -> None:
        self.thread().quit()


class DeskThread(QObject):
    """The desk as the GUI has it. Nobody else in the GUI opens the store."""

    changed = Signal(object)
    broke = Signal(object)
    _sent = Signal(object)
    _ended = Signal()

    def __init__(self, desk: Desk, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.desk = desk
        self._number = 0
        self._thread = QThread(self)
        self._thread.setObjectName("store")
        self._worker = _Worker(desk)
        self._worker.moveToThread(self._thread)
        queued = Qt.ConnectionType.QueuedConnection
        self._sent.connect(self._worker.work, queued)
        self._ended.connect(self._worker.end, queued)
        self._worker.answered.connect(self._hear, queued)
        self._worker.changed.connect(self.changed, queued)
        self._listener = self._worker.changed.emit
        desk.listeners.append(self._listener)
        self._thread.start()

    def ask(
        self,
        owner: QObject,
        query: Callable[..., Any],
        then: Then | None = None,
        *,
        lane: str | None = None,
        failed: Then | None = None,
    ) -> None:
        self._send(lambda desk: desk.ask(query), owner, then, failed, lane)

    def do(
        self,
        owner: QObject,
        job: Callable[..., Any],
        then: Then | None = None,
        *,
        failed: Then | None = None,
        confirmed: frozenset[str] = frozenset(),
        progress: Progress | None = None,
    ) -> None:
        if progress is not None and "progress" in inspect.signature(job).parameters:
            job = partial(job, progress=progress)
        self._send(lambda desk: desk.do(job, confirmed), owner, then, failed)

    def keep(
        self,
        owner: QObject,
        note: Callable[..., Any],
        then: Then | None = None,
        *,
        failed: Then | None = None,
    ) -> None:
        def keep(desk: Desk) -> Any:
            with desk.store.keeping() as connection:
                return note(connection)

        self._send(keep, owner, then, failed)

    def undo(
        self, owner: QObject, set_id: str, then: Then | None = None, *, failed: Then | None = None
    ) -> None:
        self._send(lambda desk: desk.undo(set_id), owner, then, failed)

    def call(
        self, owner: QObject, run: Callable[[], Any], then: Then | None = None, *, failed: Then | None = None
    ) -> None:
        """Anything slow that wants the store's thread, such as reading a workbook."""
        self._send(lambda _desk: run(), owner, then, failed)

    def close(self) -> None:
        """Ends the thread after the errands already sent; the store stays open for whoever owns it.

        The end waits in the same queue: a quit from here would overtake a save that is still in it. Cancel a
        long job first; there is no limit, because a thread dropped while it runs takes the program with it.
        """
        self._ended.emit()
        self._thread.wait()
        if self._listener in self.desk.listeners:
            self.desk.listeners.remove(self._listener)

    def _send(
        self,
        run: Callable[[Desk], Any],
        owner: QObject,
        then: Then | None,
        failed: Then | None,
        lane: str | None = None,
    ) -> None:
        self._number += 1
        if lane:
            self._worker.latest[(id(owner), lane)] = self._number
        self._sent.emit(_Errand(self._number, run, owner, then, failed, lane))

    @Slot(object, object, object)
    def _hear(self, errand: _Errand, answer: Any, error: Exception | None) -> None:
        if not isValid(errand.owner):
            return
        if errand.lane and self._worker.latest.get((id(errand.owner), errand.lane)) != errand.number:
            return
        if error is not None:
            (errand.failed or self.broke.emit)(error)
        elif errand.then is not None:
            errand.then(answer)
