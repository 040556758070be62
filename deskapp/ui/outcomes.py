"""The eight outcomes of a visit as keys: digit, symbol, word; digits 1 to 8 press them.

    keys = OutcomeKeys(parent=self)
    keys.chosen.connect(self.outcome_chosen)      Signal(str): "O1" … "O8"
    keys.listen(page)                        digits press them with the focus in `page`, not in text fields
    keys.press("O3"); keys.outcome(); keys.clear()
    keys.show_counted(page.counted)          a call is ◐ unless the campaign counts it, then ●

The codes are those of the visit's outcome; four to a row, two where there is no room.
"""

from __future__ import annotations

from collections.abc import Collection

from PySide6.QtCore import QRectF, QSize, Qt, Signal, Slot
from PySide6.QtGui import QKeySequence, QPainter, QPaintEvent, QPen, QResizeEvent, QShortcut
from PySide6.QtWidgets import QAbstractButton, QButtonGroup, QGridLayout, QSizePolicy, QWidget

from deskapp.ui.phrases import outcome_symbol, outcome_word
from deskapp.ui.symbols import paint_symbol
from deskapp.ui.text import Run, paint_runs
from deskapp.ui.theme import current

OUTCOMES = ("O1", "O2", "O3", "O4", "O5", "O6", "O7", "O8")


class OutcomeKey(QAbstractButton):
    """One key; chosen it is filled with the accent."""

    def __init__(self, code: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.code = code
        self.digit = code[1:]
        self.symbol = outcome_symbol(code)
        self.setText(outcome_word(code))
        self.setAccessibleName(self.text())
        self.setAccessibleDescription(self.digit)
        self.setCheckable(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        theme = current()
        word = theme.metrics("body", True).horizontalAdvance(self.text())
        return QSize(int(word) + theme.px(16) + 33, theme.px("button"))

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:
        theme = current()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        chosen, over = self.isChecked(), self.underMouse() or self.isDown()
        fill = ("accent_hover" if over else "accent") if chosen else "accent_tint" if over else "sheet"
        line = "accent" if chosen or over else "still_line"
        painter.setPen(QPen(theme.color(line), 1))
        painter.setBrush(theme.color(fill if self.isEnabled() else "still_tint"))
        radius = theme.space("radius")
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), radius, radius)
        ink = "on_accent" if chosen else "text" if self.isEnabled() else "text3"
        rect = QRectF(self.rect()).adjusted(9, 0, -4, 0)
        digit = Run(self.digit, "key", ink if chosen else "text2", bold=chosen)
        used = paint_runs(painter, rect, [digit]) + 6
        size = theme.px(16)
        place = QRectF(rect.left() + used, round(rect.center().y() - size / 2), size, size)
        paint_symbol(painter, place, self.symbol, ink if chosen or not self.isEnabled() else "")
        rect.setLeft(place.right() + 5)
        paint_runs(painter, rect, [Run(self.text(), "body", ink, bold=chosen)])
        painter.end()


class OutcomeKeys(QWidget):
    """The eight keys, of which at most one is chosen."""

    chosen = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(self.tr("走访结果"))
        self._group = QButtonGroup(self)
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setSpacing(6)
        self._across = 0
        self._keys: dict[str, OutcomeKey] = {}
        for code in OUTCOMES:
            key = self._keys[code] = OutcomeKey(code, self)
            self._group.addButton(key)
        self._group.buttonClicked.connect(self._clicked)
        self._arrange(4)

    def outcome(self) -> str:
        key = self._group.checkedButton()
        return key.code if isinstance(key, OutcomeKey) else ""

    def press(self, code: str) -> None:
        self._keys[code].click()

    def show_outcome(self, code: str) -> None:
        """Show a kept outcome without telling anybody."""
        self._keys[code].setChecked(True)

    def show_counted(self, counted: Collection[str]) -> None:
        """The running campaign says whether a phone call and others count as met."""
        for code, key in self._keys.items():
            key.symbol = outcome_symbol(code, counted)
            key.update()

    def clear(self) -> None:
        self._group.setExclusive(False)
        for key in self._keys.values():
            key.setChecked(False)
        self._group.setExclusive(True)

    def listen(self, page: QWidget) -> None:
        """Let the digits press the keys from anywhere in `page`; text fields keep their digits."""
        for key in self._keys.values():
            shortcut = QShortcut(QKeySequence(key.digit), page)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(key.click)

    def minimumSizeHint(self) -> QSize:
        widest = max(key.sizeHint().width() for key in self._keys.values())
        return QSize(2 * widest + 6, super().minimumSizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        widest = max(key.sizeHint().width() for key in self._keys.values())
        self._arrange(4 if self.width() >= 4 * widest + 18 else 2)

    def _arrange(self, across: int) -> None:
        if across == self._across:
            return
        self._across = across
        for place, key in enumerate(self._keys.values()):
            self._grid.addWidget(key, place // across, place % across)
        for column in range(4):
            self._grid.setColumnStretch(column, 1 if column < across else 0)

    @Slot(QAbstractButton)
    def _clicked(self, key: OutcomeKey) -> None:
        self.chosen.emit(key.code)
