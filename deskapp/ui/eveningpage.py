"""The two sides of the evening's shorthand: where one types, and what was read of it."""

from __future__ import annotations

from datetime import date
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QWidget

from deskapp.ui.buttons import button, why
from deskapp.ui.days import DayField
from deskapp.ui.draftrows import DraftRows
from deskapp.ui.draftwords import TONES, Draft
from deskapp.ui.empty import Empty
from deskapp.ui.linedtext import LinedText
from deskapp.ui.sheet import Sheet
from deskapp.ui.symbols import Icon, Mark
from deskapp.ui.text import label
from deskapp.work.shorthand import CHOOSE, READY, UNREAD


class TypingSide(Sheet):
    """打字."""

    edited = Signal()

    def __init__(self, today: date, parent: QWidget) -> None:
        super().__init__(parent=parent)
        self.set_head(self.tr("打字"), self.tr("一行一户"))
        self.day = DayField(today, self)
        self.day.set_value(today)
        self.day.setAccessibleName(self.tr("这一圈的日期"))
        self.day.setToolTip(self.tr("哪天走的。昨天的也可以补，↑ ↓ 换一天"))
        self.beside(self.day)
        self.text = LinedText(self)
        self.text.setAccessibleName(self.tr("晚间速记"))
        self.text.setPlaceholderText(
            self.tr("3 号楼 2 单元\n503 曾 平安 药够到月底\n502 没人 留条\n601 漏水 要修 厨房顶")
        )
        held = QWidget(self)
        row = QHBoxLayout(held)
        row.setContentsMargins(16, 12, 16, 8)
        row.addWidget(self.text)
        self.add(held, 1)
        words = self.tr("认得的词：平安 没人 留条 拒访 空 搬走 电话 要修 漏水 周六再去")
        more = self.tr("写过楼号单元，下面只打房号；一行几户用 / 隔开")
        for each in (words, more):
            said = label(each, "small", "text2", self, wrap=True)
            said.setContentsMargins(16, 0, 16, 2)
            self.add(said)
        said.setContentsMargins(16, 0, 16, 12)
        self.text.textChanged.connect(self.edited)
        self.day.changed.connect(self.edited)

    def state(self) -> dict[str, Any]:
        return {"text": self.text.toPlainText(), "day": self.day.value()}


class ReadSide(Sheet):
    """读出来的."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent=parent)
        self.set_head(self.tr("读出来的草稿"))
        self.marks = {state: Mark(Icon(*TONES[state]), "", self) for state in (READY, CHOOSE, UNREAD)}
        for mark in self.marks.values():
            self.beside(mark)
        self.places = QStackedWidget(self)
        self.rows = DraftRows(self.places, name=self.tr("读出来的草稿"))
        self.empty = self._empty()
        self.places.addWidget(self.empty)
        self.places.addWidget(self.rows)
        self.add(self.places, 1)
        foot = self.foot()
        self.save = button("", "main", key="Ctrl ↵", parent=self)
        self.next = button(self.tr("下一条要处理的"), key="F6", parent=self)
        self.reason = label("", "small", "text2", self, wrap=True)
        foot.addWidget(self.save)
        foot.addWidget(self.next)
        foot.addWidget(self.reason, 1)

    def _empty(self) -> Empty:
        words = self.tr(
            "左边打一行，这里就读出一条；看过了再提交，打字不会存成走访。\n比如：3-2-503 曾 平安 药够到月底"
        )
        return Empty(Icon("evening"), self.tr("把今天走的几户打在左边"), words, parent=self.places)

    def show_drafts(self, drafts: list[Draft], at: int) -> None:
        counts = {state: sum(d.entry.state == state for d in drafts) for state in self.marks}
        words = {
            READY: self.tr("可提交 {0}"),
            CHOOSE: self.tr("要您选 {0}"),
            UNREAD: self.tr("没读懂 {0}"),
        }
        for state, mark in self.marks.items():
            icon, tone = TONES[state]
            mark.set_mark(Icon(icon, tone if counts[state] else "text3"), words[state].format(counts[state]))
        self.set_head(self.tr("读成了 {0} 条草稿").format(len(drafts)) if drafts else self.tr("读出来的草稿"))
        for mark in self.marks.values():
            mark.setVisible(bool(drafts))
        self.rows.set_drafts(drafts, at)
        self.places.setCurrentWidget(self.rows if drafts else self.empty)
        why(self.next, "" if counts[CHOOSE] + counts[UNREAD] else self.tr("没有要处理的"))

    def set_ready(self, count: int, reason: str = "") -> None:
        """How many the main button saves, or why it does not."""
        self.save.setText(self.tr("提交 {0} 条").format(count) if count else self.tr("提交"))
        why(self.save, reason)
        self.reason.setText(reason or self.tr("虚线是推定的，点一下可改"))
