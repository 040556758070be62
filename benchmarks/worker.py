"""A desk in a process of its own, told what to do by lines of JSON and answering with one each.

python -m benchmarks.worker WORKLOAD PROFILE ADDRESS CODE USER

The profile is enrolled with the code unless it is there. {"cmd": "load"} writes the whole community of the
workload (benchmarks/workload.py) into the desk; {"cmd": "apply", "rnd": 3, "devs": [0, 1]} what those desks
wrote on that day, each record a save of its own; "sync" goes a round; "count" and "digest" tell what is here.
An answer has "wall", the seconds it took, or "error".
"""

from __future__ import annotations

import hashlib
import json
import os
import sys
import time
import traceback
from collections.abc import Callable, Iterable
from functools import partial
from pathlib import Path
from typing import Any

from benchmarks import workload
from benchmarks.workload import Line
from deskapp.app import OpenDesk, enrol, open_desk
from deskapp.models.household import Household
from deskapp.models.person import Person
from deskapp.models.record import Record, own_values
from deskapp.models.visit import Visit
from deskapp.store.capture import EVERYTHING, CapturingSession
from deskapp.store.lock import Cost
from deskapp.store.rows import quoted

COMMUNITY = "houbao"
PASSWORD = "a password of a benchmark"
QUICK = Cost(64, 1, 1)
"""The password is tried once, before anything is measured."""
RECORDS_A_UNIT = 4000
KINDS = {"household": Household, "resident": Person, "visit": Visit}
PURPOSES = ("入户走访", "电话回访", "政策宣传", "矛盾调解", "关爱探视", "安全检查", "信息核实", "节日慰问")
MOODS = ("满意", "平稳", "低落", "需跟进", "未在家", "已解决")


def values_of(line: Line) -> dict[str, Any]:
    """A line of the workload as the fields of its record; nothing of it is left out."""
    match line["type"]:
        case "household":
            door = {name: line[name] for name in ("building", "unit", "room")}
            note = f"{line['grid']} {' '.join(line['tags'])}"
            return {"community": COMMUNITY, "vacant": False, "estate": line["address"], "note": note, **door}
        case "resident":
            same = {name: line[name] for name in ("name", "id_number", "phone")}
            about = {"birth_date": line["birth"], "sex": "1" if line["sex"] == "男" else "2"}
            return {"household": line["household_id"], "note": " ".join(line["tags"]), **same, **about}
        case _:
            when = {"visited_on": line["ts"][:10], "started": line["ts"][11:16]}
            purpose = f"P{PURPOSES.index(line['purpose']) + 1:02d}"
            mood = line["mood"] if line["mood"][0] == "O" else f"O{MOODS.index(line['mood']) + 1}"
            said = {"purpose": purpose, "outcome": mood, "note": line["note"], "met": line["demands"]}
            return {"household": line["household_id"], "visitors": [line["worker"]], **when, **said}


class Bench:
    """The commands on one open desk."""

    def __init__(self, opened: OpenDesk, folder: Path) -> None:
        self.opened, self.folder = opened, folder

    def load(self) -> None:
        lines = workload.base(self.folder)
        for kind in KINDS:
            made = [line for line in lines if line["type"] == kind]
            for start in range(0, len(made), RECORDS_A_UNIT):
                self._save(made[start : start + RECORDS_A_UNIT])

    def apply(self, rnd: int, devs: list[int]) -> None:
        for dev in devs:
            for line in workload.delta(self.folder, rnd, dev):
                self._save([line])

    def sync(self) -> dict[str, Any]:
        report = self.opened.sync(patience=60)
        told = {"sent": report.sent, "received": report.received, "waiting": report.waiting}
        return told | {"refused": report.refused, "attention": report.attention, "verified": report.verified}

    def newid(self, n: int) -> None:
        """A desk has an identity from its enrolment on."""

    def count(self) -> dict[str, int]:
        with self.opened.store.engine.connect() as connection:
            tables = [quoted(kind.__tablename__) for kind in KINDS.values()]
            counts = [connection.exec_driver_sql(f"SELECT count(*) FROM {t} WHERE NOT gone") for t in tables]
            return {"n": sum(found.scalar_one() for found in counts)}

    def digest(self) -> dict[str, str]:
        """One number for all that is here, whatever its order."""
        return {"digest": self.opened.desk.ask(lambda session: _digest(_all(session)))}

    def _save(self, lines: list[Line]) -> None:
        self.opened.desk.do(partial(save, lines=lines), EVERYTHING)


def save(session: CapturingSession, lines: list[Line]) -> None:
    for line in lines:
        cls, values = KINDS[line["type"]], values_of(line)
        if line.get("op") != "edit":
            session.add(cls(id=line["id"], **values))
            continue
        record = session.get_one(cls, line["id"])
        for name, value in values.items():
            setattr(record, name, value)


def _all(session: Any) -> Iterable[Record]:
    for kind in KINDS.values():
        yield from session.query(kind)


def _digest(records: Iterable[Record]) -> str:
    lines = sorted(json.dumps([r.id, own_values(r)], sort_keys=True) for r in records)
    return hashlib.sha256("\n".join(lines).encode()).hexdigest()


def open_profile(profile: Path, address: str, code: str, user: str) -> OpenDesk:
    """The desk of a profile, which is enrolled first if it is new."""
    if not (profile / "slots.json").exists():
        enrol(profile, address, code, user, PASSWORD, without_keyring=True, cost=QUICK)
    return open_desk(profile, PASSWORD)


def serve(
    answers: dict[str, Callable[..., dict[str, Any] | None]], afterwards: Callable[[], None] = lambda: None
) -> None:
    """Answers until there are no more lines; whatever else is printed goes to stderr.

    `afterwards` is done once an answer is out, as the window does it after a round.
    """
    out = os.fdopen(os.dup(1), "w")
    os.dup2(2, 1)
    for line in sys.stdin:
        asked = json.loads(line)
        began = time.perf_counter()
        try:
            answer = answers[asked.pop("cmd")](**asked) or {}
        except Exception as error:
            traceback.print_exc()
            answer = {"error": repr(error)[:400]}
        print(json.dumps(answer | {"wall": time.perf_counter() - began}), file=out, flush=True)
        afterwards()


def main(folder: str, profile: str, address: str, code: str, user: str) -> None:
    opened = open_profile(Path(profile), address, code, user)
    bench = Bench(opened, Path(folder))
    named = ("load", "apply", "sync", "newid", "count", "digest")
    serve({name: getattr(bench, name) for name in named}, opened.tidy)
    opened.close()


if __name__ == "__main__":
    main(*sys.argv[1:])
