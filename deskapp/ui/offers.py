"""A field for another record: a few words typed, the records they may mean offered below it.

    field = OfferField(desk, "household", parent)      by name, pinyin, last four digits or door
    field.value()                   the id of the one chosen, None until one is
    field.changed                   Signal(): typed, or chosen

The focus stays in the field: ↑ ↓ go through what is offered, Enter takes one, Escape puts the list away.
"""

from __future__ import annotations

from functools import partial
from typing import Any

from PySide6.QtCore import QEvent, QPoint, QSize, Qt, Signal, Slot
from PySide6.QtGui import QFocusEvent, QHideEvent, QKeyEvent
from PySide6.QtWidgets import QLineEdit, QListWidget, QListWidgetItem, QWidget
from shiboken6 import isValid

from deskapp.ui.theme import current
from deskapp.ui.thread import DeskThread
from deskapp.work.kinds import Offer, offers

SHOWN = 7
_ID = Qt.ItemDataRole.UserRole
_STEPS = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}


class OfferField(QLineEdit):
    """One record, or none."""

    changed = Signal()

    def __init__(self, desk: DeskThread, kind: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk, self._kind = desk, kind
        self._id: str | None = None
        self._offered: list[Offer] = []
        self._take_first = False
        self._list: QListWidget | None = None
        if kind in ("household", "person"):
            self.setPlaceholderText(self.tr("门牌、姓名、拼音首字母"))
        self.textEdited.connect(self._typed)

    def value(self) -> str | None:
        return self._id

    def words(self) -> str:
        return self.text()

    def put(self, value: Any, words: str = "") -> None:
        """Without words a record is shown as one that is not at this desk."""
        self._id = value or None
        self.setText(words or (self.tr("（不在这台电脑上）") if value else ""))
        self.setCursorPosition(0)
        self._put_away()

    def trouble(self) -> str:
        return "not-chosen" if self.text().strip() and not self._id else ""

    def lock(self, locked: bool) -> None:
        self.setReadOnly(locked)
        self._put_away()

    def offered(self) -> list[str]:
        """The words of what is offered now."""
        return [each.words for each in self._offered] if self._open() else []

    @Slot(str)
    def _typed(self, text: str) -> None:
        self._id, self._take_first = None, False
        self.changed.emit()
        if text.strip():
            query = partial(offers, kind=self._kind, text=text)
            self._desk.ask(self, query, self._offer, lane="offers")
        else:
            self._put_away()

    def _offer(self, found: list[Offer]) -> None:
        if self._id or not self.text().strip():
            return
        self._offered = found
        if found and (self._take_first or (len(found) == 1 and not self.hasFocus())):
            self._take(found[0])
        elif self.hasFocus():
            self._show()

    def _show(self) -> None:
        listed = self._list_here()
        listed.clear()
        for each in self._offered:
            item = QListWidgetItem(each.words)
            item.setData(_ID, each.id)
            item.setSizeHint(QSize(0, current().px("button_small")))
            listed.addItem(item)
        if not self._offered:
            nothing = QListWidgetItem(self.tr("没找到「{0}」，换个写法试试").format(self.text().strip()))
            nothing.setFlags(Qt.ItemFlag.NoItemFlags)
            nothing.setSizeHint(QSize(0, current().px("button_small")))
            listed.addItem(nothing)
        listed.setCurrentRow(0 if self._offered else -1)
        rows = min(max(1, len(self._offered)), SHOWN)
        corner = self.mapTo(self.window(), QPoint(0, self.height() + 2))
        listed.setGeometry(corner.x(), corner.y(), self.width(), rows * current().px("button_small") + 10)
        listed.show()
        listed.raise_()

    def _list_here(self) -> QListWidget:
        """The list is a child of the window, so that no scrolling page cuts it off."""
        if self._list is None or not isValid(self._list) or self._list.parent() is not self.window():
            self._list = QListWidget(self.window())
            self._list.setProperty("role", "sheet")  # before it is dressed
            self._list.setAccessibleName(self.tr("找到的"))
            self._list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
            self._list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
            self._list.setContentsMargins(4, 4, 4, 4)
            self._list.itemClicked.connect(self._clicked)
        return self._list

    def _open(self) -> bool:
        return self._list is not None and isValid(self._list) and self._list.isVisible()

    def _put_away(self) -> None:
        if self._list is not None and isValid(self._list):
            self._list.hide()

    def _take(self, offer: Offer) -> None:
        self._take_first = False
        self.put(offer.id, offer.words)
        self.changed.emit()

    @Slot(QListWidgetItem)
    def _clicked(self, item: QListWidgetItem) -> None:
        row = self._list_here().row(item)
        if row < len(self._offered):
            self._take(self._offered[row])

    def event(self, event: QEvent) -> bool:
        if (
            event.type() == QEvent.Type.ShortcutOverride
            and isinstance(event, QKeyEvent)
            and event.key() == Qt.Key.Key_Escape
            and self._open()
        ):
            event.accept()  # the first Escape is ours, the page's shortcut gets the next
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = Qt.Key(event.key())
        if self._open() and key in _STEPS:
            listed = self._list_here()
            row = listed.currentRow() + _STEPS[key]
            listed.setCurrentRow(max(0, min(row, len(self._offered) - 1)))
        elif self._open() and key == Qt.Key.Key_Escape:
            self._put_away()
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not self._id and self.text().strip():
            if self._open() and self._offered:
                self._take(self._offered[max(0, self._list_here().currentRow())])
            else:
                self._take_first = True
        else:
            super().keyPressEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        if self._open() and len(self._offered) == 1 and not self._id:
            self._take(self._offered[0])
        self._put_away()

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self._put_away()
