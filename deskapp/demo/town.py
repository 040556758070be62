"""Invented communities: estates with their doors, families behind them, workers with their shares."""

from __future__ import annotations

from bisect import bisect
from collections import Counter
from dataclasses import dataclass
from datetime import date
from itertools import accumulate, product
from random import Random
from zlib import crc32

from deskapp.demo.people import SLOTS, Crowd, Person

TODAY = date(2026, 11, 24)

STREET: tuple[tuple[str, str], ...] = (
    ("houbao", "后堡"), ("donglu", "东路"), ("nanlu", "南路"), ("nancheng", "南城"),
    ("qingtong", "青桐"), ("wangjiang", "望江台"), ("shiliu", "石榴湾"), ("huaiyin", "槐荫"),
    ("yunti", "云梯"), ("zhuying", "竹影"), ("yueya", "月牙塘"), ("lishu", "梨树坡"), ("baihe", "白鹤坪"),
)  # fmt: skip

# Estates by the end of their names: share of the households, units, floors and doors on a floor.
_SHAPES = (
    ("花园", 0.34, 3, 11, 4),
    ("小区", 0.29, 2, 8, 4),
    ("家属院", 0.175, 3, 6, 3),
    ("新村", 0.195, 2, 7, 4),
)
# How buildings are written there.
STYLES = {"花园": "栋", "小区": "幢", "家属院": "号楼", "新村": "栋"}
_GARDENS = ("温泉", "云顶", "学府", "碧水", "金桂", "丽景", "锦绣", "翠湖")
_PLOTS = ("南苑", "北苑", "东苑", "西苑", "滨江", "怡和", "康乐", "向阳")
_WORKS = ("机械厂", "棉纺厂", "食品厂", "造纸厂", "搪瓷厂", "粮站", "仪表厂", "船厂")
_SIZES = ((1, 24), (2, 27), (3, 27), (4, 14), (5, 6), (6, 2))
_LARGEST = 6
_TAGS = {"低保户": "AS01", "残疾三级": "DS01", "退役军人": "VT01", "独居老人": "EL03", "行动不便": "SV01"}


@dataclass(frozen=True, slots=True)
class Household:
    """One door in its plainest writing (3 2 12 12-3); `tenure` is a code, `worker` a place in `workers`."""

    estate: str
    building: str
    unit: str
    floor: str
    room: str
    vacant: bool
    tenure: str
    worker: int


@dataclass(frozen=True, slots=True)
class Worker:
    """A community worker and the households of this share."""

    name: str
    sex: str
    phone: str
    households: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Tag:
    """A special group a person is in; `person` is a place in `persons`. Only levels L1 and L2."""

    person: int
    code: str
    since: str
    source: str


@dataclass(frozen=True, slots=True)
class Community:
    """A whole invented community; people and doors refer to each other by place."""

    code: str
    name: str
    today: date
    households: tuple[Household, ...]
    persons: tuple[Person, ...]
    workers: tuple[Worker, ...]
    tags: tuple[Tag, ...]

    @property
    def estates(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys(h.estate for h in self.households))


Door = tuple[str, str, str, str, str]


def make_community(
    code: str,
    name: str,
    households: int = 3100,
    vacant: int = 180,
    seed: int = 1,
    persons: int | None = None,
    today: date = TODAY,
) -> Community:
    """The same community for the same arguments; `persons` fixes the number of residents exactly."""
    vacant = min(vacant, households)
    if persons is not None and not households - vacant <= persons <= (households - vacant) * _LARGEST:
        raise ValueError(f"{persons} persons do not fit into {households - vacant} households")
    rng = Random(f"{seed}/{code}/{households}")
    codes = [each for each, _ in STREET]
    slot = codes.index(code) if code in codes else crc32(code.encode()) % SLOTS
    crowd = Crowd(rng, slot, today)
    doors = _doors(rng, code, name, households)
    empty = set(rng.sample(range(households), vacant))
    sizes = _sizes(rng, households - vacant, persons)
    shares = _shares(rng, doors)
    homes: list[Household] = []
    people: list[Person] = []
    for place, door in enumerate(doors):
        tenure = "T4" if place in empty else rng.choices(("T1", "T2", "T3"), (80, 17, 3))[0]
        homes.append(Household(*door, vacant=place in empty, tenure=tenure, worker=shares[place]))
        if place not in empty:
            people += crowd.family(place, sizes.pop(), address_of(homes[-1]))
    workers = tuple(_workers(crowd, shares))
    return Community(code, name, today, tuple(homes), tuple(people), workers, _tags(rng, people, today))


