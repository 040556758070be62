"""The page of one thing that needs somebody: its head, a body to decide by, and the buttons always in sight.

paper.show_case(case, words, ways)     paper.show_review(page, actor)     paper.show_nothing(settled)
paper.acted                            Signal(str): "settle", "later", "door", "back" (反悔)
paper.body                             the body shown, or None
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QWidget

from deskapp.ui.buttons import button, why
from deskapp.ui.chips import Tag
from deskapp.ui.doorlines import kind_word
from deskapp.ui.empty import Empty
from deskapp.ui.leaf import Leaf
from deskapp.ui.needbody import Body, body_of
from deskapp.ui.phrases import moment
from deskapp.ui.returnedbody import ForwardedBody, ReturnedBody
from deskapp.ui.returnwords import SENT_ON, reason_tag
from deskapp.ui.symbols import Symbol
from deskapp.ui.text import label
from deskapp.work.returned import FORWARDED, Case
from deskapp.work.reviews import ReviewPage
from deskapp.work.subjects import Subject


class NeedPaper(Leaf):
    """One case or one review."""

    acted = Signal(str)

    def __init__(self, today: date, parent: QWidget) -> None:
        super().__init__("title", parent)
        self._today = today
        self._done = False
        self.body: Body | None = None
        self.add_below(self._make_foot())

    def _make_foot(self) -> QWidget:
        held = QWidget(self.held)
        foot = QHBoxLayout(held)
        foot.setContentsMargins(20, 12, 20, 12)
        foot.setSpacing(12)
        self.main = button("", "main", key="Ctrl ↵", parent=held)
        self.lacks = label("", "small", "text2", held, wrap=True)
        self.door = button(self.tr("看这一户"), icon="home", parent=held)
        self.later = button(self.tr("下次再说"), "quiet", key="Esc", parent=held)
        foot.addWidget(self.main)
        foot.addWidget(self.lacks, 1)
        foot.addWidget(self.door)
        foot.addWidget(self.later)
        self.main.clicked.connect(self.press)
        self.door.clicked.connect(self._to_door)
        self.later.clicked.connect(self._put_by)
        return held

    # --- what is shown

    def show_case(self, case: Case, words: Mapping[str, str], ways: tuple[str, ...], *, done: bool) -> None:
        sent = moment(case.written_at, self._today)
        back = moment(case.back_at, self._today)
        who = case.author_name or self.tr("这台电脑")
        if case.status == FORWARDED:
            about = self.tr("{0} {1} 写的，{2} 知道转走了").format(who, sent, back)
            body: Body = ForwardedBody(case, words, self)
        else:
            about = self.tr("{0} {1} 写的，{2} 退回").format(who, sent, back)
            body = ReturnedBody(case, words, self._today, ways, self)
        if done and case.aside:
            about = self._why_done(case.aside)
        reason = SENT_ON if case.status == FORWARDED else "returned"
        self._begin(case.subject, case.kind, about, reason_tag(reason), body, done)

    def _why_done(self, aside: Mapping[str, str]) -> str:
        at = moment(aside.get("at", ""), self._today) if aside.get("at") else ""
        if not aside.get("reason"):
            return self.tr("{0} 看过了").format(at)
        return self.tr("{0} 说明：{1}").format(at, aside["reason"])

    def show_review(self, page: ReviewPage, actor: str, *, done: bool) -> None:
        line = page.line
        at = moment(line.made_at, self._today)
        about = self.tr("{0} 同步时发现的").format(at)
        if line.age:
            about += self.tr("，等了 {0} 个工作日").format(line.age)
        if line.owner:
            about += self.tr("，归您定") if line.mine else self.tr("，归{0}定").format(line.owner)
        if done:
            at = moment(line.settled_at, self._today) if line.settled_at else ""
            about = self.tr("{0} {1}定的，30 天内能反悔").format(at, line.settled_by)
        body = body_of(page, actor, self._today, self)
        self._begin(line.subject, line.kind, about, reason_tag(line.reason), body, done)

    def _begin(self, subject: Subject, kind: str, about: str, tag: Tag, body: Body, done: bool) -> None:
        self.clear()
        self.name.setText(subject.words or kind_word(kind))
        self.about.setText(f"{kind_word(kind)} · {about}")
        self.tag.set_tag(tag)
        self.door.setVisible(bool(subject.household))
        self.body = body
        self._done = done
        body.changed.connect(self._check)
        self.show_body(body)
        if done:
            body.setEnabled(False)
        self.held.show()
        self.setAccessibleName(self.name.text())
        self._check()

    def show_nothing(self, settled: bool) -> None:
        if settled:
            words = self.tr("处理过的，30 天里都在这里")
            empty = Empty(Symbol.MET, self.tr("这 30 天没有处理过什么"), words, parent=self)
        else:
            words = self.tr("退回的、两边都改了的、认不准的会到这里来。现在一件也没有")
            title = self.tr("没有要您处理的")
            empty = Empty(Symbol.MET, title, words, self.tr("回到今天"), self)
            empty.acted.connect(self._put_by)
        self.show_empty(empty)
        self.setAccessibleName(self.tr("没有要您处理的"))

    def clear(self) -> None:
        super().clear()
        self.body = None

    @Slot()
    def _check(self) -> None:
        if self.body is None:
            return
        lacks = "" if self._done else self.body.missing()
        self.main.setText(self.tr("反悔，重新问") if self._done else self.body.act)
        why(self.main, lacks)
        self.lacks.setText(lacks)
        self.main.updateGeometry()

    def take_focus(self) -> None:
        if self.body is None:
            return
        if self._done or not self.body.rows:
            self.main.setFocus()
        else:
            self.body.take_focus()

    # --- buttons

    @Slot()
    def press(self) -> None:
        """The main button, or its key from anywhere."""
        if self.body is not None and self.main.isEnabled():
            self.acted.emit("back" if self._done else "settle")

    @Slot()
    def _to_door(self) -> None:
        self.acted.emit("door")

    @Slot()
    def _put_by(self) -> None:
        self.acted.emit("later")
