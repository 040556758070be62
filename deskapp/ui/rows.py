"""The two-line list: group heads and rows of one door each, painted by a delegate.

    rows = RowList(parent=self)                      a QListView with RowModel and RowDelegate
    rows.set_rows([Group("3 号楼 2 单元", "8 户", "上午有人多"), Row("id", Symbol.NOT_YET, "3-2-", "501",
                   "王桂芳", "78 岁 · 独居", "上次走访 96 天前", Due("迟 2 天", "trouble", "clock"))])
    rows.chosen.connect(self.show_door)              Signal(str): the id of the row that became current
    rows.opened.connect(self.open_door)              Signal(str): Enter or a double click
    rows.choose("id"); rows.chosen_id(); rows.step(1)      set_rows keeps the chosen id when it is still there

Another model may stand behind RowDelegate: it answers `RowRole` with a Row or a Group, `AccessibleTextRole`
with `row.sentence()`, and gives a Group `NoItemFlags`. A finished row is faint. The due words come ready.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Protocol

from PySide6.QtCore import (
    QAbstractListModel,
    QEvent,
    QModelIndex,
    QPersistentModelIndex,
    QRectF,
    QSize,
    Qt,
    Signal,
    Slot,
)
from PySide6.QtGui import QKeyEvent, QPainter, QPen
from PySide6.QtWidgets import QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from deskapp.ui.chips import Tag, paint_tag, tag_width
from deskapp.ui.symbols import Icon, Symbol, paint_icon, paint_mark
from deskapp.ui.text import Run, paint_runs, runs_width
from deskapp.ui.theme import current

RowRole = Qt.ItemDataRole.UserRole + 1
MARK_X, TEXT_X, MARGIN = 16, 42, 16
Index = QModelIndex | QPersistentModelIndex
Option = Any  # a QStyleOptionViewItem, whose fields the stubs do not know


@dataclass(frozen=True)
class Due:
    """Words at the right of a row: 迟 2 天 in trouble with a clock, 今天 bold, the rest faint."""

    text: str
    tone: str = "text3"
    icon: str = ""
    bold: bool = False


@dataclass(frozen=True)
class Row:
    """One door in two lines; `before` and `room` are its number, so that the eye runs down the rooms."""

    id: str
    mark: Symbol | Icon | None
    before: str
    room: str
    name: str
    after: str = ""
    second: str = ""
    due: Due | Tag | None = None
    finished: bool = False
    said: str = ""
    below: Tag | None = None
    """A state at the right of the second line, under the due words."""

    def sentence(self) -> str:
        """What a screen reader says; `said` begins it with the symbol's word, such as 没走过."""
        due = self.due.text if self.due else ""
        below = self.below.text if self.below else ""
        door = f"{self.before}{self.room} {self.name}".strip()
        parts = [self.said, door, self.after, self.second, due, below]
        return "，".join(part for part in parts if part)

    def first_line(self, chosen: bool) -> list[Run]:
        ink = "text3" if self.finished and not chosen else "text"
        runs = [Run(self.before, "first", "text3", bold=False), Run(self.room, "first", ink)]
        gap = 9 if self.before or self.room else 0
        return [*runs, Run(self.name, "first", ink, gap=gap), Run(self.after, "small", "text2", gap=8)]


@dataclass(frozen=True)
class Group:
    """The head over some rows."""

    title: str
    count: str = ""
    note: str = ""

    def sentence(self) -> str:
        return "，".join(part for part in (self.title, self.count, self.note) if part)


class RowDelegate(QStyledItemDelegate):
    """Paints rows 52 high and group heads 30 high."""

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        group = isinstance(index.data(RowRole), Group)
        return QSize(100, current().px("row_group" if group else "row_two"))

    def paint(self, painter: QPainter, option: Option, index: Index) -> None:
        item = index.data(RowRole)
        painter.save()
        if isinstance(item, Group):
            self._paint_group(painter, QRectF(option.rect), item)
        elif isinstance(item, Row):
            self._paint_row(painter, option, index, item)
        painter.restore()

    def _paint_group(self, painter: QPainter, rect: QRectF, group: Group) -> None:
        painter.fillRect(rect, current().color("window"))
        inner = rect.adjusted(MARGIN, 0, -MARGIN, 0)
        note = [Run(group.note, "small", "text2")]
        title = [Run(group.title, "small", "text2", bold=True), Run(group.count, "small", "text2", gap=8)]
        paint_runs(painter, inner.adjusted(0, 0, -runs_width(note) - 12, 0), title)
        paint_runs(painter, inner, note, align="right")

    def _paint_row(self, painter: QPainter, option: Option, index: Index, row: Row) -> None:
        theme = current()
        rect = QRectF(option.rect)
        chosen = bool(option.state & QStyle.StateFlag.State_Selected)
        if chosen:
            painter.fillRect(rect, theme.color("accent_tint"))
            painter.fillRect(QRectF(rect.left(), rect.top(), 3, rect.height()), theme.color("accent"))
        elif option.state & QStyle.StateFlag.State_MouseOver:
            painter.fillRect(rect, theme.color("window"))
        if not chosen and self._line_below(option.widget, index):
            painter.fillRect(
                QRectF(rect.left() + TEXT_X, rect.bottom() - 1, rect.width() - TEXT_X - MARGIN, 1),
                theme.color("line"),
            )
        size = theme.px("icon_small")
        place = QRectF(rect.left() + MARK_X, round(rect.center().y() - size / 2), size, size)
        paint_mark(painter, place, row.mark)
        left = place.right() + TEXT_X - MARK_X - 16
        first, second = theme.line("first"), theme.line("small")
        top = rect.top() + round((rect.height() - first - second) / 2) - 1
        right = rect.right() - MARGIN
        upper = QRectF(left, top, right - left, first)
        lower = QRectF(left, top + first, right - left, second)
        if row.below is None:
            used = self._paint_due(painter, rect.adjusted(0, 0, -MARGIN, 0), row.due) + 10
            lower.setRight(right - used)
        else:
            used = self._paint_due(painter, upper, row.due) + 10
            paint_tag(painter, lower.adjusted(0, 2, 0, 2), row.below, align="right")
            lower.setRight(right - tag_width(row.below) - 10)
        upper.setRight(right - used)
        paint_runs(painter, upper, row.first_line(chosen))
        paint_runs(
            painter, lower, [Run(row.second, "small", "text3" if row.finished and not chosen else "text2")]
        )
        if option.state & QStyle.StateFlag.State_HasFocus:
            painter.setPen(QPen(theme.color("accent"), 2))
            painter.drawRect(rect.adjusted(1, 1, -1, -1))

    def _paint_due(self, painter: QPainter, rect: QRectF, due: Due | Tag | None) -> float:
        """Paint the due words and return their width."""
        if due is None:
            return 0.0
        if isinstance(due, Tag):
            paint_tag(painter, rect, due, align="right")
            return tag_width(due)
        theme = current()
        run = Run(due.text, "small", "text" if due.bold else due.tone, bold=due.bold)
        width = runs_width([run])
        paint_runs(painter, rect, [run], align="right")
        if due.icon:
            size = theme.px("icon_tag")
            icon = QRectF(
                round(rect.right() - width - size - 5), round(rect.center().y() - size / 2), size, size
            )
            paint_icon(painter, icon, due.icon, due.tone)
            width += size + 5
        return width

    def _line_below(self, view: QWidget | None, index: Index) -> bool:
        """A hairline between two rows; none beside the chosen row or a group head, none under the last."""
        below = index.sibling(index.row() + 1, 0)
        if not isinstance(below.data(RowRole), Row):
            return False
        return not (isinstance(view, QListView) and view.selectionModel().isSelected(below))


