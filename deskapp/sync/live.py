"""Live: the center says at once that something moved on, so that the courier goes without being asked.

live = Live(store, make_road)
live.run(tell)          tell(moved) in the thread that runs it, until live.stop()
live.arrived()          after every round that ended well: the center is there
live.behind(moved)      whether this desk has not yet what it was told of
"""

from __future__ import annotations

import random
import threading
from collections.abc import Callable
from typing import Protocol

from sqlalchemy import Connection, select

from deskapp.models.wire import Wait, Waited
from deskapp.store import Store, get_meta, tables
from deskapp.sync.timetable import Timetable, retry_after_of
from deskapp.sync.trouble import RoadError

JITTER = 0.5
"""Seconds within which the desks that were told of the same thing go."""
APART = 1.0
"""Seconds between an answer and the next question."""
Heads = dict[str, int]


class WaitingRoad(Protocol):
    """What waiting needs of the way to the center. `cut` ends a question from another thread."""

    def wait(self, request: Wait) -> Waited: ...
    def cut(self) -> None: ...
    def close(self) -> None: ...


class Live:
    """One question to the center that is answered when something moved; after an error it rests.

    What was told of once is not asked for again: if the round that should bring it fails, the courier's own
    timetable sees to it.
    """

    def __init__(
        self,
        store: Store,
        make_road: Callable[[], WaitingRoad],
        dice: random.Random | None = None,
        pause: Callable[[threading.Event, float], object] = threading.Event.wait,
    ) -> None:
        self._store, self._make_road, self._pause = store, make_road, pause
        self._dice = dice or random.Random()
        self._rests = Timetable(self._dice)
        self._lock = threading.Lock()
        self._awake = threading.Event()
        self._stopped = False
        self._road: WaitingRoad | None = None
        self._device = self._epoch = ""
        self._told: Heads = {}

    def run(self, tell: Callable[[Heads], None]) -> None:
        """Asks and tells until somebody calls `stop`; an error of the road is never raised."""
        while not self._stopped:
            self._awake.clear()
            try:
                moved = self._ask()
            except RoadError as error:
                self._leave_road()
                self._rest(error)
                continue
            self._rests.failures = 0
            if moved:
                self._told |= moved
                self._pause(self._awake, JITTER * self._dice.random())
                if not self._stopped:
                    tell(moved)
            self._pause(self._awake, APART)
        self._leave_road()

    def stop(self) -> None:
        """Ends `run` from another thread; once this returns, nothing of the store is touched any more."""
        with self._lock:
            self._stopped = True
            road = self._road
        self._awake.set()
        if road is not None:
            road.cut()

    def arrived(self) -> None:
        """A round ended well, so there is nothing to rest from."""
        if self._rests.failures:
            self._awake.set()

    def behind(self, moved: Heads) -> bool:
        with self._store.engine.connect() as connection:
            here = _heads(connection)
        return any(here.get(scope, 0) < seq for scope, seq in moved.items())

    def _ask(self) -> Heads:
        with self._lock:
            if self._stopped:
                return {}
            question = self._question()
            if self._road is None:
                self._road = self._make_road()
            road = self._road
        return road.wait(question).moved

    def _question(self) -> Wait:
        """Of another epoch or under another number of this device all begins anew."""
        device = self._store.device.id
        with self._store.engine.connect() as connection:
            epoch = (get_meta(connection, "epoch") or b"").decode()
            here = _heads(connection)
        if (device, epoch) != (self._device, self._epoch):
            self._leave_road()
            self._device, self._epoch, self._told = device, epoch, {}
        for scope, seq in self._told.items():
            here[scope] = max(seq, here.get(scope, 0))
        return Wait(epoch, device, here)

    def _rest(self, error: RoadError) -> None:
        self._rests.failed(0.0, retry_after_of(error))
        self._pause(self._awake, self._rests.next_at)

    def _leave_road(self) -> None:
        road, self._road = self._road, None
        if road is not None:
            road.close()


def _heads(connection: Connection) -> Heads:
    """How far this desk is in each of its scopes."""
    return {
        row.scope: row.seq for row in connection.execute(select(tables.cursor.c.scope, tables.cursor.c.seq))
    }
