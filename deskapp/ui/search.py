"""The search field of the head: 372 x 36, a glass before the words and the key that leads here after them.

    field = SearchField(parent=self)
    field.searched.connect(self.search)     Signal(str): committed words, 150 ms after the last; "" if emptied
    field.entered.connect(self.open)        Signal(str): Enter
    field.left.connect(self.list.setFocus)  Signal(): Down or Escape in an empty field

It listens to committed text only, so pinyin on its way to characters searches for nothing.
"""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt, QTimer, Signal, Slot
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QLineEdit, QSizePolicy, QWidget

from deskapp.ui.buttons import cap_width, paint_cap
from deskapp.ui.symbols import paint_icon
from deskapp.ui.theme import current, set_state

PAUSE = 150


class SearchField(QLineEdit):
    """One field that searches everything this desk knows."""

    searched = Signal(str)
    entered = Signal(str)
    left = Signal()

    def __init__(self, parent: QWidget | None = None, *, key: str = "/") -> None:
        super().__init__(parent)
        self._key = key
        set_state(self, role="search")
        self.setPlaceholderText(self.tr("姓名、拼音首字母、门牌、证件后四位"))
        self.setAccessibleName(self.tr("搜索"))
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(PAUSE)
        self._timer.timeout.connect(self._search)
        self.textChanged.connect(self._changed)
        self.returnPressed.connect(self._enter)

    def sizeHint(self) -> QSize:
        return QSize(current().px("search"), super().sizeHint().height())

    @Slot(str)
    def _changed(self, words: str) -> None:
        self._timer.start(PAUSE if words else 0)

    @Slot()
    def _search(self) -> None:
        self.searched.emit(self.text().strip())

    @Slot()
    def _enter(self) -> None:
        self._timer.stop()
        self.entered.emit(self.text().strip())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape and self.text():
            self.clear()
        elif event.key() in (Qt.Key.Key_Down, Qt.Key.Key_Escape):
            self.left.emit()
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        size = current().px("icon_small")
        painter = QPainter(self)
        paint_icon(painter, QRectF(12, (self.height() - size) // 2, size, size), "search", "text2")
        if not self.text() and not self.hasFocus():
            cap = cap_width(self._key)
            rect = QRectF(self.width() - cap - 9, 0, cap, self.height())
            paint_cap(painter, rect, self._key, "text2", "still_line")
        painter.end()
