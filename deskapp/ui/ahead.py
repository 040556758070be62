"""Typing ahead: keys pressed while one door gives way to the next are kept and come to the next.

ahead = Ahead(form)
ahead.wait()                             from now on keys for the form are kept
ahead.go_on()                            they are typed, in their order, where the focus now stands
"""

from __future__ import annotations

from typing import cast

from PySide6.QtCore import QCoreApplication, QEvent, QObject
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QWidget

from deskapp.ui.outcomes import OutcomeKey

_KEYS = frozenset({QEvent.Type.KeyPress, QEvent.Type.KeyRelease, QEvent.Type.ShortcutOverride})


class Ahead(QObject):
    """A few keys in a moment of a tenth of a second; who types fast loses none."""

    def __init__(self, form: QWidget) -> None:
        super().__init__(form)
        self._form = form
        self._app: QObject = cast(QObject, QCoreApplication.instance())
        self._keys: list[QKeyEvent] = []
        self._waiting = False

    def wait(self) -> None:
        if not self._waiting:
            self._waiting = True
            self._app.installEventFilter(self)

    def go_on(self) -> None:
        if not self._waiting:
            return
        self._waiting = False
        self._app.removeEventFilter(self)
        keys, self._keys = self._keys, []
        for key in keys:
            self._type(key)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() not in _KEYS or not isinstance(watched, QWidget):
            return False
        if watched is not self._form and not self._form.isAncestorOf(watched):
            return False
        event.accept()  # of a shortcut it takes the chance, so that it comes back as a key
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            self._keys.append(event.clone())
        return True

    def _type(self, key: QKeyEvent) -> None:
        focus = QApplication.focusWidget()
        if isinstance(focus, OutcomeKey) and key.text() and key.text() in "12345678":
            outcomes = self._form.findChildren(OutcomeKey)
            next(each for each in outcomes if each.digit == key.text()).click()
        elif focus is not None:
            QCoreApplication.sendEvent(focus, key)
