"""A house for window tests: a profile with a cheap lock, a center in this process, a keyboard."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from threading import Event
from typing import Any, ClassVar

from PySide6.QtCore import QCoreApplication, QDeadlineTimer, QEvent, QEventLoop, Qt, QTimer
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from deskapp.desk import Desk
from deskapp.models.clock import ClockAt
from deskapp.store import Store
from deskapp.store.lock import Cost, Lock
from deskapp.sync import courier
from deskapp.sync.timetable import Timetable
from deskapp.ui.ask import Ask
from deskapp.ui.entrance import Entrance
from deskapp.ui.post import Post
from deskapp.ui.shell import Shell
from deskapp.ui.standing import Fact
from deskapp.ui.strips import Strip
from tests.town import KEY, LocalRoad, Seat, Town

CHEAP = Cost(8, 1, 1)
PASSWORD = "tongyong-12345"
FLAGS = QEventLoop.ProcessEventsFlag.AllEvents | QEventLoop.ProcessEventsFlag.WaitForMoreEvents
LOOK_EVERY = 2


@dataclass
class TownDesk:
    """What app.OpenDesk is to the window, on a road without a wire."""

    profile: Path
    desk: Desk
    user: str
    seat: Seat
    center: str = "town"
    closed: bool = False

    def sync(self, tell: Any = lambda _progress: None, stopping: Any = lambda: False) -> courier.Report:
        return courier.go_round(self.desk.store, self.seat.road, tell, stopping)

    def tidy(self) -> None:
        self.desk.store.fold()

    def road(self) -> FileLine:
        return FileLine(self)

    @contextmanager
    def round(self, patience: float = 0) -> Iterator[None]:
        yield

    def refresh_actor(self) -> Any:
        return self.desk.actor

    def close(self) -> None:
        self.closed = True
        self.desk.store.close()


class FileLine:
    """The road of one run of files: the seat's own way to the center's files, with a gate a test may shut."""

    gate: ClassVar[Event | None] = None
    fault: ClassVar[Exception | None] = None

    def __init__(self, opened: TownDesk) -> None:
        self._road = LocalRoad(opened.seat.road.database, opened.desk.store.device.id, opened.desk.clock)
        self._road.blobs = opened.seat.road.blobs

    def __getattr__(self, name: str) -> Any:
        if self.fault is not None:
            raise self.fault
        if self.gate is not None:
            self.gate.wait(20)
        return getattr(self._road, name)

    def close(self) -> None:
        pass


class Files(Ask):
    """Chooses files in the order given."""

    def __init__(self, files: list[Path]) -> None:
        self._files = files

    def open_file(self, parent: QWidget, title: str, kinds: str, folder: Path | None = None) -> Path | None:
        return self._files.pop(0)

    def open_files(self, parent: QWidget, title: str, kinds: str) -> list[Path]:
        files, self._files[:] = list(self._files), []
        return files

    def choose_folder(self, parent: QWidget, title: str) -> Path | None:
        return self._files.pop(0)

    def save_file(self, parent: QWidget, title: str, name: str, kinds: str) -> Path | None:
        return self._files.pop(0) / name

    def printer(self, parent: QWidget, title: str) -> Any:
        return None


class House:
    """A community's PC with one worker, and the shell in front of it."""

    def __init__(self, folder: Path, *, enrolled: bool = True) -> None:
        self.town = Town(folder, clock=ClockAt("2026-11-24T02:12:00Z"))
        self.town.community("houbao", "后堡社区")
        self.seat = self.town.join("houbao")
        self.profile = folder / self.seat.name
        self.opened: list[TownDesk] = []
        self.enrolled: list[tuple[Any, ...]] = []
        self.refusal: Exception | None = None
        self.seat.desk.store.close()
        if enrolled:
            self.give_slot(PASSWORD)
        self.files: list[Path] = []
        """What is chosen the next times a file is asked for."""
        app = QApplication.instance()
        self.shell = Shell(app, self.entrance(), ask=Files(self.files), make_post=self.post)
        self.shell.start()
        QTest.qWaitForWindowActive(self.shell.frame)

    def give_slot(self, password: str) -> None:
        lock = Lock(self.profile, cost=CHEAP)
        lock.create(with_keyring=False)
        lock.add(KEY, self.seat.desk.actor.id, self.seat.desk.actor.name, password)

    def entrance(self) -> Entrance:
        return Entrance(
            self.profile, lambda: None, self._open, self._check, self._enrol, self._add_user, self._change
        )

    def _open(self, password: str, user: str) -> TownDesk:
        key, who = Lock(self.profile).open(password, user)
        store = Store.open(self.profile, key, self.town.clock)
        made = TownDesk(self.profile, Desk(store, self.seat.desk.actor, store.clock), who, self.seat)
        self.opened.append(made)
        return made

    def _check(self, password: str, user: str) -> None:
        Lock(self.profile).open(password, user)

    def _enrol(self, *asked: Any) -> str:
        if self.refusal is not None:
            raise self.refusal
        self.enrolled.append(asked)
        self.give_slot(asked[3])
        return self.seat.desk.actor.id

    def _add_user(self, opened: Any, own: str, code: str, name: str, password: str) -> str:
        lock = Lock(self.profile, cost=CHEAP)
        key, _ = lock.open(own, opened.user)
        lock.add(key, f"user-{code}", name, password)
        return name

    def _change(self, opened: Any, old: str, new: str) -> None:
        lock = Lock(self.profile, cost=CHEAP)
        key, user = lock.open(old, opened.user)
        lock.add(key, user, self.seat.desk.actor.name, new)

    @staticmethod
    def post(opened: Any) -> Post:
        """Rounds go only when somebody asks for them."""
        return Post(opened, Timetable(random.Random(1), next_at=float("inf")))

    # --- what somebody in front of it does and sees

    @property
    def screen(self) -> Any:
        assert self.shell.seat is not None
        return self.shell.seat.screens[self.shell.frame.open_screen()]

    @property
    def screens(self) -> dict[str, Any]:
        assert self.shell.seat is not None
        return self.shell.seat.screens

    def sign_in(self) -> House:
        type_words(PASSWORD)
        press(Qt.Key.Key_Return)
        self.until(lambda: self.shell.seat is not None)
        self.settle()
        return self

    def go_to(self, name: str) -> Any:
        self.shell.frame.show_screen(name)
        self.settle()
        return self.screen

    def strip(self) -> str:
        """What the strip above the work says; nothing when there is none."""
        strips = self._strips()
        return strips[-1].accessibleName() if strips else ""

    def press_strip(self) -> None:
        """The first button of the strip."""
        self._strips()[-1].buttons[0].click()

    def _strips(self) -> list[Strip]:
        return [each for each in self.shell.frame.findChildren(Strip) if each.isVisible()]

    def fact(self, name: str) -> str:
        """What the strip at the foot says of the road, the sync, what waits …"""
        return next(fact.text() for fact in self.shell.frame.findChildren(Fact) if fact.name == name)

    def until(self, came: Callable[[], Any]) -> None:
        """Between two looks Qt waits, as in a real window: a loop in Python would starve other threads."""
        limit, tick = QDeadlineTimer(20_000), QTimer()
        tick.start(LOOK_EVERY)
        while not came():
            QApplication.processEvents(FLAGS)
            assert not limit.hasExpired(), "it did not come"

    def settle(self) -> None:
        """Until the store's thread has answered all that was asked."""
        for _ in range(4):
            heard: list[Any] = []
            if self.shell.seat is not None:
                self.shell.seat.desk.call(self.shell, lambda: None, heard.append)
                self.until(lambda heard=heard: heard)
            QApplication.processEvents()
            QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)

    def close(self) -> None:
        self.shell.frame.close()
        for _ in range(3):
            QApplication.processEvents()
        self.shell.frame.deleteLater()
        self.shell.watch.set_limit(0)
        self.shell.app.removeEventFilter(self.shell.watch)
        self.shell.deleteLater()
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
        self.town.center.close()


def focused() -> QWidget:
    widget = QApplication.focusWidget()
    assert widget is not None
    return widget


def press(key: Qt.Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
    QTest.keyClick(focused(), key, modifier)


def type_words(words: str) -> None:
    """As the keyboard or an input method writes them."""
    for word in words:
        if word.isascii():
            QTest.keyClicks(focused(), word)
        else:
            event = QInputMethodEvent()
            event.setCommitString(word)
            QCoreApplication.sendEvent(focused(), event)


def tab_to(name: str, limit: int = 40) -> QWidget:
    """Tab until the focus stands on what is named or says so."""
    for _ in range(limit):
        here = focused()
        if name in (here.accessibleName(), getattr(here, "text", str)()):
            return here
        press(Qt.Key.Key_Tab)
    raise AssertionError(f"Tab never comes to {name!r}")
