"""Live when online: a desk waits for news, hears of each once, rests after errors and ends at once."""

from __future__ import annotations

import queue
import random
import threading
from collections.abc import Callable
from typing import Any

import pytest

from deskapp.models.wire import Refusal, Wait, Waited
from deskapp.sync.live import JITTER, Heads, Live
from deskapp.sync.timetable import FIRST_FAILURE
from deskapp.sync.trouble import RoadError
from tests.people import adding, household
from tests.town import Seat, Town


class Center:
    """A road that answers what a test says, and remembers what it was asked."""

    def __init__(self) -> None:
        self.answers: queue.Queue[Heads | RoadError | None] = queue.Queue()
        self.asked: list[Wait] = []
        self.made = self.closed = 0
        self.waiting = threading.Event()

    def __call__(self) -> Center:
        self.made += 1
        return self

    def wait(self, request: Wait) -> Waited:
        self.asked.append(request)
        self.waiting.set()
        answer = self.answers.get(timeout=30)
        self.waiting.clear()
        if answer is None:
            raise RoadError("unreachable")
        if isinstance(answer, RoadError):
            raise answer
        return Waited(answer)

    def cut(self) -> None:
        self.answers.put(None)

    def close(self) -> None:
        self.closed += 1


class Listener:
    """A Live at a seat, in a thread of its own, that never really rests."""

    def __init__(self, seat: Seat, center: Center) -> None:
        self.center = center
        self.heard: list[Heads] = []
        self.rests: list[float] = []
        self.in_rest: Callable[[], None] = lambda: None
        self.live = Live(seat.desk.store, center, random.Random(1), self.rest)
        self.thread = threading.Thread(target=self.live.run, args=(self.heard.append,))

    def rest(self, _awake: threading.Event, seconds: float) -> None:
        self.rests.append(seconds)
        self.in_rest()

    def hears(self, *answers: Heads | RoadError) -> Listener:
        """Lets the center answer so, one after the other, and stops then."""
        for answer in answers:
            self.center.answers.put(answer)
        self.thread.start()
        while len(self.center.asked) <= len(answers):
            self.thread.join(0.01)
        self.end()
        return self

    def end(self) -> None:
        self.live.stop()
        self.thread.join(10)
        assert not self.thread.is_alive()


@pytest.fixture
def center() -> Center:
    return Center()


@pytest.fixture
def listener(seat: Seat, center: Center) -> Listener:
    return Listener(seat, center)


@pytest.fixture
def seat(tmp_path: Any) -> Any:
    town = Town(tmp_path)
    town.community("houbao")
    seat = town.join("houbao")
    seat.sync()
    yield seat
    town.close()


def test_it_says_how_far_it_is_and_tells_what_moved(listener: Listener, seat: Seat, center: Center) -> None:
    listener.hears({"houbao/roster": 4})
    assert listener.heard == [{"houbao/roster": 4}]
    asked = center.asked[0]
    assert (asked.device, asked.epoch) == (seat.desk.store.device.id, seat.desk.store.text("epoch"))
    assert asked.heads.keys() == {"street/public", "houbao/roster", "houbao/field", "houbao/papers"}
    assert asked.heads["street/public"] > 0


def test_what_was_told_once_is_not_asked_for_again(listener: Listener, center: Center) -> None:
    listener.hears({"houbao/roster": 4}, {"houbao/field": 7})
    assert center.asked[1].heads["houbao/roster"] == 4
    assert (center.asked[2].heads["houbao/roster"], center.asked[2].heads["houbao/field"]) == (4, 7)
    assert listener.heard == [{"houbao/roster": 4}, {"houbao/field": 7}]


def test_the_desks_of_a_scope_do_not_come_together(seat: Seat) -> None:
    firsts = set()
    for number in range(40):
        listener = Listener(seat, Center())
        listener.live = Live(seat.desk.store, listener.center, random.Random(number), listener.rest)
        listener.thread = threading.Thread(target=listener.live.run, args=(listener.heard.append,))
        firsts.add(round(listener.hears({"houbao/roster": 4}).rests[0], 3))
    assert len(firsts) > 30
    assert max(firsts) <= JITTER


def test_nothing_moved_is_told_to_nobody_and_asked_again(listener: Listener, center: Center) -> None:
    listener.hears({}, {}, {})
    assert listener.heard == []
    assert len(center.asked) == 4
    assert listener.rests[:3] == [1.0] * 3


def test_after_errors_it_rests_longer_each_time_and_on_a_road_made_anew(
    listener: Listener, center: Center
) -> None:
    listener.hears(*[RoadError("unreachable")] * 4, {}, RoadError("unreachable"))
    rests = [seconds for seconds in listener.rests if seconds > 1]
    expected = [FIRST_FAILURE * n for n in (1, 2, 4, 8, 1)]
    assert rests[:5] == [pytest.approx(seconds, rel=0.21) for seconds in expected]
    assert center.made == 6
    assert center.closed == 6


def test_a_center_that_says_when_is_asked_then(listener: Listener) -> None:
    busy = RoadError("busy", Refusal("busy", {"retry_after": 17}), retry_after=17)
    listener.hears(busy, busy)
    assert listener.rests[:2] == [17, 17]


def test_a_round_that_ended_well_ends_the_rest(seat: Seat, center: Center) -> None:
    live = Live(seat.desk.store, center, random.Random(1))
    thread = threading.Thread(target=live.run, args=(lambda _moved: None,))
    center.answers.put(RoadError("unreachable"))
    thread.start()
    while not center.closed:
        thread.join(0.01)
    live.arrived()
    assert center.waiting.wait(10), "it still rests"
    while len(center.asked) < 2:
        thread.join(0.01)
    live.stop()
    thread.join(10)
    assert not thread.is_alive()


@pytest.mark.parametrize("state", ["asking", "resting", "not begun"])
def test_stopping_ends_it_within_a_second_and_the_store_is_not_touched_again(
    seat: Seat, center: Center, state: str
) -> None:
    live = Live(seat.desk.store, center, random.Random(1))
    thread = threading.Thread(target=live.run, args=(lambda _moved: None,))
    if state == "resting":
        center.answers.put(RoadError("unreachable"))
    if state != "not begun":
        thread.start()
    assert state != "asking" or center.waiting.wait(10)
    while state == "resting" and not center.closed:
        thread.join(0.01)
    live.stop()
    if state == "not begun":
        thread.start()
    thread.join(1)
    assert not thread.is_alive()
    asked = len(center.asked)
    assert asked == (0 if state == "not begun" else 1)


def test_after_a_renewal_or_a_new_epoch_all_is_asked_anew(seat: Seat, center: Center) -> None:
    listener = Listener(seat, center)
    listener.in_rest = lambda: seat.desk.store.put("epoch", "another")
    listener.hears({"houbao/roster": 400}, {})
    assert center.asked[0].heads["houbao/roster"] < 400
    assert center.asked[1].epoch == "another"
    assert center.asked[1].heads["houbao/roster"] == center.asked[0].heads["houbao/roster"]
    assert center.made == 2


def test_a_desk_knows_whether_it_has_what_it_was_told_of(seat: Seat, center: Center) -> None:
    live = Live(seat.desk.store, center)
    assert live.behind({"houbao/roster": 1})
    seat.do(adding(household()))
    seat.sync()
    assert not live.behind({"houbao/roster": 1})
    assert live.behind({"houbao/roster": 1, "houbao/field": 1})
