"""Hall: the center of a simulation: its real functions, a process that may end, snapshots to restore."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import msgspec
from sqlalchemy import event

from center import app, devices, ledger, manifest, registry, renewals
from center import pull as pulling
from center.database import Database
from center.refusal import Refused
from deskapp.models.wire import PROTOCOL, Manifest, Pull, Push, Renew, Wanted
from tests.simulator import faults
from tests.simulator.clocks import TrueClock

if TYPE_CHECKING:
    from tests.simulator.world import World

Answer = tuple[int, bytes]
zstd = app.zstd


class Hall:
    """The center's folder, its database while the process lives, and a reader beside it."""

    def __init__(self, world: World, folder: Path) -> None:
        self.world, self.folder = world, folder
        self.clock = TrueClock(world.time)
        self.at_work = False
        self._raws: list[Any] = []
        registry.point_to(folder, f"sqlite:///{(folder / 'center.db').resolve().as_posix()}")
        self.open()

    def open(self) -> None:
        self.database = Database(f"sqlite:///{(self.folder / 'center.db').as_posix()}")
        engine = self.database.engine
        event.listen(engine, "connect", lambda raw, _record: self._raws.append(raw))
        event.listen(engine, "before_cursor_execute", lambda *_: self._pass())
        event.listen(engine, "commit", lambda _connection: self._pass())
        self.peek = sqlite3.connect(self.folder / "center.db", isolation_level=None)

    def _pass(self) -> None:
        if self.at_work:
            faults.at_center(self.world)

    def handle(self, method: str, path: str, headers: Any, body: bytes) -> Answer:
        """One request, as the routes of center/app.py take it. Raises Gone when the process ends in it."""
        self.world.center_touched = True
        self.at_work = True
        try:
            return 200, self._route(method, path, headers, body)
        except Refused as refused:
            return refused.status, msgspec.json.encode(refused.refusal)
        except faults.Gone:
            self.restart()
            raise
        finally:
            self.at_work = False

    def _route(self, method: str, path: str, headers: Any, body: bytes) -> bytes:
        plain = zstd.decompress(body) if headers.get("content-encoding") == "zstd" else body
        name = path.removeprefix(PROTOCOL)
        database, clock = self.database, self.clock
        if name == "renew":
            asked = msgspec.json.decode(plain, type=Renew)
            public = bytes.fromhex(asked.renewals[-1].key)
            devices.authenticate(database, method, path, headers, body, public)
            return msgspec.json.encode(renewals.renew(database, asked, clock))
        once = name == "push"  # a pull spends its nonce with the note of the contact
        device = devices.authenticate(database, method, path, headers, body, None, once=once)
        assert device is not None
        return self._serve(name, str(device["id"]), plain, devices.nonce_of(headers))

    def _serve(self, name: str, device: str, plain: bytes, nonce: str) -> bytes:
        """What a route does once it knows who asks."""
        database, clock = self.database, self.clock

        def read(shape: Any) -> Any:
            return msgspec.json.decode(plain, type=shape)

        doing: dict[str, Callable[[], Any]] = {
            "push": lambda: msgspec.json.encode(ledger.push(database, device, read(Push), clock)),
            "pull": lambda: pulling.pull(database, device, read(Pull), clock, nonce=nonce),
            "manifest": lambda: manifest.manifest(database, device, read(Manifest)),
            "rows": lambda: manifest.rows(database, device, read(Wanted)),
        }
        return bytes(doing[name]())

    def restart(self) -> None:
        """What was in memory is lost; what was not committed never was."""
        self.shut()
        self.open()

    def shut(self) -> None:
        self.at_work = False
        self.peek.close()
        for raw in self._raws:
            raw.close()
        self._raws.clear()
        self.database.close()

    def do(self, job: Callable[[Database, TrueClock], Any]) -> Any:
        """Something the operator does. Raises Refused."""
        self.world.center_touched = True
        return job(self.database, self.clock)

    def rows(self, question: str, *values: Any) -> list[Any]:
        return self.peek.execute(question, values).fetchall()

    def one(self, question: str, *values: Any) -> Any:
        found = self.peek.execute(question, values).fetchone()
        return found[0] if found else None

    @property
    def epoch(self) -> str:
        return str(self.one("SELECT id FROM epoch ORDER BY n DESC LIMIT 1"))
