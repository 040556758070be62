"""The building picture: every door of an estate as a cell where it stands, walked through by arrow keys.

    view = BuildingView(parent)
    view.show_picture(picture);  view.choose(household);  view.chosen_id()
    view.set_bright(lambda cell: …)          all other cells are dimmed
    view.chosen, view.opened                 Signal(str): a household was walked to, was opened
    view.put_by                              Signal(): Esc
    view.zoom(1), view.zoom(-1), view.zoom_whole()

A list view, because Qt then tells a screen reader each row with its name and where it is. What is painted is
only what one sees.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

from PySide6.QtCore import (
    QAbstractListModel,
    QEvent,
    QModelIndex,
    QPersistentModelIndex,
    QPoint,
    QRect,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent, QRegion, QResizeEvent, QTransform, QWheelEvent
from PySide6.QtWidgets import QAbstractItemView, QListView, QWidget

from deskapp.ui.buildingwords import cell_words
from deskapp.ui.cellpaint import LEGIBLE, head_height, head_width, paint_plan, paint_ring
from deskapp.ui.plan import Plan, Sizes
from deskapp.ui.theme import current
from deskapp.work.buildings import Cell, Picture

ZOOMS = (0.3, 0.35, 0.4, 0.47, 0.55, 0.65, 0.75, 0.85, 1.0, 1.25, 1.5, 2.0)
USUAL = ZOOMS.index(1.0)
MARGIN = 20
Role, Key = Qt.ItemDataRole, Qt.Key
_ARROWS = {Key.Key_Left: (-1, 0), Key.Key_Right: (1, 0), Key.Key_Up: (0, 1), Key.Key_Down: (0, -1)}
_NEARER = (Key.Key_Plus, Key.Key_Equal)
_FARTHER = (Key.Key_Minus, Key.Key_Underscore)


class CellList(QAbstractListModel):
    """The doors as rows: what a screen reader and a tool tip say of each."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.cells: list[Cell] = []

    def show_cells(self, cells: Iterable[Cell]) -> None:
        self.beginResetModel()
        self.cells = list(cells)
        self.endResetModel()

    def rowCount(self, parent: QModelIndex | QPersistentModelIndex = QModelIndex()) -> int:
        return 0 if parent.isValid() else len(self.cells)

    def data(self, index: QModelIndex | QPersistentModelIndex, role: int = Role.DisplayRole) -> Any:
        if index.isValid() and role in (Role.DisplayRole, Role.AccessibleTextRole, Role.ToolTipRole):
            return cell_words(self.cells[index.row()])
        return None


