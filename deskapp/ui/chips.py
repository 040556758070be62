"""Chips one can choose, state tags (tint, icon, word) and kind tags (outline, word).

    chips = Chips([Chip("all", "全部", 168), Chip("not-yet", "没走过", 57, Symbol.NOT_YET)], parent=self)
    chips.chosen.connect(self.filter)        # Signal(str): the key
    chips.choose("all"); chips.key(); chips.set_count("all", 170)
    StateTag(Tag("迟 2 天", "trouble", "clock"), parent=self);  tag.set_tag(...)
    KindTag("独居老人", parent=self)
    paint_tag(painter, rect, tag, align="left"|"right"); tag_width(tag)      for delegates

The tone of a tag is trouble, waiting, done, still or accent; a kind tag has tone "kind".
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QRectF, QSize, Qt, Signal, Slot
from PySide6.QtGui import QIcon, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QButtonGroup, QHBoxLayout, QPushButton, QSizePolicy, QWidget

from deskapp.ui.symbols import Symbol, paint_icon, symbol_pixmap
from deskapp.ui.theme import ICON_ROOM, current, set_state, with_room


@dataclass(frozen=True)
class Tag:
    """A state in a word: its tone, and the icon that says it without colour."""

    text: str
    tone: str = "still"
    icon: str = ""


@dataclass(frozen=True)
class Chip:
    """One choice of a row of chips."""

    key: str
    text: str
    count: int | None = None
    symbol: Symbol | None = None


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

    def sizeHint(self) -> QSize:
        """Room for the bold word, so that choosing a chip moves nothing."""
        hint = super().sizeHint()
        theme = current()
        bold, plain = (theme.metrics("small", bold).horizontalAdvance(self.text()) for bold in (True, False))
        more = 0 if self.isChecked() else int(max(0.0, bold - plain) + 0.5)
        return QSize(hint.width() + more, hint.height())


class Chips(QWidget):
    """A row of chips of which one is chosen."""

    chosen = Signal(str)

    def __init__(self, chips: Sequence[Chip], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._group = QButtonGroup(self)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        self._buttons: dict[str, ChipButton] = {}
        for chip in chips:
            button = ChipButton(chip, self)
            self._buttons[chip.key] = button
            self._group.addButton(button)
            row.addWidget(button)
        row.addStretch(1)
        if chips:
            self.choose(chips[0].key)
        self._group.buttonClicked.connect(self._clicked)

    def key(self) -> str:
        button = self._group.checkedButton()
        return button.key if isinstance(button, ChipButton) else ""

    def choose(self, key: str) -> None:
        self._buttons[key].setChecked(True)

    def set_count(self, key: str, count: int | None) -> None:
        self._buttons[key].set_count(count)

    @Slot(QAbstractButton)
    def _clicked(self, button: ChipButton) -> None:
        self.chosen.emit(button.key)
