"""Secret: a password field that notices the caps lock.

field = Secret(parent=self, name="口令")
field.caps.connect(self.show_hint)      Signal(bool): on or off, as far as the keys tell
"""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLineEdit, QWidget


class Secret(QLineEdit):
    """Shows dots. Qt knows nothing of the caps lock, but a letter that comes in the wrong case does."""

    caps = Signal(bool)

    def __init__(self, parent: QWidget | None = None, *, name: str) -> None:
        super().__init__(parent)
        self.setEchoMode(QLineEdit.EchoMode.Password)
        self.setInputMethodHints(Qt.InputMethodHint.ImhHiddenText | Qt.InputMethodHint.ImhSensitiveData)
        self.setAccessibleName(name)
        self._on = False

    def keyPressEvent(self, event: QKeyEvent) -> None:
        letter = event.text()
        super().keyPressEvent(event)
        if event.key() == Qt.Key.Key_CapsLock:
            self._tell(False)  # on or off: the next letter will say
        elif len(letter) == 1 and letter.isascii() and letter.isalpha():
            shift = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
            self._tell(letter.isupper() != shift)

    def _tell(self, on: bool) -> None:
        """At every letter while it is on: whoever takes an old answer away at each letter says this again."""
        if on or self._on:
            self._on = on
            self.caps.emit(on)
