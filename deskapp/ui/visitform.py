"""The form of a visit: one door, one attempt, everything by keyboard.

    form = VisitForm(today, parent=self)
    form.begin({"visited_on": "2026-11-24", "purpose": "P03"})      empty, with what a new visit begins with
    form.state(), form.restore(state)        all that stands in the fields, for a draft
    form.visit(), form.requests()            what is to be saved
    form.show_findings([Finding(...)])       words beside the fields; form.faults() are its own
    form.edited                              Signal(): something was typed, ticked or pressed

Who shows it lets digits press the outcomes: `form.outcome.listen(screen)`; text fields keep theirs.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

from PySide6.QtCore import QSize, Qt, Signal, Slot
from PySide6.QtWidgets import (
    QApplication,
    QCheckBox,
    QComboBox,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QPlainTextEdit,
    QSizePolicy,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from deskapp.models.codes import table
from deskapp.models.rules import Finding
from deskapp.ui.days import DayField, TimeField
from deskapp.ui.outcomes import OutcomeKey, OutcomeKeys
from deskapp.ui.phrases import code_word, finding_words
from deskapp.ui.requestlines import RequestLines
from deskapp.ui.symbols import Icon, Mark
from deskapp.ui.text import label
from deskapp.ui.theme import current, set_state

MET = ("O1", "O2", "O7")
"""Outcomes after which somebody was spoken to: the checks are asked, not the note left at the door."""


class VisitForm(QWidget):
    """记走访."""

    edited = Signal()

    def __init__(self, today: date, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        set_state(self, role="page")
        self.id: str | None = None
        """Of the visit once it was sent to be saved; what is typed after that corrects it."""
        self._quiet = False
        self._words: dict[str, QLabel] = {}
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(20, 12, 20, 4)
        self._column.setSpacing(8)
        self._make_head()
        self.outcome = OutcomeKeys(self)
        self._column.addWidget(self.outcome)
        self._column.addWidget(self._finding("outcome"))
        self._grid = QGridLayout()
        self._grid.setHorizontalSpacing(12)
        self._grid.setVerticalSpacing(8)
        self._grid.setColumnMinimumWidth(0, current().px(52))
        self._grid.setColumnStretch(1, 1)
        self._column.addLayout(self._grid, 1)
        self._make_purpose()
        self._make_checks()
        self._make_note()
        self.lines = RequestLines(self)
        self._row(self.tr("诉求"), self.lines, "text")
        self._make_next(today)
        self._connect()
        self.set_today(today)

    def _make_head(self) -> None:
        row = QHBoxLayout()
        row.setSpacing(12)
        self.kept = Mark(Icon("tick", "done"), "", self)
        self.kept.hide()
        row.addWidget(label(self.tr("记走访"), "card", parent=self))
        row.addStretch(1)
        row.addWidget(self.kept)
        self._column.addLayout(row)

    def _make_purpose(self) -> None:
        self.purpose = QComboBox(self)
        self.purpose.setAccessibleName(self.tr("目的"))
        self.purpose.setMinimumContentsLength(4)
        self.purpose.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        for code in table("purpose"):
            self.purpose.addItem(code_word("purpose", code.code), code.code)
        self.started, self.ended = TimeField(self), TimeField(self)
        self.started.setAccessibleName(self.tr("开始时间"))
        self.ended.setAccessibleName(self.tr("结束时间"))
        held, row = _held(self, 8)
        row.addWidget(self.purpose, 1)
        row.addWidget(label(self.tr("时间"), "small", "text2", self))
        for field in (self.started, self.ended):
            row.addWidget(field)
        row.insertWidget(3, label("–", "small", "text2", self))
        self._row(self.tr("目的"), held, "purpose", "started", "ended")

    def _make_checks(self) -> None:
        self.safety = {
            "power": QCheckBox(self.tr("用电"), self),
            "gas": QCheckBox(self.tr("燃气"), self),
            "fire": QCheckBox(self.tr("消防"), self),
            "passage": QCheckBox(self.tr("过道不堵"), self),
        }
        self.notice = QCheckBox(self.tr("留了联系条"), self)
        checks, row = _held(self, 14)
        for box in self.safety.values():
            row.addWidget(box)
        row.addStretch(1)
        note, alone = _held(self, 14)
        alone.addWidget(self.notice)
        alone.addStretch(1)
        self._either = QStackedWidget(self)
        self._either.addWidget(checks)
        self._either.addWidget(note)
        self._either.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self._about = self._row(self.tr("安全"), self._either, "safety", "notice_left")

    def _make_note(self) -> None:
        self.note = _Note(self)
        self.note.setAccessibleName(self.tr("情况"))
        self.note.setTabChangesFocus(True)
        self._row(self.tr("情况"), self.note, "note")
        self._grid.setRowStretch(self._grid.rowCount() - 2, 1)

    def _make_next(self, today: date) -> None:
        self.day, self.next_try = DayField(today, self), DayField(today, self, ahead=True)
        self.day.setAccessibleName(self.tr("走访日期"))
        self.next_try.setAccessibleName(self.tr("下次再去"))
        self.next_try.setPlaceholderText(self.tr("不约"))
        held, row = _held(self, 8)
        row.addWidget(self.day)
        row.addSpacing(6)
        row.addWidget(label(self.tr("下次"), "small", "text2", self))
        row.addWidget(self.next_try)
        row.addStretch(1)
        self._row(self.tr("日期"), held, "visited_on", "next_try")

    def _row(self, words: str, held: QWidget, *fields: str) -> QLabel:
        row = self._grid.rowCount()
        name = label(words, "small", "text2", self)
        tall = isinstance(held, QPlainTextEdit | RequestLines)
        if tall:
            name.setContentsMargins(0, 9, 0, 0)
        self._grid.addWidget(
            name, row, 0, Qt.AlignmentFlag.AlignTop if tall else Qt.AlignmentFlag.AlignVCenter
        )
        self._grid.addWidget(held, row, 1)
        self._grid.addWidget(self._finding(*fields), row + 1, 1)
        return name

    def _finding(self, *fields: str) -> QLabel:
        made = label("", "small", "trouble", self, wrap=True)
        made.hide()
        self._words |= dict.fromkeys(fields, made)
        return made

    def _connect(self) -> None:
        self.outcome.chosen.connect(self._outcome_chosen)
        for line in (self.day, self.started, self.ended, self.next_try):
            line.changed.connect(self._edit)
        self.purpose.currentIndexChanged.connect(self._edit)
        for box in (*self.safety.values(), self.notice):
            box.toggled.connect(self._edit)
        self.note.textChanged.connect(self._edit)
        self.lines.edited.connect(self._edit)

    def set_tight(self, tight: bool) -> None:
        """A low window takes from the gaps before it takes a row out of sight."""
        gap = 5 if tight else 8
        self._column.setSpacing(gap)
        self._grid.setVerticalSpacing(gap)
        self._column.setContentsMargins(20, 8 if tight else 12, 14 if tight else 20, 4)

    def set_today(self, today: date) -> None:
        self.day.today = self.next_try.today = today

    @Slot(str)
    def _outcome_chosen(self, code: str) -> None:
        self._show_checks()
        self.show_findings([])
        focus = QApplication.focusWidget() or self
        if isinstance(focus, OutcomeKey) or not self.isAncestorOf(focus):
            self.take_focus()  # pressed by its digit, here or from the list: what follows goes on from it
        self._edit()

    def _show_checks(self) -> None:
        away = bool(self.outcome.outcome()) and self.outcome.outcome() not in MET
        self._either.setCurrentIndex(int(away))
        self._about.setText(self.tr("留条") if away else self.tr("安全"))

    @Slot()
    def _edit(self) -> None:
        if not self._quiet:
            self.edited.emit()

    def begin(self, defaults: dict[str, Any]) -> None:
        """A fresh form; nobody is told."""
        self.restore({name: value for name, value in defaults.items() if name in _FORM})

    def state(self) -> dict[str, Any]:
        return {
            "id": self.id,
            "visited_on": self.day.value(),
            "outcome": self.outcome.outcome() or None,
            "purpose": self.purpose.currentData(),
            "started": self.started.value(),
            "ended": self.ended.value(),
            "safety": [name for name, box in self.safety.items() if box.isChecked()],
            "notice_left": self.notice.isChecked(),
            "note": self.note.toPlainText(),
            "next_try": self.next_try.value(),
            "requests": self.lines.texts(),
            "request_typed": self.lines.field.text(),
        }

    def restore(self, state: dict[str, Any]) -> None:
        self._quiet = True
        self.id = state.get("id")
        self.day.set_value(state.get("visited_on"))
        self.outcome.clear()
        if state.get("outcome"):
            self.outcome.show_outcome(state["outcome"])
        place = self.purpose.findData(state.get("purpose"))
        self.purpose.setCurrentIndex(max(0, place))
        self.started.set_value(state.get("started"))
        self.ended.set_value(state.get("ended"))
        for name, box in self.safety.items():
            box.setChecked(name in (state.get("safety") or ()))
        self.notice.setChecked(bool(state.get("notice_left")))
        self.note.setPlainText(state.get("note") or "")
        self.next_try.set_value(state.get("next_try"))
        self.lines.set_texts(state.get("requests") or [], state.get("request_typed") or "")
        self._show_checks()
        self.show_findings([])
        self._quiet = False

    def visit(self) -> dict[str, Any]:
        """The values of the visit; what the outcome does not ask for is left out."""
        kept = self.state()
        away = kept["outcome"] is not None and kept["outcome"] not in MET
        values = {name: kept[name] for name in _FORM}
        values["safety"] = None if away or not kept["safety"] else kept["safety"]
        values["notice_left"] = kept["notice_left"] if away else None
        values["note"] = kept["note"].strip() or None
        return values

    def forget_requests(self, saved: dict[str, Any]) -> None:
        """Those saved are not raised twice; all else stands."""
        done = {text.strip() for text in (*saved["requests"], saved["request_typed"])}
        kept = self.state()
        typed = "" if kept["request_typed"].strip() in done else kept["request_typed"]
        self._quiet = True
        self.lines.set_texts([text for text in kept["requests"] if text not in done], typed)
        self._quiet = False

    def requests(self) -> list[dict[str, Any]]:
        """Those added, and the one still being typed."""
        kept = self.state()
        texts = [*kept["requests"], kept["request_typed"]]
        return [{"text": text.strip()} for text in texts if text.strip()]

    def faults(self) -> list[Finding]:
        """What cannot even be asked of the rules."""
        found = [] if self.outcome.outcome() else [Finding("outcome", "missing")]
        for name, field in self._typed().items():
            if field.fault():
                found.append(Finding(name, "not-a-time" if isinstance(field, TimeField) else "not-a-date"))
        start, end = self.started.value(), self.ended.value()
        if not found and start and end and end < start:
            found.append(Finding("ended", "before-the-beginning"))
        return found

    def show_findings(self, findings: Iterable[Finding]) -> list[Finding]:
        """Words under the fields they are about; returns those that have no place here."""
        for shown in set(self._words.values()):
            shown.hide()
        for field in self._typed().values():
            set_state(field, state="")
        lost: list[Finding] = []
        for finding in findings:
            words = self._words.get(finding.field)
            if words is None:
                lost.append(finding)
                continue
            words.setText(finding_words(finding))
            words.show()
            if finding.field in self._typed():
                set_state(self._typed()[finding.field], state="error")
        return lost

    def said_of(self, field: str) -> str:
        """What stands under a field, "" if nothing does."""
        words = self._words[field]
        return "" if words.isHidden() else words.text()

    def lead_to(self, field: str) -> None:
        """Put the focus where something is to be mended."""
        self.place_of(field).setFocus(Qt.FocusReason.OtherFocusReason)

    def place_of(self, field: str) -> QWidget:
        """Where a field is typed or pressed; the outcomes for what has no place here."""
        places: dict[str, QWidget] = {**self._typed(), "note": self.note, "text": self.lines.field}
        places["purpose"] = self.purpose
        return places.get(field) or self._key()

    def words_of(self, field: str) -> QLabel:
        """Where the words about a field stand."""
        return self._words.get(field, self._words["outcome"])

    def _key(self) -> OutcomeKey:
        keys = self.outcome.findChildren(OutcomeKey)
        return next((key for key in keys if key.isChecked()), keys[0])

    def take_focus(self) -> None:
        """The focus stands on the outcomes, so that digits press them."""
        self._key().setFocus(Qt.FocusReason.OtherFocusReason)

    def _typed(self) -> dict[str, DayField | TimeField]:
        return {
            "visited_on": self.day,
            "started": self.started,
            "ended": self.ended,
            "next_try": self.next_try,
        }

    def say_kept(self, words: str) -> None:
        self.kept.set_mark(Icon("tick", "done"), words)
        self.kept.setVisible(bool(words))


_FORM = ("visited_on", "outcome", "purpose", "started", "ended", "safety", "notice_left", "note", "next_try")


class _Note(QPlainTextEdit):
    """Two lines at least; what room there is besides is its."""

    def minimumSizeHint(self) -> QSize:
        return QSize(current().px(120), 2 * current().line() + 8)

    def sizeHint(self) -> QSize:
        return QSize(current().px(240), 5 * current().line())


def _held(parent: QWidget, spacing: int) -> tuple[QWidget, QHBoxLayout]:
    held = QWidget(parent)
    row = QHBoxLayout(held)
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(spacing)
    return held, row
