"""A desk's first sync of a whole community against the floor: the same bytes and rows, nothing else."""

from __future__ import annotations

import statistics
import time
from pathlib import Path

import pytest

from benchmarks import floor
from benchmarks.town import filled_town
from deskapp.models.wire import Pull
from deskapp.sync.courier import go_round
from deskapp.sync.nonces import Nonces
from deskapp.sync.road import HttpRoad, zstd
from tests.process import CenterProcess
from tests.town import Seat, Town

RUNS = 3
AT_MOST = 2.0


class Listening(HttpRoad):
    """A road that keeps what came over it."""

    def pull(self, request: Pull) -> bytes:
        body = super().pull(request)
        self.heard = [*getattr(self, "heard", []), body]
        return body


@pytest.fixture(scope="module")
def town(tmp_path_factory: pytest.TempPathFactory) -> Town:
    return filled_town(tmp_path_factory.mktemp("town"))


def first_sync(seat: Seat, address: str) -> tuple[float, int, list[bytes]]:
    store = seat.desk.store
    road = Listening(address, store.device, Nonces(store))
    began = time.perf_counter()
    report = go_round(store, road)
    taken = time.perf_counter() - began
    road.close()
    assert report.verified
    return taken, report.received, road.heard


def test_a_first_sync_takes_at_most_twice_the_floor(town: Town, tmp_path: Path) -> None:
    seats = [town.join("houbao") for _ in range(RUNS + 1)]
    center = CenterProcess(town.folder / "center")
    try:
        _, received, heard = first_sync(seats[0], center.address)
        ready = floor.prepare([zstd.compress(body, level=3) for body in heard], heard)
        pairs = []
        for number, seat in enumerate(seats[1:]):
            ours = first_sync(seat, center.address)[0]
            bare = floor.run(ready, tmp_path / f"floor{number}")
            pairs.append((ours, bare, ours / bare))
    finally:
        center.end()
    ratio = statistics.median(pair[2] for pair in pairs)
    for ours, bare, each in pairs:
        print(f"\nfirst sync {ours:.2f} s, floor {bare:.2f} s, ratio {each:.2f}", end="")
    packed = sum(map(len, ready.packed))
    print(f"\nfirst sync of {received} rows, {packed / 1e6:.2f} MB packed: {ratio:.2f} times the floor")
    assert ratio <= AT_MOST
