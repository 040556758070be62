"""Town: a center and desks of several communities in one process, for tests that change, sync and compare."""

from __future__ import annotations

import atexit
import itertools
import shutil
import tempfile
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

import msgspec
import pytest
from sqlalchemy import select

from center import devices, ledger, manifest, registry, renewals
from center import pull as pulling
from center.database import Database
from center.files import Blobs
from center.refusal import Refused
from deskapp.desk import Desk
from deskapp.models.actor import Actor
from deskapp.models.blob import Fetch, Named, Offer, Part, Parts, Standing
from deskapp.models.clock import Clock, ClockAt
from deskapp.models.record import kinds, table_of
from deskapp.models.wire import Enrol, Manifest, Pull, Push, Pushed, Renew, Renewed, Wanted
from deskapp.store import Store, outbox
from deskapp.store.database import FILE, bring_up_to_date
from deskapp.store.lock import DeviceKey
from deskapp.sync import courier
from deskapp.sync.nonces import Nonces
from deskapp.sync.road import RoadError
from tests.people import KEY

NAMES = ("冉小禾", "蒲晓舟", "童一苇", "岑若水", "郝大川", "蓝天晴", "凌小满")


class LocalRoad:
    """A road without a wire: the center's own functions, with every body packed and read as on the wire."""

    def __init__(self, database: Database, device: str, clock: Clock, store: Store | None = None) -> None:
        self.database, self.device, self.clock = database, device, clock
        self.nonces = Nonces(store) if store else None
        self.blobs: Blobs | None = None
        self.cut: str | None = None
        """"before" loses the next request, "after" loses the next answer."""
        self.limit: int | None = None
        """How many rows a first loading brings at a time."""
        self.carried: list[Push | Pull] = []

    def push(self, request: Push) -> Pushed:
        asked = msgspec.json.decode(msgspec.json.encode(request), type=Push)
        answer = self._carry(request, lambda: ledger.push(self.database, self.device, asked, self.clock))
        return msgspec.json.decode(msgspec.json.encode(answer), type=Pushed)

    def pull(self, request: Pull) -> bytes:
        asked = msgspec.json.decode(msgspec.json.encode(request), type=Pull)
        asked.limit = self.limit or asked.limit
        answer = self._carry(request, lambda: pulling.pull(self.database, self.device, asked, self.clock))
        return bytes(answer)

    def renew(self, request: Renew, key: DeviceKey) -> Renewed:
        self.device = key.id
        asked = msgspec.json.decode(msgspec.json.encode(request), type=Renew)
        return self._answer(request, lambda: renewals.renew(self.database, asked, self.clock))  # type: ignore[no-any-return]

    def manifest(self, request: Manifest) -> bytes:
        return self._answer(request, lambda: manifest.manifest(self.database, self.device, request))  # type: ignore[no-any-return]

    def rows(self, request: Wanted) -> bytes:
        return self._answer(request, lambda: manifest.rows(self.database, self.device, request))  # type: ignore[no-any-return]

    def offer(self, request: Offer) -> Standing:
        return self._file(request, Offer, Standing, lambda at, asked: at.offer(self.device, asked))  # type: ignore[no-any-return]

    def put(self, part: Part) -> None:
        self._file(part, Part, None, lambda at, asked: at.put(self.device, asked))

    def complete(self, request: Named) -> Standing:
        return self._file(request, Named, Standing, lambda at, asked: at.complete(self.device, asked.sha256))  # type: ignore[no-any-return]

    def standing(self, request: Named) -> Standing:
        return self._file(request, Named, Standing, lambda at, asked: at.status(self.device, asked.sha256))  # type: ignore[no-any-return]

    def fetch(self, request: Fetch) -> Parts:
        return self._file(request, Fetch, Parts, lambda at, asked: at.fetch(self.device, asked))  # type: ignore[no-any-return]

    def _file(self, request: Any, asks: Any, answers: Any, call: Callable[[Blobs, Any], Any]) -> Any:
        asked = msgspec.msgpack.decode(msgspec.msgpack.encode(request), type=asks)

        def answer() -> Any:
            devices.check_speaking(self.database, self.device)
            assert self.blobs is not None
            return call(self.blobs, asked)

        said = self._answer(request, answer)
        return msgspec.msgpack.decode(msgspec.msgpack.encode(said), type=answers)

    def _carry(self, request: Push | Pull, call: Callable[[], Any]) -> Any:
        """As the center does it: the device must be one that may speak, and its nonce a new one."""

        def ask(nonce: str | None) -> Any:
            def answer() -> Any:
                devices.check_speaking(self.database, self.device)
                if nonce:
                    devices.spend(self.database, self.device, nonce)
                return call()

            return self._answer(request, answer)

        return self.nonces.say(ask) if self.nonces else ask(None)

    def _answer(self, request: Any, call: Callable[[], Any]) -> Any:
        self.carried.append(request)
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
        if getattr(self.road, "nonces", None):
            self.road.nonces = Nonces(self.desk.store)
        return courier.go_round(self.desk.store, self.road)

    def do(self, job: Callable[[Any], Any], **more: Any) -> Any:
        return self.desk.do(job, **more)

    def cut_off(self, cut: str) -> None:
        """A round whose next request ("before") or answer ("after") is lost."""
        self.road.cut = cut
        with pytest.raises(RoadError, match="unreachable"):
            self.sync()

    def pull_only(self) -> None:
        """A round in which nothing that waits gets through, but an answer does."""

        class OneWay:
            pull = staticmethod(self.road.pull)
            manifest = staticmethod(self.road.manifest)
            rows = staticmethod(self.road.rows)

            def push(self, request: Push) -> Pushed:
                return Pushed(request.sets[-1].seq, "", {})

        courier.go_round(self.desk.store, OneWay())

    def row(self, kind: str, id: str) -> dict[str, Any] | None:
        """A row as it is at this desk."""
        table = table_of(kind)
        with self.desk.store.engine.connect() as connection:
            found = connection.execute(select(table).where(table.c.id == id)).mappings().first()
        return dict(found) if found else None

    @property
    def waiting(self) -> int:
        with self.desk.store.engine.connect() as connection:
            return outbox.count_waiting(connection)


