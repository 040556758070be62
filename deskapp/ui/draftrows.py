"""The list of what was read of the shorthand, a row an entry: press a dotted word or an answer to change it.

    rows = DraftRows(parent=self, name="读出来的草稿")
    rows.set_drafts(drafts, place)          rows.current() the one that is chosen
    rows.asked                              Signal(object, str, int): entry, what is pressed, its number
    rows.chosen, rows.opened                Signal(object): the entry chosen, the one Enter was pressed on

↑ ↓ choose, 1 – 8 press an outcome, Alt with a digit an answer, N makes a note of what was guessed.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import (
    QEvent,
    QModelIndex,
    QRectF,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPen, QResizeEvent
from PySide6.QtWidgets import QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from deskapp.ui.buttons import paint_cap
from deskapp.ui.draftlayout import PRESSED, Place, places_of
from deskapp.ui.draftwords import TONES, Draft
from deskapp.ui.rows import Index, RowModel, RowRole
from deskapp.ui.symbols import paint_icon
from deskapp.ui.text import Run, paint_runs
from deskapp.ui.theme import current
from deskapp.work.shorthand import CHOOSE, READY, Entry

_TINTS = {READY: "", CHOOSE: "waiting_tint"}


class _Delegate(QStyledItemDelegate):
    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        view: Any = option.widget  # type: ignore[attr-defined]
        width = view.viewport().width() if isinstance(view, QListView) else 400
        return QSize(100, places_of(index.data(RowRole), width)[1])

    def paint(self, painter: QPainter, option: Any, index: Index) -> None:
        theme, draft = current(), index.data(RowRole)
        rect = QRectF(option.rect)
        state = draft.entry.state
        chosen = bool(option.state & QStyle.StateFlag.State_Selected)
        painter.save()
        tint = _TINTS.get(state, "trouble_tint") or ("accent_tint" if chosen else "")
        if tint:
            painter.fillRect(rect, theme.color(tint))
        if chosen:
            painter.fillRect(QRectF(rect.left(), rect.top(), 3, rect.height()), theme.color("accent"))
        painter.fillRect(QRectF(rect.left() + 12, rect.bottom(), rect.width() - 28, 1), theme.color("line"))
        for place in places_of(draft, round(rect.width()))[0]:
            moved = place.rect.translated(rect.topLeft())
            if place.kind == "choice":
                self._paint_choice(painter, moved, place)
            elif place.kind == "state":
                self._paint_state(painter, moved, place, state)
            else:
                self._paint_words(painter, moved, place)
        if option.state & QStyle.StateFlag.State_HasFocus:
            painter.setPen(QPen(theme.color("accent"), 2))
            painter.drawRect(rect.adjusted(1, 1, -1, -1))
        painter.restore()

    def _paint_words(self, painter: QPainter, rect: QRectF, place: Place) -> None:
        theme = current()
        words = rect
        if place.kind == "request":
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(QPen(theme.color("accent_line"), 1))
            painter.setBrush(theme.color("accent_tint"))
            painter.drawRoundedRect(rect.adjusted(0.5, -1.5, -0.5, 1.5), 3, 3)
            words = rect.adjusted(8, 0, -8, 0)
        painter.setFont(theme.font(place.role, place.bold or None))
        painter.setPen(theme.color(place.tone))
        flags = Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextWordWrap | Qt.TextFlag.TextWrapAnywhere
        painter.drawText(words, int(flags), place.words)
        if place.dotted:
            middle, half = words.center().y(), theme.line(place.role) / 2
            below = words.bottom() if rect.height() > 2 * theme.line(place.role) else middle + half - 1
            below = min(below, words.bottom())
            painter.setPen(QPen(theme.color(place.tone), 1.4, Qt.PenStyle.DotLine))
            painter.drawLine(round(words.left()), round(below), round(words.right()), round(below))

    def _paint_state(self, painter: QPainter, rect: QRectF, place: Place, state: str) -> None:
        size = current().px("icon_tag")
        icon = QRectF(rect.left(), round(rect.center().y() - size / 2), size, size)
        paint_icon(painter, icon, *TONES[state])
        paint_runs(painter, rect.adjusted(size + 5, 0, 0, 0), [Run(place.words, "small", place.tone)])

    def _paint_choice(self, painter: QPainter, rect: QRectF, place: Place) -> None:
        theme = current()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(theme.color("edge"), 1))
        painter.setBrush(theme.color("sheet"))
        painter.drawRoundedRect(rect.adjusted(0.5, 0.5, -0.5, -0.5), 4, 4)
        inner = rect.adjusted(7, 0, -4, 0)
        paint_cap(painter, inner, str(place.number + 1))
        runs = [Run(place.words), Run(place.more, "small", "text2")]
        paint_runs(painter, inner.adjusted(theme.px(18) + 5, 0, 0, 0), [run for run in runs if run.text])


class DraftRows(QListView):
    """By keyboard or mouse; it always has a current row while it has rows."""

    asked = Signal(object, str, int)
    chosen = Signal(object)
    opened = Signal(object)

    def __init__(self, parent: QWidget | None = None, *, name: str = "") -> None:
        super().__init__(parent)
        self._model = RowModel(self)
        self.setModel(self._model)
        self.setItemDelegate(_Delegate(self))
        self.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setEditTriggers(QListView.EditTrigger.NoEditTriggers)
        self.setMouseTracking(True)
        self.setAccessibleName(name or self.tr("列表"))
        self._quiet = False
        self.selectionModel().currentChanged.connect(self._current_changed)

    def set_drafts(self, drafts: Sequence[Draft], start: int) -> None:
        """Shows them; the one that stands at this place of the text is chosen, and nobody is told."""
        self._quiet = True
        self._model.set_rows(drafts)
        self._quiet = False
        self.choose_at(start)

    def choose_at(self, place: int) -> None:
        """The last entry that begins before a place of the text."""
        row = -1
        for n, draft in enumerate(self.drafts()):
            if draft.entry.start <= place:
                row = n
        self._quiet = True
        self.setCurrentIndex(self._model.index(max(row, 0)))
        self._quiet = False

    def drafts(self) -> list[Draft]:
        return [each for each in self._model.rows() if isinstance(each, Draft)]

    def current(self) -> Draft | None:
        return self.currentIndex().data(RowRole)

    def _current_changed(self, now: QModelIndex, before: QModelIndex) -> None:
        draft = now.data(RowRole)
        if isinstance(draft, Draft) and not self._quiet:
            self.chosen.emit(draft.entry)
        self.viewport().update()

    def place_at(self, point: Any) -> tuple[Entry, Place] | None:
        """What is pressed at a point of the viewport."""
        index = self.indexAt(point)
        draft = index.data(RowRole)
        if not isinstance(draft, Draft):
            return None
        rect = self.visualRect(index)
        for place in places_of(draft, rect.width())[0]:
            if place.kind in PRESSED and place.rect.translated(rect.topLeft()).contains(point):
                return draft.entry, place
        return None

    def rect_of(self, kind: str) -> QRectF:
        """Where something of the chosen row stands in the viewport."""
        draft, rect = self.current(), self.visualRect(self.currentIndex())
        for place in places_of(draft, rect.width())[0] if draft else ():
            if place.kind == kind:
                return place.rect.translated(rect.topLeft())
        return QRectF(rect)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        super().mouseMoveEvent(event)
        over = self.place_at(event.position().toPoint())
        shape = Qt.CursorShape.PointingHandCursor if over else Qt.CursorShape.ArrowCursor
        self.viewport().setCursor(shape)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        super().mousePressEvent(event)
        if event.button() == Qt.MouseButton.LeftButton:
            hit = self.place_at(event.position().toPoint())
            if hit is not None:
                self.asked.emit(hit[0], hit[1].kind, hit[1].number)

    def event(self, event: QEvent) -> bool:
        """Alt with a digit answers here, whatever it means elsewhere."""
        if event.type() == QEvent.Type.ShortcutOverride and digit_with_alt(event):
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        draft, key = self.current(), event.key()
        plain = event.modifiers() == Qt.KeyboardModifier.NoModifier
        if draft is None:
            super().keyPressEvent(event)
        elif digit_with_alt(event):
            self.asked.emit(draft.entry, "choice", digit_with_alt(event) - 1)
        elif plain and Qt.Key.Key_1 <= key <= Qt.Key.Key_8 and draft.entry.home is not None:
            self.asked.emit(draft.entry, f"O{key - Qt.Key.Key_0}", 0)
        elif plain and key == Qt.Key.Key_N:
            self.asked.emit(draft.entry, "guesses", 0)
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and plain:
            self.opened.emit(draft.entry)
        else:
            super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.scheduleDelayedItemsLayout()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange:
            self.scheduleDelayedItemsLayout()


def digit_with_alt(event: Any) -> int:
    """1 – 9 of Alt with a digit, 0 for any other key."""
    if event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier != Qt.KeyboardModifier.AltModifier:
        return 0
    key = event.key()
    return int(key - Qt.Key.Key_0) if Qt.Key.Key_1 <= key <= Qt.Key.Key_9 else 0
