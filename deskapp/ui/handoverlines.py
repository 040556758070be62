"""The records of a day as a table's rows: when, what, how far it is, who wrote it, its receipt."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from deskapp.ui.chips import Tag
from deskapp.ui.doorlines import kind_word
from deskapp.ui.fieldwords import field_name
from deskapp.ui.phrases import outcome_word, state_tag
from deskapp.ui.tables import RunsRole, TagRole, ToneRole
from deskapp.ui.text import Run
from deskapp.work.handover import HandoverLine
from deskapp.work.subjects import Subject

Index = QModelIndex | QPersistentModelIndex
Role = Qt.ItemDataRole
AT, KIND, WHAT, STATE, WHO, RECEIPT = range(6)
MOST_FIELDS = 3


class HandoverRows(QAbstractTableModel):
    """What this PC wrote; or what came from others, of which only kind and door are known."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._lines: list[HandoverLine | Subject] = []
        self._since = ""
        self._heads = (
            self.tr("时间"),
            self.tr("哪一类"),
            self.tr("是什么"),
            self.tr("到了没有"),
            self.tr("谁记的"),
            self.tr("回执"),
        )

    def show_lines(self, lines: Sequence[HandoverLine | Subject], since: str = "") -> None:
        """`since` (ISO): a round is under way that took along what was written until then."""
        self.beginResetModel()
        self._lines, self._since = list(lines), since
        self.endResetModel()

    def line(self, row: int) -> HandoverLine | Subject | None:
        return self._lines[row] if 0 <= row < len(self._lines) else None

    def rowCount(self, parent: Index = QModelIndex()) -> int:
        return 0 if parent.isValid() else len(self._lines)

    def columnCount(self, parent: Index = QModelIndex()) -> int:
        return 0 if parent.isValid() else len(self._heads)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Role.DisplayRole) -> Any:
        if role == Role.DisplayRole and orientation == Qt.Orientation.Horizontal:
            return self._heads[section]
        return None

    def data(self, index: Index, role: int = Role.DisplayRole) -> Any:
        if not index.isValid():
            return None
        line, column = self._lines[index.row()], index.column()
        if role == Role.DisplayRole:
            return self._words(line, column)
        if role == TagRole and column == STATE:
            return self._tag(line)
        if role == RunsRole and column in (AT, WHAT):
            return self._runs(line, column)
        if role == ToneRole and column == RECEIPT:
            return "accent" if self._to_do(line) else "text2"
        if role == Role.AccessibleTextRole:
            return "，".join(text for n in range(len(self._heads)) if (text := self._words(line, n)))
        return None

    def _words(self, line: HandoverLine | Subject, column: int) -> str:
        if column == KIND:
            return kind_word(line.kind)
        if isinstance(line, Subject):
            return {WHAT: line.words or kind_word(line.kind), WHO: self.tr("别处")}.get(column, "")
        if column == AT:
            return line.at.strftime("%H:%M")
        if column == WHAT:
            return " ".join(run.text for run in self._what(line))
        if column == STATE:
            tag = self._tag(line)
            return tag.text if tag else ""
        if column == WHO:
            return line.author
        return self._to_do(line) or line.receipt

    def _runs(self, line: HandoverLine | Subject, column: int) -> list[Run] | None:
        if column == AT:
            return [Run(self._words(line, AT), "body", "text2", bold=False)]
        return self._what(line) if isinstance(line, HandoverLine) else None

    def _what(self, line: HandoverLine) -> list[Run]:
        if line.count > 1:
            return [Run(self.tr("一次记的 {0} 条").format(line.count), "body")]
        more = ""
        if line.kind == "visit" and line.values.get("outcome"):
            more = outcome_word(str(line.values["outcome"]))
        elif line.kind == "request" and line.values.get("text"):
            more = str(line.values["text"])
        elif line.new:
            more = self.tr("新登记")
        else:
            more = "、".join(field_name(line.kind, name) for name in list(line.values)[:MOST_FIELDS])
        about = line.subject.words
        runs = [Run(about, "body"), Run(more.replace("\n", " "), "small", "text2", gap=6 if about else 0)]
        return [run for run in runs if run.text]

    def _tag(self, line: HandoverLine | Subject) -> Tag | None:
        if isinstance(line, Subject):
            return Tag(self.tr("收到"), "done", "down")
        state = line.state
        if state == "waiting" and self._since and line.written_at <= self._since:
            state = "sending"
        return state_tag(state)

    def _to_do(self, line: HandoverLine | Subject) -> str:
        """Where the receipt would be, the way to what is to be done."""
        if isinstance(line, Subject) or line.state not in ("refused", "conflict"):
            return ""
        if line.handled:
            return self.tr("处理过了")
        return self.tr("去补正") if line.state == "refused" else self.tr("去处理")
