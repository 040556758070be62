"""What was asked for at the door: one line each, and a field for the next one.

    lines = RequestLines(parent=self)
    lines.texts(), lines.set_texts(["厨房水管滴水"], typed="")
    lines.edited                             Signal(): typed, added or taken out

Enter in the field adds a line; the cross behind a line takes it out.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QToolButton, QVBoxLayout, QWidget

from deskapp.ui.buttons import button
from deskapp.ui.text import Line, Run
from deskapp.ui.theme import put_icon, set_state


class RequestLine(QWidget):
    """One request that will be saved with the visit."""

    dropped = Signal()

    def __init__(self, text: str, parent: QWidget) -> None:
        super().__init__(parent)
        self.text = text
        row = QHBoxLayout(self)
        row.setContentsMargins(10, 0, 0, 0)
        row.setSpacing(8)
        row.addWidget(Line([Run(text)], self), 1)
        drop = QToolButton(self)
        set_state(drop, role="plain")
        put_icon(drop, "cross", "text2", "icon_tag")
        drop.setAccessibleName(self.tr("去掉这件：{0}").format(text))
        drop.setToolTip(self.tr("去掉这件"))
        drop.clicked.connect(self.dropped)
        row.addWidget(drop)


class RequestLines(QWidget):
    """诉求, one line each."""

    edited = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(4)
        self._lines: list[RequestLine] = []
        row = QHBoxLayout()
        row.setSpacing(8)
        self.field = QLineEdit(self)
        self.field.setAccessibleName(self.tr("诉求"))
        self.field.setPlaceholderText(self.tr("居民说的事，一件一行"))
        self.more = button(self.tr("加一件"), "quiet", icon="plus", parent=self)
        row.addWidget(self.field, 1)
        row.addWidget(self.more)
        self._column.addLayout(row)
        self.field.textChanged.connect(self.edited)
        self.field.returnPressed.connect(self._add)
        self.more.clicked.connect(self._add)

    def texts(self) -> list[str]:
        return [line.text for line in self._lines]

    def set_texts(self, texts: Sequence[str], typed: str = "") -> None:
        for line in list(self._lines):
            self._take_out(line)
        for text in texts:
            self._put(text)
        self.field.setText(typed)

    @Slot()
    def _add(self) -> None:
        text = self.field.text().strip()
        if text:
            self._put(text)
            self.field.clear()
            self.edited.emit()
        self.field.setFocus()

    def _put(self, text: str) -> None:
        line = RequestLine(text, self)
        line.dropped.connect(self._dropped)
        self._column.insertWidget(len(self._lines), line)
        self._lines.append(line)
        drops = [button for one in self._lines[-2:] for button in one.findChildren(QToolButton)]
        for first, second in pairwise([*drops, self.field]):
            QWidget.setTabOrder(first, second)

    @Slot()
    def _dropped(self) -> None:
        line = self.sender()
        if isinstance(line, RequestLine):
            self._take_out(line)
            self.field.setFocus()
            self.edited.emit()

    def _take_out(self, line: RequestLine) -> None:
        self._lines.remove(line)
        self._column.removeWidget(line)
        line.hide()
        line.deleteLater()
