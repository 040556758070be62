"""How long the window does not answer while a desk's first sync runs beside it."""

from __future__ import annotations

import time
from pathlib import Path
from typing import Any

from PySide6.QtCore import QEvent, QObject

from benchmarks.town import filled_town
from deskapp.sync.courier import Report, go_round
from deskapp.sync.nonces import Nonces
from deskapp.sync.road import HttpRoad
from deskapp.ui.garbage import Garbage
from deskapp.ui.post import Post
from tests.process import CenterProcess
from tests.town import Seat


class Stall(QObject):
    """The longest time between two looks of the event loop, in seconds."""

    def __init__(self) -> None:
        super().__init__()
        self.longest, self._last = 0.0, time.perf_counter()
        self.startTimer(0)

    def timerEvent(self, event: QEvent) -> None:
        now = time.perf_counter()
        self.longest, self._last = max(self.longest, now - self._last), now


class Rounds:
    """A seat's rounds over HTTP."""

    def __init__(self, seat: Seat, address: str) -> None:
        store = seat.desk.store
        self._store, self._road = store, HttpRoad(address, store.device, Nonces(store))

    def sync(self, tell: Any, stopping: Any) -> Report:
        return go_round(self._store, self._road, tell, stopping)


def test_the_longest_stall_of_the_window_during_a_first_sync(tmp_path: Path, qapp: Any, qtbot: Any) -> None:
    town = filled_town(tmp_path)
    seat = town.join("houbao")
    center = CenterProcess(town.folder / "center")
    garbage = Garbage(qapp)
    post = Post(Rounds(seat, center.address))
    stall = Stall()
    began = time.perf_counter()
    try:
        with qtbot.waitSignal(post.finished, timeout=120_000) as got:
            post.go_now()
    finally:
        taken = time.perf_counter() - began
        post.close()
        garbage.stop()
        center.end()
    print(
        f"\nfirst sync of {got.args[0].received} rows in {taken:.2f} s beside the window;"
        f" longest stall {stall.longest * 1000:.0f} ms"
    )
    town.close()
