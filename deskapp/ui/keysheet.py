"""F1: the keys of this page and those that work everywhere, on a sheet over the page; any key puts it away.

KeySheet([("Enter", "打开")], frame, page, others).show_over()
    page: the screen whose shortcuts are named too; others: keys that work on other pages
"""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRectF, QSize, Qt, Slot
from PySide6.QtGui import QFocusEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QShortcut
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

    def __init__(
        self,
        keys: Sequence[tuple[str, str]],
        parent: QWidget,
        page: QWidget | None = None,
        others: Sequence[tuple[str, str]] = (),
    ) -> None:
        super().__init__("", parent=parent)
        self.set_head(self.tr("键盘"), self.tr("按任意键收起"))
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._over = parent
        self._back = parent.window().focusWidget()
        work = {
            "Ctrl+Return": ("Ctrl ↵", self.tr("保存，下一户")),
            "Ctrl+S": ("Ctrl S", self.tr("保存")),
            "Ctrl+Z": ("Ctrl Z", self.tr("撤销刚才存的")),
        }
        pressed = {each.key().toString() for each in page.findChildren(QShortcut)} if page else set()
        everywhere = [
            ("Ctrl 1–9", self.tr("换页")),
            ("/", self.tr("搜索")),
            ("Tab", self.tr("下一格")),
            ("Ctrl L", self.tr("锁上")),
            ("F5", self.tr("立即同步")),
            ("F1", self.tr("这张键盘表")),
        ]
        here = dict([each for key, each in work.items() if key in pressed] + list(keys) + everywhere)
        self.shown = [*here.items(), *(each for each in others if each[0] not in here)]
        body = QWidget(self)
        grid = QGridLayout(body)
        grid.setContentsMargins(20, 12, 20, 16)
        grid.setHorizontalSpacing(12)
        half = (len(self.shown) + 1) // 2
        for place, (key, word) in enumerate(self.shown):
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
