"""The courier's thread goes rounds by itself and tells the window about them."""

from __future__ import annotations

import random
import threading
from typing import Any

import pytest

from deskapp.sync.courier import Progress, Report, Stopped
from deskapp.sync.road import RoadError
from deskapp.sync.timetable import Timetable
from deskapp.ui.post import Post


class Rounds:
    """Rounds that end as a test wants."""

    def __init__(self) -> None:
        self.went = self.tidied = 0
        self.error: Exception | None = None
        self.gate: threading.Event | None = None
        self.stopped = False
        self.report = Report(sent=2)

    def tidy(self) -> None:
        self.tidied += 1

    def sync(self, tell: Any, stopping: Any) -> Report:
        self.went += 1
        tell(Progress("push", 1, 2))
        if self.gate:
            self.gate.wait(10)
        if stopping():
            self.stopped = True
            raise Stopped
        if self.error:
            raise self.error
        return self.report


@pytest.fixture
def rounds() -> Rounds:
    return Rounds()


@pytest.fixture
def post(rounds: Rounds, qapp: Any) -> Any:
    post = Post(rounds, Timetable(random.Random(1), next_at=float("inf")))
    yield post
    post.close()


def test_a_round_asked_for_goes_at_once_and_reports(post: Post, rounds: Rounds, qtbot: Any) -> None:
    with qtbot.waitSignals([post.started, post.progressed, post.finished]):
        post.go_now()
    assert rounds.went == 1
    qtbot.waitUntil(lambda: rounds.tidied == 1)


def test_a_round_that_fails_is_told_with_its_reason(post: Post, rounds: Rounds, qtbot: Any) -> None:
    rounds.error = RoadError("unreachable", address="http://127.0.0.1:1")
    with qtbot.waitSignal(post.failed) as got:
        post.go_now()
    assert got.args[0].code == "unreachable"
    rounds.error = None
    with qtbot.waitSignal(post.finished):
        post.go_now()


def test_closing_stops_a_running_round_between_two_steps(rounds: Rounds, qtbot: Any) -> None:
    rounds.gate = threading.Event()
    post = Post(rounds, Timetable(random.Random(1), next_at=float("inf")))
    with qtbot.waitSignal(post.started):
        post.go_now()
    threading.Timer(0.05, rounds.gate.set).start()
    post.close()
    assert rounds.stopped
