"""Files over a line that is cut again and again, while both ends begin anew: little is ever sent twice."""

from __future__ import annotations

import hashlib
import itertools
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import msgspec
import pytest

from center.database import Database
from center.files import Blobs
from deskapp.app import open_desk
from deskapp.desk import Desk
from deskapp.models.blob import PART
from deskapp.store import Store
from deskapp.store.files import Files
from deskapp.sync.files import fetch_file, send_files
from deskapp.sync.road import RoadError
from tests.cli.conftest import PASSWORD, Office, make_center
from tests.people import adding, household
from tests.process import CenterProcess
from tests.store.test_files import content
from tests.sync.test_files import home_of, put_to, seen, stored
from tests.town import KEY, Seat, Town

MB = 1024 * 1024


@dataclass
class BadLine:
    """A road that is cut again and again: by turns before and after the center kept what was sent."""

    road: Any
    every: int
    sent: int = 0
    cuts: int = 0
    _ways: Any = field(default_factory=lambda: itertools.cycle(("before", "after")))
    _next: int = 0

    def __getattr__(self, name: str) -> Callable[[Any], Any]:
        call = getattr(self.road, name)

        def carry(request: Any) -> Any:
            self.sent += len(msgspec.msgpack.encode(request))
            if self.sent >= (self._next or self.every):
                self._next = self.sent + self.every
                self.cuts += 1
                self.road.cut = next(self._ways)
            try:
                return call(request)
            finally:
                self.road.carried.clear()

        return carry


def restart(town: Town, seat: Seat) -> None:
    """Both sides end and begin anew, with what they have on disk."""
    seat.desk.store.close()
    folder = Path(seat.desk.store.engine.url.database or "").parent
    store = Store.open(folder, KEY, town.clock)
    seat.desk = Desk(store, seat.desk.actor, town.clock)
    url = town.center.url
    town.center.close()
    town.center = Database(url)
    town.blobs = Blobs(town.center, town.blobs.folder, town.clock)
    for each in town.seats:
        each.road.database, each.road.blobs = town.center, town.blobs


def over_a_bad_line(town: Town, size: int, cuts: int) -> None:
    one, two = town.join("houbao"), town.join("houbao")
    home, raw = home_of(one), content(size)
    name = put_to(one, home, raw)
    town.sync()
    line = BadLine(one.road, size // cuts)
    for run in itertools.count():
        report = send_files(one.desk.store, line)
        if not report.waiting:
            break
        assert report.problem == "unreachable", report
        assert line.sent <= 1.10 * size
        if run % 5 == 0:
            restart(town, one)
            line.road = one.road
    assert line.cuts >= cuts - 1
    assert line.sent <= 1.10 * size
    assert hashlib.sha256(town.blobs.place(name).read_bytes()).hexdigest() == name
    line = BadLine(two.road, 500)
    while not Files(two.desk.store).is_here(name):
        with suppress(RoadError):
            fetch_file(two.desk.store, line, name)
        assert line.cuts <= size // MB, "it begins anew each time"
        restart(town, two)
        line.road = two.road
    assert line.cuts > 2
    assert hashlib.sha256(stored(two, name)).hexdigest() == name
    assert [f.state for f in seen(one, home) + seen(two, home)] == ["here", "here"]


def test_a_large_file_goes_over_a_line_that_is_cut_again_and_again(town: Town) -> None:
    over_a_bad_line(town, 16 * MB, cuts=8)


@pytest.mark.soak
def test_a_file_of_100_megabytes_goes_over_a_line_that_is_cut_50_times(town: Town) -> None:
    over_a_bad_line(town, 100 * MB, cuts=50)


def test_a_file_goes_over_http_to_a_center_that_is_killed_on_the_way(tmp_path: Path) -> None:
    make_center(tmp_path / "center")
    office = Office(CenterProcess(tmp_path / "center"), tmp_path / "center")
    opened = open_desk(office.desk(tmp_path / "desk"), PASSWORD)
    try:
        opened.sync()
        home, raw = opened.desk.do(adding(household())), content(8 * PART)
        name = put_to(Seat("desk", opened.desk, None), home, raw)
        opened.sync()
        road = opened.road()
        killed = send_files(
            opened.store, road, tell=lambda step: office.process.kill() if step.done == 5 else None
        )
        assert (killed.problem, killed.bytes) == ("unreachable", 6 * PART)
        port = office.address.rpartition(":")[2]
        office.process = CenterProcess(tmp_path / "center", ("--port", port))
        report = send_files(opened.store, road)
        assert (report.files, report.bytes) == (1, 3 * PART)
        Files(opened.store).forget(name)
        assert fetch_file(opened.store, road, name)
        assert Files(opened.store).content(name) == raw
        opened.sync()
        road.close()
    finally:
        opened.close()
        office.process.kill()
