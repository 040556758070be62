"""A field for a day and one for a time: typed shortly, shown in full, empty when nothing is said.

field = DayField(today, parent=self)        5-16, 516, +7 or 2026-05-16; ↑ ↓ a day on and back; a calendar
field.value()                               "2026-05-16" or None;  field.fault() says whether it is no day
field = TimeField(parent=self)              10:05, 1005 or 9
field.changed                               Signal(): committed words or a step
"""

from __future__ import annotations

import re
from datetime import date, timedelta
from typing import cast

from PySide6.QtCore import QDate, QPoint, QSize, Qt, Signal, Slot
from PySide6.QtGui import QAction, QFocusEvent, QIcon, QKeyEvent
from PySide6.QtWidgets import QCalendarWidget, QLineEdit, QMenu, QSizePolicy, QWidget, QWidgetAction

from deskapp.ui.phrases import MONTHS, day_short
from deskapp.ui.theme import current, set_state

_SHOWN = re.compile(r"(?:(\d{4}) ?年 ?)?(\d{1,2}) ?月 ?(\d{1,2}) ?日(?: *周.)?")
_ENGLISH = re.compile(
    r"(\d{1,2}) +([a-z]{3})[a-z]*(?: +(?:mon|tue|wed|thu|fri|sat|sun)[a-z]*)?(?: +(\d{4}))?"
)
_TYPED = re.compile(r"(?:(\d{4})[-./])?(\d{1,2})[-./](\d{1,2})")


def parse_day(text: str, today: date, *, ahead: bool = False) -> date | None:
    """The day some words mean, with `ahead` one still to come. Raises ValueError."""
    text = text.strip()
    if not text:
        return None
    if re.fullmatch(r"[+-]\d{1,3}", text):
        return today + timedelta(days=int(text))
    match = _SHOWN.fullmatch(text) or _TYPED.fullmatch(text)
    english = _ENGLISH.fullmatch(text.lower())
    if match:
        year, month, day = match.groups()
    elif english:
        day, name, year = english.groups()
        month = str([known.lower() for known in MONTHS].index(name) + 1)
    elif re.fullmatch(r"\d{3,4}|\d{8}", text):
        year, month, day = text[:-4], text[-4:-2] if len(text) > 3 else text[0], text[-2:]
    else:
        raise ValueError(text)
    found = date(int(year or today.year), int(month), int(day))
    if ahead and not year and found < today:
        found = date(today.year + 1, found.month, found.day)
    return found


def parse_time(text: str) -> str | None:
    """HH:MM. Raises ValueError."""
    text = text.strip().replace("：", ":").replace(".", ":")
    if not text:
        return None
    match = re.fullmatch(r"(\d{1,2}):(\d{1,2})", text) or re.fullmatch(r"(\d{1,2})(\d{2})?", text)
    if match is None:
        raise ValueError(text)
    hour, minute = int(match[1]), int(match[2] or 0)
    if hour > 23 or minute > 59:
        raise ValueError(text)
    return f"{hour:02d}:{minute:02d}"


class _Parsed(QLineEdit):
    """A line whose words mean something; what they mean is shown when the focus leaves."""

    changed = Signal()
    wide = 60

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.textChanged.connect(self._typed)

    def sizeHint(self) -> QSize:
        return QSize(current().px(self.wide), super().sizeHint().height())

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    @Slot(str)
    def _typed(self, text: str) -> None:
        set_state(self, state="")
        self.changed.emit()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.settle()

    def fault(self) -> bool:
        try:
            self.read()
        except ValueError:
            return True
        return False

    def read(self) -> object:
        raise NotImplementedError

    def settle(self) -> None:
        raise NotImplementedError


class DayField(_Parsed):
    """One day, or none."""

    wide = 156

    def __init__(self, today: date, parent: QWidget | None = None, *, ahead: bool = False) -> None:
        super().__init__(parent)
        self._today, self._ahead = today, ahead
        self._calendar = QAction(self.tr("翻日历"), self)
        self._calendar.triggered.connect(self._open_calendar)
        self._draw()
        self.addAction(self._calendar, QLineEdit.ActionPosition.LeadingPosition)

    @property
    def today(self) -> date:
        return self._today

    @today.setter
    def today(self, today: date) -> None:
        """A day without its year stays the day it was when the year turns."""
        if today == self._today:
            return
        day = None if self.fault() else self.read()
        self._today = today
        if day:
            self._show(day)

    def _draw(self) -> None:
        self._calendar.setIcon(QIcon(current().pixmap("calendar", "text2", "icon_small", 2.0)))

    def read(self) -> date | None:
        return parse_day(self.text(), self.today, ahead=self._ahead)

    def value(self) -> str | None:
        """ISO, None when empty, the words themselves when they are no day."""
        try:
            day = self.read()
        except ValueError:
            return self.text()
        return day.isoformat() if day else None

    def set_value(self, day: str | date | None) -> None:
        if isinstance(day, str):
            try:
                day = date.fromisoformat(day)
            except ValueError:
                self.setText(str(day))
                return
        self._show(day)

    def settle(self) -> None:
        if not self.fault():
            self._show(self.read())

    def _show(self, day: date | None) -> None:
        """As `read` understands it: a day gone by has its year where a bare one would be still to come."""
        past = day is not None and self._ahead and day < self.today
        words = "" if day is None else day_short(day, self.today, year=past)
        if words != self.text():
            self.setText(words)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        step = {Qt.Key.Key_Up: 1, Qt.Key.Key_Down: -1}.get(Qt.Key(event.key()))
        if step and not self.fault():
            self.set_value((self.read() or self.today) + timedelta(days=step))
        else:
            super().keyPressEvent(event)

    def changeEvent(self, event) -> None:
        super().changeEvent(event)
        if event.type() == event.Type.PaletteChange:
            self._draw()

    @Slot()
    def _open_calendar(self) -> None:
        menu = QMenu(self)
        calendar = QCalendarWidget(menu)
        day = self.today if self.fault() else self.read() or self.today
        calendar.setSelectedDate(QDate(day.year, day.month, day.day))
        calendar.setFirstDayOfWeek(Qt.DayOfWeek.Monday)
        calendar.setVerticalHeaderFormat(QCalendarWidget.VerticalHeaderFormat.NoVerticalHeader)
        calendar.activated.connect(menu.close)
        calendar.clicked.connect(menu.close)
        held = QWidgetAction(menu)
        held.setDefaultWidget(calendar)
        menu.addAction(held)
        before = calendar.selectedDate()
        menu.exec(self.mapToGlobal(QPoint(0, self.height() + 2)))
        if calendar.selectedDate() != before or not self.text():
            self.set_value(cast(date, calendar.selectedDate().toPython()))
        menu.deleteLater()


class TimeField(_Parsed):
    """One time of a day, or none."""

    def read(self) -> str | None:
        return parse_time(self.text())

    def value(self) -> str | None:
        try:
            return self.read()
        except ValueError:
            return self.text()

    def set_value(self, time: str | None) -> None:
        self.setText(time or "")

    def settle(self) -> None:
        if not self.fault():
            words = self.read() or ""
            if words != self.text():
                self.setText(words)
