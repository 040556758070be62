"""The strip at the window's foot: how things stand at the left, the keys of this screen at the right.

    bar.set_standing(Standing(online=False, last_sync="昨天 17:42", waiting=11, free_disk=38 * 10**9))
    bar.set_keys([("Enter", "打开"), ("Esc", "返回")])
    bar.asked.connect(...)          Signal(str): "sync", "waiting" or "attention" was pressed

Of what does not fit, keys go first from the right, then facts: the disk and the clock before all others.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QRectF, QSize, Qt, Signal, Slot
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractButton, QHBoxLayout, QSizePolicy, QWidget

from deskapp.ui.buttons import cap_width, paint_cap
from deskapp.ui.symbols import paint_icon
from deskapp.ui.text import Run, paint_runs, runs_width
from deskapp.ui.theme import current

LOW_DISK = 2 * 10**9


@dataclass(frozen=True)
class Standing:
    """How this desk stands: all words ready but the figures."""

    online: bool = False
    last_sync: str = ""
    waiting: int = 0
    attention: int = 0
    free_disk: int | None = None
    clock_right: bool | None = None
    syncing: str = ""
    held: str = ""
    """Instead of 离线: the center is there, and gives nothing for this reason."""


class Fact(QAbstractButton):
    """An icon and its words; some can be pressed."""

    def __init__(self, name: str, pressable: bool, parent: QWidget) -> None:
        super().__init__(parent)
        self.name = name
        self._icon, self._tone = "", ""
        self._runs: tuple[Run, ...] = ()
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus if pressable else Qt.FocusPolicy.NoFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents, not pressable)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)  # the ring needs its room
        self.shown = False

    def say(self, icon: str, tone: str, runs: Sequence[Run]) -> None:
        self._icon, self._tone, self._runs = icon, tone, tuple(runs)
        self.shown = bool(runs)
        words = " ".join(run.text for run in runs)
        self.setText(words)
        self.setAccessibleName(words)
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(int(current().px("icon_small") + 6 + runs_width(self._runs) + 2), current().px("tag"))

    def paintEvent(self, event: QPaintEvent) -> None:
        size = current().px("icon_small")
        painter = QPainter(self)
        paint_icon(painter, QRectF(0, (self.height() - size) // 2, size, size), self._icon, self._tone)
        pressed = self.underMouse() and self.focusPolicy() != Qt.FocusPolicy.NoFocus
        paint_runs(
            painter,
            QRectF(self.rect()).adjusted(size + 6, 0, 0, 0),
            self._runs,
            tone="accent" if pressed else "",
        )
        painter.end()


class KeyHints(QWidget):
    """The keys of the current screen, each with its word; what does not fit is left out from the right."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._keys: list[tuple[str, str]] = []
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)

    def set_keys(self, keys: Sequence[tuple[str, str]]) -> None:
        self._keys = list(keys)
        self.setAccessibleName("，".join(f"{key} {word}" for key, word in keys))
        self.update()

    def _width(self, key: str, word: str) -> float:
        return cap_width(key) + 6 + runs_width([Run(word, "small")]) + 14

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        keys = list(self._keys)
        while keys and sum(self._width(*pair) for pair in keys) > self.width() + 14:
            keys.pop()
        x = self.width() + 14 - sum(self._width(*pair) for pair in keys)
        for key, word in keys:
            cap = cap_width(key)
            paint_cap(painter, QRectF(x, 0, cap, self.height()), key, "text2", "still_line", "sheet")
            paint_runs(painter, QRectF(x + cap + 6, 0, 400, self.height()), [Run(word, "small", "text2")])
            x += self._width(key, word)
        painter.end()


class StandingBar(QWidget):
    """The foot of every screen."""

    asked = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(self.tr("现在的情况"))
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        row = QHBoxLayout(self)
        row.setContentsMargins(16, 0, 16, 0)
        row.setSpacing(20)
        self._facts = {
            name: Fact(name, name in ("sync", "waiting", "attention"), self)
            for name in ("road", "sync", "waiting", "attention", "disk", "clock")
        }
        for fact in self._facts.values():
            fact.clicked.connect(self._pressed)
            row.addWidget(fact)
        self.hints = KeyHints(self)
        row.addWidget(self.hints, 1)
        self.set_standing(Standing())

    def sizeHint(self) -> QSize:
        return QSize(current().px(600), current().px("strip_foot"))

    def minimumSizeHint(self) -> QSize:
        return QSize(100, current().px("strip_foot"))

    def set_keys(self, keys: Sequence[tuple[str, str]]) -> None:
        self.hints.set_keys(keys)

    def set_standing(self, now: Standing) -> None:
        facts = self._facts
        road = self.tr("连着中心") if now.online else self.tr("离线工作中")
        if now.held:
            facts["road"].say("lock", "waiting", [_words(now.held)])
        else:
            facts["road"].say(
                "online" if now.online else "offline", "done" if now.online else "text2", [_words(road)]
            )
        facts["sync"].say(*self._sync(now))
        waiting = [_words(self.tr("待发")), _figure(now.waiting), _words(self.tr("项"), 5)]
        facts["waiting"].say("up", "waiting" if now.waiting else "text3", waiting)
        attention = [_words(self.tr("需处理")), _figure(now.attention), _words(self.tr("件"), 5)]
        facts["attention"].say("warning", "trouble", attention if now.attention else [])
        facts["disk"].say(*self._disk(now.free_disk))
        facts["clock"].say(*self._clock(now.clock_right))
        self._fit()

    def _sync(self, now: Standing) -> tuple[str, str, list[Run]]:
        if now.syncing:
            return "sync", "accent", [_words(now.syncing)]
        if now.last_sync:
            return "tick", "done", [_words(self.tr("上次同步 {0}").format(now.last_sync))]
        return "sync", "waiting", [_words(self.tr("还没有同步过"))]

    def _disk(self, free: int | None) -> tuple[str, str, list[Run]]:
        if free is None:
            return "disk", "text2", []
        low = free < LOW_DISK
        words = self.tr("磁盘只剩 {0} GB") if low else self.tr("磁盘余 {0} GB")
        size = f"{free / 10**9:.1f}" if low else str(free // 10**9)
        return "disk", "trouble" if low else "text2", [_words(words.format(size))]

    def _clock(self, right: bool | None) -> tuple[str, str, list[Run]]:
        if right is None:
            return "clock", "text2", []
        if right:
            return "clock", "text2", [_words(self.tr("时间正常"))]
        return "clock", "trouble", [_words(self.tr("电脑时间不对"))]

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        room = self.width() - 32
        for name in ("road", "sync", "waiting", "attention", "disk", "clock"):
            fact = self._facts[name]
            needed = fact.sizeHint().width() + 20
            fact.setVisible(fact.shown and (room >= needed or name == "road"))
            room -= needed if fact.shown else 0

    @Slot()
    def _pressed(self) -> None:
        fact = self.sender()
        if isinstance(fact, Fact):
            self.asked.emit(fact.name)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(self.rect(), current().color("well"))
        painter.end()


def _words(text: str, gap: int = 0) -> Run:
    return Run(text, "small", "text2", gap=gap)


def _figure(count: int) -> Run:
    return Run(str(count), "small", "text", bold=True, gap=6)
