"""The worker's plate at the right of the head: surname, name, community, and a menu.

plate.set_worker("陈晓兰", "后堡社区", [("lock", "锁上"), ("leave", "退出")])
plate.chose.connect(...)        Signal(str): the key of the menu's entry
"""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QPoint, QRectF, QSize, Qt, Signal, Slot
from PySide6.QtGui import QAction, QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QMenu, QSizePolicy, QWidget

from deskapp.ui.symbols import paint_icon
from deskapp.ui.text import Run, paint_runs, runs_width
from deskapp.ui.theme import current


class WorkerPlate(QAbstractButton):
    """Who sits at this desk."""

    chose = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._name, self._place = "", ""
        self._menu = QMenu(self)
        self._menu.triggered.connect(self._chosen)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(self.tr("我"))
        self.clicked.connect(self._open)

    def set_worker(self, name: str, place: str, menu: Sequence[tuple[str, str]] = ()) -> None:
        self._name, self._place = name, place
        self.setAccessibleName(self.tr("我：{0}，{1}").format(name, place))
        self._menu.clear()
        for key, words in menu:
            action = QAction(words, self._menu)
            action.setData(key)
            self._menu.addAction(action)
        self.updateGeometry()
        self.update()

    @Slot()
    def _open(self) -> None:
        if self._menu.actions():
            self._menu.popup(self.mapToGlobal(QPoint(0, self.height() + 4)))

    @Slot(QAction)
    def _chosen(self, action: QAction) -> None:
        self.chose.emit(action.data())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Down, Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._open()
        else:
            super().keyPressEvent(event)

    def _lines(self) -> tuple[Run, Run]:
        return Run(self._name, "small", "text", bold=True), Run(self._place, "small", "text2")

    def sizeHint(self) -> QSize:
        words = max(runs_width([line]) for line in self._lines())
        side = current().px(32)
        return QSize(int(side + 8 + words + 9 + current().px("icon_tag") + 2), current().px("button"))

    def paintEvent(self, event: QPaintEvent) -> None:
        theme = current()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        side = theme.px(32)
        face = QRectF(0, (self.height() - side) // 2, side, side)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.color("accent_tint"))
        painter.drawRoundedRect(face, theme.space("radius"), theme.space("radius"))
        painter.setFont(theme.font("first"))
        painter.setPen(theme.color("accent"))
        painter.drawText(face, Qt.AlignmentFlag.AlignCenter, self._name[:1])
        line = theme.line("small")
        name, place = self._lines()
        left, top = face.right() + 8, round(self.height() / 2 - line)
        paint_runs(painter, QRectF(left, top, self.width() - left, line), [name])
        paint_runs(painter, QRectF(left, top + line, self.width() - left, line), [place])
        size = theme.px("icon_tag")
        chevron = QRectF(self.width() - size, (self.height() - size) // 2, size, size)
        paint_icon(painter, chevron, "chevron", "accent" if self.underMouse() else "text2")
        painter.end()
