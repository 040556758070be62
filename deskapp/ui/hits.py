"""Hits: what the search found, in a list under the search field; Enter leads to the household.

hits = Hits(frame.search, sitting, parent=frame)
It asks while one types, Down goes into the list, Escape puts it away.
"""

from __future__ import annotations

from functools import partial
from typing import Any

from PySide6.QtCore import QPoint, Qt, Slot
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QApplication, QStackedWidget, QWidget

from deskapp.ui.doorlines import before_room
from deskapp.ui.phrases import nobody
from deskapp.ui.rows import Row, RowList
from deskapp.ui.screen import Sitting
from deskapp.ui.search import SearchField
from deskapp.ui.sheet import Sheet
from deskapp.ui.symbols import Icon
from deskapp.ui.text import label
from deskapp.ui.theme import current
from deskapp.work.find import Hit, find

MOST, SHOWN = 30, 7


class Hits(Sheet):
    """Stands over the page while there is something in the search field."""

    def __init__(self, field: SearchField, sitting: Sitting, parent: QWidget) -> None:
        super().__init__(parent=parent)
        self._field = field
        self._sitting = sitting
        self._over = parent
        self._homes: dict[str, str] = {}
        self._lead_first = False
        self.rows = RowList(self, name=self.tr("找到的"))
        self.nothing = label("", "body", "text2", self)
        self.nothing.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.places = QStackedWidget(self)
        self.places.addWidget(self.rows)
        self.places.addWidget(self.nothing)
        self.add(self.places, 1)
        self.hide()
        field.searched.connect(self.search)
        field.entered.connect(self._enter)
        field.left.connect(self._into)
        self.rows.opened.connect(self._open)
        self.rows.clicked.connect(self._clicked)
        escape = QShortcut(QKeySequence("Escape"), self, self._back)
        escape.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        app = QApplication.instance()
        assert isinstance(app, QApplication)
        app.focusChanged.connect(self._focus_moved)

    @Slot(str)
    def search(self, words: str) -> None:
        if not words:
            self._lead_first = False
            self.hide()
            return
        self._sitting.desk.ask(self, partial(find, text=words, limit=MOST), self._show, lane="search")

    @Slot(str)
    def _enter(self, words: str) -> None:
        """Enter leads to the first hit, once it is known."""
        self._lead_first = bool(words)
        self.search(words)

    def _show(self, hits: list[Hit]) -> None:
        lead_first, self._lead_first = self._lead_first, False
        if not self._field.text().strip():
            return
        self._homes = {hit.id: hit.household for hit in hits}
        if lead_first and hits:
            self._open(hits[0].id)
            return
        self.rows.set_rows([self._line(hit) for hit in hits])
        self.nothing.setText(self.tr("没找到「{0}」，换个写法试试").format(self._field.text().strip()))
        self.places.setCurrentWidget(self.rows if hits else self.nothing)
        self._place(len(hits))

    def _line(self, hit: Hit) -> Row:
        """The door and who was found there; below, the estate, whose home it is, and what it was found by."""
        why = {"phone": self.tr("电话"), "id": self.tr("证件后四位"), "door": self.tr("门牌")}
        mark = Icon("home" if hit.kind == "household" else "user")
        home = self.tr("{0}家").format(hit.head) if hit.head and hit.head != hit.name else ""
        parts = (hit.estate, home, self.tr("按{0}找到").format(why.get(hit.why, self.tr("姓名"))))
        second = " · ".join(part for part in parts if part)
        before = before_room(hit.building, hit.unit)
        return Row(hit.id, mark, before, hit.room, hit.name or nobody(vacant=False), "", second)

    def _place(self, count: int) -> None:
        row = current().px("row_two")
        corner = self._field.mapTo(self._over, QPoint(0, self._field.height() + 4))
        self.setGeometry(corner.x(), corner.y(), self._field.width(), row * max(1, min(count, SHOWN)) + 6)
        self.show()
        self.raise_()

    @Slot()
    def _into(self) -> None:
        if self.isVisible() and self._homes:
            self.rows.setFocus()

    @Slot(str)
    def _open(self, id: str) -> None:
        home = self._homes.get(id)
        self.put_away()
        if home:
            self._sitting.lead("household", home)

    @Slot()
    def _clicked(self) -> None:
        self._open(self.rows.chosen_id())

    @Slot()
    def _back(self) -> None:
        self._field.setFocus()
        self.hide()

    def put_away(self) -> None:
        self._field.clear()
        self.hide()

    @Slot(QWidget, QWidget)
    def _focus_moved(self, _before: Any, now: Any) -> None:
        if self.isVisible() and now is not None and now is not self._field and not self.isAncestorOf(now):
            self.hide()
