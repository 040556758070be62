"""A desk that saves three visits, goes one round, and kills itself on the way.

python -m tests.sync.kill_desk PROFILE ADDRESS PHASE N: in PHASE it dies at the N-th statement of SQL that
follows (0: at once); in "push" after the request (odd) or before it (even). Prints what was acknowledged.
"""

from __future__ import annotations

import os
import signal
import sys
from pathlib import Path
from typing import Any, NoReturn

from sqlalchemy import event

from deskapp.desk import Desk
from deskapp.models.actor import Actor
from deskapp.models.clock import Clock
from deskapp.models.wire import Push, Pushed
from deskapp.store import Store
from deskapp.sync import courier
from deskapp.sync.nonces import Nonces
from deskapp.sync.road import HttpRoad
from tests.people import KEY, adding, visit


class Fate:
    """Counts statements once a phase has begun, and ends the process at the one that was named."""

    def __init__(self, phase: str, n: int) -> None:
        self.phase, self.left, self.begun = phase, n, False

    def enter(self, phase: str) -> None:
        if phase == self.phase and not self.begun:
            self.begun = True
            self.statement("")

    def statement(self, _sql: str) -> None:
        if self.begun:
            if self.left == 0:
                die()
            self.left -= 1


class DeadlyRoad:
    """A road on which one dies before the request or after the answer."""

    def __init__(self, road: HttpRoad, fate: Fate) -> None:
        self._road, self._fate, self.pull = road, fate, road.pull

    def push(self, request: Push) -> Pushed:
        if self._fate.phase == "push" and self._fate.left % 2 == 0:
            die()
        answer = self._road.push(request)
        if self._fate.phase == "push":
            die()
        return answer


def die() -> NoReturn:
    os.kill(os.getpid(), signal.SIGKILL)
    raise AssertionError


def say(word: str) -> None:
    sys.stdout.write(word + "\n")
    sys.stdout.flush()


def main(profile: Path, address: str, phase: str, n: int) -> None:
    store = Store.open(profile, KEY, Clock())
    fate = Fate(phase, n)

    @event.listens_for(store.engine, "checkout")
    def watch(connection: Any, *_: Any) -> None:
        connection.set_trace_callback(fate.statement)

    actor, home = store.text("actor"), store.text("home")
    desk = Desk(store, Actor(actor, "x", "community_worker", "houbao"), store.clock)
    for number in range(3):
        if number == 2:
            fate.enter("save")
        say(
            "saved " + desk.do(adding(visit(home, actor, f"{os.getpid()}-{number}", visited_on="2026-01-01")))
        )
    road = HttpRoad(address, store.device, Nonces(store))
    courier.go_round(store, DeadlyRoad(road, fate), lambda progress: fate.enter(progress.phase))
    say("whole")
    store.close()


if __name__ == "__main__":
    main(Path(sys.argv[1]), sys.argv[2], sys.argv[3], int(sys.argv[4]))
