"""Visit symbols ○ ◐ ● ⊘ – as painted shapes, and marks that are either such a shape or an icon.

    paint_symbol(painter, rect, Symbol.MET)            in the symbol's own tone, or `tone="text3"`
    paint_mark(painter, rect, mark)                    mark: Symbol, Icon("return", "trouble") or None
    Mark(Symbol.TRIED, "未遇 2", parent=self)           a symbol with its word, as in a legend

A symbol always answers its page's own question and never stands without its word.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen, QPixmap
from PySide6.QtWidgets import QSizePolicy, QWidget

from deskapp.ui.text import Run, paint_runs, runs_width
from deskapp.ui.theme import current


class Symbol(Enum):
    """What became of a door; the value is the character a printed page would use."""

    NOT_YET = "○"
    TRIED = "◐"
    MET = "●"
    REFUSED = "⊘"
    NOT_COUNTED = "–"


@dataclass(frozen=True)
class Icon:
    """An icon where a symbol could stand."""

    name: str
    tone: str = "text2"


TONES = {
    Symbol.NOT_YET: "still",
    Symbol.TRIED: "waiting",
    Symbol.MET: "done",
    Symbol.REFUSED: "waiting",
    Symbol.NOT_COUNTED: "still",
}


def paint_symbol(painter: QPainter, rect: QRectF, symbol: Symbol, tone: str = "") -> None:
    color = current().color(tone or TONES[symbol])
    side = min(rect.width(), rect.height())
    radius = side * 6.4 / 16
    stroke = side * 1.9 / 16
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    _SHAPES[symbol](painter, rect.center(), radius, stroke, color)
    painter.restore()


def _ring(painter: QPainter, center: QPointF, radius: float, stroke: float, color: QColor) -> None:
    painter.setPen(QPen(color, stroke))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    inner = radius - stroke / 2
    painter.drawEllipse(center, inner, inner)


def _half(painter: QPainter, center: QPointF, radius: float, stroke: float, color: QColor) -> None:
    _ring(painter, center, radius, stroke, color)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(color)
    box = QRectF(center.x() - radius, center.y() - radius, 2 * radius, 2 * radius)
    painter.drawPie(box, 90 * 16, 180 * 16)


def _full(painter: QPainter, center: QPointF, radius: float, stroke: float, color: QColor) -> None:
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(color)
    painter.drawEllipse(center, radius, radius)


def _crossed(painter: QPainter, center: QPointF, radius: float, stroke: float, color: QColor) -> None:
    _ring(painter, center, radius, stroke, color)
    reach = (radius - stroke / 2) * 0.7
    offset = QPointF(reach, -reach)
    painter.drawLine(center - offset, center + offset)


def _dash(painter: QPainter, center: QPointF, radius: float, stroke: float, color: QColor) -> None:
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
    painter.setPen(QPen(color, round(stroke), Qt.PenStyle.SolidLine, Qt.PenCapStyle.FlatCap))
    painter.drawLine(center - QPointF(radius, 0), center + QPointF(radius, 0))


_SHAPES = {
    Symbol.NOT_YET: _ring,
    Symbol.TRIED: _half,
    Symbol.MET: _full,
    Symbol.REFUSED: _crossed,
    Symbol.NOT_COUNTED: _dash,
}


def paint_mark(painter: QPainter, rect: QRectF, mark: Symbol | Icon | None, tone: str = "") -> None:
    if isinstance(mark, Symbol):
        paint_symbol(painter, rect, mark, tone)
    elif isinstance(mark, Icon):
        paint_icon(painter, rect, mark.name, tone or mark.tone)


def paint_icon(painter: QPainter, rect: QRectF, name: str, tone: str) -> None:
    """Paint an icon into `rect`, whose size is already scaled."""
    theme = current()
    pixmap = theme.pixmap(name, tone, rect.width() / theme.scale, painter.device().devicePixelRatioF())
    painter.drawPixmap(rect.topLeft().toPoint(), pixmap)


def symbol_pixmap(symbol: Symbol, size: float, ratio: float = 1.0, tone: str = "") -> QPixmap:
    """A symbol for a button's icon; `size` in logical pixels before the user's scale."""
    pixels = current().px(size)
    pixmap = QPixmap(QSize(pixels, pixels) * ratio)
    pixmap.setDevicePixelRatio(ratio)
    pixmap.fill(Qt.GlobalColor.transparent)
    painter = QPainter(pixmap)
    paint_symbol(painter, QRectF(0, 0, pixels, pixels), symbol, tone)
    painter.end()
    return pixmap


class Mark(QWidget):
    """A symbol or an icon with its words."""

    def __init__(
        self,
        mark: Symbol | Icon,
        text: str = "",
        parent: QWidget | None = None,
        *,
        role: str = "small",
        tone: str = "text2",
    ) -> None:
        super().__init__(parent)
        self._mark = mark
        self._role, self._tone = role, tone
        self._run = Run(text, role, tone)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(text)

    def set_mark(self, mark: Symbol | Icon, text: str) -> None:
        self._mark = mark
        self._run = Run(text, self._role, self._tone)
        self.setAccessibleName(text)
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        theme = current()
        icon = theme.px("icon_small")
        words = runs_width([self._run]) + 6 if self._run.text else 0
        return QSize(int(icon + words + 1.5), max(theme.line(self._run.role), icon))

    def paintEvent(self, event: QPaintEvent) -> None:
        size = current().px("icon_small")
        painter = QPainter(self)
        paint_mark(painter, QRectF(0, (self.height() - size) // 2, size, size), self._mark)
        paint_runs(painter, QRectF(self.rect()).adjusted(size + 6, 0, 0, 0), [self._run])
        painter.end()
