"""A form declared by its fields: labels, findings beside them, two columns where there is room.

form = Form(sitting, "referral", [Choice("to", "转给谁(&T)", codes="helper")], parent)
form.begin({"to": "H01"}, {"household": "3-2-501 冉小禾"})     nobody is told; words of references
form.values(), form.changes()            all that stands in it; only what differs from how it began
form.state(), form.restore(state)        for a draft
form.findings()                          its own and the rules', before anything is sent
form.show_findings([...])                words beside the fields; returns those with no place here
form.set_locked("您的岗位只能看，不能改")      read-only, and why; "" opens it
form.edited                              Signal(): typed, ticked or chosen
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from PySide6.QtCore import QCoreApplication, QEvent, Qt, Signal, Slot
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QGridLayout, QLabel, QVBoxLayout, QWidget

from deskapp.models.record import kinds
from deskapp.models.rules import Finding, rulebook
from deskapp.ui.fields import Field, without_mnemonic
from deskapp.ui.screen import Sitting
from deskapp.ui.symbols import Icon, Mark
from deskapp.ui.text import label
from deskapp.ui.theme import current, set_state
from deskapp.ui.words import field_words

TWO_COLUMNS = 440
translate = QCoreApplication.translate


class Form(QWidget):
    """The fields of one record."""

    edited = Signal()

    def __init__(
        self,
        sitting: Sitting,
        kind: str,
        fields: Sequence[Field],
        parent: QWidget | None = None,
        *,
        context: str = "",
    ) -> None:
        """`context`: where the labels stand in the translation, such as the screen's class name."""
        super().__init__(parent)
        set_state(self, role="page")
        self._kind, self._sitting = kind, sitting
        self._quiet, self._columns = False, 0
        self._begun: dict[str, Any] = {}
        self._kept: dict[str, Any] = {}
        self.reason = ""
        self._cells: list[tuple[QWidget, bool]] = []
        self.places: dict[str, Any] = {}
        self._findings: dict[str, QLabel] = {}
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(20, 12, 20, 12)
        self._grid.setHorizontalSpacing(16)
        self._grid.setVerticalSpacing(10)
        self.why = Mark(Icon("lock", "text2"), "", self)
        self.why.hide()
        for field in fields:
            self._add(field, translate(*(context, field.label)) if context else field.label)
        self._lay(1)

    def _add(self, field: Field, words: str) -> None:
        cell = QWidget(self)
        column = QVBoxLayout(cell)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        place = field.place(self._sitting, cell)
        place.setAccessibleName(without_mnemonic(words))
        name = label(words, "small", "text2", cell)
        name.setBuddy(place)
        finding = label("", "small", "trouble", cell, wrap=True)
        finding.hide()
        for part in (name, place, finding):
            column.addWidget(part)
        column.addStretch(1)
        place.changed.connect(self._edit)
        self.places[field.name] = place
        self._findings[field.name] = finding
        self._cells.append((cell, field.wide))

    def _lay(self, columns: int) -> None:
        if columns == self._columns:
            return
        self._columns = columns
        while self._grid.takeAt(0) is not None:
            pass
        self._grid.addWidget(self.why, 0, 0, 1, columns)
        row, column = 1, 0
        for cell, wide in self._cells:
            span = columns if wide else 1
            if column + span > columns:
                row, column = row + 1, 0
            self._grid.addWidget(cell, row, column, 1, span)
            column += span
        for each in range(2):
            self._grid.setColumnStretch(each, int(each < columns))
        for each in range(self._grid.rowCount()):
            self._grid.setRowStretch(each, 0)
        self._grid.setRowStretch(row + 1, 1)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._lay(2 if self.width() >= current().px(TWO_COLUMNS) else 1)

    def columns(self) -> int:
        return self._columns

    @Slot()
    def _edit(self) -> None:
        if not self._quiet:
            self._mend()
            self.edited.emit()

    # --- what stands in it

    def begin(self, values: dict[str, Any], words: dict[str, str] | None = None) -> None:
        """A record's values, or those a new one begins with."""
        self._kept = dict(values)
        self._put(values, words or {})
        self._begun = self.values()

    def values(self) -> dict[str, Any]:
        return {name: place.value() for name, place in self.places.items()}

    def changes(self) -> dict[str, Any]:
        """What was changed here; a field left alone takes nothing from whoever wrote it meanwhile."""
        return {name: value for name, value in self.values().items() if value != self._begun.get(name)}

    def state(self) -> dict[str, Any]:
        words = {name: place.words() for name, place in self.places.items() if place.words()}
        return {"values": self.values(), "words": words}

    def restore(self, state: dict[str, Any]) -> None:
        """What was typed before; what it is compared with stays."""
        self._put(state.get("values") or {}, state.get("words") or {})

    def _put(self, values: dict[str, Any], words: dict[str, str]) -> None:
        self._quiet = True
        for name, place in self.places.items():
            place.put(values.get(name), words.get(name, ""))
        self.show_findings([])
        self._quiet = False

    # --- what is wrong with it

    def findings(self) -> list[Finding]:
        """What keeps it from being saved, as far as that can be told here."""
        found = [Finding(name, place.trouble()) for name, place in self.places.items() if place.trouble()]
        troubled = {finding.field for finding in found}
        return found + [f for f in self._judged().integrity if f.field in self.places.keys() - troubled]

    def _judged(self) -> Any:
        whole = {**self._kept, **self.values()}
        return rulebook.check(kinds()[self._kind], whole, self._sitting.clock.today())

    def show_findings(self, findings: Iterable[Finding]) -> list[Finding]:
        lost: list[Finding] = []
        shown: dict[str, Finding] = {}
        for finding in findings:
            if finding.field in self.places:
                shown.setdefault(finding.field, finding)
            else:
                lost.append(finding)
        for name, words in self._findings.items():
            said = finding_line(shown[name]) if name in shown else ""
            words.setText(said)
            words.setVisible(bool(said))
            self.places[name].setAccessibleDescription(said)
            set_state(self.places[name], state="error" if said else "")
        return lost

    def said_of(self, name: str) -> str:
        """What stands beside a field, "" if nothing does."""
        words = self._findings[name]
        return "" if words.isHidden() else words.text()

    def _mend(self) -> None:
        """Words beside a field go when they are true no longer; new ones wait for the save."""
        shown = [name for name in self.places if self.said_of(name)]
        if not shown:
            return
        judged = self._judged()
        still = {f.field: f for f in (*judged.quality, *self.findings())}
        self.show_findings([still[name] for name in shown if name in still])

    # --- where one is in it

    def set_locked(self, reason: str) -> None:
        self.reason = reason
        self.why.set_mark(Icon("lock", "text2"), reason)
        self.why.setVisible(bool(reason))
        for place in self.places.values():
            place.lock(bool(reason))

    def lead_to(self, name: str) -> None:
        """Put the focus where something is to be mended, on the first field if that is not here."""
        place = self.places.get(name) or next(iter(self.places.values()))
        place.setFocus(Qt.FocusReason.OtherFocusReason)

    def take_focus(self) -> None:
        self.lead_to("")

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange and self._cells:
            self._lay(2 if self.width() >= current().px(TWO_COLUMNS) else 1)


def finding_line(finding: Finding) -> str:
    """What is said right beside a field; elsewhere `field_words` says the same of "one of the fields"."""
    words = {
        "missing": translate("form", "这一项要填"),
        "not-chosen": translate("form", "从找到的里选一个"),
        "not-a-date": translate("form", "日期看不懂，写成 5-16 这样"),
        "in-the-future": translate("form", "这一天还没到"),
        "too-long": translate("form", "太长了"),
        "unknown-code": translate("form", "代码表里没有"),
    }
    return words.get(finding.code) or field_words(finding.code)
