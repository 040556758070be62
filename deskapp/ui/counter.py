"""A counter: icon, number, what it counts, and a word more. Pressing it opens its list.

    counter = Counter("退回", icon="return", tone="trouble", parent=self)
    counter.set_count(3, "最早 5 月 6 日退的")
    counter.clicked.connect(self.open_returned)

Only tone "trouble" tints the card, and only above 0; a count of 0 is grey. The number shows at most 9999+.
"""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QWidget

from deskapp.ui.symbols import paint_icon
from deskapp.ui.text import Run, paint_runs, runs_width
from deskapp.ui.theme import current


def paint_card(painter: QPainter, rect: QRectF, fill: str, line: str) -> None:
    """The ground of a card that is pressed as a whole."""
    theme = current()
    radius = theme.space("radius_sheet")
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(theme.color(line), 1))
    painter.setBrush(theme.color(fill))
    painter.drawRoundedRect(rect.adjusted(0.5, 0.5, -0.5, -0.5), radius, radius)
    painter.setBrush(Qt.BrushStyle.NoBrush)


class Counter(QAbstractButton):
    """One of the five cells of the band above the work."""

    def __init__(self, title: str, icon: str, tone: str = "text2", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.ring_radius = 8
        self._title, self._icon, self._tone = title, icon, tone
        self._count, self._more = 0, ""
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.set_count(0)

    def set_count(self, count: int, more: str = "") -> None:
        self._count, self._more = count, more
        self.setText(self._title)
        self.setAccessibleName(f"{self._title} {count}")
        self.setAccessibleDescription(more)
        self.setToolTip(more)
        self.update()

    def count(self) -> int:
        return self._count

    def sizeHint(self) -> QSize:
        return QSize(current().px(200), current().px("band"))

    def minimumSizeHint(self) -> QSize:
        return QSize(current().px(120), current().px("band"))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        alarm = self._tone == "trouble" and self._count > 0
        pressed = self.underMouse() or self.isDown()
        ground = ("trouble_tint", "trouble_line") if alarm else ("sheet", "accent" if pressed else "line")
        paint_card(painter, QRectF(self.rect()), *ground)
        quiet = self._count == 0
        ink = "text3" if quiet else "trouble" if alarm else "text"
        self._paint_words(painter, self._paint_number(painter, ink, quiet), ink, quiet)
        painter.end()

    def _title_run(self, ink: str, quiet: bool) -> Run:
        return Run(self._title, "body", "text3" if quiet else ink, bold=True)

    def _paint_number(self, painter: QPainter, ink: str, quiet: bool) -> float:
        """Icon and number: the icon goes where words have no room, then the number's size for the title."""
        theme = current()
        icon = theme.px("icon_big") - theme.px(2)
        text = str(self._count) if self._count < 10000 else "9999+"
        words = runs_width([self._title_run(ink, quiet)]) + 10
        more = runs_width([Run(self._more, "small")]) + 10
        for role, shown in (("number", True), ("number", False), ("title", False)):
            number = Run(text, role, ink)
            left = 18 + (icon + 12 if shown else 0)
            after = left + runs_width([number]) + 13
            if after + (max(words, more) if shown else words) <= self.width():
                break
        if shown:
            place = QRectF(18, round((self.height() - icon) / 2), icon, icon)
            paint_icon(painter, place, self._icon, "text3" if quiet else self._tone)
        paint_runs(painter, QRectF(left, 1, self.width() - left, self.height()), [number])
        return after

    def _paint_words(self, painter: QPainter, left: float, ink: str, quiet: bool) -> None:
        theme = current()
        room = self.width() - left - 10
        two = theme.line("body") + theme.line("small")
        top = round((self.height() - two) / 2)
        height = theme.line("body") if self._more else two
        paint_runs(painter, QRectF(left, top, room, height), [self._title_run(ink, quiet)])
        below = QRectF(left, top + theme.line("body"), room, theme.line("small"))
        paint_runs(painter, below, [Run(self._more, "small", "text3" if quiet else "text2")])
