"""Template: a center with its people and their PCs, made once; every simulation begins with copies of it."""

from __future__ import annotations

import atexit
import shutil
import tempfile
from functools import cache
from pathlib import Path

import msgspec

from center import devices, registry
from deskapp.app import actor_of
from deskapp.desk import Desk
from deskapp.models.wire import Enrol
from deskapp.store import Store
from deskapp.sync.courier import go_round
from tests.people import adding, household, person, visit
from tests.simulator import ids
from tests.simulator.clocks import Time, TrueClock
from tests.town import LocalRoad, blank_store

COMMUNITIES = ("houbao", "donglu", "nanli")
USERS = {
    "hong": ("community_worker", "houbao"),
    "hua": ("community_worker", "houbao"),
    "hai": ("proxy_agent", "houbao"),
    "hui": ("community_secretary", "houbao"),
    "dan": ("community_worker", "donglu"),
    "dong": ("community_secretary", "donglu"),
    "nan": ("community_worker", "nanli"),
    "su": ("window_clerk", "street"),
}
PLACES = (
    ("houbao", ("hong", "hua")),
    ("houbao", ("hui",)),
    ("donglu", ("dan", "dong")),
    ("street", ("su",)),
    ("houbao", ("hua", "hai")),
    ("donglu", ("dong",)),
    ("nanli", ("nan",)),
    ("houbao", ("hai",)),
)
"""Unit and users of each PC; the first users of the first three have been at work already."""
AT_WORK = 3


def shelf() -> Path:
    """Where simulations keep their files: in memory if the system has a place for that."""
    memory = Path("/dev/shm")
    folder = Path(tempfile.mkdtemp(prefix="hutong-sim-", dir=memory if memory.is_dir() else None))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    return folder


@cache
def template() -> tuple[Path, dict[str, str]]:
    """(folder with the center's and each PC's, the id of each user by name)."""
    folder = shelf()
    clock = TrueClock(Time())
    with ids.determined("template"):
        center = registry.init(folder / "center", None, clock)
        for code in COMMUNITIES:
            registry.add_community(center, code, code, clock)
        users = {
            name: registry.add_user(center, name, role, unit, clock) for name, (role, unit) in USERS.items()
        }
        for number, (unit, names) in enumerate(PLACES):
            store = blank_store(folder / str(number), clock)
            for name in names:
                with center.writing() as connection:
                    code = devices.make_code(connection, unit, users[name], clock)
                answer = devices.enrol(center, Enrol(code, store.device.public.hex()), clock)
                store.put("epoch", answer.epoch)
                store.put("center_id", answer.center)
                store.put("center_sign", answer.sign)
                store.put("center_seal", answer.seal)
                store.put("unit", unit)
                seat = {"name": answer.name, "role": answer.role}
                store.put(f"user:{answer.user}", msgspec.json.encode(seat))
            if number < AT_WORK:
                store.new_id = ids.counting("template", number)
                road = LocalRoad(center, store.device.id, clock)
                go_round(store, road)
                _begin_work(store, users[names[0]], unit)
                go_round(store, road)
            store.close()
    with center.engine.connect() as connection:
        connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")
    center.close()
    _lock_up(folder)
    return folder, users


def _lock_up(folder: Path) -> None:
    """Nothing of the template changes any more, whatever a run does."""
    for file in folder.rglob("*"):
        if file.is_file():
            file.chmod(0o444)


def _begin_work(store: Store, user: str, unit: str) -> None:
    """Two doors with people behind them."""
    desk = Desk(store, actor_of(store, user), store.clock)
    if desk.actor.role == "window_clerk":
        return
    for room in ("101", "102"):
        home = desk.do(adding(household(room, unit)))
        desk.do(adding(person(home, f"住户{room}", phone="13800138000")))
        desk.do(adding(visit(home, user)))
