"""Python's collector runs on the GUI thread only: anywhere else it could destroy a widget there.

garbage = Garbage(app)          once, after QApplication and before the first other thread
"""

from __future__ import annotations

import gc

from PySide6.QtCore import QObject, QTimer, Slot

EVERY_MS = 1500


class Garbage(QObject):
    """Turns automatic collection off and collects by a timer of the thread it lives in."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        gc.disable()
        self._timer = QTimer(self)
        self._timer.setInterval(EVERY_MS)
        self._timer.timeout.connect(self.collect)
        self._timer.start()

    @Slot()
    def collect(self) -> int:
        """Collect the oldest generation that is over its threshold; returns how many objects went."""
        counts, thresholds = gc.get_count(), gc.get_threshold()
        for generation in (2, 1, 0):
            if counts[generation] > thresholds[generation]:
                return gc.collect(generation)
        return 0

    @Slot()
    def settle(self) -> None:
        """A desk was opened: what is alive now stays, so it need not be walked through again."""
        gc.unfreeze()
        gc.collect()
        gc.freeze()

    def stop(self) -> None:
        self._timer.stop()
        gc.enable()
