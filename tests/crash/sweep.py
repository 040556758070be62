"""A fault in each call of a run: the process dies there, the disk is full there, or a sync fails there."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field

from tests.crash.checks import Broken, check_of, demand
from tests.crash.explorer import Explorer, moments
from tests.crash.running import Run, Ward
from tests.crash.trace import calls
from tests.crash.workloads import WORKLOADS

WRITES = ("pwrite64", "write", "ftruncate", "link", "rename")
SYNCS = ("fsync", "fdatasync")
ENDS = ("unlink",)
TIMES = {"once": "{n}", "for a while": "{n}..{later}", "from then on": "{n}+"}
FOREIGN = "unforeseen"
Calls = list[tuple[str, str, int]]
"""Workload, call, number."""


@dataclass(frozen=True)
class Point:
    """The n-th call of a name in a workload, and what happens there, as strace is told it."""

    workload: str
    call: str
    n: int
    fault: str
    times: str = "once"

    @property
    def power_cut(self) -> bool:
        """Whether the power is cut besides: after each failed sync, and after every fourth full disk."""
        return self.call in SYNCS or self.n % 4 == 0

    @property
    def inject(self) -> str:
        return f"{self.call}:{self.fault}:when={TIMES[self.times].format(n=self.n, later=self.n + 3)}"


@dataclass
class Swept:
    """What a sweep came to: points by workload, those at which the fault was felt, codes that were said."""

    points: Counter[str] = field(default_factory=Counter)
    felt: int = 0
    codes: Counter[str] = field(default_factory=Counter)
    broken: list[str] = field(default_factory=list)

    def __add__(self, other: Swept) -> Swept:
        return Swept(
            self.points + other.points,
            self.felt + other.felt,
            self.codes + other.codes,
            self.broken + other.broken,
        )

    def __str__(self) -> str:
        told = ", ".join(f"{name} {n}" for name, n in sorted(self.points.items()))
        return f"{self.points.total()} points ({told}), {self.felt} felt, said {dict(self.codes)}"


def kill_points(calls: Calls) -> list[Point]:
    """The process dies as it is about to make a call that alters the disk."""
    return [
        Point(name, call, n, "signal=KILL") for name, call, n in calls if call in (*WRITES, *SYNCS, *ENDS)
    ]


def fault_points(calls: Calls) -> list[Point]:
    """A full disk at each write, a failing disk at each sync; once, for a while, and for good."""
    return [
        Point(name, call, n, "error=EIO" if call in SYNCS else "error=ENOSPC", times)
        for name, call, n in calls
        if call in (*WRITES, *SYNCS)
        for times in TIMES
    ]


def sample(points: list[Point], size: int, seed: int) -> list[Point]:
    """Some of each workload, and of each call in it."""
    chance = random.Random(seed)
    groups: dict[tuple[str, str], list[Point]] = {}
    for point in points:
        groups.setdefault((point.workload, point.call), []).append(point)
    for group in groups.values():
        chance.shuffle(group)
    drawn: list[Point] = []
    while len(drawn) < min(size, len(points)):
        for group in groups.values():
            if group and len(drawn) < size:
                drawn.append(group.pop())
    return drawn


def side_by_side(ward: Ward, sweep: Sweep, points: list[Point], lanes: int) -> Swept:
    """A sweep in several wards at once; most of a point is waiting for strace."""
    wards = [Ward(ward) for _ in range(lanes)]
    try:
        with ThreadPoolExecutor(lanes) as pool:
            return sum(pool.map(sweep, wards, [points[n::lanes] for n in range(lanes)]), start=Swept())
    finally:
        for each in wards:
            each.close()


def sweep_kills(ward: Ward, points: list[Point]) -> Swept:
    swept = Swept()
    for point in points:
        run = ward.run(point.workload, inject=[point.inject], recorded=False)
        check = check_of(run.ready)
        swept.points[point.workload] += 1
        swept.felt += run.killed
        try:
            check.look(run.profile, run.acked)
            if point.n % 3 == 0:
                check.use(run.profile)
        except Broken as error:
            swept.broken.append(f"{point}: {error}, told of {sorted(run.acked)}")
        run.forget()
    return swept


def sweep_faults(ward: Ward, points: list[Point]) -> Swept:
    swept = Swept()
    for point in points:
        run = ward.run(point.workload, inject=[point.inject], recorded=point.power_cut)
        swept.points[point.workload] += 1
        swept.felt += bool(run.failed)
        swept.codes.update(code.partition(":")[0] for code in run.failed)
        try:
            demand(not run.killed, "the program died of it")
            _stand(ward, point, run)
        except Broken as error:
            swept.broken.append(f"{point}: {error}, it said {run.said}")
        run.forget()
    return swept


def _stand(ward: Ward, point: Point, run: Run) -> None:
    """Each failure was told in words, the rest was saved, and a power cut after it loses nothing told of."""
    check = check_of(run.ready)
    foreign = [code for code in run.failed if code.startswith(FOREIGN)]
    demand(not foreign, f"nobody foresaw {foreign}")
    steps = 1 + max((int(line.split()[1]) for line in run.said), default=-1)
    if point.times != "from then on":
        demand(run.acked == set(range(steps)), "it did not recover")
    if point.power_cut:
        listed = moments(run, doubtful=bool(point.n % 2))
        before = [frozenset[int](), *(moment.acked for moment in listed)]
        told = [m for m, acked in zip(listed, before, strict=False) if m.acked != acked]
        told.append(listed[-1])
        found = Explorer(ward.folder / "state", check, point.n).explore(told, 0)
        demand(not found.broken, f"after a power cut {found.first}")
    check.look(run.profile, run.acked)
    if point.n % 3 == 0 or not run.acked:
        check.use(run.profile)


Sweep = Callable[[Ward, list[Point]], Swept]


def calls_of(ward: Ward) -> Calls:
    """Each call of each workload, undisturbed, with its number among those of its name."""
    found: Calls = []
    for name in WORKLOADS:
        run = ward.run(name)
        numbers: Counter[str] = Counter()
        for call in calls(run.trace):
            numbers[call.name] += 1
            found.append((name, call.name, numbers[call.name]))
        run.forget()
    return found
