"""A choice between values: cards with who wrote it and when, and a third way where neither is right.

    row = ChoiceRow("联系电话", [Option("left", "139****2214", "冉小禾 · 15:10"), …], parent=self)
    row.set_third(place)                     都不是: a place of a form under the pair
    row.chosen()                             an option's key, "third", or "" while nothing is chosen
    row.changed                              Signal()

Left and right choose, up and down or Tab go on to the next row. A card that may not be chosen says why in
its tool tip.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QPoint, QRectF, QSize, Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import (
    QAbstractButton,
    QButtonGroup,
    QGridLayout,
    QHBoxLayout,
    QRadioButton,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from deskapp.ui.buttons import button
from deskapp.ui.symbols import Icon, Mark
from deskapp.ui.text import Run, label, paint_runs
from deskapp.ui.theme import current

MOST_LINES = 8
NARROW = 640
THIRD = "third"


@dataclass(frozen=True)
class Option:
    """One card: its key, its value in bold, who and when under it; `locked` says why it may not be chosen."""

    key: str
    value: str
    evidence: str = ""
    locked: str = ""


class ChoiceCard(QRadioButton):
    """A radio button as large as what it stands for."""

    ring_radius = 6

    def __init__(self, option: Option, about: str, parent: QWidget) -> None:
        super().__init__(parent)
        self.option = option
        words = "，".join(part for part in (about, option.value, option.evidence) if part)
        self.setAccessibleName(words)
        self.setAccessibleDescription(option.locked)
        self.setToolTip(option.locked or option.value)
        self.setEnabled(not option.locked)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def hitButton(self, place: QPoint) -> bool:
        return self.rect().contains(place)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Left and right choose at once, up and down go to the next question, Enter chooses this one."""
        row, key = self.parent(), Qt.Key(event.key())
        if not isinstance(row, ChoiceRow):
            super().keyPressEvent(event)
        elif key in (Qt.Key.Key_Left, Qt.Key.Key_Right):
            row.step(1 if key == Qt.Key.Key_Right else -1)
        elif key in (Qt.Key.Key_Up, Qt.Key.Key_Down):
            row.left.emit(1 if key == Qt.Key.Key_Down else -1)
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.click()
        else:
            super().keyPressEvent(event)

    def _lines(self, words: str, role: str) -> int:
        width = current().metrics(role).horizontalAdvance(words)
        room = max(self.width() - current().px(54), current().px(60))
        return min(MOST_LINES, 1 + int(width * 1.04 // room)) if words else 0

    def _heights(self) -> tuple[int, int]:
        """Of the value and of the evidence."""
        value, evidence = self._lines(self.option.value, "first"), self._lines(self.option.evidence, "small")
        return max(1, value) * current().line("first"), evidence * current().line("small")

    def sizeHint(self) -> QSize:
        theme = current()
        words = sum(self._heights())
        return QSize(theme.px(200), max(theme.px(44), words + theme.px(20)))

    def minimumSizeHint(self) -> QSize:
        return QSize(current().px(120), self.sizeHint().height())

    def resizeEvent(self, event: Any) -> None:
        super().resizeEvent(event)
        self.updateGeometry()

    def paintEvent(self, event: QPaintEvent) -> None:
        theme = current()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        chosen, over = self.isChecked(), self.underMouse() and self.isEnabled()
        fill = "accent_tint" if chosen or over else "sheet" if self.isEnabled() else "still_tint"
        width = 2 if chosen else 1
        painter.setPen(QPen(theme.color("accent" if chosen or over else "still_line"), width))
        painter.setBrush(theme.color(fill))
        inset = width / 2
        radius = theme.space("radius")
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(inset, inset, -inset, -inset), radius, radius)
        self._paint_dot(painter, chosen)
        self._paint_words(painter)
        painter.end()

    def _paint_dot(self, painter: QPainter, chosen: bool) -> None:
        theme = current()
        side = theme.px("box")
        dot = QRectF(theme.px(13), (self.height() - side) / 2, side, side)
        painter.setBrush(theme.color("accent" if chosen else "sheet"))
        painter.setPen(QPen(theme.color("accent" if chosen else "edge"), 1))
        painter.drawEllipse(dot)
        if chosen:
            inner = side * 0.31
            painter.setBrush(theme.color("on_accent"))
            painter.setPen(Qt.PenStyle.NoPen)
            painter.drawEllipse(dot.adjusted(inner, inner, -inner, -inner))

    def _paint_words(self, painter: QPainter) -> None:
        theme = current()
        ink = "text" if self.isEnabled() else "text3"
        left, (first, second) = theme.px(40), self._heights()
        top = (self.height() - first - second) / 2
        box = QRectF(left, top, self.width() - left - theme.px(12), first)
        _paint_wrapped(painter, box, Run(self.option.value, "first", ink))
        below = QRectF(left, top + first, box.width(), second)
        _paint_wrapped(painter, below, Run(self.option.evidence, "small", "text2"))


def _paint_wrapped(painter: QPainter, box: QRectF, run: Run) -> None:
    """On as many lines as the box is high."""
    theme = current()
    if box.height() <= theme.line(run.role):
        paint_runs(painter, box, [run])
        return
    painter.setFont(theme.font(run.role))
    painter.setPen(theme.color(run.tone))
    wrapped = Qt.TextFlag.TextWrapAnywhere | Qt.AlignmentFlag.AlignLeft
    painter.drawText(box, int(wrapped), run.text)


class ChoiceRow(QWidget):
    """One question: what it is about at the left, its cards, and perhaps a third way."""

    changed = Signal()
    left = Signal(int)
    """Up or down was pressed: to the question before or after."""

    def __init__(
        self,
        about: str,
        options: Sequence[Option],
        parent: QWidget | None = None,
        *,
        more: str = "",
        third: Any = None,
        label_width: int = 116,
        plain: bool = False,
    ) -> None:
        """`plain`: the cards alone, where what they are about stands over them already."""
        super().__init__(parent)
        self.about = about
        self._group = QButtonGroup(self)
        self._third = third
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(20, 12, 20, 12)
        self._grid.setHorizontalSpacing(12)
        self._grid.setVerticalSpacing(6)
        self._label_width = label_width
        self._label = self._what(about, more)
        self._plain = plain
        if plain:
            self._grid.setContentsMargins(0, 0, 0, 0)
            self._label.hide()
        self.cards = [ChoiceCard(option, about, self) for option in options]
        for card in self.cards:
            self._group.addButton(card)
        if third is not None:
            self._add_third(third)
        self._narrow: bool | None = None
        self._arrange(False)
        self._group.buttonToggled.connect(self._toggled)

    def _arrange(self, narrow: bool) -> None:
        """The label before the cards, or over them where they would have too little room."""
        if narrow == self._narrow:
            return
        self._narrow = narrow
        while self._grid.takeAt(0) is not None:
            pass
        row, first = (1, 0) if narrow or self._plain else (0, 1)
        wide = len(self.cards) + (1 if self._third is not None else 0)
        self._label.setMinimumWidth(0 if narrow else current().px(self._label_width))
        self._label.setMaximumWidth(16_777_215 if narrow else current().px(self._label_width))
        middle = Qt.AlignmentFlag.AlignVCenter
        if not self._plain:
            self._grid.addWidget(self._label, 0, 0, 1, wide if narrow else 1, middle)
        for column in range(wide + 1):
            self._grid.setColumnStretch(column, 1 if first <= column < first + len(self.cards) else 0)
        for column, card in enumerate(self.cards, first):
            self._grid.addWidget(card, row, column)
        if self._third is not None:
            self._grid.addWidget(self.neither, row, first + len(self.cards))
            self._grid.addWidget(self._third, row + 1, first, 1, max(1, len(self.cards)))

    def resizeEvent(self, event: Any) -> None:
        super().resizeEvent(event)
        self._arrange(self.width() < current().px(NARROW))

    def _what(self, about: str, more: str) -> QWidget:
        held = QWidget(self)
        column = QVBoxLayout(held)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(label(about, "strong", "text", held, wrap=True))
        if more:
            column.addWidget(label(more, "small", "text2", held, wrap=True))
        return held

    def _add_third(self, third: Any) -> None:
        self.neither = button(self.tr("都不是"), "quiet", icon="plus", small=True, parent=self)
        self.neither.setCheckable(True)
        self.neither.setAccessibleName(self.tr("{0}：都不是，另写一个").format(self.about))
        self._group.addButton(self.neither)
        third.setParent(self)
        third.setAccessibleName(self.tr("{0}：另写一个").format(self.about))
        third.hide()
        third.changed.connect(self.changed)

    def chosen(self) -> str:
        checked = self._group.checkedButton()
        if isinstance(checked, ChoiceCard):
            return checked.option.key
        return THIRD if checked is not None else ""

    def choose(self, key: str) -> None:
        for card in self.cards:
            if card.option.key == key:
                card.setChecked(True)

    def value(self) -> str | None:
        """As a place of a form has it."""
        return self.chosen() or None

    def words(self) -> str:
        return ""

    def put(self, value: Any, words: str = "") -> None:
        self.choose(str(value))

    def third_value(self) -> Any:
        return self._third.value() if self._third is not None else None

    def missing(self) -> bool:
        """Whether there is no answer yet."""
        if self.chosen() != THIRD:
            return not self.chosen()
        return bool(self._third.trouble()) or self._third.value() in (None, "")

    def step(self, by: int) -> None:
        """The next card at a side, or the outermost there while none is chosen."""
        ready = [card for card in self.cards if card.isEnabled()]
        if not ready:
            return
        chosen = next((place for place, card in enumerate(ready) if card.isChecked()), None)
        place = (len(ready) - 1 if by > 0 else 0) if chosen is None else chosen + by
        card = ready[max(0, min(len(ready) - 1, place))]
        card.setChecked(True)
        card.setFocus(Qt.FocusReason.TabFocusReason)

    def take_focus(self) -> None:
        checked = self._group.checkedButton()
        ready = [card for card in self.cards if card.isEnabled()]
        target = checked or next(iter(ready), None)
        if target is not None:
            target.setFocus(Qt.FocusReason.OtherFocusReason)

    def lock(self) -> None:
        """For what is over: it shows and does not ask."""
        for each in self._group.buttons():
            each.setEnabled(False)

    @Slot(QAbstractButton, bool)
    def _toggled(self, pressed: QAbstractButton, on: bool) -> None:
        if self._third is not None:
            typing = self.chosen() == THIRD
            self._third.setVisible(typing)
            if typing and on:
                self._third.setFocus(Qt.FocusReason.OtherFocusReason)
        if on:
            self.changed.emit()


class Reason(QWidget):
    """Why something is here: a tinted strip with a bold short word and a sentence that may wrap."""

    def __init__(self, icon: str, tone: str, short: str, words: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._tone = tone
        self.setAccessibleName(f"{short}。{words}")
        row = QHBoxLayout(self)
        row.setContentsMargins(12, 7, 12, 7)
        row.setSpacing(8)
        row.addWidget(Mark(Icon(icon, tone), parent=self), 0, Qt.AlignmentFlag.AlignVCenter)
        row.addWidget(label(short, "strong", tone, self))
        row.addWidget(label(words, "body", "text", self, wrap=True), 1)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        self._row = row

    def beside(self, widget: QWidget) -> None:
        """At its right end."""
        self._row.addWidget(widget)

    def paintEvent(self, event: QPaintEvent) -> None:
        theme = current()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.color(f"{self._tone}_tint"))
        radius = theme.space("radius")
        painter.drawRoundedRect(QRectF(self.rect()), radius, radius)
        painter.end()
