"""Aside: one slow thing away from the GUI thread, for what is done before there is a desk.

aside = Aside(self)
aside.run(partial(entrance.open, password, user), self.entered, self.refused)
aside.busy; aside.wait()

One thing at a time. Whoever asked hears in the GUI thread, unless it was deleted meanwhile.
"""

from __future__ import annotations

import threading
from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QObject, Qt, Signal, Slot

Then = Callable[[Any], None]


class Aside(QObject):
    """Runs a function in a thread of its own and brings the answer back."""

    _came = Signal(object, object)

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._thread: threading.Thread | None = None
        self._then: Then | None = None
        self._failed: Then | None = None
        self._came.connect(self._hear, Qt.ConnectionType.QueuedConnection)

    @property
    def busy(self) -> bool:
        return self._thread is not None

    def run(self, work: Callable[[], Any], then: Then, failed: Then) -> None:
        if self.busy:
            raise RuntimeError("one thing at a time")
        self._then, self._failed = then, failed
        self._thread = threading.Thread(target=self._work, args=(work,), name="aside", daemon=True)
        self._thread.start()

    def wait(self) -> None:
        """For the end of the program: nothing may run on while the interpreter goes."""
        if self._thread is not None:
            self._thread.join()

    def _work(self, work: Callable[[], Any]) -> None:
        try:
            answer, error = work(), None
        except Exception as caught:
            answer, error = None, caught
        self._came.emit(answer, error)

    @Slot(object, object)
    def _hear(self, answer: Any, error: Exception | None) -> None:
        self._thread = None
        then, failed = self._then, self._failed
        self._then = self._failed = None
        if error is not None and failed is not None:
            failed(error)
        elif then is not None:
            then(answer)
