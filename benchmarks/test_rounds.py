"""Rounds over HTTP: what they ask for, and how long they take, against something bare in the same run."""

from __future__ import annotations

import statistics
import time
from collections.abc import Iterator
from functools import partial
from pathlib import Path

import pytest

from benchmarks import floor, history, worker, workload
from benchmarks.desks import Street, Worker
from benchmarks.workload import Line
from deskapp.store.capture import EVERYTHING
from deskapp.sync.courier import Report, go_round
from deskapp.sync.nonces import Nonces
from deskapp.sync.road import HttpRoad, zstd
from deskapp.sync.trouble import RoadError
from tests.process import CenterProcess
from tests.town import Seat, Town

DAYS, DESKS, STORM = 5, 11, 13
OTHERS = range(1, DESKS)
IDLE_BODY = 1024
GROWTH = 1.2
LOAD_AT_MOST, DAY_AT_MOST, STORM_AT_MOST = 5, 8, 1.5


class Counting(HttpRoad):
    """A road that counts: (route, bytes asked, bytes answered), and keeps what pulls brought."""

    def count(self) -> None:
        self.asked: list[tuple[str, int, int]] = []
        self.pulled: list[bytes] = []

    def _ask(self, method: str, route: str, body: bytes, nonce: str) -> bytes:
        answer = super()._ask(method, route, body, nonce)
        self.asked.append((route, len(body), len(answer)))
        if route == "pull":
            self.pulled.append(answer)
        return answer


class Place:
    """A center with a roster and so many visits; a desk to measure, and one that is all the others."""

    def __init__(self, folder: Path, lines: list[Line], visits: int) -> None:
        self.town = Town(folder)
        self.town.community("houbao", "后堡")
        self.ours, self.others = self.town.join("houbao"), self.town.join("houbao")
        self.others.sync()
        roster = [line for line in lines if line["type"] != "visit"]
        self.others.do(partial(worker.save, lines=roster), confirmed=EVERYTHING)
        self.others.sync()
        homes = [line["id"] for line in lines if line["type"] == "household"]
        history.grow(self.town.center, homes, self.others.desk.actor.id, visits)
        self.center = CenterProcess(folder / "center")
        self.road = self._road(self.ours)
        self.go()

    def _road(self, seat: Seat) -> Counting:
        store = seat.desk.store
        road = Counting(self.center.address, store.device, Nonces(store))
        road.count()
        return road

    def go(self) -> tuple[float, Report]:
        """Seconds and report of one round of our desk."""
        self.road.count()
        began = time.perf_counter()
        report = go_round(self.ours.desk.store, self.road)
        return time.perf_counter() - began, report

    def day(self, folder: Path, day: int) -> tuple[float, Report]:
        """An end of day: the others' 400 changes are at the center, ours are made, our round is measured."""
        theirs = [line for desk in OTHERS for line in workload.delta(folder, day, desk)]
        self.others.do(partial(worker.save, lines=theirs), confirmed=EVERYTHING)
        self._push_only()
        for line in workload.delta(folder, day, 0):
            self.ours.do(partial(worker.save, lines=[line]), confirmed=EVERYTHING)
        return self.go()

    def _push_only(self) -> None:
        """The others' work goes up; their desk never takes the visits of all those years."""
        road = self._road(self.others)
        road.pull = _no_way  # type: ignore[method-assign]
        with pytest.raises(RoadError, match="unreachable"):
            go_round(self.others.desk.store, road)
        road.close()

    def end(self) -> None:
        self.road.close()
        self.center.end()
        self.town.close()


def _no_way(_request: object) -> bytes:
    raise RoadError("unreachable")


