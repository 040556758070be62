"""Shrink: a failing seed made small: fewer events, fewer faults, and the story of what is left."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import TypeVar

from tests.simulator.dice import Fired
from tests.simulator.world import EVENTS, Choice, Violation, world_of

T = TypeVar("T")


@dataclass
class Run:
    """What became of one run: `failure` is "" if nothing was violated."""

    failure: str
    fired: list[Fired]
    events: list[int]
    story: list[str]
    fingerprint: str = ""

    @property
    def sort(self) -> str:
        """The violation without its particulars: a smaller run must fail alike."""
        return self.failure.partition(":")[0]


def run(choice: Choice) -> Run:
    """One run, whatever becomes of it."""
    with world_of(choice) as world:
        failure = ""
        try:
            world.go()
        except Violation as violation:
            failure = str(violation)
        except Exception as error:
            failure = f"{type(error).__name__}: {error}"
        fingerprint = "" if failure else world.fingerprint()
        return Run(failure, list(world.dice.fired), list(world.happening), world.story, fingerprint)


def shrink(seed: int, patience: int = 200) -> tuple[Choice, Run]:
    """The smallest run found that fails as the seed does. `patience`: how many runs it may take."""
    choice = Choice(seed)
    first = run(choice)
    if not first.failure:
        return choice, first
    tries = _Tries(first.sort, patience)
    events = tries.fewer(first.events, lambda some: replace(choice, events=frozenset(some)))
    choice = replace(choice, events=frozenset(events))
    faults = tries.fewer(run(choice).fired, lambda some: replace(choice, only=frozenset(some)))
    choice = replace(choice, only=frozenset(faults))
    events = tries.fewer(sorted(choice.events or ()), lambda some: replace(choice, events=frozenset(some)))
    choice = replace(choice, events=frozenset(events))
    return choice, run(choice)


class _Tries:
    """Runs smaller choices, as many as patience lets."""

    def __init__(self, sort: str, patience: int) -> None:
        self.sort, self.left = sort, patience

    def fails(self, choice: Choice) -> bool:
        self.left -= 1
        return run(choice).sort == self.sort

    def fewer(self, parts: Sequence[T], choose: Callable[[Sequence[T]], Choice]) -> list[T]:
        """Delta debugging: leaves out ever smaller pieces as long as it still fails."""
        kept, size = list(parts), max(1, len(parts) // 2)
        while kept and self.left > 0:
            start, dropped = 0, False
            while start < len(kept) and self.left > 0:
                smaller = kept[:start] + kept[start + size :]
                if self.fails(choose(smaller)):
                    kept, dropped = smaller, True
                else:
                    start += size
            if size == 1 and not dropped:
                break
            size = max(1, size // 2)
        return kept


def told(choice: Choice, last: Run) -> str:
    """A story one can read: who did what, what went wrong, and what does not hold."""
    faults = len(choice.only) if choice.only is not None else len(last.fired)
    events = len(choice.events) if choice.events is not None else EVENTS
    head = f"seed {choice.seed}: {last.failure or 'nothing is violated'} ({events} events, {faults} faults)"
    return "\n".join([head, *last.story])
