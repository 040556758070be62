"""A card that stands alone on the page: the slip with the name, fields under their words, one line of answer.

card = Card("进入互通", parent)
card.row("口令", field)                    a field under its word; card.pair((word, field), (word, field))
card.act(button)                          the buttons, the main one first
card.note("…")                            a quiet line under them
card.tell("大写锁定开着", "waiting")         an answer; card.quiet() takes it away
card.wrong(field, "口令不对")              the same about a field, which gets the focus
card.busy(True, "正在开锁…")               nothing can be pressed meanwhile
"""

from __future__ import annotations

from PySide6.QtCore import QEvent, QRectF, QSize, Qt, Slot
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QSizePolicy, QVBoxLayout, QWidget

from deskapp.ui.sheet import Sheet
from deskapp.ui.symbols import Icon, Mark
from deskapp.ui.text import label
from deskapp.ui.theme import current, set_state

WIDTH = 440
_ICONS = {"trouble": "warning", "waiting": "info", "still": "info", "done": "tick"}


class _Slip(QWidget):
    """互通 on a slip of the spine's colour."""

    def sizeHint(self) -> QSize:
        return QSize(current().px(44), current().px(56))

    def paintEvent(self, event: QPaintEvent) -> None:
        theme = current()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.color("spine"))
        painter.drawRoundedRect(self.rect(), theme.space("radius"), theme.space("radius"))
        painter.setPen(theme.color("spine_text"))
        painter.setFont(theme.font("card"))
        half = self.height() / 2
        for place, word in enumerate("互通"):
            box = QRectF(0, 4 + place * (half - 4), self.width(), half - 4)
            painter.drawText(box, Qt.AlignmentFlag.AlignCenter, word)
        painter.end()


class Card(QWidget):
    """In the middle of the page, a little above the half."""

    def __init__(self, title: str, parent: QWidget | None = None, *, width: int = WIDTH) -> None:
        super().__init__(parent)
        self._width = width
        self._fields: list[QWidget] = []
        self._acts: list[QWidget] = []
        self.sheet = Sheet(parent=self)
        inside = QWidget(self.sheet)
        self._column = QVBoxLayout(inside)
        self._column.setContentsMargins(32, 28, 32, 24)
        self._column.setSpacing(6)
        head = QHBoxLayout()
        head.setSpacing(14)
        slip = _Slip(inside)
        slip.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.title = label(title, "title", "text", inside)
        head.addWidget(slip)
        head.addWidget(self.title, 1)
        self._column.addLayout(head)
        self._column.addSpacing(10)
        self._rows = QVBoxLayout()
        self._rows.setSpacing(4)
        self._column.addLayout(self._rows)
        self._column.addWidget(self._make_answer(inside))
        self._buttons = QHBoxLayout()
        self._buttons.setSpacing(8)
        self._buttons.addStretch(1)
        self._column.addLayout(self._buttons)
        self._notes = QVBoxLayout()
        self._column.addLayout(self._notes)
        self.sheet.add(inside)
        outer = QVBoxLayout(self)
        outer.addStretch(2)
        outer.addWidget(self.sheet, 0, Qt.AlignmentFlag.AlignHCenter)
        outer.addStretch(3)
        self._fit()

    def _make_answer(self, inside: QWidget) -> QWidget:
        """Two lines are kept free, so that nothing jumps under the hand."""
        place = QWidget(inside)
        row = QHBoxLayout(place)
        row.setContentsMargins(0, 6, 0, 6)
        row.setSpacing(6)
        self._mark = Mark(Icon("info"), "", place)
        self.answer = label("", "body", "text2", place, wrap=True)
        self.answer.setAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop)
        row.addWidget(self._mark, 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(self.answer, 1)
        self._mark.hide()
        self._answer_place = place
        return place

    def row(self, word: str, field: QWidget, held: QWidget | None = None) -> None:
        """`held` is what the field stands in, when something stands beside it."""
        name = label(word, "small", "text2", self.sheet)
        name.setBuddy(field)
        field.setAccessibleName(word)
        self._rows.addWidget(name)
        self._rows.addWidget(held or field)
        self._rows.addSpacing(6)
        self._fields.append(field)

    def pair(self, left: tuple[str, QWidget], right: tuple[str, QWidget]) -> None:
        """Two fields side by side."""
        whole = self._rows
        across = QHBoxLayout()
        across.setSpacing(12)
        whole.addLayout(across)
        for word, field in (left, right):
            self._rows = QVBoxLayout()
            self._rows.setSpacing(whole.spacing())
            across.addLayout(self._rows, 1)
            self.row(word, field)
        self._rows = whole

    def tick(self, box: QWidget) -> None:
        self._rows.addWidget(box)
        self._fields.append(box)

    def act(self, pressed: QWidget) -> None:
        self._buttons.insertWidget(len(self._acts), pressed)
        self._acts.append(pressed)

    def note(self, words: str) -> None:
        self._notes.addSpacing(8)
        self._notes.addWidget(label(words, "small", "text2", self.sheet, wrap=True))

    def tell(self, words: str, tone: str = "still") -> None:
        self._mark.set_mark(Icon(_ICONS[tone], tone), "")
        self._mark.setVisible(bool(words))
        self.answer.setText(words)
        set_state(self.answer, tone=tone)

    @Slot()
    def quiet(self) -> None:
        self.tell("")
        for field in self._fields:
            set_state(field, state="")

    def wrong(self, field: QWidget, words: str) -> None:
        self.quiet()
        self.tell(words, "trouble")
        set_state(field, state="error")
        field.setFocus()
        if isinstance(field, QLineEdit):
            field.selectAll()

    def busy(self, on: bool, words: str = "") -> None:
        for part in self._acts:
            part.setEnabled(not on)
        for field in self._fields:
            if isinstance(field, QLineEdit):
                field.setReadOnly(on)
        if on:
            self.tell(words)
        else:
            self.quiet()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange:
            self._fit()

    def _fit(self) -> None:
        self.sheet.setFixedWidth(current().px(self._width))
        self._answer_place.setMinimumHeight(2 * current().line() + 12)
