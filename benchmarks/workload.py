"""The work the rounds are measured with: one community, and what a desk writes on one day.

A folder holds base.jsonl (households, residents, visits) and delta/rRR_dDD.jsonl, the work of desk DD on
day RR: 20 new visits, 10 residents and 10 households edited. On one day no two desks edit the same record.
"""

from __future__ import annotations

import random
import uuid
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import msgspec

from deskapp.demo.history import visits
from deskapp.demo.town import Community, make_community

Line = dict[str, Any]
DESKS_A_DAY, EDITS = 40, 10
TAGS = ("独居老人", "低保户", "残疾人家庭", "军属", "租户", "新迁入", "重点关注")
_coder = msgspec.json.Encoder()


def base(folder: Path) -> list[Line]:
    return _read(folder / "base.jsonl")


def delta(folder: Path, day: int, desk: int) -> list[Line]:
    return _read(folder / "delta" / f"r{day:02d}_d{desk:02d}.jsonl")


def write(folder: Path, households: int, residents: int, n_visits: int, days: int, desks: int) -> None:
    """The same lines for the same figures; a day of more desks only adds to it."""
    made = make_community("houbao", "后堡", households=households, persons=residents, vacant=households // 17)
    rng = random.Random(f"{households}/{residents}")
    homes = [_household(home, rng) for home in made.households]
    people = [_resident(person, homes[person.household]["id"], rng) for person in made.persons]
    (folder / "delta").mkdir(parents=True)
    _write(folder / "base.jsonl", [*homes, *people, *_visits(made, homes, n_visits, rng)])
    ids = [home["id"] for home in homes]
    for day in range(days):
        for desk in range(desks):
            lines = [*_day(made, day, desk, ids), *_edits(day, desk, people), *_edits(day, desk, homes)]
            _write(folder / "delta" / f"r{day:02d}_d{desk:02d}.jsonl", lines)


def _household(home: Any, rng: random.Random) -> Line:
    door = {"building": home.building, "unit": home.unit, "room": home.room}
    address = f"{home.estate}{home.building}栋{home.unit}单元{home.room}室"
    return {"type": "household", "id": _id(rng), "address": address, **door, "grid": 1, "tags": []}


def _resident(person: Any, home: str, rng: random.Random) -> Line:
    known = {"name": person.name, "id_number": person.id_number, "phone": person.phone, "tags": []}
    about = {"birth": person.birth_date, "sex": "男" if person.sex == "1" else "女"}
    return {"type": "resident", "id": _id(rng), "household_id": home, **known, **about}


def _visits(made: Community, homes: list[Line], n: int, rng: random.Random) -> Iterator[Line]:
    for visit in visits(made, n):
        yield _visit(visit, homes[visit.household]["id"], rng)


def _visit(visit: Any, home: str, rng: random.Random) -> Line:
    said = {"purpose": "入户走访", "mood": visit.outcome, "note": visit.note, "demands": []}
    who = {"worker": f"网格员{visit.worker:02d}", "ts": f"{visit.visited_on}T{visit.started}:00+08:00"}
    return {"type": "visit", "id": _id(rng), "household_id": home, **who, **said}


def _day(made: Community, day: int, desk: int, homes: list[str]) -> Iterator[Line]:
    rng = random.Random(f"{day}/{desk}")
    for visit in visits(made, 2 * EDITS, seed=1000 * day + desk, days=1):
        line = _visit(visit, rng.choice(homes), rng)
        line["ts"] = f"{made.today + timedelta(days=day)}{line['ts'][10:]}"
        yield line | {"op": "new"}


def _edits(day: int, desk: int, lines: list[Line]) -> Iterator[Line]:
    first = (day * DESKS_A_DAY + desk) * EDITS
    for n in range(first, first + EDITS):
        rng = random.Random(n)
        edited = {"tags": sorted(rng.sample(TAGS, 2)), "op": "edit"}
        line = lines[n % len(lines)]
        phone = f"139{rng.randrange(10**8):08d}"
        yield line | edited | ({"phone": phone} if line["type"] == "resident" else {"grid": 1 + n % 7})


def _id(rng: random.Random) -> str:
    return str(uuid.UUID(int=rng.getrandbits(128), version=4))


def _read(path: Path) -> list[Line]:
    return [msgspec.json.decode(line) for line in path.read_bytes().splitlines()]


def _write(path: Path, lines: list[Line]) -> None:
    path.write_bytes(b"\n".join(map(_coder.encode, lines)) + b"\n")
