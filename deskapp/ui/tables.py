"""The table: no grid, inset hairlines, tags in cells, the whole row chosen and ringed.

    table = Table(parent=self, name="住户")         a QTableView for any model; `two=True`: rows of two lines
    table.opened.connect(self.open_row)              Signal(QModelIndex): Enter or a double click

What a model may answer beside DisplayRole and TextAlignmentRole, per cell:
    TagRole     a Tag: painted instead of the words (DisplayRole should still be its word)
    RunsRole    a list of Run: words in several inks
    MarkRole    a Symbol or Icon before the words
    ToneRole    a colour token for the words; column 0 is bold "text", the others "text2" unless told
    SecondRole  a second line under the first
and AccessibleTextRole with a sentence for the whole row.
"""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QEvent, QModelIndex, QPersistentModelIndex, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QWidget,
)

from deskapp.ui.chips import Tag, paint_tag
from deskapp.ui.symbols import paint_mark
from deskapp.ui.text import Run, paint_runs
from deskapp.ui.theme import current

_FIRST = Qt.ItemDataRole.UserRole + 10
TagRole, RunsRole, MarkRole, ToneRole, SecondRole = (_FIRST + n for n in range(5))
MARGIN, PADDING = 16, 6
Index = QModelIndex | QPersistentModelIndex
Option = Any  # a QStyleOptionViewItem, whose fields the stubs do not know


class TableDelegate(QStyledItemDelegate):
    """Paints one cell; hover, choice and keyboard ring run through the whole row."""

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(60, current().px("row"))

    def paint(self, painter: QPainter, option: Option, index: Index) -> None:
        table = option.widget if isinstance(option.widget, Table) else None
        painter.save()
        painter.setClipRect(option.rect)
        self._paint_ground(painter, option, index, table)
        first = index.column() == 0
        last = index.column() == index.model().columnCount() - 1
        left, right = MARGIN if first else PADDING, MARGIN if last else PADDING
        self._paint_words(painter, QRectF(option.rect).adjusted(left, 0, -right, 0), index)
        if table and table.hasFocus() and table.currentIndex().row() == index.row():
            self._paint_ring(painter, QRectF(option.rect), first, last)
        painter.restore()

    def _paint_ground(self, painter: QPainter, option: Option, index: Index, table: Table | None) -> None:
        theme = current()
        rect = QRectF(option.rect)
        first = index.column() == 0
        chosen = bool(option.state & QStyle.StateFlag.State_Selected)
        if chosen:
            painter.fillRect(rect, theme.color("accent_tint"))
            if first:
                painter.fillRect(QRectF(rect.left(), rect.top(), 3, rect.height()), theme.color("accent"))
        elif table and table.hovered == index.row():
            painter.fillRect(rect, theme.color("window"))
        below = index.sibling(index.row() + 1, 0)
        beside = table is not None and table.selectionModel().isSelected(below)
        if below.isValid() and not chosen and not beside:
            inset = MARGIN if first else 0
            end = MARGIN if index.column() == index.model().columnCount() - 1 else 0
            line = QRectF(rect.left() + inset, rect.bottom() - 1, rect.width() - inset - end, 1)
            painter.fillRect(line, theme.color("line"))

    def _paint_words(self, painter: QPainter, rect: QRectF, index: Index) -> None:
        theme = current()
        alignment = index.data(Qt.ItemDataRole.TextAlignmentRole)
        right = alignment is not None and bool(int(alignment) & int(Qt.AlignmentFlag.AlignRight))
        align = "right" if right else "left"
        tag = index.data(TagRole)
        if isinstance(tag, Tag):
            paint_tag(painter, rect, tag, align=align)
            return
        mark = index.data(MarkRole)
        if mark is not None:
            size = theme.px("icon_small")
            paint_mark(painter, QRectF(rect.left(), round(rect.center().y() - size / 2), size, size), mark)
            rect = rect.adjusted(size + 8, 0, 0, 0)
        first = index.column() == 0
        tone = index.data(ToneRole) or ("text" if first else "text2")
        runs = index.data(RunsRole) or [Run(str(index.data() or ""), "body", tone, bold=first)]
        second = index.data(SecondRole)
        if second:
            top, low = theme.line("first"), theme.line("small")
            above = round(rect.top() + (rect.height() - top - low) / 2)
            under = QRectF(rect.left(), above + top, rect.width(), low)
            paint_runs(painter, under, [Run(str(second), "small", "text2")], align=align)
            rect = QRectF(rect.left(), above, rect.width(), top)
        paint_runs(painter, rect, runs, align=align)

    def _paint_ring(self, painter: QPainter, rect: QRectF, first: bool, last: bool) -> None:
        ink = current().color("accent")
        painter.fillRect(QRectF(rect.left(), rect.top(), rect.width(), 2), ink)
        painter.fillRect(QRectF(rect.left(), rect.bottom() - 2, rect.width(), 2), ink)
        if first:
            painter.fillRect(QRectF(rect.left(), rect.top(), 2, rect.height()), ink)
        if last:
            painter.fillRect(QRectF(rect.right() - 2, rect.top(), 2, rect.height()), ink)


class Table(QTableView):
    """A table view dressed for its delegate: fixed rows, one chosen row, nothing resized to contents."""

    opened = Signal(QModelIndex)
    _row = "row"

    def __init__(self, parent: QWidget | None = None, *, name: str = "", two: bool = False) -> None:
        super().__init__(parent)
        self.hovered = -1
        self._row = "row_two" if two else "row"
        self.setItemDelegate(TableDelegate(self))
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setTabKeyNavigation(False)
        self.setMouseTracking(True)
        self.setAccessibleName(name or self.tr("表格"))
        self.verticalHeader().hide()
        header = self.horizontalHeader()
        header.setHighlightSections(False)
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        header.setSectionResizeMode(QHeaderView.ResizeMode.Interactive)
        header.setStretchLastSection(True)
        self.doubleClicked.connect(self.opened)
        self._fix_rows()

    def _fix_rows(self) -> None:
        """A row lifted by a greater least height would keep it; the default first, so that none is."""
        header = self.verticalHeader()
        header.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        header.setMinimumSectionSize(1)
        header.setDefaultSectionSize(current().px(self._row))
        header.setMinimumSectionSize(current().px("row_head"))

    def currentChanged(self, now: Index, before: Index) -> None:
        super().currentChanged(now, before)
        self.viewport().update()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.currentIndex().isValid():
            self.opened.emit(self.currentIndex())
        else:
            super().keyPressEvent(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        self._hover(self.rowAt(int(event.position().y())))
        super().mouseMoveEvent(event)

    def leaveEvent(self, event: QEvent) -> None:
        self._hover(-1)
        super().leaveEvent(event)

    def _hover(self, row: int) -> None:
        if row == self.hovered:
            return
        for one in (self.hovered, row):
            top = self.rowViewportPosition(one) if one >= 0 else -1
            if top >= 0:
                self.viewport().update(0, top, self.viewport().width(), self.rowHeight(one))
        self.hovered = row

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange:
            self._fix_rows()
