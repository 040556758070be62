"""The main window: spine, head, one screen, the standing strip; the same skeleton everywhere.

    frame = Frame()
    frame.add_screen("today", "今天", "today", widget)
                           at_foot=True for settings; rail=False for a page that has no tool on the spine
    frame.show_screen("today"); frame.open_screen()      frame.shown -> Signal(str) after a change
    frame.set_head("今天", "5 月 9 日 星期五")           title and date or scope of the current screen
    frame.set_worker("陈晓兰", "后堡社区", [("lock", "锁上")])       frame.worker_chose -> Signal(str)
    frame.set_standing(Standing(...)); frame.set_keys([("Enter", "打开")])
    frame.set_badge("needs-you", 5)
    strip = frame.say(Said("done", "已存。"))            a new one replaces the one before
    frame.search                                         the SearchField; `/` leads there
    frame.standing_asked -> Signal(str): "sync", "waiting", "attention"
    frame.help_asked -> Signal(): F1;  frame.closing -> Signal(object): the event, which may be ignored
    frame.set_chrome(False)                              no spine, head and strip: sign-in and lock
    frame.hush(True)                                     strips wait until hush(False): the lock
    frame.fit(screen.availableSize())                    the first size of all

Keys: Ctrl+1 … 9 and Alt+1 … 9 open the sections in order, `/` the search, F1 help, Ctrl+L and F5 are
"lock" and "sync" of the worker's menu. A screen may define
`keys: list[tuple[str, str]]`, `sub: str` and `arrive()`: the frame reads the first two and calls the third
when the screen is shown.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import QSize, Qt, Signal, Slot
from PySide6.QtGui import QCloseEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QAbstractSpinBox,
    QApplication,
    QComboBox,
    QHBoxLayout,
    QLineEdit,
    QMainWindow,
    QPlainTextEdit,
    QSizePolicy,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from deskapp.ui.plate import WorkerPlate
from deskapp.ui.search import SearchField
from deskapp.ui.spine import Spine
from deskapp.ui.standing import Standing, StandingBar
from deskapp.ui.strips import Said, Strip
from deskapp.ui.text import label
from deskapp.ui.theme import current

SMALLEST = QSize(1280, 660)
USUAL = QSize(1366, 768)
EDGES = QSize(16, 48)
"""What a title bar and borders take at most; no desktop tells before the window is there."""


class Frame(QMainWindow):
    """The one window of the desk."""

    shown = Signal(str)
    worker_chose = Signal(str)
    standing_asked = Signal(str)
    help_asked = Signal()
    closing = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("互通"))
        self._screens: dict[str, QWidget] = {}
        self._titles: dict[str, str] = {}
        self._strip: Strip | None = None
        self._hushed = False
        ground = QWidget(self)
        across = QHBoxLayout(ground)
        across.setContentsMargins(0, 0, 0, 0)
        across.setSpacing(0)
        self.spine = Spine(ground)
        across.addWidget(self.spine)
        across.addLayout(self._page(ground), 1)
        self.setCentralWidget(ground)
        self.spine.opened.connect(self.show_screen)
        self._make_shortcuts()
        self.setMinimumSize(SMALLEST)
        self.resize(USUAL)

    def fit(self, room: QSize) -> None:
        """The usual size where a screen has room for it and a title bar, else all there is."""
        if room.width() < USUAL.width() + EDGES.width() or room.height() < USUAL.height() + EDGES.height():
            self.setWindowState(self.windowState() | Qt.WindowState.WindowMaximized)

    def _page(self, ground: QWidget) -> QVBoxLayout:
        column = QVBoxLayout()
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        self.head = self._make_head(ground)
        self._stack = QStackedWidget(ground)
        self._place = QWidget(ground)
        self._inner = QVBoxLayout(self._place)
        margin = current().space("page")
        self._inner.setContentsMargins(margin, 0, margin, margin)
        self._inner.setSpacing(current().space("band"))
        self._inner.addWidget(self._stack, 1)
        self.standing = StandingBar(ground)
        self.standing.asked.connect(self.standing_asked)
        column.addWidget(self.head)
        column.addWidget(self._place, 1)
        column.addWidget(self.standing)
        return column

    def _make_head(self, ground: QWidget) -> QWidget:
        head = _Head(ground)
        row = QHBoxLayout(head)
        row.setContentsMargins(current().space("page"), 0, current().space("page"), 0)
        row.setSpacing(12)
        self.title = label("", "title", "text", head)
        self.sub = label("", "small", "text2", head)
        self.sub.setContentsMargins(0, 5, 0, 0)
        self.search = SearchField(head)
        self.worker = WorkerPlate(head)
        self.worker.chose.connect(self.worker_chose)
        row.addWidget(self.title)
        row.addWidget(self.sub)
        row.addStretch(1)
        row.addWidget(self.search)
        row.addWidget(self.worker)
        return head

    def _make_shortcuts(self) -> None:
        for number in range(1, 10):
            for modifier in ("Ctrl", "Alt"):
                shortcut = QShortcut(QKeySequence(f"{modifier}+{number}"), self)
                shortcut.setProperty("section", number - 1)
                shortcut.activated.connect(self._open_numbered)
        slash = QShortcut(QKeySequence("/"), self)
        slash.activated.connect(self.go_search)
        help_key = QShortcut(QKeySequence("F1"), self)
        help_key.activated.connect(self.help_asked)
        for key, chosen in (("Ctrl+L", "lock"), ("F5", "sync")):
            QShortcut(QKeySequence(key), self, partial(self.worker_chose.emit, chosen))

    def add_screen(
        self, name: str, title: str, icon: str, widget: QWidget, *, at_foot: bool = False, rail: bool = True
    ) -> None:
        self._screens[name] = widget
        self._titles[name] = title
        self._stack.addWidget(widget)
        if rail:
            self.spine.add(name, title, icon, at_foot=at_foot)
        if len(self._screens) == 1:
            self.show_screen(name)

    @Slot(str)
    def show_screen(self, name: str) -> None:
        screen = self._screens[name]
        before = self.open_screen()
        strip, elsewhere = self._strip, name != before
        if strip is not None and strip.said.kind == "done" and elsewhere and not self._hushed:
            strip.dismiss()
        self._stack.setCurrentWidget(screen)
        sections = self.spine.names()
        alike = [each for each in sections if self._titles[each] == self._titles[name]]
        for section in [name] if name in sections else alike:  # one led to stands in that of its title
            self.spine.show_open(section)
        self.set_head(self._titles[name], getattr(screen, "sub", ""))
        self.set_keys(getattr(screen, "keys", []))
        come_from = getattr(screen, "come_from", None)
        if come_from is not None and elsewhere:
            come_from(before)
        arrive = getattr(screen, "arrive", None)
        if arrive is not None:
            arrive()
        self.shown.emit(name)

    def open_screen(self) -> str:
        """The name of the screen that is shown."""
        here = self._stack.currentWidget()
        return next((name for name, screen in self._screens.items() if screen is here), "")

    def set_head(self, title: str, sub: str = "") -> None:
        self.title.setText(title)
        self.sub.setText(sub)

    def set_worker(self, name: str, place: str, menu: Sequence[tuple[str, str]] = ()) -> None:
        self.worker.set_worker(name, place, menu)

    def set_standing(self, now: Standing) -> None:
        self.standing.set_standing(now)

    def set_keys(self, keys: Sequence[tuple[str, str]]) -> None:
        self.standing.set_keys(keys)

    def set_badge(self, name: str, count: int) -> None:
        self.spine.set_badge(name, count)

    def set_chrome(self, there: bool) -> None:
        """Show or hide everything but the screen; sign-in and the lock stand alone on the page."""
        for part in (self.spine, self.head, self.standing):
            part.setVisible(there)

    def hush(self, on: bool) -> None:
        """While nobody may read it a strip waits."""
        self._hushed = on
        if self._strip is not None:
            self._strip.setVisible(not on)

    def say(self, said: Said) -> Strip:
        """Show a strip above the work; the one before goes."""
        if self._strip is not None:
            self._strip.dismiss()
        strip = self._strip = Strip(said, self._place)
        strip.gone.connect(self._strip_gone)
        self._inner.insertWidget(0, strip)
        strip.setVisible(not self._hushed)
        return strip

    @Slot()
    def _strip_gone(self) -> None:
        if self.sender() is self._strip:
            self._strip = None

    @Slot()
    def _open_numbered(self) -> None:
        names, place = self.spine.names(), self.sender().property("section")
        if place < len(names):
            self.show_screen(names[place])

    @Slot()
    def go_search(self) -> None:
        written = (QLineEdit, QPlainTextEdit, QComboBox, QAbstractSpinBox)
        if not isinstance(QApplication.focusWidget(), written):
            self.search.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def closeEvent(self, event: QCloseEvent) -> None:
        super().closeEvent(event)
        self.closing.emit(event)


class _Head(QWidget):
    """56 high at scale 1."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        return QSize(super().sizeHint().width(), current().px("head"))
