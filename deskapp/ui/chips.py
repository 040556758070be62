"""Chips one can choose, state tags (tint, icon, word) and kind tags (outline, word).

    chips = Chips([Chip("all", "全部", 168), Chip("not-yet", "没走过", 57, Symbol.NOT_YET)], parent=self)
    chips.chosen.connect(self.filter)        # Signal(str): the key
    chips.choose("all"); chips.key(); chips.set_count("all", 170); chips.take_focus()
    StateTag(Tag("迟 2 天", "trouble", "clock"), parent=self);  tag.set_tag(...)
    KindTag("独居老人", parent=self)
    paint_tag(painter, rect, tag, align="left"|"right"); tag_width(tag)      for delegates

Tab enters a row of chips at the chosen one, arrows move the focus, Space or Enter choose. What finds no
room in the row goes to the next one.

The tone of a tag is trouble, waiting, done, still or accent; a kind tag has tone "kind".
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import QEvent, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QIcon, QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QPushButton, QSizePolicy, QWidget

from deskapp.ui.flow import Flow
from deskapp.ui.symbols import Symbol, paint_icon, symbol_pixmap
from deskapp.ui.theme import ICON_ROOM, current, set_state, with_room

Focus = Qt.FocusPolicy
_STEPS = {Qt.Key.Key_Left: -1, Qt.Key.Key_Up: -1, Qt.Key.Key_Right: 1, Qt.Key.Key_Down: 1}


@dataclass(frozen=True)
class Tag:
    """A state in a word: its tone, and the icon that says it without colour."""

    text: str
    tone: str = "still"
    icon: str = ""


@dataclass(frozen=True)
class Chip:
    """One choice of a row of chips; `more` says what it counts."""

    key: str
    text: str
    count: int | None = None
    symbol: Symbol | None = None
    more: str = ""


def tag_width(tag: Tag) -> int:
    theme = current()
    icon = theme.px("icon_tag") + theme.space("inner") if tag.icon else 0
    sides = 16 if tag.tone == "kind" else 12
    return int(theme.metrics("small").horizontalAdvance(tag.text) + icon + sides + 0.5)


def paint_tag(painter: QPainter, rect: QRectF, tag: Tag, *, align: str = "left") -> QRectF:
    """Paint a tag at one end of `rect`, in the middle of its height; returns where it stands."""
    theme = current()
    height, width = theme.px("tag"), min(tag_width(tag), int(rect.width()))
    left = rect.right() - width if align == "right" else rect.left()
    box = QRectF(round(left), round(rect.center().y() - height / 2), width, height)
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    radius = theme.space("radius_small")
    if tag.tone == "kind":
        painter.setPen(QPen(theme.color("still_line"), 1))
        painter.drawRoundedRect(box.adjusted(0.5, 0.5, -0.5, -0.5), radius, radius)
    else:
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.color(f"{tag.tone}_tint"))
        painter.drawRoundedRect(box, radius, radius)
    ink = "text2" if tag.tone == "kind" else tag.tone
    text = box.adjusted(8 if tag.tone == "kind" else 6, 0, -4, 0)
    if tag.icon:
        size = theme.px("icon_tag")
        place = QRectF(box.left() + 5, round(box.center().y() - size / 2), size, size)
        paint_icon(painter, place, tag.icon, ink)
        text.setLeft(place.right() + theme.space("inner"))
    painter.setFont(theme.font("small"))
    painter.setPen(theme.color(ink))
    words = theme.metrics("small").elidedText(tag.text, Qt.TextElideMode.ElideRight, text.width() + 1)
    painter.drawText(text, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, words)
    painter.restore()
    return box


class StateTag(QWidget):
    """A state as a tinted tag with icon and word."""

    def __init__(self, tag: Tag, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.set_tag(tag)

    def set_tag(self, tag: Tag) -> None:
        self._tag = tag
        self.setAccessibleName(tag.text)
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(tag_width(self._tag), current().px("tag"))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        paint_tag(painter, QRectF(self.rect()), self._tag)
        painter.end()


class KindTag(StateTag):
    """What a person or household is: an outline and a word, no judgement in colour."""

    def __init__(self, text: str, parent: QWidget | None = None) -> None:
        super().__init__(Tag(text, "kind"), parent)


class ChipButton(QPushButton):
    """One chip; the count comes after the word."""

    _symbol: Symbol | None = None

    def __init__(self, chip: Chip, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.key = chip.key
        self._text = chip.text
        self.ring_radius = 18
        self.setCheckable(True)
        set_state(self, role="chip")
        self.setToolTip(chip.more)
        self.setAccessibleDescription(chip.more)
        self._symbol = chip.symbol
        self._draw_symbol()
        self.set_count(chip.count)

    def _draw_symbol(self) -> None:
        if self._symbol:
            pixmap = with_room(symbol_pixmap(self._symbol, 14, self.devicePixelRatioF()), ICON_ROOM)
            self.setIcon(QIcon(pixmap))
            self.setIconSize(pixmap.deviceIndependentSize().toSize())

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange:
            self._draw_symbol()

    def set_count(self, count: int | None) -> None:
        words = self._text if count is None else f"{self._text} {count}"
        self.setText(words.replace("&", "&&"))
        self.setAccessibleName(words)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        row, key = self.parent(), Qt.Key(event.key())
        if key in _STEPS and isinstance(row, Chips):
            row.step(self, _STEPS[key])
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.click()
        else:
            super().keyPressEvent(event)

    def sizeHint(self) -> QSize:
        """Room for the bold word, so that choosing a chip moves nothing."""
        hint = super().sizeHint()
        theme = current()
        bold, plain = (theme.metrics("small", bold).horizontalAdvance(self.text()) for bold in (True, False))
        more = 0 if self.isChecked() else int(max(0.0, bold - plain) + 0.5)
        return QSize(hint.width() + more, hint.height())


class Chips(QWidget):
    """Some chips of which one is chosen."""

    chosen = Signal(str)

    def __init__(self, chips: Sequence[Chip], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        row = Flow(self, 8)
        self._buttons: dict[str, ChipButton] = {}
        for chip in chips:
            button = self._buttons[chip.key] = ChipButton(chip, self)
            button.clicked.connect(partial(self._clicked, chip.key))
            row.addWidget(button)
        if chips:
            self.choose(chips[0].key)

    def key(self) -> str:
        return next((key for key, button in self._buttons.items() if button.isChecked()), "")

    def choose(self, key: str) -> None:
        """No button group does this: in one, an arrow would choose at once."""
        for each, button in self._buttons.items():
            button.setChecked(each == key)
            button.setFocusPolicy(Focus.StrongFocus if each == key else Focus.ClickFocus)

    def set_count(self, key: str, count: int | None) -> None:
        self._buttons[key].set_count(count)

    def take_focus(self) -> None:
        self._buttons[self.key()].setFocus(Qt.FocusReason.OtherFocusReason)

    def step(self, button: ChipButton, by: int) -> None:
        """The focus to the neighbour, from the last to the first."""
        row = list(self._buttons.values())
        row[(row.index(button) + by) % len(row)].setFocus(Qt.FocusReason.OtherFocusReason)

    def _clicked(self, key: str) -> None:
        self.choose(key)
        self.chosen.emit(key)
