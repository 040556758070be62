"""The focus ring: 2 px of accent, 2 px outside the focused button, chip, counter, tick or tab.

    FocusRing(app)        once; it follows QApplication.focusChanged

Fields change their own border, rows and cells are ringed by their delegates, the spine inside its slip.
A widget may say `ring_radius = 18` (its own radius + 2), or `ring_radius = 0` for none.
"""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QRect, QRectF, Qt, Slot
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractScrollArea,
    QApplication,
    QCheckBox,
    QRadioButton,
    QStyle,
    QStyleOptionButton,
    QTabBar,
    QWidget,
)
from shiboken6 import isValid

from deskapp.ui.theme import current

GAP, WIDTH = 2, 2


def ring_of(widget: QWidget) -> tuple[QRect, int] | None:
    """What the ring goes round, in the widget's own coordinates, and the ring's radius; None for no ring."""
    theme = current()
    if isinstance(widget, QCheckBox | QRadioButton):
        option = QStyleOptionButton()
        widget.initStyleOption(option)
        round_one = isinstance(widget, QRadioButton)
        parts = QStyle.SubElement
        part = parts.SE_RadioButtonIndicator if round_one else parts.SE_CheckBoxIndicator
        radius = theme.px("box") // 2 if round_one else theme.space("radius_small")
        return widget.style().subElementRect(part, option, widget), radius + GAP
    if isinstance(widget, QTabBar):
        return widget.tabRect(widget.currentIndex()).adjusted(0, 4, -20, -6), theme.space("radius") + GAP
    if isinstance(widget, QAbstractButton):
        radius = getattr(widget, "ring_radius", theme.space("radius") + GAP)
        return (widget.rect(), radius) if radius else None
    return None


class FocusRing(QObject):
    """One ring for the whole application; a new little frame for each widget that gets the focus."""

    def __init__(self, app: QApplication) -> None:
        super().__init__(app)
        self._frame: RingFrame | None = None
        app.focusChanged.connect(self.follow)

    @Slot(QWidget, QWidget)
    def follow(self, before: QWidget | None, now: QWidget | None) -> None:
        if self._frame is not None and isValid(self._frame):
            self._frame.hide()
            self._frame.deleteLater()
        self._frame = RingFrame(now) if now is not None and ring_of(now) else None


class RingFrame(QWidget):
    """The ring itself: a sibling over the page, or over what scrolls, that moves with its widget."""

    def __init__(self, ringed: QWidget) -> None:
        chain = [ringed]
        while (over := chain[-1].parentWidget()) is not None:
            if chain[-1].isWindow() or isinstance(over, QAbstractScrollArea):
                break
            chain.append(over)
        super().__init__(chain[-1])
        self._ringed, self._radius = ringed, 0
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        for widget in chain:
            widget.installEventFilter(self)
        self.fit()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() in _MOVES and isValid(self):
            self.fit()
        return False

    def fit(self) -> None:
        ring, host = ring_of(self._ringed) if isValid(self._ringed) else None, self.parentWidget()
        if ring is None or host is None or self._ringed is host:
            self.hide()
            return
        rect, self._radius = ring
        corner = self._ringed.mapTo(host, rect.topLeft())
        out = GAP + WIDTH
        self.setGeometry(QRect(corner, rect.size()).adjusted(-out, -out, out, out))
        self.setVisible(self._ringed.isVisible() and self._ringed.isEnabled())
        self.raise_()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(current().color("accent"), WIDTH))
        half = WIDTH / 2
        line = QRectF(self.rect()).adjusted(half, half, -half, -half)
        painter.drawRoundedRect(line, self._radius + half, self._radius + half)
        painter.end()


_MOVES = frozenset(
    {QEvent.Type.Move, QEvent.Type.Resize, QEvent.Type.Show, QEvent.Type.Hide, QEvent.Type.EnabledChange}
)
