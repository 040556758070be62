"""What a workbook would do and what is odd in it: the counts in one band, the findings as a table's rows.

band = TallyBand(parent); band.show_plan(plan, counts)
rows = FindingRows(parent); rows.show_findings(findings)        for a Table
rows.unfold(index)                       a habit, told once: each of its rows below it, or no longer
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt
from PySide6.QtWidgets import QWidget

from deskapp.ui.counter import Counter
from deskapp.ui.phrases import english
from deskapp.ui.sheet import Fives
from deskapp.ui.tables import TagRole, ToneRole
from deskapp.ui.words import grade_tag, row_words

FIRST = 5
"""Rows of a habit named in its line; the others are seen when it is unfolded."""
Index = QModelIndex | QPersistentModelIndex
Role = Qt.ItemDataRole


class FindingRows(QAbstractTableModel):
    """Row, sheet, column, what becomes of it, and the sentence."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._found: list[Any] = []
        self._heads = (self.tr("行"), self.tr("工作表"), self.tr("列"), self.tr("怎么办"), self.tr("说明"))

    def show_findings(self, findings: Sequence[Any]) -> None:
        self.beginResetModel()
        self._found = list(findings)
        self._open: set[int] = set()
        self.endResetModel()

    def unfold(self, index: Index) -> None:
        found, first = self._found[index.row()], index.row() + 1
        rows = found.params.get("which", [])
        if len(rows) < 2:
            return
        if id(found) in self._open:
            self._open.discard(id(found))
            self.beginRemoveRows(QModelIndex(), first, first + len(rows) - 1)
            del self._found[first : first + len(rows)]
            self.endRemoveRows()
        else:
            self._open.add(id(found))
            self.beginInsertRows(QModelIndex(), first, first + len(rows) - 1)
            self._found[first:first] = [replace(found, row=row, params={"of": found.row}) for row in rows]
            self.endInsertRows()

    def rowCount(self, parent: Index = QModelIndex()) -> int:
        return 0 if parent.isValid() else len(self._found)

    def columnCount(self, parent: Index = QModelIndex()) -> int:
        return 0 if parent.isValid() else len(self._heads)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Role.DisplayRole) -> Any:
        if role == Role.DisplayRole and orientation == Qt.Orientation.Horizontal:
            return self._heads[section]
        return None

    def data(self, index: Index, role: int = Role.DisplayRole) -> Any:
        if not index.isValid():
            return None
        found, column = self._found[index.row()], index.column()
        if role == Role.DisplayRole:
            return self._words(found, column)
        if role == TagRole and column == 3:
            return grade_tag(found.grade)
        if role == ToneRole and column in (0, 4) and "of" in found.params:
            return "text2"
        if role == ToneRole and column == 4:
            return "text"
        if role == Role.ToolTipRole and column == 4:
            return self._words(found, column)
        if role == Role.AccessibleTextRole:
            return "，".join(text for n in range(5) if (text := self._words(found, n)))
        return None

    def _words(self, found: Any, column: int) -> str:
        if column == 0:
            return self.tr("第 {0} 行").format(found.row) if found.row else self.tr("整张表")
        if column == 3:
            return grade_tag(found.grade).text
        if column == 4:
            return self._said(found)
        return (found.sheet, found.column)[column - 1]

    def _said(self, found: Any) -> str:
        if "of" in found.params:
            return self.tr("和第 {0} 行一样").format(found.params["of"])
        which = [str(row) for row in found.params.get("which", ())]
        if len(which) < 2:
            return row_words(found)
        more = "…" if len(which) > FIRST else ""
        return self.tr("{0}：{1}").format(
            row_words(found), (", " if english() else "、").join(which[:FIRST]) + more
        )


class TallyBand(QWidget):
    """New, changed, the same, held back, vacant: the five columns."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        fives = Fives(self)
        looks = {
            "new": (self.tr("新增户"), "plus", "accent"),
            "changed": (self.tr("改动户"), "swap", "accent"),
            "same": (self.tr("相同户"), "tick", "done"),
            "held": (self.tr("搁置户"), "pause", "waiting"),
            "vacant": (self.tr("空户"), "home", "text2"),
        }
        self.cards = {name: Counter(*look, self) for name, look in looks.items()}
        for column, card in enumerate(self.cards.values()):
            card.setFocusPolicy(Qt.FocusPolicy.NoFocus)
            card.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
            fives.add(card, column)

    def show_plan(self, plan: Any, counts: Any) -> None:
        words = self.tr("{0} 人")
        for name in ("new", "changed", "same", "held"):
            homes, people = getattr(plan.households, name), getattr(plan.persons, name)
            self.cards[name].set_count(homes, words.format(people))
        of = self.tr("共 {0} 户").format(counts.households)
        self.cards["vacant"].set_count(counts.vacant, of)