@pytest.fixture(scope="module")
def work(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("work") / "community"
    workload.write(folder, households=3100, residents=9300, n_visits=30_000, days=DAYS + 3, desks=STORM)
    return folder


@pytest.fixture(scope="module")
def young(tmp_path_factory: pytest.TempPathFactory, work: Path) -> Iterator[Place]:
    place = Place(tmp_path_factory.mktemp("young"), workload.base(work), 27_600)
    yield place
    place.end()


@pytest.fixture(scope="module")
def old(tmp_path_factory: pytest.TempPathFactory, work: Path) -> Iterator[Place]:
    place = Place(tmp_path_factory.mktemp("old"), workload.base(work), 387_600)
    yield place
    place.end()


def test_an_idle_round_is_one_small_question(young: Place) -> None:
    young.go()
    times = [young.go()[0] for _ in range(10)]
    [(route, up, down)] = young.road.asked
    print(f"\nidle round {statistics.median(times) * 1000:.1f} ms; {up} bytes up, {down} down")
    assert route == "pull"
    assert up < IDLE_BODY
    assert down < IDLE_BODY


def test_an_end_of_day_is_two_questions(young: Place, work: Path, tmp_path: Path) -> None:
    young.go()
    pairs = []
    for day in range(DAYS):
        ours, report = young.day(work, day)
        assert [route for route, _, _ in young.road.asked] == ["push", "pull"]
        assert (report.sent, report.settled, report.received) == (40, 40, 440)
        packed = [zstd.compress(body, level=3) for body in young.road.pulled]
        bare = floor.run(floor.prepare(packed, young.road.pulled), tmp_path / str(day))
        pairs.append((ours, bare, ours / bare))
    ours, bare, ratio = (statistics.median(each) for each in zip(*pairs, strict=True))
    print(f"\nend of day {ours * 1000:.0f} ms, its rows alone {bare * 1000:.0f} ms: {ratio:.1f} times")
    assert ratio <= DAY_AT_MOST


def test_an_end_of_day_takes_no_longer_after_years(young: Place, old: Place, work: Path) -> None:
    """The first round of a day counts all rows anew; that one is told by itself."""
    young.go(), old.go()
    firsts = []
    for place in (young, old):
        place.town.clock.advance(days=1)
        firsts.append(place.go()[0])
    days = [(old.day(work, d)[0], young.day(work, d)[0]) for d in range(DAYS, DAYS + 3)]
    ratio = statistics.median(many / few for many, few in days)
    few, many = (statistics.median(each[n] for each in days) * 1000 for n in (1, 0))
    print(
        f"\nend of day over 40,000 rows {few:.0f} ms, over 400,000 {many:.0f} ms: {ratio:.2f} times", end=""
    )
    print(f"; first round of a day {firsts[0] * 1000:.0f} and {firsts[1] * 1000:.0f} ms")
    assert ratio <= GROWTH


def test_an_empty_center_takes_a_whole_community(work: Path, tmp_path: Path) -> None:
    street = Street(tmp_path, work)
    try:
        first = street.desk()
        first.ask("load")
        up = first.ask("sync")
        second = street.desk()
        down = second.ask("sync")
        assert first.ask("count")["n"] == second.ask("count")["n"] == 42_400
        assert first.ask("digest")["digest"] == second.ask("digest")["digest"]
    finally:
        street.end()
    ratio = up["wall"] / down["wall"]
    print(f"\ninitial load {up['wall']:.2f} s, a first sync of it {down['wall']:.2f} s: {ratio:.1f} times")
    assert ratio <= LOAD_AT_MOST


def test_thirteen_desks_at_once_take_hardly_longer_than_one_after_the_other(tmp_path: Path) -> None:
    small = tmp_path / "small"
    workload.write(small, households=620, residents=1860, n_visits=2000, days=3, desks=STORM)
    street = Street(tmp_path / "street", small)
    try:
        desks = [street.desk() for _ in range(STORM)]
        desks[0].ask("load")
        for desk in desks:
            desk.ask("sync")
        one_by_one = _rounds(desks, 1, together=False)
        at_once = _rounds(desks, 2, together=True)
        for desk in desks:
            desk.ask("sync")
        assert len({desk.ask("digest")["digest"] for desk in desks}) == 1
    finally:
        street.end()
    print(f"\n{STORM} desks at once {at_once:.2f} s, one after the other {one_by_one:.2f} s")
    assert at_once <= STORM_AT_MOST * one_by_one


def _rounds(desks: list[Worker], day: int, *, together: bool) -> float:
    """Seconds until every desk has brought its day to the center and taken what is there."""
    for number, desk in enumerate(desks):
        desk.ask("apply", rnd=day, devs=[number])
    began = time.perf_counter()
    for desk in desks:
        desk.send("sync")
        if not together:
            desk.heard()
    for desk in desks if together else ():
        desk.heard()
    return time.perf_counter() - began