@dataclass
class Town:
    """A center with communities; desks join it one by one."""

    folder: Path
    url: str | None = None
    clock: ClockAt = field(default_factory=lambda: ClockAt("2026-11-24T01:00:00Z"))
    seats: list[Seat] = field(default_factory=list)

    def __post_init__(self) -> None:
        if self.url is None:
            (self.folder / "center").mkdir(parents=True)
            shutil.copy(_blank() / "center.db", self.folder / "center")
        self.center = registry.init(self.folder / "center", self.url, self.clock)
        self.blobs = Blobs(self.center, self.folder / "center" / "blobs", self.clock)
        self._names = itertools.cycle(NAMES)
        self._numbers = itertools.count(1)

    def community(self, code: str, name: str = "") -> None:
        registry.add_community(self.center, code, name or code, self.clock)

    def user(self, community: str, role: str = "community_worker", name: str | None = None) -> str:
        return registry.add_user(
            self.center, name or f"{next(self._names)}{next(self._numbers)}", role, community, self.clock
        )

    def code(self, community: str, user: str | None) -> str:
        with self.center.writing() as connection:
            return devices.make_code(connection, community, user, self.clock)

    def join(self, community: str, role: str = "community_worker", clock: Clock | None = None) -> Seat:
        """A new desk of a community (or of the street) with one user, enrolled but not yet synced."""
        code = self.code(community, self.user(community, role))
        name = f"desk{next(self._numbers)}"
        store = blank_store(self.folder / name, clock or self.clock)
        answer = devices.enrol(self.center, Enrol(code, store.device.public.hex()), self.clock)
        told = {"epoch": answer.epoch, "center_id": answer.center, "unit": answer.unit}
        for key, value in (told | {"center_sign": answer.sign, "center_seal": answer.seal}).items():
            store.put(key, value)
        actor = Actor(answer.user, answer.name, answer.role, community)
        seat = Seat(
            name, Desk(store, actor, store.clock), LocalRoad(self.center, store.device.id, self.clock, store)
        )
        seat.road.blobs = self.blobs
        self.seats.append(seat)
        return seat

    def sync(self, times: int = 2) -> None:
        """Every desk goes its round, until all have what the others sent."""
        for _ in range(times):
            for seat in self.seats:
                seat.sync()

    def agrees(self) -> bool:
        """Every desk has exactly the center's rows of its scopes, and nothing waits."""
        return all(self.difference(seat) == {} and seat.waiting == 0 for seat in self.seats)

    def difference(self, seat: Seat) -> dict[tuple[str, str], Any]:
        """Where a desk and the center differ: (here, there) by kind and id."""
        with seat.desk.store.engine.connect() as connection:
            scopes = set(courier.cursors(connection))
            here = _rows(connection)
        with self.center.reading() as connection:
            there = {key: row for key, row in _rows(connection).items() if row["scope"] in scopes}
        keys = here.keys() | there.keys()
        return {k: (here.get(k), there.get(k)) for k in keys if here.get(k) != there.get(k)}

    def center_rows(self, kind: str) -> list[dict[str, Any]]:
        return registry.listed(self.center, kind)

    def close(self) -> None:
        for seat in self.seats:
            seat.desk.store.close()
        self.center.close()


def blank_store(folder: Path, clock: Clock) -> Store:
    """A store just made, under KEY; its migrations were run once for all tests."""
    if not (folder / FILE).exists():
        folder.mkdir(parents=True)
        shutil.copy(_blank() / FILE, folder)
    return Store.open(folder, KEY, clock)


@cache
def _blank() -> Path:
    """A folder with a store and a center's database that were migrated and are empty."""
    folder = Path(tempfile.mkdtemp(prefix="hutong-blank-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    bring_up_to_date(folder, KEY)
    database = Database(f"sqlite:///{folder / 'center.db'}")
    database.migrate()
    database.close()
    return folder


def _rows(connection: Any) -> dict[tuple[str, str], dict[str, Any]]:
    found = {}
    for kind in kinds():
        for row in connection.execute(select(table_of(kind))).mappings():
            found[(kind, row["id"])] = dict(row)
    return found


__all__ = ["KEY", "LocalRoad", "RoadError", "Seat", "Town"]
