"""A save that came back: why, all that was typed, and two ways: put it right, or say why not."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QGridLayout, QVBoxLayout, QWidget

from deskapp.models.change import Change
from deskapp.ui.choice import ChoiceRow, Option, Reason
from deskapp.ui.doorlines import kind_word
from deskapp.ui.fields import LinesPlace
from deskapp.ui.fieldwords import field_name, value_words
from deskapp.ui.needbody import LABELS, Body
from deskapp.ui.phrases import moment
from deskapp.ui.returnwords import return_words
from deskapp.ui.text import Line, Run, label
from deskapp.ui.theme import current
from deskapp.work.returned import Case

MEND, EXPLAIN, AGAIN = "mend", "explain", "again"
MOST_BEHIND = 8
PLAIN = frozenset({"household", "campaign", "visit", "community"})
"""Fields the title says already, or that say nothing to a reader."""


class ReturnedBody(Body):
    """One case; `ways` are those there are: MEND where it has a form here, AGAIN for the secretary."""

    def __init__(
        self,
        case: Case,
        words: Mapping[str, str],
        today: date,
        ways: tuple[str, ...],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._ways = ways
        short, why = return_words(case)
        self.put(Reason("return", "trouble", short, why, self))
        for change in case.changes[:MOST_BEHIND]:
            self.put(_typed(change, words, self))
        if case.behind:
            self._tell_behind(case, today)
        self.column.addSpacing(10)
        self.ask(ChoiceRow(self.tr("怎么办"), self._options(), self, label_width=LABELS), line=False)
        self.rows[0].choose(ways[0])
        self.reason = LinesPlace(2, self)
        self.reason.setAccessibleName(self.tr("说明：为什么不改了"))
        self.reason.setPlaceholderText(self.tr("为什么不改了，写一句，记在这里"))
        self.reason.changed.connect(self.changed)
        held, column = QWidget(self), QVBoxLayout()
        column.setContentsMargins(20 + current().px(LABELS) + 12, 0, 20, 12)
        column.addWidget(self.reason)
        held.setLayout(column)
        self.column.addWidget(held)
        self.rows[0].changed.connect(self._turn)
        self.end()
        self._turn()

    def _options(self) -> list[Option]:
        said = {
            MEND: Option(MEND, self.tr("改正"), self.tr("打开表，写过的都在里面")),
            AGAIN: Option(AGAIN, self.tr("替他再送"), self.tr("用您的名义，内容和走访人不变")),
            EXPLAIN: Option(EXPLAIN, self.tr("说明"), self.tr("写明为什么，什么都不删")),
        }
        return [said[way] for way in self._ways]

    def _tell_behind(self, case: Case, today: date) -> None:
        words = self.tr("跟在它后面、一起退回的 {0} 份。前一份好了，这些也就好办").format(len(case.behind))
        self.put(label(words, "small", "text2", self, wrap=True))
        for each in case.behind[:MOST_BEHIND]:
            about = each.subject.words
            runs = [Run(kind_word(each.kind), "body", bold=True), Run(about, "body", gap=8)]
            runs.append(Run(moment(each.written_at, today), "small", "text2", gap=8))
            self.put(Line([run for run in runs if run.text], self))

    def way(self) -> str:
        return self.rows[0].chosen()

    @Slot()
    def _turn(self) -> None:
        self.reason.setVisible(self.way() == EXPLAIN)
        words = {
            EXPLAIN: self.tr("记下说明"),
            AGAIN: self.tr("以我的名义再送"),
        }
        self.act = words.get(self.way(), self.tr("打开改正"))
        self.changed.emit()

    def missing(self) -> str:
        if not self.way():
            return self.tr("先选一样")
        if self.way() == EXPLAIN and not self.reason.value():
            return self.tr("还没写为什么")
        return ""


class ForwardedBody(Body):
    """It was sent on to where the household is now."""

    def __init__(self, case: Case, words: Mapping[str, str], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.act = self.tr("知道了")
        short, why = return_words(case)
        self.put(Reason("up", "done", short, why, self))
        for change in case.changes[:MOST_BEHIND]:
            self.put(_typed(change, words, self))
        self.end()


def _typed(change: Change, words: Mapping[str, Any], parent: QWidget) -> QWidget:
    """What was written into one record, field by field, two beside each other."""
    held = QWidget(parent)
    grid = QGridLayout(held)
    grid.setContentsMargins(0, 0, 0, 0)
    grid.setHorizontalSpacing(12)
    grid.setVerticalSpacing(6)
    grid.addWidget(label(kind_word(change.kind), "strong", "text", held), 0, 0, 1, 4)
    short: list[tuple[str, str]] = []
    long: list[tuple[str, str]] = []
    for name, value in change.values.items():
        if name in PLAIN or value in (None, "", []):
            continue
        said = value_words(change.kind, name, value, words)
        (long if len(said) > 24 else short).append((field_name(change.kind, name), said))
    for place, (name, said) in enumerate(short):
        row, column = 1 + place // 2, 2 * (place % 2)
        grid.addWidget(_name(name, held), row, column)
        grid.addWidget(label(said, "body", "text", held, wrap=True), row, column + 1)
    below = 1 + (len(short) + 1) // 2
    for place, (name, said) in enumerate(long):
        grid.addWidget(_name(name, held), below + place, 0)
        grid.addWidget(label(said, "body", "text", held, wrap=True), below + place, 1, 1, 3)
    for column in (1, 3):
        grid.setColumnStretch(column, 1)
    return held


def _name(words: str, parent: QWidget) -> QWidget:
    made = label(words, "body", "text2", parent)
    made.setMinimumWidth(current().px(LABELS - 8))
    return made
