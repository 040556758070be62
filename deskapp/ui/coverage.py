"""Coverage: how far one has come, how far one should be, and both in words.

    card = CoverageCard("我的走访", parent=self)
    card.set_coverage(Coverage(done=263, total=443, waiting=0, pace=0.60, rate="每天 1.8 户"))
    CoverageBar(parent=self).set_coverage(...)          the bar alone, 8 px with its even-pace tick

`waiting` are doors already done here that the center has not yet received; `pace` is the even pace from 0
to 1, or None when no campaign runs.
"""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPainterPath, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QWidget

from deskapp.ui.counter import paint_card
from deskapp.ui.text import Run, paint_runs, runs_width
from deskapp.ui.theme import current

BAR, OVERHANG = 8, 4


@dataclass(frozen=True)
class Coverage:
    """Households reached of those that count; `done` does not contain `waiting`."""

    done: int = 0
    total: int = 0
    waiting: int = 0
    pace: float | None = None
    rate: str = ""

    def share(self) -> float:
        return min(1.0, (self.done + self.waiting) / self.total) if self.total else 0.0

    def percent(self) -> int:
        """Rounded down: 99.6 % is not yet all."""
        return int(100 * self.share())


def paint_bar(painter: QPainter, rect: QRectF, coverage: Coverage) -> None:
    """Done, waiting and what is left in `rect`; the tick stands 4 px out above and below."""
    theme = current()
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    clip = QPainterPath()
    clip.addRoundedRect(rect, rect.height() / 2, rect.height() / 2)
    painter.fillPath(clip, theme.color("still_tint"))
    total = max(1, coverage.total)
    left = rect.left()
    for count, token in ((coverage.done, "done"), (coverage.waiting, "waiting_fill")):
        width = rect.width() * min(1.0, count / total)
        part = QPainterPath()
        part.addRect(QRectF(left, rect.top(), min(width, rect.right() - left), rect.height()))
        painter.fillPath(clip.intersected(part), theme.color(token))
        left += width
    if coverage.pace is not None:
        x = round(rect.left() + rect.width() * min(1.0, max(0.0, coverage.pace))) - 1
        around = QRectF(x - 1, rect.top(), 4, rect.height())
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
        painter.fillRect(around, theme.color("sheet"))
        tick = QRectF(x, rect.top() - OVERHANG, 2, rect.height() + 2 * OVERHANG)
        painter.fillRect(tick, theme.color("text"))
    painter.restore()


class CoverageBar(QWidget):
    """The bar alone; whoever shows it writes the words beside it."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._coverage = Coverage()
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def set_coverage(self, coverage: Coverage) -> None:
        self._coverage = coverage
        self.setAccessibleName(f"{coverage.percent()}%")
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(current().px(200), BAR + 2 * OVERHANG)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        paint_bar(painter, QRectF(self.rect()).adjusted(0, OVERHANG, 0, -OVERHANG), self._coverage)
        painter.end()


class CoverageCard(QAbstractButton):
    """The fifth cell of the band: the bar with its words. Pressing it opens the coverage."""

    def __init__(self, title: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.ring_radius = 8
        self._title = title
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.set_coverage(Coverage())

    def set_coverage(self, coverage: Coverage) -> None:
        self._coverage = coverage
        self.setText(self._title)
        done = self.tr("{0} / {1} 户").format(coverage.done + coverage.waiting, coverage.total)
        self.setAccessibleName(f"{self._title} {done}，{self._percent()}")
        self.setAccessibleDescription(coverage.rate)
        self.update()

    def _percent(self) -> str:
        if self._coverage.pace is None:
            return f"{self._coverage.percent()}%"
        pace = round(100 * self._coverage.pace)
        return self.tr("{0}%，应到 {1}%").format(self._coverage.percent(), pace)

    def _count(self, room: float) -> list[Run]:
        """As much of the figures as leaves the title whole; the accessible name says all."""
        done, total = self._coverage.done + self._coverage.waiting, self._coverage.total
        left = room - runs_width([Run(self._title, bold=True)]) - 8
        first = Run(str(done), bold=True)
        for second in (
            Run(self.tr("/ {0} 户").format(total), "small", "text2", gap=4),
            Run(f"/{total}", "small", "text2"),
        ):
            if runs_width([first, second]) <= left:
                return [first, second]
        return [first]

    def _note(self) -> str:
        waiting = self._coverage.waiting
        return self.tr("含待发 {0} 户").format(waiting) if waiting else self._coverage.rate

    def sizeHint(self) -> QSize:
        return QSize(current().px(200), current().px("band"))

    def minimumSizeHint(self) -> QSize:
        return QSize(current().px(120), current().px("band"))

    def paintEvent(self, event: QPaintEvent) -> None:
        theme = current()
        painter = QPainter(self)
        paint_card(painter, QRectF(self.rect()), "sheet", "accent" if self.underMouse() else "line")
        inner = QRectF(self.rect()).adjusted(17, 0, -17, 0)
        line, small = theme.line("body"), theme.line("small")
        top = round((self.height() - line - small - BAR - 2 * OVERHANG - 2) / 2) + 2
        head = QRectF(inner.left(), top, inner.width(), line)
        count = self._count(head.width())
        title = head.adjusted(0, 0, -runs_width(count) - 8, 0)
        paint_runs(painter, title, [Run(self._title, bold=True)])
        paint_runs(painter, head, count, align="right")
        bar = QRectF(inner.left(), head.bottom() + OVERHANG + 1, inner.width(), BAR)
        paint_bar(painter, bar, self._coverage)
        foot = QRectF(inner.left(), bar.bottom() + OVERHANG + 1, inner.width(), small)
        percent, note = [Run(self._percent(), "small", "text2")], [Run(self._note(), "small", "text2")]
        paint_runs(painter, foot, percent)
        if runs_width(percent) + 8 + runs_width(note) <= foot.width():
            paint_runs(painter, foot, note, align="right")
        painter.end()
