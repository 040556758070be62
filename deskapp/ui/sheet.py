"""A sheet: one border round some work, with a head of 44, a body and perhaps a foot with the buttons.

sheet = Sheet("今天这一圈", "20 户", parent=self)     title 16 and words 13; without a title no head
sheet.beside(Mark(Symbol.MET, "已见 5"))              at the right of the head
sheet.add(widget, stretch)                            into the body, edge to edge
sheet.foot()                                          a QHBoxLayout under a hairline for the buttons
rule(parent), rule(parent, upright=True)              a hairline in the layout
page(parent)                                          (widget, QVBoxLayout) with margins of 20, for forms
scrolling(widget, parent)                             scrolls when there is less room than it needs
splitter(left, right, parent)                         1 px line with an 8 px grip, no side under 300
Fives(parent).add(widget, column, span=1, row=0)      the five equal columns of the work area
"""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import (
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QScrollArea,
    QSizePolicy,
    QSplitter,
    QSplitterHandle,
    QVBoxLayout,
    QWidget,
)

from deskapp.ui.text import label
from deskapp.ui.theme import current, set_state


def rule(parent: QWidget | None = None, *, upright: bool = False) -> QFrame:
    made = QFrame(parent)
    set_state(made, role="rule")
    if upright:
        made.setFixedWidth(1)
    else:
        made.setFixedHeight(1)
    return made


def page(
    parent: QWidget | None = None, *, margin: int = 20, spacing: int = 12
) -> tuple[QWidget, QVBoxLayout]:
    made = QWidget(parent)
    set_state(made, role="page")
    column = QVBoxLayout(made)
    column.setContentsMargins(margin, 12, margin, 12)
    column.setSpacing(spacing)
    return made, column


def scrolling(widget: QWidget, parent: QWidget | None = None) -> QScrollArea:
    """For the part of a page that may not fit at 150 %; the buttons stay outside it, in sight."""
    area = QScrollArea(parent)
    area.setWidgetResizable(True)
    area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    area.setWidget(widget)
    return area


class _Head(QWidget):
    """44 high at scale 1, whatever stands in it."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        hint = super().sizeHint()
        hint.setHeight(current().px("card_head") - 1)  # the hairline below is part of it
        return hint


class Sheet(QFrame):
    """A card or a page on the desk."""

    def __init__(self, title: str = "", more: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        set_state(self, role="sheet")
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(0)
        self._foot: QHBoxLayout | None = None
        self.title = label(title, "card", "text", self)
        self.more = label(more, "small", "text2", self)
        self._head = _Head(self)
        self._row = QHBoxLayout(self._head)
        self._row.setContentsMargins(16, 0, 16, 0)
        self._row.setSpacing(8)
        self._row.addWidget(self.title)
        self._row.addWidget(self.more)
        self._row.addStretch(1)
        self._rule = rule(self)
        self._column.addWidget(self._head)
        self._column.addWidget(self._rule)
        self.set_head(title, more)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The words beside the title give way before the title does."""
        super().resizeEvent(event)
        self._fit_more()

    def _fit_more(self) -> None:
        margins = 2 * 16
        others = self._row.sizeHint().width() - (self.more.sizeHint().width() if self.more.isVisible() else 0)
        needed = others + self.more.sizeHint().width() + margins
        self.more.setVisible(bool(self.more.text()) and bool(self.title.text()) and needed <= self.width())

    def set_head(self, title: str, more: str = "") -> None:
        self.title.setText(title)
        self.more.setText(more)
        self.setAccessibleName(title)
        for part in (self._head, self._rule):
            part.setVisible(bool(title))
        self._fit_more()

    def beside(self, widget: QWidget) -> None:
        self._row.addWidget(widget)

    def add(self, widget: QWidget, stretch: int = 0) -> None:
        place = self._column.count() - (2 if self._foot else 0)
        self._column.insertWidget(place, widget, stretch)

    def foot(self) -> QHBoxLayout:
        if self._foot is None:
            self._column.addWidget(rule(self))
            self._foot = QHBoxLayout()
            self._foot.setContentsMargins(16, 8, 16, 8)
            self._foot.setSpacing(8)
            self._column.addLayout(self._foot)
        return self._foot


class _Grip(QSplitterHandle):
    """A line of one pixel in a grip of eight."""

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        if self.orientation() == Qt.Orientation.Horizontal:
            painter.fillRect(self.width() // 2, 0, 1, self.height(), current().color("line"))
        else:
            painter.fillRect(0, self.height() // 2, self.width(), 1, current().color("line"))
        painter.end()


class _Splitter(QSplitter):
    def createHandle(self) -> QSplitterHandle:
        return _Grip(self.orientation(), self)


def splitter(left: QWidget, right: QWidget, parent: QWidget | None = None) -> QSplitter:
    made = _Splitter(Qt.Orientation.Horizontal, parent)
    made.setHandleWidth(8)
    made.setChildrenCollapsible(False)
    for side in (left, right):
        side.setMinimumWidth(max(300, side.minimumWidth()))
        made.addWidget(side)
    return made


class Fives(QGridLayout):
    """The work area's five equal columns, exactly equal whatever stands in them."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setContentsMargins(0, 0, 0, 0)
        self.setHorizontalSpacing(16)
        self.setVerticalSpacing(12)
        for column in range(5):
            self.setColumnStretch(column, 1)

    def add(self, widget: QWidget, column: int, span: int = 1, row: int = 0) -> None:
        policy = widget.sizePolicy()
        policy.setHorizontalPolicy(QSizePolicy.Policy.Ignored)
        widget.setSizePolicy(policy)
        self.addWidget(widget, row, column, 1, span)
