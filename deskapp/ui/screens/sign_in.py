"""Signing in: one card with who and the password, or the card that lets this PC in with a one-time code.

page = SignIn(entrance, wishes.last_user)
page.opened                     Signal(object): an Opened, after the password was right
page.unlock(user)               the card of a locked desk: page.unlocked, or page.left to let somebody else in
page.wait()                     for the end of the program

It is no Screen and imports nothing of the store: the field has to be ready at once.
"""

from __future__ import annotations

from functools import partial
from typing import Any

from PySide6.QtCore import QTimer, Signal, Slot
from PySide6.QtWidgets import QComboBox, QStackedWidget, QVBoxLayout, QWidget

from deskapp.ui.aside import Aside
from deskapp.ui.ask import Ask
from deskapp.ui.buttons import button
from deskapp.ui.card import Card
from deskapp.ui.enrolment import Enrolment
from deskapp.ui.entrance import Entrance, Opened
from deskapp.ui.entrance import Slot as Seat
from deskapp.ui.secret import Secret
from deskapp.ui.words import problem


class SignIn(QWidget):
    """The page before the desk."""

    opened = Signal(object)
    unlocked = Signal()
    left = Signal()

    def __init__(
        self,
        entrance: Entrance,
        last_user: str = "",
        parent: QWidget | None = None,
        *,
        ask: Ask | None = None,
    ) -> None:
        super().__init__(parent)
        self._entrance = entrance
        self._aside = Aside(self)
        self._waiting: tuple[Any, Any] | None = None
        self._locked = ""
        self.keys = [("Enter", self.tr("进入")), ("Tab", self.tr("下一格"))]
        self.places = QStackedWidget(self)
        self._make_card()
        self.enrolment = Enrolment(ask or Ask(), self)
        self.enrolment.asked.connect(self._enrol)
        self.places.addWidget(self.card)
        self.places.addWidget(self.enrolment)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.places)
        self.show_seats(entrance.slots(), last_user)
        QTimer.singleShot(0, self, self._warm)

    def _make_card(self) -> None:
        self.card = Card(self.tr("进入互通"), self)
        self.who = QComboBox(self.card)
        self.who.setAccessibleName(self.tr("谁"))
        self.password = Secret(self.card, name=self.tr("口令"))
        self.card.row(self.tr("谁"), self.who)
        self.card.row(self.tr("口令"), self.password)
        self.enter = button(self.tr("进入"), "main", key="Enter", parent=self.card)
        self.other = button(self.tr("换一位"), "quiet", parent=self.card)
        self.other.hide()
        self.card.act(self.enter)
        self.card.act(self.other)
        self.card.note(self.tr("资料只在这台电脑上，用您的口令锁着。没有网也能进"))
        self.password.returnPressed.connect(self._enter)
        self.password.caps.connect(self._hint)
        self.password.textEdited.connect(self.card.quiet)
        self.enter.clicked.connect(self._enter)
        self.other.clicked.connect(self.left)

    def show_seats(self, seats: list[Seat], last_user: str = "") -> None:
        """Who can be chosen; nobody means that this PC has to be let in first."""
        self.who.clear()
        for seat in seats:
            self.who.addItem(seat.name, seat.user)
        self.who.setCurrentIndex(max(0, self.who.findData(last_user)))
        self.places.setCurrentWidget(self.card if seats else self.enrolment)

    def unlock(self, user: str) -> None:
        """The desk stays as it is behind the card."""
        self._locked = user
        self.who.setCurrentIndex(max(0, self.who.findData(user)))
        self.who.setEnabled(False)
        self.card.title.setText(self.tr("锁上了"))
        self.card.tell(self.tr("您写的都还在，输口令接着做"), "still")
        self.other.show()
        self.places.setCurrentWidget(self.card)

    def arrive(self) -> None:
        first = self.password if self.places.currentWidget() is self.card else self.enrolment.center
        first.setFocus()

    @Slot()
    def _warm(self) -> None:
        """While the password is typed, what comes next is imported."""
        if not self._aside.busy:
            self._aside.run(self._entrance.warm, self._nothing, self._nothing)

    def _nothing(self, _answer: Any) -> None:
        self._begin_waiting()

    @Slot(bool)
    def _hint(self, on: bool) -> None:
        if on:
            self.card.tell(self.tr("大写锁定开着，口令分大小写"), "waiting")
        else:
            self.card.quiet()

    @Slot()
    def _enter(self) -> None:
        password, user = self.password.text(), self.who.currentData()
        if not password:
            self.card.wrong(self.password, self.tr("先输口令"))
            return
        if self._locked:
            self._go(partial(self._entrance.check, password, user), self._unlock)
        else:
            self._go(partial(self._entrance.open, password, user), self._open)

    def _go(self, work: Any, then: Any) -> None:
        """One thing at a time: what is asked while the imports still run waits for them."""
        if self._waiting is not None:
            return
        self._waiting = (work, then)
        self.card.busy(True, self.tr("正在开锁…"))
        self.enrolment.card.busy(True, self.tr("正在登记…"))
        if not self._aside.busy:
            self._begin_waiting()

    def _begin_waiting(self) -> None:
        if self._waiting is not None:
            work, then = self._waiting
            self._aside.run(work, partial(self._done, then), self.refused)

    def _done(self, then: Any, answer: Any) -> None:
        self._waiting = None
        self.card.busy(False)
        self.enrolment.card.busy(False)
        self.password.clear()
        then(answer)

    def _open(self, opened: Opened) -> None:
        self.opened.emit(opened)

    def _unlock(self, _nothing: None) -> None:
        self._locked = ""
        self.who.setEnabled(True)
        self.card.title.setText(self.tr("进入互通"))
        self.other.hide()
        self.unlocked.emit()

    def refused(self, error: Exception) -> None:
        self._waiting = None
        self.card.busy(False)
        self.enrolment.card.busy(False)
        if self.places.currentWidget() is self.enrolment:
            self.enrolment.refused(error)
            return
        self.password.selectAll()
        self.card.wrong(self.password, problem(error))

    @Slot(object)
    def _enrol(self, wish: Any) -> None:
        def enrol() -> Opened:
            user = self._entrance.enrol(
                wish.center, wish.code, wish.name, wish.password, wish.without_keyring, wish.authority
            )
            return self._entrance.open(wish.password, user)

        self._go(enrol, self._open)

    @property
    def busy(self) -> bool:
        """Whether a lock is being tried or something is being imported."""
        return self._aside.busy

    def wait(self) -> None:
        self._aside.wait()