class BuildingView(QListView):
    """The picture; rows of its model are places of its plan."""

    chosen = Signal(str)
    opened = Signal(str)
    put_by = Signal()

    def __init__(self, parent: QWidget | None = None, *, name: str = "") -> None:
        super().__init__(parent)
        self._zoom, self._level, self._whole = USUAL, 1, False
        self._bright: Callable[[Cell], bool] = lambda cell: True
        self.cells = CellList(self)
        self.plan = Plan(Picture(), self._sizes())
        self.setModel(self.cells)
        self.setAccessibleName(name)
        self.setFrameShape(QListView.Shape.NoFrame)
        self.setSelectionMode(QListView.SelectionMode.SingleSelection)
        self.setEditTriggers(QListView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.setMouseTracking(False)
        self.doubleClicked.connect(self._open_row)

    # --- what is shown

    def show_picture(self, picture: Picture) -> None:
        """Another estate, or the same with news; the chosen door stays chosen if it is still there."""
        before = self.chosen_id()
        self._lay(picture)
        if self._whole:
            self._fit_whole()
        self.cells.show_cells(spot.cell for spot in self.plan.spots)
        if not self.choose(before):
            self.choose(self._first())

    def _first(self) -> str:
        """Where the day begins: in the round, or else where nobody has been yet."""
        cells = self.cells.cells
        for wanted in (
            lambda c: c.in_round and c.state in ("never", "tried"),
            lambda c: c.in_round,
            self._bright,
        ):
            found = next((cell for cell in cells if wanted(cell)), None)
            if found:
                return found.household
        return cells[0].household if cells else ""

    def set_bright(self, bright: Callable[[Cell], bool]) -> None:
        self._bright = bright
        self.viewport().update()

    def is_bright(self, cell: Cell) -> bool:
        return self._bright(cell)

    def choose(self, household: str) -> bool:
        for place, cell in enumerate(self.cells.cells):
            if cell.household == household:
                self._go(place)
                return True
        return False

    def chosen_id(self) -> str:
        row = self.currentIndex().row()
        return self.cells.cells[row].household if 0 <= row < len(self.cells.cells) else ""

    def _go(self, place: int) -> None:
        self._level = self.plan.spots[place].level
        self.setCurrentIndex(self.cells.index(place, 0))

    def currentChanged(self, now: Any, before: Any) -> None:
        super().currentChanged(now, before)
        self.viewport().update()
        if now.isValid():
            self.chosen.emit(self.cells.cells[now.row()].household)

    # --- sizes

    def _sizes(self) -> Sizes:
        theme, factor = current(), ZOOMS[self._zoom]

        def px(pixels: float, least: int = 1) -> int:
            return max(least, round(theme.px(pixels) * factor))

        cell = QSize(px(30, 8), px(28, 8))
        between = max(1, px(4) if factor >= 0.75 else 2)
        step = QSize(cell.width() + (between + 1) // 2, cell.height() + between)
        whole = cell.width() >= theme.px(LEGIBLE)
        return Sizes(
            cell=cell,
            step=step,
            wide=px(96, 8) if whole else cell.width(),
            stair_gap=max(px(8), 4),
            gap=theme.px(28 if whole else 16),
            side=theme.px(26) if whole else 0,
            head=head_height(whole),
            foot=theme.line("key") + 8 if whole else 6,
        )

    def _lay(self, picture: Picture) -> None:
        sizes = self._sizes()
        heads = [head_width(each, list(each.cells()), sizes) for each in picture.buildings]
        if picture.others:
            heads.append(head_width(None, list(picture.others), sizes))
        across = self.maximumViewportSize().width() - 2 * MARGIN if self._whole else 0
        self.plan = Plan(picture, sizes, heads, across)
        self.updateGeometries()

    def _lay_again(self) -> None:
        self._lay(self.plan.picture)
        self.scrollTo(self.currentIndex())
        self.viewport().update()

    def zoom(self, by: int) -> None:
        self._whole = False
        self._zoom = min(max(0, self._zoom + by), len(ZOOMS) - 1)
        self._lay_again()

    def zoom_whole(self) -> None:
        """All of the estate at once, as large as it can be, on several lines if need be; or back again."""
        self._whole = not self._whole
        self._zoom = USUAL
        if self._whole:
            self._fit_whole()
        self._lay_again()

    def is_whole(self) -> bool:
        return self._whole

    def _fit_whole(self) -> None:
        for self._zoom in range(USUAL, -1, -1):
            self._lay(self.plan.picture)
            if self._fits():
                return

    def _fits(self) -> bool:
        room, needed = self.maximumViewportSize(), self._needed()
        return needed.width() <= room.width() and needed.height() <= room.height()

    def zoom_percent(self) -> int:
        return round(100 * ZOOMS[self._zoom])

    def _needed(self) -> QSize:
        return self.plan.bounds.size() + QSize(2 * MARGIN, 2 * MARGIN)

    def _origin(self) -> QPoint:
        """Where the ground line begins in the viewport; a small picture stands at its foot."""
        needed, room = self._needed(), self.viewport().size()
        left = MARGIN - self.plan.bounds.left() - self.horizontalScrollBar().value()
        down = max(0, room.height() - needed.height()) - self.verticalScrollBar().value()
        return QPoint(left, MARGIN - self.plan.bounds.top() + down)

    def updateGeometries(self) -> None:
        """Called by Qt whenever the room or the rows change."""
        if not hasattr(self, "plan"):
            return
        needed, room = self._needed(), self.viewport().size()
        for bar, whole, seen in (
            (self.horizontalScrollBar(), needed.width(), room.width()),
            (self.verticalScrollBar(), needed.height(), room.height()),
        ):
            was_at_end = bar.maximum() == bar.value()
            bar.setRange(0, max(0, whole - seen))
            bar.setPageStep(seen)
            bar.setSingleStep(self.plan.sizes.step.height())
            if bar is self.verticalScrollBar() and was_at_end:
                bar.setValue(bar.maximum())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if self._whole and hasattr(self, "plan"):
            self._fit_whole()
        self.updateGeometries()
        self.scrollTo(self.currentIndex())

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange and hasattr(self, "plan"):
            if self._whole:
                self._fit_whole()
            self._lay_again()

    # --- as a view of Qt's

    def doItemsLayout(self) -> None:
        QAbstractItemView.doItemsLayout(self)

    def visualRect(self, index: QModelIndex | QPersistentModelIndex) -> QRect:
        if not index.isValid() or index.row() >= len(self.plan.spots):
            return QRect()
        return self.plan.spots[index.row()].box.translated(self._origin())

    def indexAt(self, point: QPoint) -> QModelIndex:
        place = self.plan.place_at(point - self._origin())
        return self.cells.index(place, 0) if place >= 0 else QModelIndex()

    def scrollTo(self, index: Any, hint: Any = QListView.ScrollHint.EnsureVisible) -> None:
        box, room, air = self.visualRect(index), self.viewport().rect(), 2 * self.plan.sizes.step.width()
        if not box.isValid():
            return
        for bar, first, last, end in (
            (self.horizontalScrollBar(), box.left() - air, box.right() + air, room.width()),
            (self.verticalScrollBar(), box.top() - air, box.bottom() + air, room.height()),
        ):
            bar.setValue(bar.value() + (min(first, 0) or max(0, last - end)))
        self.viewport().update()

    def horizontalOffset(self) -> int:
        return self.horizontalScrollBar().value()

    def verticalOffset(self) -> int:
        return self.verticalScrollBar().value()

    def scrollContentsBy(self, dx: int, dy: int) -> None:
        self.viewport().update()

    def isIndexHidden(self, index: QModelIndex | QPersistentModelIndex) -> bool:
        return False

    def visualRegionForSelection(self, selection: Any) -> QRegion:
        return QRegion(self.viewport().rect())

    def setSelection(self, rect: QRect, command: Any) -> None:
        index = self.indexAt(rect.center())
        if index.isValid():
            self._level = self.plan.spots[index.row()].level
            self.selectionModel().select(index, command)

    def keyboardSearch(self, search: str) -> None:
        """Letters do nothing here; what is looked for is found by the search above."""

    # --- keys, wheel, paint

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key, row = Key(event.key()), self.currentIndex().row()
        if key == Key.Key_Escape:
            self.put_by.emit()
        elif key in _NEARER or key in _FARTHER:
            self.zoom(1 if key in _NEARER else -1)
        elif key == Key.Key_0:
            self.zoom_whole()
        elif row >= 0 and key in (Key.Key_Return, Key.Key_Enter):
            self.opened.emit(self.chosen_id())
        elif row >= 0 and self._walk(key, row):
            event.accept()
        else:
            event.ignore()

    def _walk(self, key: Qt.Key, row: int) -> bool:
        if key in _ARROWS:
            level = self._level
            across, up = _ARROWS[key]
            self._go(self.plan.step(row, across, up, level))
            if across:
                self._level = level  # a lower house on the way is passed on its top floor
        elif key in (Key.Key_Home, Key.Key_End):
            self._go(0 if key == Key.Key_Home else len(self.plan.spots) - 1)
        elif key in (Key.Key_PageUp, Key.Key_PageDown):
            self._go(self.plan.turn(row, -1 if key == Key.Key_PageUp else 1))
        else:
            return False
        return True

    def _open_row(self, index: QModelIndex) -> None:
        self.opened.emit(self.cells.cells[index.row()].household)

    def wheelEvent(self, event: QWheelEvent) -> None:
        turned = event.angleDelta()
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            if turned.y():
                self.zoom(1 if turned.y() > 0 else -1)
        elif turned.x() or self.verticalScrollBar().maximum():
            super().wheelEvent(event)
        else:  # nothing lies above or below
            bar = self.horizontalScrollBar()
            bar.setValue(bar.value() - turned.y())
        event.accept()

    def paintEvent(self, event: QPaintEvent) -> None:
        origin = self._origin()
        painter = QPainter(self.viewport())
        painter.setTransform(QTransform.fromTranslate(origin.x(), origin.y()))
        seen = event.rect().translated(-origin)
        paint_plan(painter, self.plan, seen, self._bright)
        row = self.currentIndex().row()
        if 0 <= row < len(self.plan.spots):
            paint_ring(painter, self.plan.spots[row].box, self.hasFocus())
        painter.end()
