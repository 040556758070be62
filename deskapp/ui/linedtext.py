"""Plain text with numbered lines, and a mark at the lines somebody has to look at.

text = LinedText(parent)
text.set_marks({3: ("warning", "waiting")}, bold={1})      icon and tone by line; lines in bold
text.picked                 Signal(int): Alt with a digit
text.replace(words)         all of it, as one step that Ctrl+Z takes back; the cursor stays at its line
"""

from __future__ import annotations

from collections.abc import Collection, Mapping

from PySide6.QtCore import QEvent, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QFont,
    QKeyEvent,
    QPainter,
    QPaintEvent,
    QResizeEvent,
    QSyntaxHighlighter,
    QTextCharFormat,
    QTextCursor,
)
from PySide6.QtWidgets import QPlainTextEdit, QTextEdit, QWidget

from deskapp.ui.draftrows import digit_with_alt
from deskapp.ui.symbols import paint_icon
from deskapp.ui.theme import current


class _Bold(QSyntaxHighlighter):
    """Headings in bold."""

    lines: frozenset[int] = frozenset()

    def highlightBlock(self, text: str) -> None:
        if self.currentBlock().blockNumber() + 1 in self.lines:
            bold = QTextCharFormat()
            bold.setFontWeight(QFont.Weight.Bold)
            self.setFormat(0, len(text), bold)


class _Margin(QWidget):
    """Numbers at the left, or marks at the right."""

    def __init__(self, text: LinedText, numbers: bool) -> None:
        super().__init__(text)
        self._text, self._numbers = text, numbers

    def paintEvent(self, event: QPaintEvent) -> None:
        self._text.paint_margin(self, self._numbers)


class LinedText(QPlainTextEdit):
    """A text one line of which is one thing."""

    picked = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setTabChangesFocus(True)
        self._marks: dict[int, tuple[str, str]] = {}
        self._bold = _Bold(self.document())
        self._left, self._right = _Margin(self, True), _Margin(self, False)
        self.blockCountChanged.connect(self._fit)
        self.updateRequest.connect(self._follow)
        self.cursorPositionChanged.connect(self._show_line)
        self._fit()

    def set_marks(self, marks: Mapping[int, tuple[str, str]], bold: Collection[int] = ()) -> None:
        self._marks = dict(marks)
        if frozenset(bold) != self._bold.lines:
            self._bold.lines = frozenset(bold)
            self._bold.rehighlight()
        self._right.update()

    def marks(self) -> dict[int, tuple[str, str]]:
        return dict(self._marks)

    def replace(self, words: str) -> None:
        line = self.textCursor().blockNumber()
        cursor = QTextCursor(self.document())
        cursor.beginEditBlock()
        cursor.select(QTextCursor.SelectionType.Document)
        cursor.insertText(words)
        cursor.endEditBlock()
        block = self.document().findBlockByNumber(min(line, self.blockCount() - 1))
        cursor.setPosition(block.position() + len(block.text()))
        self.setTextCursor(cursor)

    def go_to(self, place: int) -> None:
        cursor = self.textCursor()
        cursor.setPosition(min(place, len(self.toPlainText())))
        self.setTextCursor(cursor)
        self.ensureCursorVisible()

    # --- margins

    def _fit(self) -> None:
        theme = current()
        number = theme.metrics("small").horizontalAdvance("0" * max(2, len(str(self.blockCount()))))
        self.setViewportMargins(round(number) + 20, 4, theme.px("icon_small") + 12, 4)
        self._place()

    def _place(self) -> None:
        inside, margins = self.contentsRect(), self.viewportMargins()
        high = inside.height()
        self._left.setGeometry(QRect(inside.left(), inside.top(), margins.left(), high))
        viewport = self.viewport().geometry()
        self._right.setGeometry(QRect(viewport.right() + 1, inside.top(), margins.right(), high))

    def _follow(self, rect: QRect, by: int) -> None:
        self._left.update()
        self._right.update()

    def _show_line(self) -> None:
        """The line of the cursor is tinted."""
        here = QTextEdit.ExtraSelection()
        colour: QColor = current().color("accent_tint")
        here.format.setBackground(colour)  # type: ignore[attr-defined]
        here.format.setProperty(int(QTextCharFormat.Property.FullWidthSelection), True)  # type: ignore[attr-defined]
        here.cursor = self.textCursor()  # type: ignore[attr-defined]
        here.cursor.clearSelection()  # type: ignore[attr-defined]
        self.setExtraSelections([here] if self.toPlainText() else [])

    def paint_margin(self, margin: QWidget, numbers: bool) -> None:
        theme = current()
        painter = QPainter(margin)
        painter.fillRect(margin.rect(), theme.color("sheet"))
        block, offset = self.firstVisibleBlock(), self.contentOffset()
        size = theme.px("icon_small")
        down = self.viewport().geometry().top() - margin.geometry().top()
        while block.isValid():
            place = self.blockBoundingGeometry(block).translated(offset).translated(0, down)
            if place.top() > margin.height():
                break
            first = QRectF(0, place.top(), margin.width(), theme.line("body"))
            n = block.blockNumber() + 1
            if numbers:
                painter.setFont(theme.font("small"))
                painter.setPen(theme.color("text3"))
                painter.drawText(first.adjusted(0, 0, -10, 0), int(Qt.AlignmentFlag.AlignRight), str(n))
            elif n in self._marks:
                top = round(first.center().y() - size / 2)
                paint_icon(painter, QRectF(4, top, size, size), *self._marks[n])
            block = block.next()
        painter.end()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._place()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange and hasattr(self, "_right"):
            self._fit()
            self._show_line()

    # --- keys

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ShortcutOverride and digit_with_alt(event):
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if digit := digit_with_alt(event):
            self.picked.emit(digit)
        else:
            super().keyPressEvent(event)

    def minimumSizeHint(self) -> QSize:
        return QSize(current().px(200), 4 * current().line() + 16)