def address_of(home: Household) -> str:
    """As a household booklet has it."""
    style = next(style for end, style in STYLES.items() if home.estate.endswith(end))
    return f"重庆市南岸区南坪街道{home.estate}{home.building}{style}{home.unit}单元{home.room}"


def street(households: int = 3000, vacant: int = 170, seed: int = 1) -> list[Community]:
    """All communities of the street; no ID number occurs twice among them."""
    return [make_community(code, name, households, vacant, seed) for code, name in STREET]


def _doors(rng: Random, code: str, name: str, households: int) -> list[Door]:
    """Estates filled building by building, floor by floor; the last building may be unfinished."""
    if code == "houbao":
        starts = ["温泉", "南苑", "机械厂", name]
    else:
        starts = [rng.choice(_GARDENS), rng.choice(_PLOTS), rng.choice(_WORKS), name]
    left, doors = households, []
    for (end, share, units, floors, per_floor), start in zip(_SHAPES, starts, strict=True):
        count = left if end == _SHAPES[-1][0] else min(left, round(households * share))
        left -= count
        in_building = units * floors * per_floor
        for building in range(1, -(-count // in_building) + 1):
            on_floors = product(range(1, units + 1), range(1, floors + 1), range(1, per_floor + 1))
            for unit, floor, room in list(on_floors)[: count - (building - 1) * in_building]:
                doors.append((start + end, str(building), str(unit), str(floor), f"{floor}-{room}"))
    return doors


def _sizes(rng: Random, families: int, persons: int | None) -> list[int]:
    """How many live behind each door, moved one by one until the sum is `persons`."""
    sizes = rng.choices([size for size, _ in _SIZES], [weight for _, weight in _SIZES], k=families)
    wanted = sum(sizes) if persons is None else persons
    missing = wanted - sum(sizes)
    while missing:
        step = 1 if missing > 0 else -1
        place = rng.randrange(families)
        if 1 <= sizes[place] + step <= _LARGEST:
            sizes[place] += step
            missing -= step
    return sizes


def _shares(rng: Random, doors: list[Door]) -> list[int]:
    """A worker for each door: whole buildings, in order, seven uneven shares."""
    weights = [7, 8, 9, 10, 11, 12, 13]
    rng.shuffle(weights)
    ends = [end * len(doors) / sum(weights) for end in accumulate(weights)][:-1]
    shares: list[int] = []
    building, worker = ("", ""), 0
    for place, (estate, name, *_) in enumerate(doors):
        if (estate, name) != building:
            building, worker = (estate, name), bisect(ends, place)
        shares.append(worker)
    return shares


def _workers(crowd: Crowd, shares: list[int]) -> list[Worker]:
    mine: list[list[int]] = [[] for _ in range(7)]
    for place, worker in enumerate(shares):
        mine[worker].append(place)
    names: dict[str, str] = {}
    while len(names) < len(mine):
        names.setdefault(*crowd.worker_name())
    return [
        Worker(name, sex, crowd.phone(), tuple(doors))
        for (name, sex), doors in zip(names.items(), mine, strict=True)
    ]


def _tags(rng: Random, people: list[Person], today: date) -> tuple[Tag, ...]:
    """Groups known from the roster's notes, and a few that only the community knows."""
    tags: list[Tag] = []
    living = Counter(person.household for person in people)
    for place, person in enumerate(people):
        since = date(today.year - rng.randint(0, 6), rng.randint(1, 10), rng.randint(1, 28)).isoformat()
        if person.note in _TAGS:
            tags.append(Tag(place, _TAGS[person.note], since, "import"))
        age = today.year - int(person.birth_date[:4])
        if person.political == "01":
            tags.append(Tag(place, "PP01", since, "import"))
        elif 18 <= age < 70 and rng.random() < 0.012:
            tags.append(Tag(place, rng.choice(("SV02", "SV03", "SV04")), since, "manual"))
        if age >= 60 and rng.random() < 0.3:
            tags.append(Tag(place, "RT01", since, "import"))
        if age >= 60 and living[person.household] == 1 and person.note != "独居老人" and rng.random() < 0.6:
            tags.append(Tag(place, "EL03", since, "manual"))
    return tuple(tags)
