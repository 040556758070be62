"""Strips in their place: above or under a form, where the frame's strip would be too far away.

here = InPlace(column, parent)           a QVBoxLayout
here.say(Said(...), above=True)          returns the strip
here.ask("这一天还没到", save, mend)       还是这样存 (Enter) or 回去改
here.clear()
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QObject
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget
from shiboken6 import isValid

from deskapp.ui.strips import Act, Said, Strip


class InPlace(QObject):
    """What there is to say about one form."""

    def __init__(self, column: QVBoxLayout, parent: QWidget) -> None:
        super().__init__(parent)
        self._column, self._parent = column, parent
        self._strips: list[Strip] = []

    def say(self, said: Said, *, above: bool = False) -> Strip:
        strip = Strip(said, self._parent)
        held = QHBoxLayout()
        held.setContentsMargins(20, 8, 20, 4)
        held.addWidget(strip)
        strip.gone.connect(partial(self._column.removeItem, held))
        self._column.insertLayout(0 if above else max(0, self._column.count() - 1), held)
        strip.show()
        self._strips.append(strip)
        return strip

    def ask(self, words: str, save: Callable[[], None], mend: Callable[[], None]) -> None:
        acts = [Act("save", self.tr("还是这样存")), Act("mend", self.tr("回去改"), quiet=True)]
        strip = self.say(Said("question", words, acts=acts))
        strip.acted.connect(lambda act: save() if act == "save" else mend())
        yes = strip.buttons[0]
        yes.setFocus()
        if isinstance(yes, QPushButton):
            for key in ("Return", "Enter"):  # by itself a button takes the blank only
                QShortcut(QKeySequence(key), yes, yes.click)

    def clear(self) -> None:
        strips, self._strips = self._strips, []
        for strip in strips:
            if isValid(strip):
                strip.dismiss()
