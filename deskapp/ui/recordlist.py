"""The list of a record screen: filtered and sorted by SQL, an empty place that says what to do.

listed = RecordList(sitting, "referral", "转介", [("household", "住户")], parent)
listed.wish()                    what to ask for: text, sort, descending
listed.show_ids(ids, may_add)    the answer; the row one was on is found again
listed.want(id)                  the next answer chooses this one
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from PySide6.QtCore import QModelIndex, Qt, QTimer, Signal, Slot
from PySide6.QtGui import QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QLineEdit, QStackedWidget, QWidget
from sqlalchemy import Boolean, Integer

from deskapp.models.record import table_of
from deskapp.ui.buttons import button
from deskapp.ui.empty import Empty
from deskapp.ui.phrases import day_short, english, read_day, state_tag
from deskapp.ui.screen import Sitting
from deskapp.ui.sheet import Sheet
from deskapp.ui.symbols import Icon
from deskapp.ui.table import ID_ROLE, Line, RecordTable
from deskapp.ui.tables import Table, TagRole
from deskapp.ui.theme import current
from deskapp.work.kinds import RecordLine, check_columns, record_lines, refers_to

PAUSE = 150
STATE = 96


class RecordList(Sheet):
    """Records of one kind, a line each."""

    chosen = Signal(str)
    opened = Signal()
    new_asked = Signal()
    asked = Signal()

    def __init__(
        self, sitting: Sitting, kind: str, called: str, columns: Sequence[tuple[str, str]], parent: QWidget
    ) -> None:
        super().__init__(called, parent=parent)
        self._sitting, self._kind, self._called = sitting, kind, called
        self._names = [name for name, _ in columns]
        check_columns(kind, self._names)
        self._shares = [_share(kind, name) for name in self._names]
        self._sort, self._descending = -1, False
        self._wanted = ""
        self._quiet = False
        heads = [*(words for _, words in columns), self.tr("收发")]
        self.model = RecordTable(sitting.desk, heads, self._page, self)
        self._make()
        self._connect()

    def _make(self) -> None:
        self.filter = QLineEdit(self)
        self.filter.setPlaceholderText(self.tr("筛选"))
        self.filter.setAccessibleName(self.tr("筛选"))
        self.filter.setClearButtonEnabled(True)
        self.filter.setFixedWidth(current().px(170))
        self.new = button(self.tr("新的"), icon="plus", key="Ctrl N", small=True, parent=self)
        self.beside(self.filter)
        self.beside(self.new)
        self.table = Table(self, name=self._called)
        self.table.setModel(self.model)
        self.table.setSortingEnabled(False)
        header = self.table.horizontalHeader()
        header.setSectionsClickable(True)
        self.table.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.none = Empty(Icon("file"), "", "", self.tr("记第一条"), self, key="Ctrl N")
        self.lost = Empty(Icon("search"), "", self.tr("换个写法试试"), self.tr("看全部"), self)
        self.places = QStackedWidget(self)
        for page in (self.table, self.none, self.lost):
            self.places.addWidget(page)
        self.add(self.places, 1)

    def _connect(self) -> None:
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(PAUSE)
        self._timer.timeout.connect(self.asked)
        self.filter.textChanged.connect(self._timer.start)
        self.filter.returnPressed.connect(self.take_focus)
        self.table.opened.connect(self._opened)
        self.table.selectionModel().currentRowChanged.connect(self._row_changed)
        self.table.horizontalHeader().sectionClicked.connect(self.sort_by)
        self.new.clicked.connect(self.new_asked)
        self.none.acted.connect(self.new_asked)
        self.lost.acted.connect(self.filter.clear)
        down = QShortcut(QKeySequence("Down"), self.filter, self.take_focus)
        down.setContext(Qt.ShortcutContext.WidgetShortcut)

    # --- what is asked, and its answer

    def wish(self) -> dict[str, Any]:
        sort = self._names[self._sort] if self._sort >= 0 else ""
        return {"text": self.filter.text().strip(), "sort": sort, "descending": self._descending}

    def want(self, id: str) -> None:
        """With a filter it might not be among those shown."""
        if id and self.model.row_of(id) < 0:
            self.filter.clear()
        self._wanted = id

    @Slot(int)
    def sort_by(self, column: int) -> None:
        """Once up, twice down, and the third time the newest first again."""
        if column >= len(self._names):
            return
        if column != self._sort:
            self._sort, self._descending = column, False
        elif not self._descending:
            self._descending = True
        else:
            self._sort = -1
        header = self.table.horizontalHeader()
        header.setSortIndicatorShown(self._sort >= 0)
        order = Qt.SortOrder.DescendingOrder if self._descending else Qt.SortOrder.AscendingOrder
        header.setSortIndicator(self._sort, order)
        self.asked.emit()

    def show_ids(self, ids: list[str], may_add: bool) -> None:
        wanted, self._wanted = self._wanted or self.chosen_id(), ""
        self.new.setVisible(may_add)
        self._quiet = True  # the row goes and comes back while the list is renewed
        self.model.show_ids(ids)
        if ids:
            row = max(0, self.model.row_of(wanted))
            self.table.setCurrentIndex(self.model.index(row, 0))
        self._quiet = False
        self.set_head(self._called, self.tr("{0} 条").format(len(ids)))
        self._show_place(bool(ids), may_add)

    def _show_place(self, found: bool, may_add: bool) -> None:
        text = self.filter.text().strip()
        self.lost.title.setText(self.tr("没找到「{0}」").format(text))
        self.none.title.setText(self.tr("还没有{0}").format(self._called))
        words = self.tr("记下的会列在这里，同步以后别的电脑也看得到")
        self.none.line.setText(words if may_add else self.tr("别人记下的会列在这里"))
        self.none.button.setVisible(may_add)
        self.places.setCurrentWidget(self.table if found else self.lost if text else self.none)

    def _page(self, session: Any, ids: list[str]) -> list[Line]:
        today, lang = self._sitting.clock.today(), "en" if english() else "zh"
        return [self._line(each, today) for each in record_lines(session, self._kind, ids, self._names, lang)]

    def _line(self, line: RecordLine, today: date) -> Line:
        tag = state_tag(line.sync or "")
        cells = tuple(self._say(value, today) for value in line.cells)
        roles = {(len(cells), int(TagRole)): tag} if tag and line.sync != "received" else {}
        return Line(line.id, (*cells, tag.text if tag else ""), roles)

    def _say(self, value: Any, today: date) -> str:
        if isinstance(value, bool):
            return self.tr("是") if value else self.tr("否")
        if value is None:
            return ""
        day = read_day(value) if isinstance(value, str) and len(value) == len("2026-05-16") else None
        return day_short(day, today) if day else " ".join(str(value).split())

    # --- the row

    def chosen_id(self) -> str:
        return self.table.currentIndex().data(ID_ROLE) or ""

    @Slot(QModelIndex, QModelIndex)
    def _row_changed(self, now: QModelIndex, before: QModelIndex) -> None:
        if not self._quiet and now.isValid():
            self.chosen.emit(now.data(ID_ROLE))

    @Slot(QModelIndex)
    def _opened(self, index: QModelIndex) -> None:
        self.opened.emit()

    @Slot()
    def take_focus(self) -> None:
        place = self.places.currentWidget()
        if place is self.table:
            self.table.setFocus()
        else:
            (self.filter if place is self.lost else self.none.button).setFocus()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        room = max(0, self.width() - 2 - current().px(STATE))
        for column, share in enumerate(self._shares):
            self.table.setColumnWidth(column, room * share // sum(self._shares))
        self.table.setColumnWidth(len(self._names), 0)  # it takes what is left


def _share(kind: str, name: str) -> int:
    """How wide a column is beside the others."""
    if refers_to(kind, name):
        return 4
    return 2 if isinstance(table_of(kind).c[name].type, Boolean | Integer) else 3
