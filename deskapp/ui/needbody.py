"""What one decides by: the middle of the page of 要您处理, one kind of body for each kind of question.

body.missing()       what is not answered yet, in words; "" when it can be settled
body.answer()        Answer(values, verdict): what `reviews.settle` takes
body.act             the words on the main button;  body.changed   Signal()
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from functools import partial
from typing import Any, ClassVar

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from deskapp.ui.choice import NARROW, THIRD, ChoiceRow, Option, Reason
from deskapp.ui.fieldwords import both_words, field_name, third_place, value_words
from deskapp.ui.phrases import moment
from deskapp.ui.sheet import rule
from deskapp.ui.text import Line, Run, label
from deskapp.ui.theme import current, set_state
from deskapp.ui.words import field_words
from deskapp.work.reviews import AS_IT_IS, DIFFERENT, READ, SAME, Clash, ReviewPage, Said

LEFT, RIGHT = "left", "right"
LABELS = 116


@dataclass(frozen=True)
class Answer:
    """What somebody decided."""

    values: dict[str, Any] = field(default_factory=dict)
    verdict: str = ""


class Body(QWidget):
    """Facts and questions one under the other."""

    changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        set_state(self, role="page")
        self.act = self.tr("就这样定")
        self.rows: list[ChoiceRow] = []
        self.twin_row: ChoiceRow | None = None
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(0, 0, 0, 0)
        self.column.setSpacing(0)

    def put(self, widget: QWidget, *, inset: bool = True, line: bool = False) -> None:
        held = QHBoxLayout()
        side = 20 if inset else 0
        held.setContentsMargins(side, 10 if inset else 0, side, 0)
        held.addWidget(widget)
        self.column.addLayout(held)
        if line:
            self.column.addSpacing(10)
            self.column.addWidget(rule(self))

    def ask(self, row: ChoiceRow, *, line: bool = True) -> None:
        self.rows.append(row)
        row.changed.connect(self.changed)
        row.left.connect(partial(self._go_on, row))
        self.column.addWidget(row)
        if line:
            self.column.addWidget(rule(self))

    def _go_on(self, row: ChoiceRow, by: int) -> None:
        place = self.rows.index(row) + by
        if 0 <= place < len(self.rows):
            self.rows[place].take_focus()

    def end(self) -> None:
        self.column.addStretch(1)

    def add_twins(self, page: ReviewPage) -> None:
        """Side by side, with the question whether they are one."""
        one, two = self.tr("是同一个人，请街道合并"), self.tr("不是同一个人")
        if page.line.kind != "person":
            one, two = self.tr("是同一份，请街道合并"), self.tr("不是同一份")
        self.column.addWidget(TwinTable(page, self))
        self.column.addWidget(rule(self))
        options = [
            Option(SAME, one, self.tr("两份都先留着，合并时不会丢")),
            Option(DIFFERENT, two, self.tr("记住，以后不再问")),
        ]
        self.twin_row = ChoiceRow(self.tr("您看呢"), options, self, label_width=LABELS)
        self.ask(self.twin_row, line=False)

    def add_doubts(self, page: ReviewPage) -> None:
        for doubt in page.doubts:
            name = field_name(page.line.kind, doubt.field)
            value = value_words(page.line.kind, doubt.field, doubt.value, page.words, whole=True)
            if doubt.still:
                self.put(Reason("eye", "waiting", f"{name} {value}", field_words(doubt.code), self))
            else:
                self.put(Reason("tick", "done", name, self.tr("已经改过，没有这个疑问了"), self))

    def verdict(self) -> str:
        """Whether two are one, where that is asked."""
        return self.twin_row.chosen() if self.twin_row is not None else ""

    def missing(self) -> str:
        open_ = [row.about for row in self.rows if row.missing()]
        if not open_:
            return ""
        return self.tr("还没选") if len(self.rows) == 1 else self.tr("还有 {0} 没选").format("、".join(open_))

    def answer(self) -> Answer:
        return Answer()

    def take_focus(self) -> None:
        for row in self.rows:
            if row.missing():
                row.take_focus()
                return
        if self.rows:
            self.rows[0].take_focus()

    def lock(self) -> None:
        for row in self.rows:
            row.lock()


class ClashBody(Body):
    """Both sides changed the same: which stands, field by field."""

    def __init__(self, page: ReviewPage, actor: str, today: date, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._page, self._actor, self._today = page, actor, today
        self.heads = self._heads(page.clashes[0])
        self.column.addWidget(self.heads)
        if page.only:
            words = self.tr("只有{0}自己能改，您可以照现在的留下").format(page.only)
            self.put(Reason("lock", "waiting", self.tr("别人记的"), words, self))
        for clash in page.clashes:
            self.ask(self._row(clash))
        self.add_doubts(page)
        if page.twins:
            self.add_twins(page)
        self.end()

    def resizeEvent(self, event: Any) -> None:
        """Where the cards stand under their label the heads would stand over nothing; the cards say who."""
        super().resizeEvent(event)
        self.heads.setVisible(self.width() >= current().px(NARROW))

    def _heads(self, clash: Clash) -> QWidget:
        held = QWidget(self)
        set_state(held, role="heads")
        held.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        row = QHBoxLayout(held)
        row.setContentsMargins(20, 8, 20, 8)
        row.setSpacing(12)
        what = label(self.tr("哪一处"), "small", "text2", held)
        what.setFixedWidth(current().px(LABELS))
        row.addWidget(what)
        for said in (clash.left, clash.right):
            mine = said.by == self._actor
            lead = self.tr("我这边") if mine else said.name or self.tr("另一边")
            more = said.name if mine else ""
            runs = [Run(lead, "body", bold=True), Run(more, "small", "text2", gap=8)]
            row.addWidget(Line([run for run in runs if run.text], held), 1)
        spare = QWidget(held)
        spare.setFixedWidth(current().px(85))
        row.addWidget(spare)
        return held

    def _row(self, clash: Clash) -> ChoiceRow:
        kind, names = self._page.line.kind, self._page.words
        said = {name: both_words(kind, name, clash.left.values[name], clash.right.values[name], names)
                for name in clash.fields}  # fmt: skip
        options = [
            self._option(key, side, clash, " ".join(said[name][place] for name in clash.fields))
            for place, (key, side) in enumerate(((LEFT, clash.left), (RIGHT, clash.right)))
        ]
        about = "、".join(field_name(kind, name) for name in clash.fields)
        third = None
        if len(clash.fields) == 1 and not self._page.only:
            third = third_place(kind, clash.fields[0], self._today, self)
        return ChoiceRow(about, options, self, more=self._now(clash), third=third, label_width=LABELS)

    def _option(self, key: str, side: Said, clash: Clash, words: str) -> Option:
        stands = side.values == clash.now
        parts = [side.name, moment(side.at, self._today) if side.at else ""]
        if stands:
            parts.insert(0, self.tr("现在用的"))
        locked = "" if stands or not self._page.only else self.tr("只有{0}能改").format(self._page.only)
        return Option(key, words, " · ".join(part for part in parts if part), locked)

    def _now(self, clash: Clash) -> str:
        """What stands there now, where neither side wrote it."""
        if not self._page.here or clash.now in (clash.left.values, clash.right.values):
            return ""
        kind = self._page.line.kind
        said = " ".join(value_words(kind, name, clash.now[name], self._page.words) for name in clash.fields)
        return self.tr("现在 {0}").format(said)

    def answer(self) -> Answer:
        values: dict[str, Any] = {}
        for row, clash in zip(self.rows, self._page.clashes, strict=False):
            chosen = row.chosen()
            if chosen == THIRD:
                values[clash.fields[0]] = row.third_value()
            else:
                values |= (clash.left if chosen == LEFT else clash.right).values
        return Answer(values, self.verdict())


class TwinTable(QWidget):
    """Two that may be one, side by side; what differs is bold."""

    FIELDS: ClassVar[dict[str, tuple[str, ...]]] = {
        "person": ("name", "id_number", "birth_date", "sex", "phone", "residence", "hukou_address"),
        "household": ("estate", "building", "unit", "floor", "room", "vacant", "tenure"),
    }

    def __init__(self, page: ReviewPage, parent: QWidget) -> None:
        super().__init__(parent)
        kind, twins = page.line.kind, page.twins[:2]
        grid = QGridLayout(self)
        grid.setContentsMargins(20, 10, 20, 12)
        grid.setHorizontalSpacing(12)
        grid.setVerticalSpacing(8)
        grid.setColumnMinimumWidth(0, current().px(LABELS))
        for column in (1, 2):
            grid.setColumnStretch(column, 1)
        for column, twin in enumerate(twins, 1):
            words = " · ".join(part for part in (twin.unit, twin.subject.words) if part)
            grid.addWidget(label(words, "strong", "text", self, wrap=True), 0, column)
        if len(twins) < 2 and page.elsewhere:
            words = self.tr("另一份在{0}，这里看不到").format("、".join(page.elsewhere))
            grid.addWidget(label(words, "body", "text2", self, wrap=True), 0, 2)
        for row, name in enumerate(self.FIELDS.get(kind, ()), 1):
            values = [twin.values.get(name) for twin in twins]
            if not any(values):
                continue
            grid.addWidget(label(field_name(kind, name), "body", "text2", self), row, 0)
            said = [value_words(kind, name, value) for value in values]
            if len(values) == 2:
                said = list(both_words(kind, name, *values))
            differ = len(set(map(str, values))) > 1
            for column, words in enumerate(said, 1):
                grid.addWidget(
                    label(words, "strong" if differ else "body", "text", self, wrap=True), row, column
                )


class TwinBody(Body):
    """Two who may be one: side by side, and two verdicts."""

    def __init__(self, page: ReviewPage, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.act = self.tr("就这样记")
        self.add_twins(page)
        self.end()

    def answer(self) -> Answer:
        return Answer({}, self.verdict())


class DoubtBody(Body):
    """What a rule found odd: it is so, or it is put right in its form."""

    def __init__(self, page: ReviewPage, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        still = any(doubt.still for doubt in page.doubts)
        self.act = self.tr("没写错，就是这样") if still else self.tr("办完了")
        self.add_doubts(page)
        self.end()

    def answer(self) -> Answer:
        return Answer({}, AS_IT_IS)


class GoneBody(Body):
    """One withdrew it, another went on with it."""

    BACK, STAY = "back", "stay"

    def __init__(self, page: ReviewPage, today: date, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        words = self.tr("一边撤掉了它，另一边还在改。哪样算数？两边写的都留着")
        self.put(Reason("undo", "waiting", self.tr("撤了又改"), words, self), line=True)
        for clash in page.clashes:
            for said in (clash.left, clash.right):
                self.put(_told(page, said, today, self))
        self.column.addSpacing(8)
        locked = self.tr("只有{0}能改").format(page.only) if page.only else ""
        options = [
            Option(self.BACK, self.tr("恢复，接着用"), "", locked if page.gone else ""),
            Option(self.STAY, self.tr("还是撤掉"), "", "" if page.gone else locked),
        ]
        self.ask(ChoiceRow(self.tr("您看呢"), options, self, label_width=LABELS), line=False)
        self.end()

    def answer(self) -> Answer:
        return Answer({"gone": self.rows[0].chosen() == self.STAY})


class ReadBody(Body):
    """Nothing to choose: it is read."""

    def __init__(self, page: ReviewPage, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.act = self.tr("知道了")
        where = page.came_from or "、".join(page.elsewhere)
        words = self.tr("从{0}转过来的，现在归这边管").format(where) if where else self.tr("这份是转过来的")
        self.put(Reason("down", "done", self.tr("转来了"), words, self))
        self.end()

    def answer(self) -> Answer:
        return Answer({}, READ)


def body_of(page: ReviewPage, actor: str, today: date, parent: QWidget) -> Body:
    """The body for a review's reason; a reason of a newer edition is read and put away."""
    reason = page.line.reason
    if reason == "gone":
        return GoneBody(page, today, parent)
    if page.clashes:
        return ClashBody(page, actor, today, parent)
    if reason == "duplicate" and page.twins:
        return TwinBody(page, parent)
    if page.doubts:
        return DoubtBody(page, parent)
    return ReadBody(page, parent)


def _told(page: ReviewPage, said: Said, today: date, parent: QWidget) -> QWidget:
    kind, names = page.line.kind, page.words
    values = "，".join(
        value_words(kind, name, value, names)
        if name == "gone"
        else f"{field_name(kind, name)} {value_words(kind, name, value, names)}"
        for name, value in said.values.items()
    )
    who = " · ".join(part for part in (said.name, moment(said.at, today) if said.at else "") if part)
    return Line([Run(values, "body", bold=True), Run(who, "small", "text2", gap=8)], parent)
