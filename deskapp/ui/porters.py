"""Porters: two threads for files. One sends what waits; the other takes in, fetches, opens and copies out.

porters = Porters(opened, parent)
porters.send()                          after a round, and when something was attached
porters.do(self, work, then, failed)    work(hand) in the second thread, one after the other
porters.stop_one()                      what the second one is at now ends between two parts
porters.progressed                      Signal(object): a FileProgress, at most ten times a second
porters.sent                            Signal(object): the FileReport of a run that sent something
porters.close()                         both end between two parts

Each run goes on a road of its own, beside the rounds of rows. Whoever asked hears in the GUI thread, unless
it was deleted meanwhile.
"""

from __future__ import annotations

import queue
import threading
import time
from collections.abc import Callable
from contextlib import suppress
from typing import Any

from PySide6.QtCore import QObject, Qt, QTimer, Signal, Slot
from shiboken6 import isValid

from deskapp.store.files import Files, FileTrouble
from deskapp.sync.files import FileProgress, FileReport, fetch_file, send_files
from deskapp.sync.trouble import RoadError

SENDER, HAND = "files-out", "files"
ENDS_WITHIN = 1.0
"""Seconds: a thread that waits for a line that hangs is not waited for any longer."""
TELL_EVERY = 0.1
TAKE = "take"
Then = Callable[[Any], None]


class Hand:
    """What work in the second thread is handed."""

    def __init__(self, opened: Any, tell: Callable[[FileProgress], None]) -> None:
        self._opened = opened
        self._tell = tell
        self.files = Files(opened.desk.store)
        self.closing = self.cancelled = False

    def stopping(self) -> bool:
        return self.closing or self.cancelled

    def told(self, progress: FileProgress) -> None:
        """Says how far it is. Raises FileTrouble("file-stopped") where somebody called it off."""
        if self.stopping():
            raise FileTrouble("file-stopped")
        self._tell(progress)

    def fetch(self, sha256: str) -> None:
        """Brings a file here. Raises RoadError or FileTrouble, also when it was called off."""
        road = self._opened.road()
        try:
            here = fetch_file(
                self._opened.desk.store,
                road,
                sha256,
                files=self.files,
                tell=self._tell,
                stopping=self.stopping,
            )
        finally:
            road.close()
        if not here:
            raise FileTrouble("file-stopped")


class Porters(QObject):
    """The GUI's handle on both threads."""

    progressed = Signal(object)
    sent = Signal(object)
    _came = Signal(object, object, object)

    def __init__(self, opened: Any, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._opened = opened
        self._told = 0.0
        self.hand = Hand(opened, self._tell)
        self._wanted = threading.Event()
        self._errands: queue.SimpleQueue[Any] = queue.SimpleQueue()
        queued = Qt.ConnectionType.QueuedConnection
        self._came.connect(self._hear, queued)
        self.sent.connect(self._rest, queued)
        self.threads = [
            threading.Thread(target=run, name=name, daemon=True)
            for run, name in ((self._send_on, SENDER), (self._work_on, HAND))
        ]
        for thread in self.threads:
            thread.start()

    @Slot()
    def send(self) -> None:
        self._wanted.set()

    def do(self, owner: QObject, work: Callable[[Hand], Any], then: Then, failed: Then) -> None:
        self._errands.put((owner, work, then, failed))

    def stop_one(self) -> None:
        self.hand.cancelled = True

    def close(self) -> None:
        """Nothing new is begun; a request that is under way is not waited for longer than a second."""
        self.hand.closing = True
        self._wanted.set()
        self._errands.put(None)
        until = time.monotonic() + ENDS_WITHIN
        for thread in self.threads:
            thread.join(max(0.0, until - time.monotonic()))

    # --- the first thread

    def _send_on(self) -> None:
        while self._wanted.wait() and not self.hand.closing:
            self._wanted.clear()
            report = self._send()
            if report.files or report.problem or report.refused:
                self._emit(self.sent, report)

    def _send(self) -> FileReport:
        try:
            road = self._opened.road()
        except RoadError as error:
            return FileReport(problem=error.code)
        try:
            return send_files(
                self._opened.desk.store, road, tell=self._tell, stopping=lambda: self.hand.closing
            )
        except Exception as error:  # what waits goes with the next round; the thread has to be there for it
            return FileReport(problem=type(error).__name__)
        finally:
            road.close()

    @Slot(object)
    def _rest(self, report: FileReport) -> None:
        if report.retry_after and not self.hand.closing:
            QTimer.singleShot(int(report.retry_after * 1000), self, self.send)

    # --- the second thread

    def _work_on(self) -> None:
        while (errand := self._errands.get()) is not None and not self.hand.closing:
            self.hand.cancelled = False
            try:
                answer, error = errand[1](self.hand), None
            except Exception as caught:
                answer, error = None, caught
            self._emit(self._came, errand, answer, error)

    @Slot(object, object, object)
    def _hear(self, errand: Any, answer: Any, error: Exception | None) -> None:
        owner, _, then, failed = errand
        if not isValid(owner) or self.hand.closing:
            return
        if error is not None:
            failed(error)
        else:
            then(answer)

    def _tell(self, progress: FileProgress) -> None:
        now = time.monotonic()
        if now - self._told >= TELL_EVERY or progress.done == progress.total:
            self._told = now
            self._emit(self.progressed, progress)

    def _emit(self, signal: Any, *what: Any) -> None:
        with suppress(RuntimeError):  # the window went while a line hung
            signal.emit(*what)
