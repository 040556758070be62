"""F1: the keys of this page and those that work everywhere, on a sheet over the page; any key puts it away.

KeySheet([("Enter", "打开")], frame).show_over()
"""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRectF, QSize, Qt, Slot
from PySide6.QtGui import QFocusEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QGridLayout, QWidget

from deskapp.ui.buttons import cap_width, paint_cap
from deskapp.ui.sheet import Sheet
from deskapp.ui.text import label


class _Cap(QWidget):
    """The name of a key in its frame."""

    def __init__(self, key: str, parent: QWidget) -> None:
        super().__init__(parent)
        self._key = key

    def sizeHint(self) -> QSize:
        return QSize(cap_width(self._key) + 2, 24)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        paint_cap(painter, QRectF(self.rect()), self._key)
        painter.end()


class KeySheet(Sheet):
    """Goes by itself when it loses the keyboard."""

    def __init__(self, keys: Sequence[tuple[str, str]], parent: QWidget) -> None:
        super().__init__("", parent=parent)
        self.set_head(self.tr("键盘"), self.tr("按任意键收起"))
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._over = parent
        self._back = parent.window().focusWidget()
        everywhere = [
            ("Ctrl 1–9", self.tr("换页")),
            ("/", self.tr("搜索")),
            ("Tab", self.tr("下一格")),
            ("F1", self.tr("这张键盘表")),
        ]
        shown = list(dict([*keys, *everywhere]).items())
        body = QWidget(self)
        grid = QGridLayout(body)
        grid.setContentsMargins(20, 12, 20, 16)
        grid.setHorizontalSpacing(12)
        half = (len(shown) + 1) // 2
        for place, (key, word) in enumerate(shown):
            column = 0 if place < half else 2
            grid.addWidget(_Cap(key, body), place % half, column)
            grid.addWidget(label(word, "body", "text", body), place % half, column + 1)
        self.add(body, 1)

    def show_over(self) -> None:
        over = self._over
        self.adjustSize()
        self.resize(max(self.width(), 420), self.sizeHint().height())
        self.move((over.width() - self.width()) // 2, (over.height() - self.height()) // 3)
        self.show()
        self.raise_()
        self.setFocus()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        self.dismiss()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self.dismiss()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.dismiss()

    @Slot()
    def dismiss(self) -> None:
        if self.isVisible():
            self.hide()
            if self._back is not None:
                self._back.setFocus()
            self.deleteLater()
