"""Far: how far a long work is, with round ends at every length; without an end in sight a piece goes round.

bar = Far(parent); bar.setRange(0, total); bar.setValue(done)        setRange(0, 0): the end is not known
"""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPainterPath, QPaintEvent
from PySide6.QtWidgets import QProgressBar, QSizePolicy, QWidget

from deskapp.ui.theme import current

HEIGHT, PIECE, ROUND = 8, 0.25, 4000
"""A quarter of the bar goes round once in so many rows read."""


class Far(QProgressBar):
    """Eight pixels high; who shows it writes the words."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._at = 0
        self.setTextVisible(False)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        return QSize(current().px(200), HEIGHT)

    def minimumSizeHint(self) -> QSize:
        return QSize(40, HEIGHT)

    def setValue(self, value: int) -> None:
        self._at = value
        super().setValue(value)
        self.update()

    def done(self) -> tuple[float, float]:
        """From where to where it is filled, as shares."""
        if self.maximum() > self.minimum():
            return 0.0, (self.value() - self.minimum()) / (self.maximum() - self.minimum())
        begun = self._at % ROUND / ROUND * (1 - PIECE)
        return begun, begun + PIECE

    def paintEvent(self, event: QPaintEvent) -> None:
        theme, painter = current(), QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        rect = QRectF(self.rect())
        whole = QPainterPath()
        whole.addRoundedRect(rect, rect.height() / 2, rect.height() / 2)
        painter.fillPath(whole, theme.color("still_tint"))
        begun, ended = self.done()
        part = QRectF(rect.width() * begun, 0, rect.width() * (ended - begun), rect.height())
        if part.width() > 0:
            filled = QPainterPath()
            filled.addRoundedRect(
                part.adjusted(min(0.0, part.width() - HEIGHT), 0, 0, 0), HEIGHT / 2, HEIGHT / 2
            )
            painter.fillPath(whole.intersected(filled), theme.color("accent"))
        painter.end()
