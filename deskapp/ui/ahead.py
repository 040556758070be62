"""Typing ahead: what is typed while one door gives way to the next is kept and comes to the next.

ahead = Ahead(form)
ahead.wait()                             from now on keys and words for the form are kept
ahead.go_on()                            they are typed, in their order, where the focus now stands

Words an input method commits where nothing can be written come into the note.
"""

from __future__ import annotations

from typing import cast

from PySide6.QtCore import QCoreApplication, QEvent, QObject, Qt
from PySide6.QtGui import QInputMethodEvent, QKeyEvent
from PySide6.QtWidgets import QApplication, QWidget

from deskapp.ui.outcomes import OutcomeKey
from deskapp.ui.visitform import VisitForm

_TYPED = frozenset(
    {QEvent.Type.KeyPress, QEvent.Type.KeyRelease, QEvent.Type.ShortcutOverride, QEvent.Type.InputMethod}
)


class Ahead(QObject):
    """A few keys in a moment of a tenth of a second; who types fast loses none."""

    def __init__(self, form: VisitForm) -> None:
        super().__init__(form)
        self._form = form
        self._app: QObject = cast(QObject, QCoreApplication.instance())
        self._typed: list[QKeyEvent | str] = []
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
        typed, self._typed = self._typed, []
        for each in typed:
            if isinstance(each, str):
                self._write(each)
            else:
                self._press(each)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() not in _TYPED or not isinstance(watched, QWidget):
            return False
        if watched is not self._form and not self._form.isAncestorOf(watched):
            return False
        event.accept()  # of a shortcut it takes the chance, so that it comes back as a key
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            self._typed.append(event.clone())
        elif isinstance(event, QInputMethodEvent) and event.commitString():
            self._typed.append(event.commitString())
        return True

    def _press(self, key: QKeyEvent) -> None:
        focus = QApplication.focusWidget()
        if isinstance(focus, OutcomeKey) and key.text() and key.text() in "12345678":
            outcomes = self._form.findChildren(OutcomeKey)
            next(each for each in outcomes if each.digit == key.text()).click()
        elif focus is not None:
            QCoreApplication.sendEvent(focus, key)

    def _write(self, words: str) -> None:
        focus = QApplication.focusWidget()
        if focus is None or not focus.testAttribute(Qt.WidgetAttribute.WA_InputMethodEnabled):
            focus = self._form.note
            focus.setFocus(Qt.FocusReason.OtherFocusReason)
        committed = QInputMethodEvent()
        committed.setCommitString(words)
        QCoreApplication.sendEvent(focus, committed)
