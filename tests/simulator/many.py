"""Many: seeds by the hundred, over all cores of this PC."""

from __future__ import annotations

import multiprocessing
import os
from collections import Counter
from collections.abc import Iterable
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, field

from tests.simulator.world import Choice, Violation, world_of


@dataclass
class Total:
    """What many runs came to. `failures` are (seed, what was violated)."""

    seeds: int = 0
    edits: int = 0
    places: int = 0
    marks: Counter[str] = field(default_factory=Counter)
    failures: list[tuple[int, str]] = field(default_factory=list)

    def add(self, other: Total) -> None:
        self.seeds += other.seeds
        self.edits += other.edits
        self.places = max(self.places, other.places)
        self.marks += other.marks
        self.failures += other.failures

    def __str__(self) -> str:
        told = ", ".join(f"{name} {n}" for name, n in sorted(self.marks.items()))
        return f"{self.seeds} seeds, {self.edits} acknowledged edits, {len(self.failures)} failures; {told}"


def one(seed: int) -> Total:
    """One seed, whatever becomes of it."""
    with world_of(Choice(seed)) as world:
        failures: list[tuple[int, str]] = []
        try:
            world.go()
        except Violation as violation:
            failures.append((seed, str(violation)))
        except Exception as error:
            failures.append((seed, f"{type(error).__name__}: {error}"))
        return Total(1, world.book.acknowledged, len(world.places), world.marks, failures)


def many(seeds: Iterable[int]) -> Total:
    """All of them, in as many processes as there are cores."""
    total = Total()
    context = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(os.cpu_count(), mp_context=context) as pool:
        for each in pool.map(one, seeds, chunksize=5):
            total.add(each)
    return total
