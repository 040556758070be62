"""A storm: many desks, each with a day's saves, all go their round at the same moment."""

from __future__ import annotations

import threading
import time
import uuid
from collections import Counter
from dataclasses import dataclass, field

from deskapp.models.change import Base, Change, ChangeSet
from deskapp.models.clock import iso
from deskapp.models.edition import EDITION
from deskapp.models.wire import Push, Pushed
from deskapp.store import outbox
from deskapp.sync.courier import go_round
from deskapp.sync.nonces import Nonces
from deskapp.sync.road import HttpRoad
from deskapp.sync.trouble import RoadError
from tests.people import adding, household
from tests.process import CenterProcess
from tests.town import Seat, Town

COMMUNITIES = 13
AT_ONCE = 50
"""Saves a push brings: so that each desk has several batches, and waits its turn between them."""
PATIENCE = 900.0


@dataclass
class Storm:
    """What came of it: seconds of each batch and of each desk from the beginning, what went wrong."""

    batches: list[float] = field(default_factory=list)
    done: list[float] = field(default_factory=list)
    sent_away: Counter[str] = field(default_factory=Counter)
    errors: list[str] = field(default_factory=list)
    outcomes: dict[str, str] = field(default_factory=dict)
    """By set; one that is answered again is answered alike."""


class Timed(HttpRoad):
    """A road that notes how long the center takes for a push that it answers."""

    storm: Storm

    def push(self, request: Push) -> Pushed:
        began = time.perf_counter()
        pushed = super().push(request)
        self.storm.batches.append(time.perf_counter() - began)
        told = {id: outcome.status for id, outcome in pushed.outcomes.items()}
        assert all(self.storm.outcomes.get(id, status) == status for id, status in told.items())
        self.storm.outcomes |= told
        return pushed


def fill(town: Town, desks: int, saves: int) -> list[Seat]:
    """Desks of thirteen communities, each with so many saves that wait: a visit to a household there."""
    homes = {}
    for number in range(min(COMMUNITIES, desks)):
        town.community(f"c{number}", f"社区{number}")
        first = town.join(f"c{number}")
        homes[f"c{number}"] = _home(first)
        first.sync()
    seats = [town.join(f"c{number % COMMUNITIES}") for number in range(desks)]
    for seat in seats:
        seat.sync()
        _save(seat, homes[seat.desk.actor.unit], saves)
    return seats


def _home(seat: Seat) -> str:
    id: str = seat.do(adding(household("101", seat.desk.actor.unit)))
    return id


def _save(seat: Seat, home: str, saves: int) -> None:
    """Numbered, chained and signed as all saves are, without the work of a form."""
    store, actor = seat.desk.store, seat.desk.actor
    base: Base = (store.text("epoch"), 0)
    now = iso(store.clock.now())
    sets = []
    for number in range(saves):
        values = {"household": home, "visitors": [actor.id], "visited_on": now[:10], "outcome": "O1"}
        change = Change("visit", str(uuid.uuid4()), base, values | {"note": f"第{number}次"}, new=True)
        sets.append(ChangeSet(str(uuid.uuid4()), actor.id, "save_visit", EDITION, now, 0, None, [change]))
    with store.keeping() as connection:
        outbox.add(connection, store.device, sets)


def rage(center: CenterProcess, seats: list[Seat]) -> Storm:
    """All desks at once, each until nothing of it waits; who is sent away waits as long as it was told to."""
    storm, gate = Storm(), threading.Barrier(len(seats))
    threads = [threading.Thread(target=_go, args=(center, seat, storm, gate)) for seat in seats]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return storm


def _go(center: CenterProcess, seat: Seat, storm: Storm, gate: threading.Barrier) -> None:
    store = seat.desk.store
    road = Timed(center.address, store.device, Nonces(store))
    road.storm = storm
    gate.wait()
    began = time.perf_counter()
    try:
        while seat.waiting and time.perf_counter() - began < PATIENCE:
            try:
                go_round(store, road)
            except RoadError as error:
                if error.code != "busy" or error.refusal is None:
                    raise
                storm.sent_away[seat.name] += 1
                time.sleep(error.refusal.params["retry_after"])
        storm.done.append(time.perf_counter() - began)
    except Exception as error:
        storm.errors.append(repr(error))
    finally:
        road.close()
