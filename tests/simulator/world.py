"""World: one run: the people, PCs and center of a seed, what happens to them in order, and the healing."""

from __future__ import annotations

import gc
import hashlib
import heapq
import itertools
import shutil
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from unittest.mock import patch

from deskapp.store import capture
from deskapp.sync import courier
from deskapp.sync.courier import Report
from deskapp.sync.trouble import RoadError
from tests.simulator import end, happenings, ids, live
from tests.simulator.book import Book, Violation
from tests.simulator.clocks import Time
from tests.simulator.dice import Dice, Fired
from tests.simulator.faults import swarm
from tests.simulator.hall import Hall
from tests.simulator.people import ACTS, act_at
from tests.simulator.place import Place
from tests.simulator.template import AT_WORK, PLACES, shelf, template

EVENTS = 20
PASSES = 7
"""Rounds of all PCs after the healing within which everything must be quiet."""


@dataclass(frozen=True)
class Choice:
    """Which run: a seed, and while shrinking the faults and events that are left of it."""

    seed: int
    only: frozenset[Fired] | None = None
    events: frozenset[int] | None = None
    exact: bool = False
    """All clocks are right."""


class World:
    """One run. `go` raises Violation."""

    def __init__(self, choice: Choice, folder: Path) -> None:
        self.choice, self.seed, self.exact, self.folder = choice, choice.seed, choice.exact, folder
        self.dice = Dice(self.seed, choice.only)
        self.rates = swarm(self.seed)
        self.time = Time()
        self.marks: Counter[str] = Counter()
        self.story: list[str] = []
        self.happening: list[int] = []
        self.passed = 0.0
        """Time that passed with nothing happening."""
        self.touched: set[Place] = set()
        self.center_touched = False
        self.stops: dict[str, str] = {}
        self.restores = self.copies = 0
        self.erased: set[tuple[str, str]] = set()
        self.healed = False
        self._heap: list[tuple[float, int, int | None, Callable[[], None]]] = []
        self._ticket = itertools.count()
        self._depth = 0
        kept, self.users = template()
        _copy(kept / "center", folder / "center")
        self.hall = Hall(self, folder / "center")
        self.places: list[Place] = []
        self.book = Book(self)
        for number in self._present():
            _copy(kept / str(number), folder / str(number))
            users = [self.users[name] for name in PLACES[number][1]]
            place = Place(self, number, f"pc{number}", folder / str(number), users)
            place.slice_limit = 3 if self.dice.draw("slices", number) < 0.3 else None
            self.places.append(place)
        self.book.begin()
        self.acts = [(act, act.weight * self.favour(act.name)) for act in ACTS]

    def _present(self) -> list[int]:
        """The PCs of this seed: those at work already, and one to five of the others."""
        others = sorted(range(AT_WORK, len(PLACES)), key=lambda n: self.dice.draw("present", n))
        return [*range(AT_WORK), *sorted(others[: 1 + int(self.dice.draw("how many", 0) ** 2 * len(others))])]

    def favour(self, name: str) -> float:
        """Swarm testing: a seed leaves some things out and does others often."""
        drawn = self.dice.draw("favour " + name, 0)
        return 0.0 if drawn < 0.15 else 3.0 if drawn > 0.8 else 1.0

    def go(self) -> None:
        """Everything that happens, then the healing, then what must hold at the end."""
        at = 0.0
        for n in range(EVENTS):
            at += 40 + 3000 * self.dice.draw("gap", n) ** 2
            heapq.heappush(self._heap, (at, next(self._ticket), n, self._event(n)))
        self._run_heap()
        self._heal()
        end.check(self)

    def _run_heap(self) -> None:
        while self._heap:
            at, _, n, do = heapq.heappop(self._heap)
            self.time.now = at + self.passed
            if n is not None and self.choice.events is not None and n not in self.choice.events:
                continue
            if n is not None:
                self.happening.append(n)
            do()
            live.check(self)

    def _event(self, n: int) -> Callable[[], None]:
        drawn = self.dice.draw("event", n)
        place = self.dice.draw("who", n)
        if drawn < 0.42:
            return lambda: self._work(self.places[int(place * len(self.places))], 4 + n % 4)
        if drawn < 0.78:
            return lambda: self.places[int(place * len(self.places))].go_round()
        return lambda: happenings.happen(self, n, self.places[int(place * len(self.places))])

    def _work(self, place: Place, deeds: int) -> None:
        for _ in range(deeds):
            act_at(place, self.acts)

    def later(self, delay: float, do: Callable[[], None]) -> None:
        heapq.heappush(self._heap, (self.time.now - self.passed + delay, next(self._ticket), None, do))

    def meanwhile(self, place: Place, site: str) -> None:
        """While a request is on its way others go on: this PC's user saves, another PC goes its round."""
        if self._depth or not self.dice.fires("meanwhile|" + site, self.rates["meanwhile"]):
            return
        self._depth += 1
        try:
            if self.dice.draw("meanwhile what|" + site) < 0.5:
                self.happened("save meanwhile", f"while {place.name}'s round is under way:")
                self._work(place, 1 + self.dice.below("meanwhile deeds", 3))
            else:
                others = [p for p in self.places if p is not place]
                other = self.dice.pick("meanwhile who|" + site, others)
                self.happened("round meanwhile", f"while {place.name}'s round is under way, {other.name}'s:")
                if self.dice.draw("meanwhile first|" + site) < 0.6:
                    self._work(other, 2)
                other.go_round()
        finally:
            self._depth -= 1

    def rounded(self, place: Place, report: Report) -> None:
        if place.lost:
            raise Violation(f"locked out, and yet it got a round: {place.name}")
        self.stops.pop(place.name, None)
        counts = f"sent {report.sent} settled {report.settled} received {report.received}"
        self.say(f"{place.name}: round: {counts}")
        live.after_round(self, place)

    def stopped(self, place: Place, error: RoadError) -> None:
        self.stops[place.name] = error.code
        self.mark("stopped: " + error.code)
        if error.code != "unreachable":
            self.say(f"{place.name}: round stopped: {error.code}")

    def _heal(self) -> None:
        """No more faults; everybody goes their rounds until nothing moves."""
        self.dice.faults = False
        self.say("— from here on nothing goes wrong —")
        self._run_heap()
        self.healed = True
        for place in self.places:
            place.clock.go_on()
        busy = [place for place in self.places if not place.lost]
        for _ in range(PASSES):
            self.time.now += 90_000
            for place in busy:
                place.go_round()
                live.check(self)
            happenings.operator_confirms(self)
            busy = [place for place in self.places if not place.lost and not self._is_quiet(place)]
            if not busy:
                return

    def _is_quiet(self, place: Place) -> bool:
        """Whether another round of this PC would change nothing."""
        if place.name in self.stops or place.damaged or place.waiting_rows():
            return False
        device = place.store.device.id
        if any(each.store.device.id == device for each in self.places if each is not place):
            return False  # a copy that has done nothing yet is noticed when the other one comes again
        heads, epoch = dict(self.hall.rows("SELECT id, seq FROM scope")), self.hall.epoch
        return all(
            at == epoch and verified and not loading and seq == heads.get(scope, 0)
            for scope, (seq, at, loading, verified) in place.cursors().items()
        )

    def say(self, text: str) -> None:
        self.story.append(f"{self.time.now / 3600:7.2f}h {text}")

    def mark(self, name: str) -> None:
        self.marks[name] += 1

    def happened(self, name: str, text: str) -> None:
        """A fault came to pass."""
        self.mark(name)
        self.say("! " + text)

    def fingerprint(self) -> str:
        """One word for all that happened and how it ended."""
        rows = end.center_state(self.hall)
        return hashlib.blake2b(repr((self.story, rows)).encode(), digest_size=8).hexdigest()

    def close(self) -> None:
        for place in self.places:
            place.close()
        self.hall.shut()


def _copy(kept: Path, to: Path) -> None:
    shutil.copytree(kept, to, copy_function=shutil.copyfile)


@contextmanager
def world_of(choice: Choice) -> Iterator[World]:
    """A world in a folder of its own, with sets and pushes small enough that many are several."""
    template()
    folder = shelf()
    with ExitStack() as stack:
        gc.disable()  # what a run leaves is collected after it, at once
        stack.callback(gc.enable)
        stack.callback(shutil.rmtree, folder, ignore_errors=True)
        stack.enter_context(ids.determined("world", choice.seed))
        stack.enter_context(patch.object(capture, "SET_LIMIT", 5))
        stack.enter_context(patch.object(courier, "SETS_A_PUSH", 6))
        world = World(choice, folder)
        stack.callback(world.close)
        yield world


__all__ = ["Choice", "Violation", "World", "world_of"]
