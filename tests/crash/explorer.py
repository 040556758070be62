"""Power cuts at every moment of a recorded run: the states a disk could be in, each looked at once."""

from __future__ import annotations

import random
import shutil
import time
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from tests.crash.checks import Broken, Check
from tests.crash.disk import (
    FOLDER,
    JOURNAL,
    SECTOR,
    STRICT,
    Change,
    Disk,
    Moment,
    Names,
    Write,
    applied,
    entered,
)
from tests.crash.running import Run
from tests.crash.trace import calls

DEEP = 100
"""Every so many states the program itself opens what is left and saves something."""
State = dict[str, bytes | None]
"""Path within the profile → its content; None is a folder."""
Key = tuple[tuple[tuple[str, int, int], ...], frozenset[int]]


@dataclass
class Found:
    """What an exploration came to: states built, different ones, what was broken in which model."""

    workload: str
    explored: int = 0
    distinct: int = 0
    deep: int = 0
    broken: Counter[str] = field(default_factory=Counter)
    first: dict[str, str] = field(default_factory=dict)
    seconds: float = 0.0

    def __str__(self) -> str:
        speed = self.distinct / max(self.seconds, 0.001)
        return (
            f"{self.workload}: {self.explored} states, {self.distinct} different, {self.deep} opened by the"
            f" program, {self.broken.total()} broken, {self.seconds:.1f} s of CPU ({speed:.0f}/s)"
        )


def moments(*runs: Run, doubtful: bool = False) -> list[Moment]:
    """Each moment of the runs of one folder at which the disk is not as before."""
    disk = Disk(runs[0].profile, runs[0].ready.before, doubtful=doubtful)
    found = [disk.moment()]
    for run in runs:
        disk.begin()
        found += [disk.moment() for call in calls(run.trace) if disk.follow(call)]
    return found


class Explorer:
    """Builds states in a folder in memory and lets a check look at them."""

    def __init__(self, folder: Path, check: Check, seed: int) -> None:
        self.folder, self.check = folder, check
        self.chance = random.Random(seed)
        self.seen: set[Key] = set()
        self.found = Found(check.name)

    def explore(self, listed: list[Moment], wanted: int, *, until_broken: bool = False) -> Found:
        """Kill and only-the-durable at every moment, then chance, until `wanted` states are seen."""
        began = time.process_time()
        for moment in listed:
            for state, model in self._certain(moment):
                if not (until_broken and self.found.broken):
                    self._look(state, moment, model)
        idle = 0
        while self.found.distinct < wanted and idle < 20 * len(listed):
            if until_broken and self.found.broken:
                break
            moment = self.chance.choice(listed)
            model = self.chance.choice((STRICT, JOURNAL))
            before = self.found.distinct
            self._look(self._drawn(moment, model), moment, model)
            idle = 0 if self.found.distinct > before else idle + 1
        self.found.seconds += time.process_time() - began
        return self.found

    def _certain(self, moment: Moment) -> Iterator[tuple[State, str]]:
        yield _state(moment.live, lambda n: moment.live_files[n]), "kill"
        for model in (JOURNAL, STRICT):
            yield _state(moment.durable[model], lambda n: moment.files[n][0]), model

    def _drawn(self, moment: Moment, model: str) -> State:
        """Some of what waits is there, sometimes up to a point only, sometimes one write torn."""
        names = dict(moment.durable[model])
        waiting = moment.waiting[model]
        if model == JOURNAL:
            kept = waiting[: self.chance.randint(0, len(waiting))]
        else:
            kept = tuple(e for e in waiting if self.chance.random() < 0.5)
        for entry in kept:
            entered(names, entry)
        drawn: dict[int, bytes] = {}

        def content(number: int) -> bytes:
            if number not in drawn:
                drawn[number] = self._content(*moment.files[number])
            return drawn[number]

        return _state(names, content)

    def _content(self, durable: bytes, pending: tuple[Change, ...]) -> bytes:
        if not pending:
            return durable
        made = bytearray(durable)
        share = self.chance.choice((0.1, 0.5, 0.9, 1.0))
        if self.chance.random() < 0.3:
            pending, share = pending[: self.chance.randint(0, len(pending))], 1.0
        torn = self.chance.randrange(len(pending)) if pending and self.chance.random() < 0.5 else -1
        for n, change in enumerate(pending):
            if n == torn and isinstance(change, Write):
                for part in self._sectors(change):
                    applied(made, part)
            elif self.chance.random() < share:
                applied(made, change)
        return bytes(made)

    def _sectors(self, write: Write) -> Iterator[Write]:
        """A part of a write: sectors of the disk, each whole or not at all."""
        at, end = write.at, write.at + len(write.data)
        while at < end:
            stop = min(end, (at // SECTOR + 1) * SECTOR)
            if self.chance.random() < 0.5:
                yield Write(at, write.data[at - write.at : stop - write.at])
            at = stop

    def _look(self, state: State, moment: Moment, model: str) -> None:
        self.found.explored += 1
        key = _key(state, moment.acked)
        if key in self.seen:
            return
        self.seen.add(key)
        self.found.distinct += 1
        _write_out(self.folder, state)
        try:
            self.check.look(self.folder, moment.acked)
            if self.found.distinct % DEEP == 0:
                self.check.use(self.folder)
                self.found.deep += 1
        except Broken as error:
            self.found.broken[model] += 1
            self.found.first.setdefault(model, f"{error} (told of {sorted(moment.acked)})")


def _state(names: Names, content: object) -> State:
    """Names under folders that are there, with their contents."""
    state: State = {}
    for name in sorted(names):
        above = name.rpartition("/")[0]
        if above and above not in state:
            continue
        number = names[name]
        state[name] = None if number == FOLDER else content(number)  # type: ignore[operator]
    return state


def _key(state: State, acked: frozenset[int]) -> Key:
    """What two equal states have in common. A hash of bytes is kept by Python: most contents recur often."""
    contents = tuple((name, -1 if c is None else len(c), hash(c)) for name, c in state.items())
    return contents, acked


def _write_out(folder: Path, state: State) -> None:
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir()
    for name, content in state.items():
        if content is None:
            (folder / name).mkdir()
        else:
            (folder / name).write_bytes(content)