class Told(Protocol):
    """What stands on a line and can be read out."""

    def sentence(self) -> str: ...


class RowModel(QAbstractListModel):
    """Rows and group heads kept in memory: a day's round, not a whole register."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._rows: list[Told] = []

    def set_rows(self, rows: Sequence[Told]) -> None:
        self.beginResetModel()
        self._rows = list(rows)
        self.endResetModel()

    def rows(self) -> list[Told]:
        return list(self._rows)

    def rowCount(self, parent: Index = QModelIndex()) -> int:
        return 0 if parent.isValid() else len(self._rows)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid():
            return None
        row = self._rows[index.row()]
        if role == RowRole:
            return row
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return row.sentence()
        return None

    def flags(self, index: Index) -> Qt.ItemFlag:
        if not index.isValid() or isinstance(self._rows[index.row()], Group):
            return Qt.ItemFlag.NoItemFlags
        return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable

    def place(self, id: str) -> int:
        """The line a row stands on, or -1."""
        return next((n for n, row in enumerate(self._rows) if isinstance(row, Row) and row.id == id), -1)

    def doors(self) -> list[int]:
        return [n for n, row in enumerate(self._rows) if isinstance(row, Row)]


class RowList(QListView):
    """A list of doors by keyboard or mouse; it always has a current row while it has rows."""

    chosen = Signal(str)
    opened = Signal(str)

    def __init__(self, parent: QWidget | None = None, *, name: str = "") -> None:
        super().__init__(parent)
        self._rows = RowModel(self)
        self.setModel(self._rows)
        self.setItemDelegate(RowDelegate(self))
        self.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setEditTriggers(QListView.EditTrigger.NoEditTriggers)
        self.setMouseTracking(True)
        self.setAccessibleName(name or self.tr("列表"))
        self.selectionModel().currentChanged.connect(self._current_changed)
        self.doubleClicked.connect(self._open)

    def set_rows(self, rows: Sequence[Row | Group]) -> None:
        kept = self.chosen_id()
        self._rows.set_rows(rows)
        doors = self._rows.doors()
        place = self._rows.place(kept) if kept else -1
        if place < 0 and doors:
            place = doors[0]
        if place >= 0:
            self.setCurrentIndex(self._rows.index(place))

    def chosen_id(self) -> str:
        row = self.currentIndex().data(RowRole)
        return row.id if isinstance(row, Row) else ""

    def count(self) -> int:
        """How many rows, group heads aside."""
        return len(self._rows.doors())

    def choose(self, id: str) -> None:
        place = self._rows.place(id)
        if place >= 0:
            self.setCurrentIndex(self._rows.index(place))

    def step(self, by: int) -> None:
        """Go to the next or the previous door, over group heads."""
        doors = self._rows.doors()
        if not doors:
            return
        place = self.currentIndex().row()
        at = doors.index(place) if place in doors else 0
        self.setCurrentIndex(self._rows.index(doors[max(0, min(len(doors) - 1, at + by))]))

    @Slot(QModelIndex, QModelIndex)
    def _current_changed(self, now: QModelIndex, before: QModelIndex) -> None:
        row = now.data(RowRole)
        if isinstance(row, Row):
            self.chosen.emit(row.id)
        self.viewport().update()

    @Slot(QModelIndex)
    def _open(self, index: QModelIndex) -> None:
        row = index.data(RowRole)
        if isinstance(row, Row):
            self.opened.emit(row.id)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.chosen_id():
            self.opened.emit(self.chosen_id())
        else:
            super().keyPressEvent(event)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange:
            self.scheduleDelayedItemsLayout()
