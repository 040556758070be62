"""Fields: what a form is declared of; each makes its own place to type in.

    form = [
        Of("household", "住户(&H)", kind="household"),
        Choice("to", "转给谁(&T)", codes="helper"),
        Day("sent_on", "日期(&D)"),
        Yes("urgent", "加急(&U)"),
        Text("reason", "原因(&R)", lines=3),
    ]

A place answers value() and trouble(), takes put(value, words) and lock(locked), and tells by `changed`; an
empty one is None. `words` are those of a reference, or what was typed before one was chosen.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any, Protocol

from PySide6.QtCore import QSize, Qt, Signal, Slot
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QCheckBox, QComboBox, QLineEdit, QPlainTextEdit, QWidget

from deskapp.models.codes import table
from deskapp.ui.days import DayField
from deskapp.ui.offers import OfferField
from deskapp.ui.phrases import code_word
from deskapp.ui.screen import Sitting
from deskapp.ui.theme import current

Words = Any
"""A str; the stub of QT_TRANSLATE_NOOP says it gives back any object."""

_MNEMONIC = re.compile(r"\(&(\w)\)|&(?=\w)")


class Place(Protocol):
    """Where a field's value is typed, chosen or ticked."""

    changed: Any

    def value(self) -> Any: ...
    def words(self) -> str: ...
    def put(self, value: Any, words: str = "") -> None: ...
    def trouble(self) -> str: ...
    def lock(self, locked: bool) -> None: ...


@dataclass(frozen=True)
class Field:
    """One field of a form: its name in the record, and its label with a mnemonic, such as 原因(&R)."""

    name: str
    label: Words

    @property
    def wide(self) -> bool:
        """Whether it takes both columns."""
        return False

    def place(self, sitting: Sitting, parent: QWidget) -> Any:
        raise NotImplementedError


@dataclass(frozen=True)
class Text(Field):
    """Some words, on one line or several."""

    lines: int = 1

    @property
    def wide(self) -> bool:
        return self.lines > 1

    def place(self, sitting: Sitting, parent: QWidget) -> Any:
        return LinesPlace(self.lines, parent) if self.lines > 1 else TextPlace(parent)


@dataclass(frozen=True)
class Day(Field):
    """A day; `ahead` for one that is still to come."""

    ahead: bool = False

    def place(self, sitting: Sitting, parent: QWidget) -> Any:
        return DayPlace(sitting.clock.today(), parent, ahead=self.ahead)


@dataclass(frozen=True)
class Choice(Field):
    """One of a code table."""

    codes: str = ""

    def place(self, sitting: Sitting, parent: QWidget) -> Any:
        return ChoicePlace(self.codes, parent)


@dataclass(frozen=True)
class Yes(Field):
    """Whether something is so."""

    def place(self, sitting: Sitting, parent: QWidget) -> Any:
        return YesPlace(parent)


@dataclass(frozen=True)
class Of(Field):
    """Another record this one is of: a household, a person, found by what one types."""

    kind: str = "household"

    @property
    def wide(self) -> bool:
        return True

    def place(self, sitting: Sitting, parent: QWidget) -> Any:
        return OfferField(sitting.desk, self.kind, parent)


def without_mnemonic(label: str) -> str:
    """What a screen reader says of 原因(&R): 原因."""
    return _MNEMONIC.sub("", label).strip()


class TextPlace(QLineEdit):
    """One line."""

    changed = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.textChanged.connect(self.changed)

    def value(self) -> str | None:
        return self.text().strip() or None

    def words(self) -> str:
        return ""

    def put(self, value: Any, words: str = "") -> None:
        self.setText("" if value is None else str(value))
        self.setCursorPosition(0)

    def trouble(self) -> str:
        return ""

    def lock(self, locked: bool) -> None:
        self.setReadOnly(locked)


class LinesPlace(QPlainTextEdit):
    """Several lines; Tab goes on to the next field."""

    changed = Signal()

    def __init__(self, lines: int, parent: QWidget) -> None:
        super().__init__(parent)
        self._lines = lines
        self.setTabChangesFocus(True)
        self.textChanged.connect(self.changed)

    def sizeHint(self) -> QSize:
        return QSize(current().px(240), self._lines * current().line() + current().px(18))

    def minimumSizeHint(self) -> QSize:
        return QSize(current().px(120), self.sizeHint().height())

    def value(self) -> str | None:
        return self.toPlainText().strip() or None

    def words(self) -> str:
        return ""

    def put(self, value: Any, words: str = "") -> None:
        self.setPlainText("" if value is None else str(value))

    def trouble(self) -> str:
        return ""

    def lock(self, locked: bool) -> None:
        self.setReadOnly(locked)


class DayPlace(DayField):
    """One day."""

    def put(self, value: Any, words: str = "") -> None:
        self.set_value(value)

    def words(self) -> str:
        return ""

    def trouble(self) -> str:
        return "not-a-date" if self.fault() else ""

    def lock(self, locked: bool) -> None:
        self.setReadOnly(locked)
        for action in self.actions():
            action.setEnabled(not locked)


class ChoicePlace(QComboBox):
    """A code, or none; one of a newer edition is shown as it is and kept."""

    changed = Signal()

    def __init__(self, codes: str, parent: QWidget) -> None:
        super().__init__(parent)
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.setMinimumContentsLength(4)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.addItem(self.tr("没选"), None)
        for code in table(codes):
            self.addItem(code_word(codes, code.code), code.code)
        self.currentIndexChanged.connect(self._tell)

    @Slot()
    def _tell(self) -> None:
        self.changed.emit()

    def value(self) -> str | None:
        return self.currentData()

    def words(self) -> str:
        return ""

    def put(self, value: Any, words: str = "") -> None:
        if value and self.findData(value) < 0:
            self.addItem(str(value), value)
        self.setCurrentIndex(max(0, self.findData(value)) if value else 0)

    def trouble(self) -> str:
        return ""

    def lock(self, locked: bool) -> None:
        self.setEnabled(not locked)

    def wheelEvent(self, event: QWheelEvent) -> None:
        if self.hasFocus():
            super().wheelEvent(event)
        else:  # the page is scrolled, not the code under the pointer
            event.ignore()


class YesPlace(QCheckBox):
    """A tick."""

    changed = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setText(self.tr("是"))
        self.toggled.connect(self._tell)

    @Slot()
    def _tell(self) -> None:
        self.changed.emit()

    def value(self) -> bool:
        return self.isChecked()

    def words(self) -> str:
        return ""

    def put(self, value: Any, words: str = "") -> None:
        self.setChecked(bool(value))

    def trouble(self) -> str:
        return ""

    def lock(self, locked: bool) -> None:
        self.setEnabled(not locked)
