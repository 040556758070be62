"""The side column of a door's page: what is still open here, who lives here, and who was here last.

side = DoorSide(parent=self)
side.show_door(page, today)          a HouseholdPage
side.show_door(page, today, files)   files: how far those of each visit are, "1/2" by its id; "" for none
side.files_asked                     Signal(str, str): a visit by id and in words
side.request_asked                   Signal(str): a request by id
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QLayout, QSizePolicy, QVBoxLayout, QWidget

from deskapp.ui.attachmentlines import count_words
from deskapp.ui.buttons import button
from deskapp.ui.chips import StateTag, Tag
from deskapp.ui.phrases import code_word, day_short, due, outcome_symbol, outcome_word, read_day, state_tag
from deskapp.ui.requestwords import stage_tag
from deskapp.ui.sheet import rule
from deskapp.ui.symbols import Mark
from deskapp.ui.text import Line, Link, Run, label
from deskapp.ui.theme import current, set_state
from deskapp.work.households import HouseholdPage, Member, RequestLine, VisitLine
from deskapp.work.lawful import stage_of

SHOWN_VISITS = 6


class DoorSide(QWidget):
    """It is read while one writes; only requests and the files of a visit are pressed."""

    files_asked = Signal(str, str)
    request_asked = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        set_state(self, role="page")
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(16, 12, 16, 12)
        self._column.setSpacing(6)

    def show_door(self, page: HouseholdPage, today: date, files: Mapping[str, str] | None = None) -> None:
        self._files = files or {}
        clear(self._column)
        self._requests(page, today)
        self._members(page)
        self._visits(page, today)
        self._column.addStretch(1)

    def _requests(self, page: HouseholdPage, today: date) -> None:
        count = len(page.requests)
        words = self.tr("这户还有 {0} 件").format(count) if count else self.tr("这户没有没办完的事")
        self._column.addWidget(label(words, "head", parent=self))
        for request in page.requests:
            tag = self._request_tag(request, today)
            link = Link(request.text, self)
            link.clicked.connect(partial(self.request_asked.emit, request.id))
            self._two(link, tag, self._request_more(request, today))
        self._part()

    def _request_tag(self, request: RequestLine, today: date) -> Tag | None:
        sent = state_tag(request.sync or "")
        if sent and request.sync in ("refused", "conflict"):
            return sent
        promised = due(read_day(request.promised_on), today)
        if promised and promised.tone == "trouble":
            return Tag(promised.text, "trouble", "clock")
        if request.sync == "waiting":
            return sent
        return stage_tag(stage_of(request.state, request.triage))

    def _request_more(self, request: RequestLine, today: date) -> str:
        day = read_day(request.raised_on)
        parts = [code_word("triage", request.triage) or self.tr("诉求")]
        parts += [self.tr("{0}提的").format(day_short(day, today))] if day else []
        return " · ".join(parts)

    def _members(self, page: HouseholdPage) -> None:
        self._column.addWidget(label(self.tr("家里人"), "head", parent=self))
        if not page.members:
            words = self.tr("空户，没有登记的人") if page.vacant else self.tr("还没登记人")
            self._column.addWidget(label(words, "small", "text2", self, wrap=True))
        for member in page.members:
            self._column.addWidget(self._member(member))
        self._part()

    def _member(self, member: Member) -> Line:
        relation = self.tr("户主") if member.is_head else code_word("relation", member.relation)
        parts = [relation, code_word("sex", member.sex)]
        parts += [str(member.age)] if member.age is not None else []
        more = " · ".join(part for part in parts if part)
        return Line([Run(member.name, "body", bold=member.is_head), Run(more, "small", "text2", gap=8)], self)

    def _visits(self, page: HouseholdPage, today: date) -> None:
        title = self.tr("上次走访") if page.history else self.tr("还没走访过")
        self._column.addWidget(label(title, "head", parent=self))
        for visit in page.history[:SHOWN_VISITS]:
            self._visit(visit, page.counted, today)
        left = len(page.history) - SHOWN_VISITS
        if left > 0:
            words = self.tr("再早还有 {0} 次").format(left)
            self._column.addWidget(label(words, "small", "text2", self))

    def _visit(self, visit: VisitLine, counted: tuple[str, ...], today: date) -> None:
        row = QHBoxLayout()
        row.setSpacing(6)
        symbol = outcome_symbol(visit.outcome, counted)
        row.addWidget(Mark(symbol, outcome_word(visit.outcome), self, tone="text"))
        row.addStretch(1)
        tag = state_tag(visit.sync or "")
        if tag:
            row.addWidget(StateTag(tag, self))
        self._column.addLayout(row)
        day = read_day(visit.visited_on)
        parts = [day_short(day, today) if day else visit.visited_on, *visit.visitors]
        self._column.addWidget(_line(" · ".join(parts), "small", "text2", self))
        if visit.note:
            self._column.addWidget(label(visit.note, "small", "text", self, wrap=True))
        if visit.id in self._files:
            self._column.addWidget(self._visit_files(visit, parts[0]))
        self._column.addSpacing(4)

    def _visit_files(self, visit: VisitLine, day: str) -> QWidget:
        made = button(count_words(self._files[visit.id]), "quiet", icon="file", small=True, parent=self)
        words = self.tr("{0} 的走访").format(day)
        made.setAccessibleName(f"{words}，{made.text()}")
        made.clicked.connect(partial(self.files_asked.emit, visit.id, words))
        return made

    def _two(self, text: QWidget, tag: Tag | None, more: str) -> None:
        both = QVBoxLayout()
        both.setSpacing(0)
        row = QHBoxLayout()
        row.setSpacing(6)
        row.addWidget(text, 1)
        if tag:
            row.addWidget(StateTag(tag, self))
        both.addLayout(row)
        both.addWidget(_line(more, "small", "text2", self))
        self._column.addLayout(both)

    def _part(self) -> None:
        self._column.addSpacing(8)
        self._column.addWidget(rule(self))
        self._column.addSpacing(6)


def side_width(page_width: int) -> int:
    """256, and 200 where the window is small (LOOK 5)."""
    theme = current()
    grown = 1 + (theme.scale - 1) * 0.4
    return round((256 if page_width >= theme.px(720) else 200) * grown)


def _line(text: str, role: str, tone: str, parent: QWidget) -> Line:
    made = Line([Run(text, role, tone)], parent)
    made.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
    made.setToolTip(text)
    return made


def clear(layout: QLayout) -> None:
    while (item := layout.takeAt(0)) is not None:
        if (widget := item.widget()) is not None:
            widget.hide()
            widget.deleteLater()
        elif (inner := item.layout()) is not None:
            clear(inner)
            inner.deleteLater()
