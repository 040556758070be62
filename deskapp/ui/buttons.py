"""Buttons in the four roles, with an icon before the words and the key that presses them after.

    button("保存，下一户 502", "main", key="Ctrl ↵", parent=self)     at most one "main" in a view
    button("整户", icon="home", small=True, parent=self)       roles: "", "main", "quiet", "grave"
    why(button, "还缺 1 份：授权委托书")                       disables it, says why; why(button) enables

`key` only shows the key's name; the screen makes the shortcut.
"""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QEvent, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QPushButton, QSizePolicy, QStyle, QStyleOptionButton, QStylePainter, QWidget

from deskapp.ui.theme import current, put_icon, set_state

_INK = {"": "text", "main": "on_accent", "quiet": "accent", "grave": "trouble", "undo": "window"}


def cap_width(key: str) -> int:
    return int(current().metrics("key").horizontalAdvance(key) + 12.5)


def paint_cap(
    painter: QPainter, rect: QRectF, key: str, ink: str = "text2", edge: str = "edge", fill: str = ""
) -> None:
    """The name of a key in its little frame, at the left of `rect` and in the middle of its height."""
    theme = current()
    height = theme.line("key") + 2
    box = QRectF(round(rect.left()), round(rect.center().y() - height / 2), cap_width(key), height)
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(theme.color(edge), 1))
    if fill:
        painter.setBrush(theme.color(fill))
    radius = theme.space("radius_small")
    painter.drawRoundedRect(box.adjusted(0.5, 0.5, -0.5, -0.5), radius, radius)
    painter.setFont(theme.font("key"))
    painter.setPen(theme.color(ink))
    painter.drawText(box, Qt.AlignmentFlag.AlignCenter, key)
    painter.restore()


class PressButton(QPushButton):
    """A push button that can show its key after its words."""

    def __init__(self, text: str, role: str = "", key: str = "", parent: QWidget | None = None) -> None:
        super().__init__(text, parent)
        self._role, self._key = role, key
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        set_state(self, role=role)

    def sizeHint(self) -> QSize:
        hint = super().sizeHint()
        return QSize(hint.width() + cap_width(self._key) + 8, hint.height()) if self._key else hint

    def paintEvent(self, event: QPaintEvent) -> None:
        if not self._key:
            super().paintEvent(event)
            return
        option: Any = QStyleOptionButton()
        self.initStyleOption(option)
        painter = QStylePainter(self)
        painter.drawControl(QStyle.ControlElement.CE_PushButtonBevel, option)
        cap = cap_width(self._key)
        words = super().sizeHint().width() - 28
        left = (self.width() - words - cap - 8) // 2
        option.rect = option.rect.adjusted(0, 0, -(cap + 8), 0)
        painter.drawControl(QStyle.ControlElement.CE_PushButtonLabel, option)
        ink = _INK.get(self._role, "text") if self.isEnabled() else "text3"
        edge = "on_accent" if ink == "on_accent" else "edge"
        paint_cap(painter, QRectF(left + words + 8, 0, cap, self.height()), self._key, ink, edge)
        painter.end()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange:
            self.updateGeometry()


def button(
    text: str,
    role: str = "",
    *,
    icon: str = "",
    key: str = "",
    small: bool = False,
    parent: QWidget | None = None,
) -> PressButton:
    made = PressButton(text, role, key, parent)
    if small:
        set_state(made, small=True)
    if icon:
        put_icon(made, icon, _INK[role], "icon_small" if small else "icon")
    return made


def why(pressable: QPushButton, reason: str = "") -> None:
    """Disable a button for a reason a screen reader hears too, or enable it; the screen shows the reason."""
    pressable.setEnabled(not reason)
    pressable.setAccessibleDescription(reason)
    pressable.setToolTip(reason)
