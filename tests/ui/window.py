"""A desk with its window for tests: a real store, its thread, a worker's screens in the frame."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from PySide6.QtCore import QCoreApplication, QEvent, QEventLoop, QObject, Qt, QTimer
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QWidget
from sqlalchemy import select

from deskapp.desk import Desk
from deskapp.models.actor import Actor
from deskapp.models.campaign import Assignment
from deskapp.models.clock import Clock, ClockAt
from deskapp.models.household import Household as Home
from deskapp.models.person import Person
from deskapp.models.record import table_of
from deskapp.store import drafts
from deskapp.ui.ask import Answered
from deskapp.ui.frame import Frame
from deskapp.ui.screen import Screen, Sitting
from deskapp.ui.screens.buildings import Buildings
from deskapp.ui.screens.household import Household
from deskapp.ui.screens.households import Households
from deskapp.ui.screens.today import Today
from deskapp.ui.strips import Strip
from deskapp.ui.thread import DeskThread
from tests.people import TODAY, WORKER
from tests.town import blank_store

NOW = f"{TODAY}T02:12:00Z"
DOORS = 24


def open_desk(folder: Path, actor: Actor = WORKER, clock: Clock | None = None) -> Desk:
    store = blank_store(folder, clock or ClockAt(NOW))
    store.put("epoch", "e")
    return Desk(store, actor, store.clock)


class Window:
    """What the shell composes, as much as these screens need of it."""

    def __init__(self, desk: Desk) -> None:
        self.desk = desk
        self.thread = DeskThread(desk)
        self.broke: list[Exception] = []
        self.closed = False
        self.thread.broke.connect(self.broke.append)
        self.led: list[tuple[str, Any]] = []
        self.frame = Frame()
        self.sitting = Sitting(self.thread, desk.actor, desk.clock, Answered(), self.frame.say, self.lead)
        self.screens: dict[str, Screen] = {}
        for made in (Today, Buildings, Households, Household):
            screen = self.screens[made.name] = made(self.sitting)
            self.frame.add_screen(made.name, screen.title(), made.icon, screen, rail=made.rail)
        self.thread.changed.connect(self.refresh)
        self.frame.closing.connect(self.leave)

    @property
    def today(self) -> Any:
        return self.screens["today"]

    @property
    def buildings(self) -> Any:
        return self.screens["buildings"]

    @property
    def households(self) -> Any:
        return self.screens["households"]

    @property
    def household(self) -> Any:
        return self.screens["household"]

    def lead(self, name: str, subject: Any) -> None:
        self.led.append((name, subject))
        if name in self.screens:
            self.leave()
            self.frame.show_screen(name)
            self.screens[name].open(subject)

    def refresh(self, sets: Any) -> None:
        kinds = {change.kind for each in sets for change in each.changes}
        shown = self.screens[self.frame.open_screen()]
        if kinds & shown.watches:
            shown.refresh()

    def leave(self) -> None:
        self.screens[self.frame.open_screen()].leave()

    def show(self) -> Window:
        self.frame.show()
        self.frame.activateWindow()
        QTest.qWaitForWindowActive(self.frame)
        self.frame.show_screen(self.frame.open_screen())
        self.settle()
        return self

    def settle(self) -> None:
        """Until the store's thread has answered everything asked so far, and what these answers asked."""
        for _ in range(4):
            loop, owner = QEventLoop(), QObject()
            heard: list[None] = []
            self.thread.call(owner, lambda: None, heard.append)
            self.thread.call(owner, lambda: None, lambda _, loop=loop: loop.quit())
            QTimer.singleShot(20_000, loop, loop.quit)
            loop.exec()
            assert heard, "the store's thread does not answer"
            QApplication.processEvents()
            QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)

    def close(self) -> None:
        if self.closed:
            return
        self.closed = True
        self.frame.close()
        self.settle()
        self.thread.close()
        self.frame.deleteLater()
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
        self.desk.store.close()


class Pointers(QObject):
    """Counts what a mouse or a finger would send."""

    seen = 0

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        kinds = (QEvent.Type.MouseButtonPress, QEvent.Type.MouseButtonRelease, QEvent.Type.TouchBegin)
        self.seen += event.type() in kinds
        return False


def focused() -> QWidget:
    widget = QApplication.focusWidget()
    assert widget is not None
    return widget


def press(key: Qt.Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
    """A key as the keyboard sends it: to whatever has the focus."""
    QTest.keyClick(focused(), key, modifier)


def type_words(words: str) -> None:
    """Latin letters and digits come as keys, all else as an input method commits it."""
    for word in words:
        if word.isascii():
            QTest.keyClicks(focused(), word)
        else:
            compose(word)


def compose(committed: str, preedit: str = "") -> None:
    event = QInputMethodEvent(preedit, [])
    event.setCommitString(committed)
    QCoreApplication.sendEvent(focused(), event)


def tab_to(name: str, limit: int = 30) -> QWidget:
    """Tab until the focus stands on what is named so."""
    for _ in range(limit):
        here = focused()
        if name in (here.accessibleName(), here.text() if isinstance(here, QAbstractButton) else ""):
            return here
        press(Qt.Key.Key_Tab)
    raise AssertionError(f"Tab never comes to {name!r}")


def fill(desk: Desk, doors: int = DOORS) -> list[str]:
    """One stair, all of it the worker's."""

    def add(session: Any) -> list[str]:
        made = []
        for n in range(doors):
            home = Home(
                community="houbao", estate="花园七村", building="3", unit="2",
                floor=str(n // 2 + 1), room=f"{n // 2 + 1}0{n % 2 + 1}", vacant=False,
            )  # fmt: skip
            session.add(home)
            session.flush()
            made.append(home.id)
            session.add(Person(household=home.id, name="冉小禾", relation="02", phone="13800138000"))
            session.add(Assignment(household=home.id, worker=desk.actor.id, since="2026-01-01"))
        return made

    return desk.do(add)


def rows(desk: Desk, kind: str) -> list[dict[str, Any]]:
    table = table_of(kind)
    with desk.store.engine.connect() as connection:
        found = connection.execute(select(table).where(table.c.gone.is_(False))).mappings()
        return [dict(row) for row in found]


def draft_of(desk: Desk, home: str) -> dict[str, Any] | None:
    with desk.store.engine.connect() as connection:
        found = drafts.find(connection, WORKER.id, "visit", home)
        return found.doc if found else None


def strips(window: Window) -> list[str]:
    found = window.frame.findChildren(Strip)
    return [strip.accessibleName() for strip in found if strip.isVisible()]


@contextmanager
def windows() -> Iterator[Callable[[Desk], Window]]:
    """Opens windows, closes those still open, and nothing may have broken in any."""
    made: list[Window] = []

    def show(desk: Desk) -> Window:
        made.append(Window(desk).show())
        return made[-1]

    yield show
    for window in made:
        window.close()
        assert window.broke == []
