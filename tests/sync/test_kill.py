"""Processes killed in every phase of a save and a round: nothing acknowledged is lost, nothing doubled."""

from __future__ import annotations

import os
import random
import signal
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import text

from deskapp.desk import Desk
from deskapp.models.clock import Clock, ClockAt
from deskapp.store import Store
from deskapp.sync import courier
from deskapp.sync.nonces import Nonces
from deskapp.sync.road import HttpRoad
from tests.nursery import Child
from tests.people import adding, household, visit
from tests.process import environment
from tests.town import KEY, Seat, Town

# phase → within how many statements of SQL the process dies
PHASES = {"save": 14, "push": 2, "center commit": 40, "stage": 6, "apply": 4, "settle": 24, "commit": 3}


class Place:
    """A center and two desks on disk; one desk is killed, the other makes something to pull."""

    def __init__(self, folder: Path) -> None:
        self.town = Town(folder, clock=ClockAt(Clock().now()))
        self.town.community("houbao")
        self.killed, self.other = self.town.join("houbao"), self.town.join("houbao")
        self.home = self.other.do(adding(household()))
        self.town.sync()
        self.killed.desk.store.put("home", self.home)
        self.killed.desk.store.put("actor", self.killed.desk.actor.id)
        self.profile = folder / self.killed.name
        self.folder = folder / "center"
        self.killed.desk.store.close()
        self.acknowledged: set[str] = set()
        self.hits: Counter[str] = Counter()
        self.process = self._start_center()

    def _start_center(self) -> Child:
        (self.folder / "fate").unlink(missing_ok=True)
        started = _start("tests.sync.kill_center", str(self.folder))
        self.address = started.stdout.readline().strip()
        assert self.address.startswith("http://")
        return started

    def kill(self, phase: str, n: int) -> None:
        """One run of the desk that ends by SIGKILL, of the desk or of the center under it."""
        self.other.do(adding(visit(self.home, self.other.desk.actor.id, f"other {sum(self.hits.values())}")))
        self.other.sync()
        if phase == "center commit":
            (self.folder / "fate").write_text(str(n))
        child = _start("tests.sync.kill_desk", str(self.profile), self.address, phase, str(n))
        said = child.communicate()
        self.acknowledged |= {line[6:] for line in said.splitlines() if line.startswith("saved ")}
        dead = self.process.wait(10) if phase == "center commit" else child.wait()
        if dead == -signal.SIGKILL:
            self.hits[phase] += 1
        if phase == "center commit":
            assert "whole" not in said
            self.process = self._start_center()

    def check(self) -> None:
        """Both open, and after one more round they agree on everything that was acknowledged, once."""
        store = Store.open(self.profile, KEY, Clock())
        try:
            with store.engine.connect() as connection:
                assert connection.scalar(text("PRAGMA integrity_check")) == "ok"
                here = set(connection.scalars(text("SELECT id FROM visit")))
            assert self.acknowledged <= here
            desk = Desk(store, self.killed.desk.actor, store.clock)
            courier.go_round(store, HttpRoad(self.address, store.device, Nonces(store)))
            seat = Seat("killed", desk, None)
            assert (self.town.difference(seat), seat.waiting) == ({}, 0)
            assert store.text("verified") == "yes"
        finally:
            store.close()
        with self.town.center.reading() as connection:
            assert connection.scalar(text("PRAGMA integrity_check")) == "ok"
        there = self.town.center_rows("visit")
        assert self.acknowledged <= {row["id"] for row in there}
        assert len({row["note"] for row in there}) == len(there), "something is doubled"

    def close(self) -> None:
        self.process.kill()
        self.process.wait()
        self.town.seats.remove(self.killed)
        self.town.close()


def _start(module: str, *words: str) -> Child:
    return Child(module, *words, env=environment())


@pytest.fixture
def place(tmp_path: Path) -> Iterator[Place]:
    place = Place(tmp_path)
    yield place
    place.close()


def killed_many_times(place: Place, kills: int, each: int) -> None:
    chance = random.Random(os.environ.get("HUTONG_SEED", "7"))
    while sum(place.hits.values()) < kills:
        phase = min(PHASES, key=lambda p: (place.hits[p], p))
        place.kill(phase, chance.randrange(PHASES[phase]))
        place.check()
    assert {phase for phase in PHASES if place.hits[phase] < each} == set()


def test_twenty_kills_in_named_phases_lose_nothing(place: Place) -> None:
    killed_many_times(place, 20, 2)


@pytest.mark.soak
def test_two_hundred_kills_in_named_phases_lose_nothing(place: Place) -> None:
    killed_many_times(place, 200, 25)
