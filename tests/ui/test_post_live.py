"""The courier goes when the center has news, and not for what it sent itself; the end waits for nobody."""

from __future__ import annotations

import random
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from deskapp.app import OpenDesk, open_desk
from deskapp.sync.courier import Report
from deskapp.sync.live import Heads
from deskapp.sync.road import RoadError
from deskapp.sync.timetable import Timetable
from deskapp.ui.post import LIVE, Post
from tests.cli.conftest import PASSWORD, Office, make_center
from tests.people import adding, household
from tests.process import CenterProcess
from tests.ui.test_post import Rounds

NEWS = {"houbao/papers": 7}


class News:
    """Waits until a test has something to tell."""

    def __init__(self, *, deaf: bool = False) -> None:
        self.tell: Any = None
        self.begun, self.stopped, self.freed = threading.Event(), threading.Event(), threading.Event()
        self.deaf = deaf
        self.here: Heads = {}
        self.arrivals = 0

    def run(self, tell: Any) -> None:
        self.tell = tell
        self.begun.set()
        (self.freed if self.deaf else self.stopped).wait(30)

    def stop(self) -> None:
        self.stopped.set()

    def arrived(self) -> None:
        self.arrivals += 1

    def behind(self, moved: Heads) -> bool:
        return any(self.here.get(scope, 0) < seq for scope, seq in moved.items())


def post_of(rounds: Rounds, news: News) -> Post:
    post = Post(rounds, Timetable(random.Random(1), next_at=float("inf")), news)
    assert news.begun.wait(10)
    return post


@pytest.fixture
def news() -> News:
    return News()


@pytest.fixture
def rounds() -> Rounds:
    return Rounds()


@pytest.fixture
def post(rounds: Rounds, news: News, qapp: Any) -> Iterator[Post]:
    post = post_of(rounds, news)
    yield post
    post.close()


def live_threads() -> list[threading.Thread]:
    return [thread for thread in threading.enumerate() if thread.name == LIVE]


def test_news_send_the_courier_at_once(post: Post, rounds: Rounds, news: News, qtbot: Any) -> None:
    with qtbot.waitSignal(post.finished):
        news.tell(NEWS)
    assert rounds.went == 1
    assert news.arrivals == 1


def test_what_this_desk_sent_itself_is_no_news(post: Post, rounds: Rounds, news: News, qtbot: Any) -> None:
    """The echo arrives while the round that caused it still runs, and is looked at after it."""
    rounds.gate = threading.Event()
    with qtbot.waitSignal(post.started):
        post.go_now()
    news.tell(NEWS)
    news.here = dict(NEWS)
    with qtbot.waitSignal(post.finished):
        rounds.gate.set()
    with qtbot.waitSignal(post.finished):
        news.tell({"houbao/papers": 8})
    assert rounds.went == 2


def test_news_do_not_break_into_the_patience_the_center_asked_for(
    post: Post, rounds: Rounds, news: News, qtbot: Any
) -> None:
    rounds.error = RoadError("busy", retry_after=3600)
    with qtbot.waitSignal(post.failed):
        post.go_now()
    rounds.error = None
    news.tell(NEWS)
    with qtbot.waitSignal(post.finished):
        post.go_now()
    assert rounds.went == 2


def test_a_round_that_was_served_with_a_word_is_followed_later(
    rounds: Rounds, news: News, qtbot: Any
) -> None:
    timetable = Timetable(random.Random(1), next_at=float("inf"))
    rounds.report = Report(retry_after=5_000)
    post = Post(rounds, timetable, news)
    with qtbot.waitSignal(post.finished):
        post.go_now()
    post.close()
    assert timetable.next_at > time.monotonic() + 4_900


def test_closing_ends_the_thread_that_waits(rounds: Rounds, news: News, qapp: Any) -> None:
    post = post_of(rounds, news)
    assert len(live_threads()) == 1
    begun = time.monotonic()
    post.close()
    assert time.monotonic() - begun < 1
    assert live_threads() == []


def test_closing_does_not_wait_for_a_connection_that_is_being_made(rounds: Rounds, qapp: Any) -> None:
    news = News(deaf=True)
    post = post_of(rounds, news)
    begun = time.monotonic()
    post.close()
    assert time.monotonic() - begun < 1.5
    news.freed.set()
    for thread in live_threads():
        thread.join(10)


# --- over a real wire


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    make_center(tmp_path / "center")
    office = Office(CenterProcess(tmp_path / "center"), tmp_path / "center")
    yield office
    office.process.kill()


def seated(office: Office, folder: Path, user: str) -> OpenDesk:
    opened = open_desk(office.desk(folder, user), PASSWORD)
    opened.sync()
    return opened


class Counting:
    """A desk whose rounds are counted."""

    def __init__(self, opened: OpenDesk) -> None:
        self.opened, self.went = opened, 0
        self.tidy = opened.tidy

    def sync(self, tell: Any, stopping: Any) -> Report:
        self.went += 1
        return self.opened.sync(tell, stopping)


def test_what_one_desk_sends_is_at_the_other_within_two_seconds_and_nobody_goes_for_an_echo(
    office: Office, tmp_path: Path, qtbot: Any
) -> None:
    here = Counting(seated(office, tmp_path / "here", "冉小禾"))
    there = Counting(seated(office, tmp_path / "there", "蒲晓舟"))
    never = float("inf")
    posts = [
        Post(each, Timetable(random.Random(1), next_at=never), each.opened.live()) for each in (here, there)
    ]
    took: list[float] = []
    for room in ("501", "502", "503"):
        here.opened.desk.do(adding(household(room)))
        begun = time.monotonic()
        with qtbot.waitSignal(posts[1].finished, timeout=20_000) as got:
            posts[0].go_now()
        took.append(time.monotonic() - begun)
        assert got.args[0].received == 1
    qtbot.waitUntil(lambda: here.went == 3, timeout=10_000)
    begun = time.monotonic()
    for post in posts:
        post.close()
    assert time.monotonic() - begun < 1.5
    assert live_threads() == []
    for each in (here, there):
        each.opened.close()
    assert max(took) < 2.5, took
    assert (here.went, there.went) == (3, 3)
