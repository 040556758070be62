"""The spine of the book: the title slip and a tool for each section; the open one runs into the page.

spine = Spine(parent)
spine.add("today", "今天", "today");  spine.add("settings", "设置", "settings", at_foot=True)
spine.opened.connect(...)             Signal(str): a tool was pressed
spine.show_open("today");  spine.set_badge("needs-you", 5)
"""

from __future__ import annotations

from PySide6.QtCore import QEvent, QPoint, QRect, QRectF, QSize, Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent, QPainter, QPainterPath, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QButtonGroup, QSizePolicy, QVBoxLayout, QWidget

from deskapp.ui.symbols import paint_icon
from deskapp.ui.text import Run, paint_runs, runs_width
from deskapp.ui.theme import current


class SpineTool(QAbstractButton):
    """A section: icon over its word, a slip of page when open, a badge when it needs somebody."""

    def __init__(self, name: str, title: str, icon: str, parent: QWidget) -> None:
        super().__init__(parent)
        self.name = name
        self.ring_radius = 0
        self._icon, self._badge = icon, 0
        self.setText(title)
        self.setAccessibleName(title)
        self.setCheckable(True)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Preferred)

    def set_badge(self, count: int) -> None:
        self._badge = count
        self.setAccessibleDescription(str(count) if count else "")
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(current().px("spine"), current().px("spine_tool"))

    def minimumSizeHint(self) -> QSize:
        return QSize(current().px("spine"), current().line("small") + 8)

    def paintEvent(self, event: QPaintEvent) -> None:
        theme = current()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        opened = self.isChecked()
        slip = QRectF(self.rect()).adjusted(8, 0, 0, 0)
        radius = theme.space("radius_sheet")
        path = QPainterPath()
        path.setFillRule(Qt.FillRule.WindingFill)
        path.addRoundedRect(slip, radius, radius)
        path.addRect(slip.adjusted(slip.width() / 2, 0, 0, 0))
        if opened:
            painter.fillPath(path, theme.color("window"))
        elif self.underMouse():
            painter.fillPath(path, theme.color("spine_line"))
        if self.hasFocus():
            painter.setPen(QPen(theme.color("accent" if opened else "spine_text"), 2))
            painter.drawRoundedRect(slip.adjusted(2, 2, -3, -2), radius - 1, radius - 1)
        self._paint_face(painter, "accent" if opened else "spine_text")
        painter.end()

    def _paint_face(self, painter: QPainter, ink: str) -> None:
        theme = current()
        icon, line = theme.px("icon_spine"), theme.line("small")
        both = self.height() >= icon + line + 6
        top = (self.height() - line - (icon + 3 if both else 0)) / 2
        middle = theme.px("spine") / 2
        if both:
            paint_icon(painter, QRectF(round(middle - icon / 2), round(top), icon, icon), self._icon, ink)
            top += icon + 3
        word = Run(self.text(), "small", ink, bold=self.isChecked())
        width = min(runs_width([word]), self.width() - 8.0)
        paint_runs(painter, QRectF(middle - width / 2, top, width + 1, line), [word])
        if self._badge:
            self._paint_badge(painter)

    def _paint_badge(self, painter: QPainter) -> None:
        theme = current()
        side = theme.px("badge")
        words = str(self._badge) if self._badge < 100 else "99+"
        width = max(side, int(theme.metrics("key", True).horizontalAdvance(words)) + 8)
        badge = QRectF(theme.px("spine") / 2 + theme.px(10), 5, width, side)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.color("trouble"))
        painter.drawRoundedRect(badge, side / 2, side / 2)
        painter.setFont(theme.font("key", True))
        painter.setPen(theme.color("on_accent" if theme.name == "dark" else "sheet"))
        painter.drawText(badge, Qt.AlignmentFlag.AlignCenter, words)


class Spine(QWidget):
    """The left rail; in a practice base it turns yellow and says so."""

    opened = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(self.tr("栏目"))
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Expanding)
        self._group = QButtonGroup(self)
        self._tools: dict[str, SpineTool] = {}
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, self._slip_bottom(), 0, 10)
        self._column.setSpacing(0)
        self._column.addStretch(1)
        self._feet = 0
        self._group.buttonClicked.connect(self._clicked)

    def add(self, name: str, title: str, icon: str, *, at_foot: bool = False) -> SpineTool:
        tool = SpineTool(name, title, icon, self)
        self._tools[name] = tool
        self._group.addButton(tool)
        if at_foot:
            self._column.addWidget(tool)
            self._feet += 1
        else:
            self._column.insertWidget(self._column.count() - 1 - self._feet, tool)
        return tool

    def names(self) -> list[str]:
        """Sections in the order of the eye, those at the foot last."""
        return sorted(self._tools, key=lambda name: self._column.indexOf(self._tools[name]))

    def show_open(self, name: str) -> None:
        self._tools[name].setChecked(True)

    def set_badge(self, name: str, count: int) -> None:
        self._tools[name].set_badge(count)

    @Slot(QAbstractButton)
    def _clicked(self, tool: SpineTool) -> None:
        self.opened.emit(tool.name)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        steps: dict[int, int] = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}
        step = steps.get(event.key())
        names = self.names()
        focused = self.focusWidget()
        if step and isinstance(focused, SpineTool):
            self._tools[names[(names.index(focused.name) + step) % len(names)]].setFocus()
        else:
            super().keyPressEvent(event)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        layout = self.layout()
        if event.type() == QEvent.Type.StyleChange and layout is not None:
            layout.setContentsMargins(0, self._slip_bottom(), 0, 10)

    def sizeHint(self) -> QSize:
        return QSize(current().px("spine"), super().sizeHint().height())

    def _slip(self) -> QRect:
        theme = current()
        width, height = theme.px("slip_width"), theme.px("slip_height")
        return QRect(QPoint((theme.px("spine") - width) // 2, 12), QSize(width, height))

    def _slip_bottom(self) -> int:
        practice = current().line("small") + 4 if current().practice else 0
        return self._slip().bottom() + 13 + practice

    def paintEvent(self, event: QPaintEvent) -> None:
        theme = current()
        painter = QPainter(self)
        painter.fillRect(self.rect(), theme.color("spine"))
        painter.fillRect(QRect(4, 0, 1, self.height()), theme.color("spine_line"))
        self._paint_slip(painter)
        painter.end()

    def _paint_slip(self, painter: QPainter) -> None:
        theme = current()
        slip = QRectF(self._slip())
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        ground, ink = (
            ("spine_text", "spine") if theme.name == "dark" and not theme.practice else ("sheet", "accent")
        )
        if theme.name == "dark" and theme.practice:
            ground, ink = "practice_text", "spine"
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.color(ground))
        painter.drawRoundedRect(slip, 3, 3)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
        painter.setPen(QPen(theme.color(ink), 1))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRect(slip.adjusted(3, 3, -4, -4))
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setFont(theme.font("card"))
        pitch = theme.px(17)
        for place, sign in enumerate("互通"):
            box = QRectF(slip.left(), slip.center().y() + (place - 1) * pitch, slip.width(), pitch)
            painter.drawText(box, Qt.AlignmentFlag.AlignCenter, sign)
        if theme.practice:
            painter.setFont(theme.font("small", True))
            painter.setPen(theme.color("spine_text"))
            below = QRectF(0, slip.bottom() + 4, theme.px("spine"), theme.line("small"))
            painter.drawText(below, Qt.AlignmentFlag.AlignCenter, self.tr("练习"))
