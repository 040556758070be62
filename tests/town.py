"""Town: a center and desks of several communities in one process, for tests that change, sync and compare."""

from __future__ import annotations

import itertools
import uuid
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import msgspec
from sqlalchemy import select

from center import devices, ledger, registry
from center import pull as pulling
from center.database import Database
from center.refusal import Refused
from deskapp.desk import Desk
from deskapp.models.actor import Actor
from deskapp.models.clock import Clock, ClockAt
from deskapp.models.record import kinds, table_of
from deskapp.models.wire import Enrol, Pull, Push, Pushed
from deskapp.store import Store
from deskapp.sync import courier
from deskapp.sync.road import RoadError

NAMES = ("冉小禾", "蒲晓舟", "童一苇", "岑若水", "郝大川", "蓝天晴", "凌小满")


class LocalRoad:
    """A road without a wire: the center's own functions, with every body packed and read as on the wire."""

    def __init__(self, database: Database, device: str, clock: Clock) -> None:
        self.database, self.device, self.clock = database, device, clock
        self.cut: str | None = None
        """"before" loses the next request, "after" loses the next answer."""

    def push(self, request: Push) -> Pushed:
        asked = msgspec.json.decode(msgspec.json.encode(request), type=Push)
        return self._carry(lambda: ledger.push(self.database, self.device, asked, self.clock))

    def pull(self, request: Pull) -> bytes:
        asked = msgspec.json.decode(msgspec.json.encode(request), type=Pull)
        return self._carry(lambda: pulling.pull(self.database, self.device, asked, self.clock))

    def _carry(self, call: Callable[[], Any]) -> Any:
        cut, self.cut = self.cut, None
        if cut == "before":
            raise RoadError("unreachable")
        try:
            answer = call()
        except Refused as refused:
            raise RoadError(refused.refusal.code, refused.refusal, **refused.refusal.params) from refused
        if cut == "after":
            raise RoadError("unreachable")
        return answer


@dataclass
class Seat:
    """One desk of the town with the road it uses."""

    name: str
    desk: Desk
    road: Any

    def sync(self) -> courier.Report:
        return courier.go_round(self.desk.store, self.road)

    def do(self, job: Callable[[Any], Any], **more: Any) -> Any:
        return self.desk.do(job, **more)


@dataclass
class Town:
    """A center with communities; desks join it one by one."""

    folder: Path
    url: str | None = None
    clock: ClockAt = field(default_factory=lambda: ClockAt("2026-11-24T01:00:00Z"))
    seats: list[Seat] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.center = registry.init(self.folder / "center", self.url, self.clock)
        self._names = itertools.cycle(NAMES)
        self._numbers = itertools.count(1)

    def community(self, code: str, name: str = "") -> None:
        registry.add_community(self.center, code, name or code, self.clock)

    def user(self, community: str, role: str = "community_worker", name: str | None = None) -> str:
        return registry.add_user(
            self.center, name or f"{next(self._names)}{next(self._numbers)}", role, community, self.clock
        )

    def join(self, community: str, role: str = "community_worker", clock: Clock | None = None) -> Seat:
        """A new desk of a community (or of the street) with one user, enrolled but not yet synced."""
        user = self.user(community, role)
        name = f"desk{next(self._numbers)}"
        store = Store.open(self.folder / name, uuid.uuid4().bytes * 2, clock or self.clock)
        with self.center.writing() as connection:
            code = devices.make_code(connection, community, user, self.clock)
        answer = devices.enrol(self.center, Enrol(code, store.device.public.hex()), self.clock)
        store.put("epoch", answer.epoch)
        actor = Actor(answer.user, answer.name, answer.role, community)
        seat = Seat(
            name, Desk(store, actor, store.clock), LocalRoad(self.center, store.device.id, self.clock)
        )
        self.seats.append(seat)
        return seat

    def sync(self, times: int = 2) -> None:
        """Every desk goes its round, until all have what the others sent."""
        for _ in range(times):
            for seat in self.seats:
                seat.sync()

    def agrees(self) -> bool:
        """Every desk has exactly the center's rows of its scopes, and nothing waits."""
        return all(self.difference(seat) == {} for seat in self.seats)

    def difference(self, seat: Seat) -> dict[tuple[str, str], Any]:
        with seat.desk.store.engine.connect() as connection:
            scopes = set(courier.cursors(connection))
            here = _rows(connection, scopes)
        with self.center.reading() as connection:
            there = _rows(connection, scopes)
        keys = here.keys() | there.keys()
        return {k: (here.get(k), there.get(k)) for k in keys if here.get(k) != there.get(k)}

    def center_rows(self, kind: str) -> list[dict[str, Any]]:
        return registry.listed(self.center, kind)

    def close(self) -> None:
        for seat in self.seats:
            seat.desk.store.close()
        self.center.close()


def _rows(connection: Any, scopes: set[str]) -> dict[tuple[str, str], dict[str, Any]]:
    found = {}
    for kind in kinds():
        table = table_of(kind)
        for row in connection.execute(select(table)).mappings():
            if row["scope"] in scopes:
                found[(kind, row["id"])] = dict(row)
    return found


__all__ = ["LocalRoad", "RoadError", "Seat", "Town"]
