"""Back-pressure: so many at work, a short line, the rest told when to come; who waited longest is first."""

from __future__ import annotations

import asyncio
import random
import threading
from typing import Any

import pytest

from center.refusal import Refused
from center.turns import AT_WORK, IN_LINE, LATE, PATIENCE_FROM, SOON, Turns
from deskapp.models.clock import Clock, ClockAt
from deskapp.sync.nonces import Nonces
from deskapp.sync.road import HttpRoad, RoadError
from deskapp.sync.timetable import Timetable
from tests.center.test_concurrency import all_at_once
from tests.nursery import Child
from tests.people import adding, household
from tests.process import environment
from tests.town import Seat, Town

NOW = "2026-11-24T01:00:00Z"


class Counter:
    """Turns with one at work and two in line, whose work ends when a test says so."""

    def __init__(self, clock: Clock | None = None) -> None:
        self.clock = clock or ClockAt(NOW)
        self.turns = Turns(self.clock, random.Random(1), at_work=1, in_line=2)
        self.served: list[str] = []
        self.gate = threading.Semaphore(0)

    def come(self, who: str) -> asyncio.Task[Any]:
        def work() -> str:
            self.gate.acquire(timeout=30)
            self.served.append(who)
            return who

        return asyncio.create_task(self.turns.take(who, work))

    def serve(self, many: int = 1) -> None:
        for _ in range(many):
            self.gate.release()


async def refusal(task: asyncio.Task[Any]) -> int:
    with pytest.raises(Refused, match="busy") as refused:
        await asyncio.wait_for(task, 10)
    assert refused.value.status == 503
    return int(refused.value.refusal.params["retry_after"])


async def settled() -> None:
    for _ in range(5):
        await asyncio.sleep(0)


def test_they_are_served_in_the_order_they_came() -> None:
    async def day() -> Counter:
        counter = Counter()
        tasks = [counter.come(who) for who in "abc"]
        await settled()
        counter.serve(3)
        assert await asyncio.gather(*tasks) == ["a", "b", "c"]
        return counter

    assert asyncio.run(day()).served == ["a", "b", "c"]


def test_a_full_line_sends_the_last_one_away_and_says_when_to_come() -> None:
    async def day() -> int:
        counter = Counter()
        tasks = [counter.come(who) for who in "abcd"]
        seconds = await refusal(tasks[3])
        counter.serve(3)
        await asyncio.gather(*tasks[:3])
        assert counter.served == ["a", "b", "c"]
        return seconds

    assert SOON <= asyncio.run(day()) <= 2 * SOON


def test_who_was_sent_away_stands_before_all_who_came_later() -> None:
    async def day() -> Counter:
        clock = ClockAt(NOW)
        counter = Counter(clock)
        first = [counter.come(who) for who in "abc"]
        away = counter.come("z")
        await refusal(away)
        clock.advance(seconds=5)
        counter.serve(2)
        await asyncio.gather(*first[:2])
        await settled()
        later = [counter.come("x"), counter.come("y")]
        await settled()
        again = counter.come("z")
        await refusal(later[1])  # the place of the last one is given up to z
        counter.serve(3)
        await asyncio.gather(first[2], later[0], again)
        return counter

    assert asyncio.run(day()).served == ["a", "b", "c", "z", "x"]


def test_a_turn_that_fails_and_one_who_left_give_their_places_on() -> None:
    async def day() -> list[str]:
        counter = Counter()

        def broken() -> None:
            raise ValueError

        with pytest.raises(ValueError):  # noqa: PT011
            await counter.turns.take("a", broken)
        busy, gone, next_one = (counter.come(who) for who in "bcd")
        await settled()
        gone.cancel()
        await settled()
        counter.serve(2)
        await asyncio.gather(busy, next_one)
        counter.serve()
        await asyncio.wait_for(counter.come("e"), 10)
        return counter.served

    assert asyncio.run(day()) == ["b", "d", "e"]


def test_those_who_are_sent_away_do_not_all_come_again_at_the_same_moment() -> None:
    async def day() -> list[int]:
        counter = Counter()
        counter.turns._a_turn = 20.0  # noqa: SLF001
        tasks = [counter.come(f"{n}") for n in range(103)]
        seconds = [await refusal(task) for task in tasks[3:]]
        counter.serve(3)
        await asyncio.gather(*tasks[:3])
        return seconds

    seconds = asyncio.run(day())
    assert len(set(seconds)) > 40
    assert all(SOON <= each <= 2 * LATE for each in seconds)


def test_those_who_are_served_are_asked_for_patience_only_when_much_is_in_the_line() -> None:
    async def day() -> tuple[int, int]:
        counter = Counter()
        tasks = [counter.come(who) for who in "abc"]
        await settled()
        calm = counter.turns.retry_after()
        counter.turns._a_turn = PATIENCE_FROM  # noqa: SLF001
        loaded = counter.turns.retry_after()
        counter.serve(3)
        await asyncio.gather(*tasks)
        return calm, loaded

    calm, loaded = asyncio.run(day())
    assert calm == 0
    assert loaded >= 2 * PATIENCE_FROM


def test_eighty_desks_at_five_oclock_are_not_refused() -> None:
    async def day() -> int:
        turns = Turns(Clock(), random.Random(1))
        return len(
            await asyncio.gather(*(turns.take(f"{n}", lambda: None) for n in range(AT_WORK + IN_LINE)))
        )

    assert asyncio.run(day()) == AT_WORK + IN_LINE


# --- on a real wire


class Caller:
    """A desk that comes until it is served, as its timetable says; its clock need not wait."""

    def __init__(self, seat: Seat, address: str, number: int) -> None:
        self.road = HttpRoad(address, seat.desk.store.device, Nonces(seat.desk.store))
        self.seat, self.timetable = seat, Timetable(random.Random(number))
        self.refused: list[float] = []
        self.codes: set[str] = set()
        self.served = False
        seat.road = self.road

    def round(self) -> None:
        """Served, or told when to come again."""
        try:
            self.seat.sync()
            self.served = True
        except RoadError as error:
            self.codes.add(error.code)
            self.timetable.failed(0.0, error.params.get("retry_after", 0))
            self.refused.append(self.timetable.next_at)


def test_more_than_it_bears_are_refused_for_a_while_and_each_is_served_later(town: Town) -> None:
    seats = [town.join("houbao") for _ in range(24)]
    for number, seat in enumerate(seats):
        seat.do(adding(household(f"{number}")))
    center = Child("tests.center.small_center", str(town.folder / "center"), env=environment())
    address = center.stdout.readline().strip()
    try:
        callers = [Caller(seat, address, number) for number, seat in enumerate(seats)]
        waiting, turns = callers, 0
        while waiting:
            turns += 1
            assert turns < 24, "somebody starves"
            all_at_once([caller.round for caller in waiting])
            waiting = [caller for caller in waiting if not caller.served]
        for caller in callers:
            caller.road.close()
    finally:
        center.kill()
        center.wait()
    refused = [seconds for caller in callers for seconds in caller.refused]
    assert refused
    assert all(SOON <= seconds <= 2 * LATE for seconds in refused)
    assert {code for caller in callers for code in caller.codes} == {"busy"}
    assert max(len(caller.refused) for caller in callers) <= 12
    assert len(town.center_rows("household")) == 24
