"""How long the window does not answer while a first sync runs beside it, and a save while news come in."""

from __future__ import annotations

import threading
import time
from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtCore import QEvent, QObject

from benchmarks import floor
from benchmarks.town import filled_town
from deskapp.models.wire import Pull
from deskapp.store.capture import EVERYTHING, CapturingSession
from deskapp.sync.courier import Report, go_round
from deskapp.sync.nonces import Nonces
from deskapp.sync.road import HttpRoad
from deskapp.ui.garbage import Garbage
from deskapp.ui.post import Post
from tests.people import household, visit
from tests.process import CenterProcess
from tests.town import LocalRoad, Seat, Town

NEWS, SAVE_AT_MOST, STALLS = 2000, 2.5, 50
"""Rows one answer brings to a desk that is up to date; how long a save may wait, in bare writings of them."""


class Heard(LocalRoad):
    """A road that keeps the answers."""

    def pull(self, request: Pull) -> bytes:
        answer = super().pull(request)
        self.heard = [*getattr(self, "heard", []), answer]
        return answer


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

        self.tidy = store.fold

    def sync(self, tell: Any, stopping: Any) -> Report:
        return go_round(self._store, self._road, tell, stopping)


def test_the_longest_stall_of_the_window_during_a_first_sync(tmp_path: Path, qapp: Any, qtbot: Any) -> None:
    town = filled_town(tmp_path)
    seat = town.join("houbao")
    center = CenterProcess(town.folder / "center")
    garbage = Garbage(qapp)
    garbage.settle()
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
    assert stall.longest * STALLS <= taken


def test_a_save_hardly_waits_while_two_thousand_rows_come_in(tmp_path: Path) -> None:
    """News are taken in one transaction: a save that comes meanwhile waits for the whole of it."""
    town = Town(tmp_path)
    town.community("houbao", "后堡")
    ours, theirs = town.join("houbao"), town.join("houbao")
    theirs.sync()
    homes = theirs.do(_homes)
    theirs.sync(), ours.sync()
    pairs = []
    for number in range(3):
        theirs.do(partial(_visits, homes=homes), confirmed=EVERYTHING)
        theirs.sync()
        ours.road = Heard(town.center, ours.desk.store.device.id, town.clock)
        wait = _longest_save_beside(ours, homes)
        bare = floor.run(floor.prepare([b""], [ours.road.heard[0]]), tmp_path / f"floor{number}")
        pairs.append((wait, bare, wait / bare))
    town.close()
    wait, bare, ratio = min(pairs, key=lambda pair: pair[2])
    print(
        f"\nlongest save beside {NEWS} rows coming in {wait * 1000:.0f} ms,"
        f" the rows alone {bare * 1000:.0f} ms: {ratio:.1f} times"
    )
    assert ratio <= SAVE_AT_MOST


def _homes(session: CapturingSession) -> list[str]:
    made = [household(str(number)) for number in range(200)]
    session.add_all(made)
    session.flush()
    return [home.id for home in made]


def _visits(session: CapturingSession, homes: list[str]) -> None:
    session.add_all(visit(homes[number % len(homes)]) for number in range(NEWS))


def _longest_save_beside(seat: Seat, homes: list[str]) -> float:
    """Saves one visit after the other while a round goes on another thread; the longest of them."""
    round_ = threading.Thread(target=seat.sync)
    longest = 0.0
    round_.start()
    while round_.is_alive():
        began = time.perf_counter()
        seat.do(lambda session: session.add(visit(homes[0])))
        longest = max(longest, time.perf_counter() - began)
    round_.join()
    return longest
