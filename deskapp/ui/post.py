"""Post: the courier's thread. Rounds go by the timetable, at once, or when the center has news.

What happens is told to the GUI. With a Live a second thread waits for the news.
post.started; post.progressed(Progress); post.finished(Report); post.failed(exception)
post.go_now(); post.wake() after a save; post.close()
"""

from __future__ import annotations

import random
import threading
import time
from collections.abc import Callable
from typing import Protocol

from PySide6.QtCore import QObject, Qt, QThread, QTimer, Signal, Slot

from deskapp.sync.courier import Progress, Report, Stopped
from deskapp.sync.live import Heads
from deskapp.sync.timetable import Timetable, retry_after_of

LOOK_EVERY = 1000
LIVE = "live"
LIVE_ENDS_WITHIN = 0.5
"""Seconds: it is not waited for any longer, because a connection that is being made cannot be cut."""


class Rounds(Protocol):
    """What goes a round: app.OpenDesk in the program, a desk of a town in a test."""

    def sync(self, tell: Callable[[Progress], None], stopping: Callable[[], bool]) -> Report: ...
    def tidy(self) -> None: ...


class Listening(Protocol):
    """What waits for the center's news: sync.live.Live in the program."""

    def run(self, tell: Callable[[Heads], None]) -> None: ...
    def stop(self) -> None: ...
    def arrived(self) -> None: ...
    def behind(self, moved: Heads) -> bool: ...


class _Courier(QObject):
    """Lives in the courier's thread; looks at its timetable once a second."""

    started = Signal()
    progressed = Signal(object)
    finished = Signal(object)
    failed = Signal(object)

    def __init__(self, rounds: Rounds, timetable: Timetable, live: Listening | None) -> None:
        super().__init__()
        self._rounds = rounds
        self._live = live
        self._timetable = timetable
        self.stopping = False
        self._told = 0.0

    @Slot()
    def begin(self) -> None:
        self._timer = QTimer(self)
        self._timer.setInterval(LOOK_EVERY)
        self._timer.timeout.connect(self.look)
        self._timer.start()
        self.look()

    @Slot()
    def end(self) -> None:
        self._timer.stop()
        self.thread().quit()

    @Slot()
    def go_now(self) -> None:
        self._timetable.asked(time.monotonic())
        self.look()

    @Slot()
    def wake(self) -> None:
        self._timetable.saved(time.monotonic())

    @Slot(object)
    def news(self, moved: Heads) -> None:
        """What a round has brought meanwhile, above all what this desk sent itself, is no news."""
        if not self.stopping and self._live is not None and self._live.behind(moved):
            self._timetable.told(time.monotonic())
            self.look()

    @Slot()
    def look(self) -> None:
        if self.stopping or not self._timetable.due(time.monotonic()):
            return
        self.started.emit()
        try:
            report = self._rounds.sync(self._tell, lambda: self.stopping)
        except Stopped:
            return
        except Exception as error:
            self._timetable.failed(time.monotonic(), retry_after_of(error))
            self.failed.emit(error)
            return
        self._timetable.arrived(time.monotonic(), report.waiting, report.retry_after)
        if self._live is not None:
            self._live.arrived()
        self.finished.emit(report)
        self._rounds.tidy()

    def _tell(self, progress: Progress) -> None:
        now = time.monotonic()
        if now - self._told >= 0.1:
            self._told = now
            self.progressed.emit(progress)


class Post(QObject):
    """The GUI's handle on the courier."""

    started = Signal()
    progressed = Signal(object)
    finished = Signal(object)
    failed = Signal(object)
    _go = Signal()
    _news = Signal(object)
    _wake = Signal()
    _begin = Signal()
    _end = Signal()

    def __init__(
        self,
        rounds: Rounds,
        timetable: Timetable | None = None,
        live: Listening | None = None,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._thread = QThread(self)
        self._thread.setObjectName("courier")
        self._live = live
        self._courier = _Courier(rounds, timetable or Timetable(random.Random()), live)
        self._courier.moveToThread(self._thread)
        queued = Qt.ConnectionType.QueuedConnection
        self._go.connect(self._courier.go_now, queued)
        self._news.connect(self._courier.news, queued)
        self._wake.connect(self._courier.wake, queued)
        self._begin.connect(self._courier.begin, queued)
        self._end.connect(self._courier.end, queued)
        self._courier.started.connect(self.started, queued)
        self._courier.progressed.connect(self.progressed, queued)
        self._courier.finished.connect(self.finished, queued)
        self._courier.failed.connect(self.failed, queued)
        self._thread.start()
        self._begin.emit()
        self._listener: threading.Thread | None = None
        if live is not None:
            self._listener = threading.Thread(
                target=live.run, args=(self._news.emit,), name=LIVE, daemon=True
            )
            self._listener.start()

    @Slot()
    def go_now(self) -> None:
        self._go.emit()

    @Slot()
    def wake(self) -> None:
        self._wake.emit()

    def close(self) -> None:
        """Asks a running round to stop between two steps, and waits for it.

        There is no limit, because a thread dropped while it runs takes the program with it; a round has
        limits of its own.
        """
        self._courier.stopping = True
        if self._live is not None and self._listener is not None:
            self._live.stop()
            self._listener.join(LIVE_ENDS_WITHIN)
        self._end.emit()
        self._thread.wait()
