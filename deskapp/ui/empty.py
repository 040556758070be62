"""What a list says when it is empty: a symbol, a title, one helpful line and the next thing to do.

empty = Empty(Symbol.MET, "今天没有到期的事", "还有 214 户没走过", "排一圈 3 号楼", key="Enter")
empty.acted.connect(self.plan_round)
coming = Coming(parent); coming.tell("正在收 8000 / 21000")     while the first roster is on its way
"""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from deskapp.ui.buttons import button
from deskapp.ui.symbols import Icon, Symbol, paint_mark
from deskapp.ui.text import label
from deskapp.ui.theme import current

translate = QCoreApplication.translate


class _Big(QWidget):
    """The mark at 32 px."""

    def __init__(self, mark: Symbol | Icon, parent: QWidget) -> None:
        super().__init__(parent)
        self._mark = mark

    def sizeHint(self) -> QSize:
        side = current().px("icon_empty")
        return QSize(side, side)

    def paintEvent(self, event: QPaintEvent) -> None:
        side = current().px("icon_empty")
        painter = QPainter(self)
        paint_mark(painter, QRectF((self.width() - side) // 2, 0, side, side), self._mark)
        painter.end()


class Empty(QWidget):
    """An empty place that helps."""

    acted = Signal()

    def __init__(
        self,
        mark: Symbol | Icon,
        title: str,
        line: str,
        act: str = "",
        parent: QWidget | None = None,
        *,
        key: str = "",
    ) -> None:
        super().__init__(parent)
        self.setAccessibleName(f"{title}。{line}")
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 24, 24, 24)
        column.setSpacing(6)
        column.addStretch(1)
        column.addWidget(_Big(mark, self))
        column.addSpacing(6)
        self.title = label(title, "card", "text", self, wrap=True)
        self.line = label(line, "body", "text2", self, wrap=True)
        for words in (self.title, self.line):
            words.setAlignment(Qt.AlignmentFlag.AlignHCenter)
            column.addWidget(words)
        self.button = button(act, key=key, parent=self)
        self.button.setVisible(bool(act))
        self.button.clicked.connect(self.acted)
        column.addSpacing(6)
        column.addWidget(self.button, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addStretch(2)


class Coming(Empty):
    """In the place of a list whose roster is on its way here for the first time; nothing is offered."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(Icon("down"), "", "", parent=parent)
        self.title.setText(self.tr("正在收名册"))
        self.tell("")

    def tell(self, round_words: str) -> None:
        """How far the round is, in the words of the strip at the foot."""
        words = self.tr("收齐了就在这里，先不用导入")
        self.line.setText(f"{round_words.rstrip('…')}。{words}" if round_words else words)
        self.setAccessibleName(f"{self.title.text()}。{self.line.text()}")


class NoRoster(Empty):
    """In the place of a list of doors where there are none yet: the way to the import."""

    def __init__(self, parent: QWidget | None = None) -> None:
        title = translate("empty", "还没有花名册")
        line = translate("empty", "把社区的 Excel 花名册导进来，就能一户一户走了")
        super().__init__(Icon("import"), title, line, translate("empty", "导入花名册"), parent)
