"""Everybody at once: nothing is lost or taken twice, nobody is turned away for good."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest
from sqlalchemy import func, select

from benchmarks import storm
from center import tables
from deskapp.sync import courier
from tests.center.postgres import Cluster
from tests.center.test_concurrency import scopes_hold
from tests.process import CenterProcess
from tests.town import Town

LATEST = 3.0
"""The last desk is through at most so many times later than the one in the middle."""


@pytest.mark.parametrize(
    ("kind", "desks", "saves"),
    [
        ("postgres", 200, 200),
        ("sqlite", 80, 150),
    ],
)
def test_a_storm_is_taken_whole_once_and_in_turn(
    request: pytest.FixtureRequest,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    kind: str,
    desks: int,
    saves: int,
) -> None:
    monkeypatch.setattr(courier, "SETS_A_PUSH", storm.AT_ONCE)
    town = Town(tmp_path / "town", _url(request, kind))
    seats = storm.fill(town, desks, saves)
    center = CenterProcess(tmp_path / "town" / "center")
    try:
        came = storm.rage(center, seats)
    finally:
        center.end()
    assert came.errors == []
    assert [seat.waiting for seat in seats] == [0] * desks
    assert Counter(came.outcomes.values()) == {"applied": desks * saves}
    with town.center.reading() as connection:
        visits = tables.change.c.kind == "visit"
        assert connection.scalar(select(func.count()).where(visits)) == desks * saves
    assert len(town.center_rows("visit")) == desks * saves
    scopes_hold(town)
    for seat in seats[:: desks // 3]:
        seat.sync()
        assert town.difference(seat) == {}
    _tell(kind, desks, saves, came)
    done = sorted(came.done)
    town.close()
    assert done[-1] <= LATEST * done[desks // 2]


def _url(request: pytest.FixtureRequest, kind: str) -> str | None:
    if kind == "sqlite":
        return None
    cluster = Cluster()
    request.addfinalizer(cluster.end)
    return str(cluster.fresh())


def _tell(kind: str, desks: int, saves: int, came: storm.Storm) -> None:
    batches, done = sorted(came.batches), sorted(came.done)
    p99, middle = batches[int(len(batches) * 0.99)], batches[len(batches) // 2]
    print(
        f"\n{kind}, {desks} desks x {saves} saves: the last through after {done[-1]:.1f} s, the middle one"
        f" {done[desks // 2]:.1f}, the first {done[0]:.1f}; batch of {storm.AT_ONCE}: median {middle:.2f} s,"
        f" p99 {p99:.2f}; sent away {sum(came.sent_away.values())} times, one desk at most"
        f" {max(came.sent_away.values(), default=0)}; {desks * saves / done[-1]:.0f} saves a second"
    )
