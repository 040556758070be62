"""Words on the screen: plain labels, and painted lines of differently inked runs, never parsed as markup.

    label("今天", role="title", tone="text", parent=self)        QLabel, always PlainText
    Line([Run("3-2-", "door", "text3"), Run("501", "door")], parent=self)      one line, elided at the right
    paint_runs(painter, rect, runs, align="left")            the same for delegates; returns the width used

`role` is a role of [type] in tokens.toml (number door title card first body small key), `tone` a token,
`bold` overrides the role's weight and `gap` is the space before the run in pixels.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QLabel, QSizePolicy, QWidget

from deskapp.ui.theme import current, set_state


@dataclass(frozen=True)
class Run:
    """Some words in one ink."""

    text: str
    role: str = "body"
    tone: str = "text"
    bold: bool | None = None
    gap: int = 0


def label(
    text: str, role: str = "body", tone: str = "text", parent: QWidget | None = None, *, wrap: bool = False
) -> QLabel:
    made = QLabel(text, parent)
    made.setTextFormat(Qt.TextFormat.PlainText)
    made.setWordWrap(wrap)
    set_state(made, role=role, tone=tone)
    return made


def runs_width(runs: Sequence[Run]) -> float:
    theme = current()
    return sum(run.gap + theme.metrics(run.role, run.bold).horizontalAdvance(run.text) for run in runs)


def paint_runs(
    painter: QPainter, rect: QRectF, runs: Sequence[Run], *, align: str = "left", tone: str = ""
) -> float:
    """Paint runs on one baseline, centred in the height of `rect`; `tone` overrides every run's own."""
    if not runs:
        return 0.0
    theme = current()
    tallest = max((theme.metrics(run.role, run.bold) for run in runs), key=lambda m: m.ascent())
    baseline = rect.top() + (rect.height() - tallest.height()) / 2 + tallest.ascent()
    x = rect.right() - runs_width(runs) if align == "right" else rect.left()
    x = max(x, rect.left())
    for run in runs:
        x += run.gap
        metrics = theme.metrics(run.role, run.bold)
        left = rect.right() - x
        text, width = run.text, metrics.horizontalAdvance(run.text)
        if width > left + 0.5:
            text = metrics.elidedText(run.text, Qt.TextElideMode.ElideRight, max(left, 0.0))
            width = metrics.horizontalAdvance(text)
        painter.setFont(theme.font(run.role, run.bold))
        painter.setPen(theme.color(tone or run.tone))
        painter.drawText(QPointF(x, baseline), text)
        x += width
        if text != run.text:
            break
    return x - rect.left()


class Line(QWidget):
    """One painted line of runs; its accessible name is the whole text."""

    def __init__(
        self, runs: Sequence[Run] = (), parent: QWidget | None = None, *, align: str = "left"
    ) -> None:
        super().__init__(parent)
        self._align = align
        self._runs: tuple[Run, ...] = ()
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.set_runs(runs)

    def set_runs(self, runs: Sequence[Run]) -> None:
        self._runs = tuple(runs)
        self.setAccessibleName(self.text())
        self.updateGeometry()
        self.update()

    def text(self) -> str:
        return "".join((" " if run.gap and place else "") + run.text for place, run in enumerate(self._runs))

    def sizeHint(self) -> QSize:
        theme = current()
        height = max((theme.line(run.role) for run in self._runs), default=theme.line())
        return QSize(int(runs_width(self._runs) + 1.5), height)

    def minimumSizeHint(self) -> QSize:
        return QSize(min(self.sizeHint().width(), current().px(40)), self.sizeHint().height())

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        paint_runs(painter, QRectF(self.rect()), self._runs, align=self._align)
        painter.end()


class Link(QAbstractButton):
    """One line that leads somewhere, in the accent, elided at the right."""

    ring_radius = 4

    def __init__(self, text: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setText(text)
        self.setAccessibleName(text)
        self.setToolTip(text)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        return QSize(int(runs_width([Run(self.text())]) + 1.5), current().line("body"))

    def minimumSizeHint(self) -> QSize:
        return QSize(current().px(40), self.sizeHint().height())

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        tone = "accent_hover" if self.underMouse() or self.isDown() else "accent"
        paint_runs(painter, QRectF(self.rect()), [Run(self.text(), "body", tone)])
        painter.end()
