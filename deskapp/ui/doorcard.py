"""The card beside the building picture: the chosen door, who lives there and what was tried this time.

card = DoorCard(parent)
card.show_door(chosen, today)        a work.buildings.ChosenDoor
card.forget()
card.opened                          Signal(str): a visit is to be written down for this household
"""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import QSize, Qt, Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from deskapp.ui.buttons import button
from deskapp.ui.chips import StateTag, Tag
from deskapp.ui.doorhead import TagRow
from deskapp.ui.doorside import clear
from deskapp.ui.phrases import day_short, full_door, nobody, outcome_symbol, outcome_word, read_day, tag_words
from deskapp.ui.sheet import Sheet, rule, scrolling
from deskapp.ui.symbols import Mark
from deskapp.ui.text import Line, Run, label
from deskapp.ui.theme import current, set_state
from deskapp.work.buildings import ChosenDoor
from deskapp.work.households import VisitLine


class DoorCard(Sheet):
    """Narrow; what does not fit scrolls, the button stays in sight."""

    opened = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("", parent=parent)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Expanding)
        self._home = ""
        self._top = self._make_head()
        self.add(self._top)
        self._under = rule(self)
        self.add(self._under)
        self._body = QWidget()
        set_state(self._body, role="page")
        self._lines = QVBoxLayout(self._body)
        self._lines.setContentsMargins(16, 12, 16, 12)
        self._lines.setSpacing(6)
        self.add(scrolling(self._body, self), 1)
        self.visit = button(self.tr("记走访"), "main", key="Enter", parent=self)
        self.visit.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.visit.clicked.connect(self._open)
        self.foot().addWidget(self.visit)
        self.forget()

    def _make_head(self) -> QWidget:
        head = QWidget(self)
        column = QVBoxLayout(head)
        column.setContentsMargins(16, 12, 16, 10)
        column.setSpacing(2)
        top = QHBoxLayout()
        top.setSpacing(8)
        self.door, self.tries = Line(parent=head), StateTag(Tag(""), head)
        top.addWidget(self.door, 1)
        top.addWidget(self.tries)
        self.who, self.where = Line(parent=head), Line(parent=head)
        self.tags = TagRow(head)
        column.addLayout(top)
        for part in (self.who, self.where, self.tags):
            column.addWidget(part)
        return head

    def sizeHint(self) -> QSize:
        """320, and a little more where the words are larger (LOOK 5)."""
        return QSize(round(320 * (1 + (current().scale - 1) * 0.4)), super().sizeHint().height())

    def minimumSizeHint(self) -> QSize:
        return QSize(self.sizeHint().width(), 0)

    def household(self) -> str:
        return self._home

    def forget(self) -> None:
        self._home = ""
        for part in (self._top, self._under, self._body):
            part.hide()
        self.visit.setEnabled(False)

    def show_door(self, chosen: ChosenDoor, today: date) -> None:
        page = chosen.page
        self._home = page.id
        for part in (self._top, self._under, self._body):
            part.show()
        self.visit.setEnabled(True)
        name = nobody(page.vacant) if page.head is None else page.head.name
        tone = "text3" if page.head is None else "text"
        self.door.set_runs([Run(page.door or page.room, "title"), Run(name, "title", tone, gap=10)])
        self.door.setToolTip(self.door.text())
        self.tries.setVisible(chosen.tries > 1 and page.state == "tried")
        self.tries.set_tag(Tag(self.tr("未遇 {0} 次").format(chosen.tries), "waiting", "clock"))
        self.who.set_runs([Run(self._who(chosen), "small", "text2")])
        self.where.set_runs([Run(full_door(page), "small", "text2")])
        for line in (self.who, self.where):
            line.setToolTip(line.text())
        self.tags.set_tags(tag_words(page.tags))
        self.tags.setVisible(bool(page.tags))
        self._show_body(chosen, today)

    def _who(self, chosen: ChosenDoor) -> str:
        page = chosen.page
        age = page.head.age if page.head else None
        parts = [
            self.tr("{0} 岁").format(age) if age is not None else "",
            self.tr("常住 {0} 人").format(len(page.members)) if page.members else "",
            self.tr("包户 {0}").format(page.worker) if page.worker else self.tr("还没人包户"),
        ]
        return " · ".join(part for part in parts if part)

    def _show_body(self, chosen: ChosenDoor, today: date) -> None:
        clear(self._lines)
        counted = chosen.page.counted
        title = self.tr("这次走访") if chosen.attempts else self.tr("这次还没走过")
        self._lines.addWidget(label(title, "head", parent=self._body))
        for visit in chosen.attempts:
            self._visit(visit, counted, today)
        if chosen.earlier is not None:
            self._part(self.tr("再上一次"))
            self._visit(chosen.earlier, counted, today)
        if chosen.page.requests:
            self._part(self.tr("没办完的 {0} 件").format(len(chosen.page.requests)))
            for request in chosen.page.requests:
                self._lines.addWidget(label(request.text, "small", "text", self._body, wrap=True))
        if chosen.page.note:
            self._part(self.tr("记着的事"))
            self._lines.addWidget(label(chosen.page.note, "small", "text", self._body, wrap=True))
        self._lines.addStretch(1)

    def _part(self, title: str) -> None:
        self._lines.addSpacing(4)
        self._lines.addWidget(rule(self._body))
        self._lines.addSpacing(2)
        self._lines.addWidget(label(title, "head", parent=self._body))

    def _visit(self, visit: VisitLine, counted: tuple[str, ...], today: date) -> None:
        """When and with what outcome; what was noted stands below."""
        row = QHBoxLayout()
        row.setSpacing(8)
        day = read_day(visit.visited_on)
        row.addWidget(
            Mark(
                outcome_symbol(visit.outcome, counted),
                outcome_word(visit.outcome),
                self._body,
                role="body",
                tone="text",
            )
        )
        row.addStretch(1)
        when = [day_short(day, today) if day else visit.visited_on, visit.started or ""]
        line = Line([Run(" ".join(filter(None, when)), "small", "text2")], self._body, align="right")
        row.addWidget(line)
        self._lines.addLayout(row)
        if visit.note:
            words = label(visit.note, "small", "text2", self._body, wrap=True)
            words.setContentsMargins(current().px("icon_small") + 6, 0, 0, 0)
            words.setAlignment(Qt.AlignmentFlag.AlignTop)
            self._lines.addWidget(words)

    @Slot()
    def _open(self) -> None:
        self.opened.emit(self._home)
