"""RecordTable: a list of any length that holds ids and fetches a page of ready strings when it is looked at.

    model = RecordTable(desk, ["门牌", "户主"], page_query, parent)
    model.show_ids(ids)            a new list; the view's current row is found again by id (`row_of`)
    model.forget()                 the same ids, read again; the old words stay until the new ones are here

`page_query(session, ids)` answers a list of `Line(id, cells, roles)` in any order, in the store's thread;
`cells` are the texts of the columns, `roles` what a delegate wants besides, by (column, role).
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from functools import partial
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt, Signal

from deskapp.ui.thread import DeskThread

PAGE = 100
PAGES_KEPT = 40
Index = QModelIndex | QPersistentModelIndex
Role = Qt.ItemDataRole
ID_ROLE = int(Role.UserRole) + 900


@dataclass(frozen=True)
class Line:
    """One row as it is shown."""

    id: str
    cells: tuple[str, ...]
    roles: dict[tuple[int, int], Any] = field(default_factory=dict)
    said: str = ""


class RecordTable(QAbstractTableModel):
    """Sorting, filtering and searching are SQL: they make a new list of ids."""

    page_came = Signal(int)

    def __init__(
        self,
        desk: DeskThread,
        columns: Sequence[str],
        page_query: Callable[[Any, list[str]], list[Line]],
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._desk = desk
        self._columns = list(columns)
        self._page_query = page_query
        self._ids: list[str] = []
        self._rows: dict[str, int] = {}
        self._pages: OrderedDict[int, list[Line | None]] = OrderedDict()
        self._asked: set[int] = set()
        self._stale: set[int] = set()
        self._generation = 0

    def show_ids(self, ids: Sequence[str]) -> None:
        self.beginResetModel()
        self._ids = list(ids)
        self._rows = {id: row for row, id in enumerate(self._ids)}
        self._clear()
        self.endResetModel()

    def forget(self) -> None:
        self._stale = set(self._pages)
        self._asked.clear()
        self._generation += 1
        if self._ids:
            last = self.index(len(self._ids) - 1, len(self._columns) - 1)
            self.dataChanged.emit(self.index(0, 0), last)

    def id_at(self, row: int) -> str | None:
        return self._ids[row] if 0 <= row < len(self._ids) else None

    def row_of(self, id: str) -> int:
        """-1 if it is not in the list."""
        return self._rows.get(id, -1)

    def rowCount(self, parent: Index = QModelIndex()) -> int:
        return 0 if parent.isValid() else len(self._ids)

    def columnCount(self, parent: Index = QModelIndex()) -> int:
        return 0 if parent.isValid() else len(self._columns)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Role.DisplayRole) -> Any:
        if role == Role.DisplayRole and orientation == Qt.Orientation.Horizontal:
            return self._columns[section] if 0 <= section < len(self._columns) else None
        return None

    def data(self, index: Index, role: int = Role.DisplayRole) -> Any:
        if not index.isValid():
            return None
        if role == ID_ROLE:
            return self._ids[index.row()]
        line = self._line(index.row())
        if line is None:
            return "…" if role == Role.DisplayRole and index.column() == 0 else None
        if role == Role.DisplayRole:
            return line.cells[index.column()]
        if role == Role.AccessibleTextRole:
            return line.said or "，".join(cell for cell in line.cells if cell)
        return line.roles.get((index.column(), int(role)))

    def _line(self, row: int) -> Line | None:
        number = row // PAGE
        page = self._pages.get(number)
        if page is None or number in self._stale:
            self._fetch(number)
        if page is None:
            return None
        self._pages.move_to_end(number)
        return page[row % PAGE]

    def _fetch(self, number: int) -> None:
        if number not in self._asked:
            self._asked.add(number)
            ids = self._ids[number * PAGE : (number + 1) * PAGE]
            then = partial(self._take, self._generation, number, ids)
            self._desk.ask(self, lambda session: self._page_query(session, ids), then)

    def _take(self, generation: int, number: int, ids: list[str], lines: list[Line]) -> None:
        if generation != self._generation:
            return
        found = {line.id: line for line in lines}
        self._asked.discard(number)
        self._stale.discard(number)
        self._pages[number] = [found.get(id) for id in ids]
        while len(self._pages) > PAGES_KEPT:
            self._stale.discard(self._pages.popitem(last=False)[0])
        first = number * PAGE
        last = self.index(first + len(ids) - 1, len(self._columns) - 1)
        self.dataChanged.emit(self.index(first, 0), last)
        self.page_came.emit(number)

    def _clear(self) -> None:
        self._pages.clear()
        self._asked.clear()
        self._stale.clear()
        self._generation += 1
