"""What needs you: saves that came back, two values for one field, doubts; each with what decides it."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import partial
from typing import Any

from PySide6.QtCore import Qt, Slot
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QWidget

from deskapp.models.clock import iso
from deskapp.ui.buttons import button
from deskapp.ui.needpaper import NeedPaper
from deskapp.ui.needrows import CASE, done_rows, need_rows
from deskapp.ui.returnedbody import AGAIN, EXPLAIN, MEND, ReturnedBody
from deskapp.ui.rows import Group, Row, RowList
from deskapp.ui.screen import COMMUNITY, Screen, Sitting
from deskapp.ui.sheet import Sheet
from deskapp.ui.strips import Act, Said
from deskapp.ui.theme import current
from deskapp.ui.words import problem
from deskapp.work.returned import (
    FORWARDED,
    Case,
    acknowledge,
    dealt_with,
    fill_again,
    may_resubmit,
    put_aside,
    resubmit,
    returned,
    take_up,
    words_of,
)
from deskapp.work.reviews import (
    AS_DECIDED,
    KEPT,
    ReviewLine,
    ReviewPage,
    open_reviews,
    review_page,
    settle,
    settled_reviews,
    unsettle,
)


@dataclass(frozen=True)
class _List:
    """The list that is shown: what is open, or what was settled of late."""

    cases: list[Case]
    reviews: list[ReviewLine]
    rows: list[Row | Group] = field(default_factory=list)
    settled: int = 0

    def case(self, id: str) -> Case | None:
        return next((case for case in self.cases if case.id == id), None)


class Reviews(Screen):
    """要您处理."""

    name = "reviews"
    icon = "needs_you"
    roles = COMMUNITY
    place = 20
    watches = frozenset(
        {"review", "household", "person", "visit", "request", "tag", "assignment", "campaign", "user"}
    )

    def __init__(self, sitting: Sitting, parent: QWidget | None = None) -> None:
        super().__init__(sitting, parent)
        self.keys = [
            ("↑↓", self.tr("换一件")),
            ("Enter", self.tr("去选")),
            ("←→", self.tr("选左选右")),
            ("Ctrl ↵", self.tr("定下来")),
            ("Esc", self.tr("返回")),
            ("F1", self.tr("帮助")),
        ]
        self.sub = self.tr("退回的、两边都改了的、认不准的")
        self._settled = False
        self._found = _List([], [])
        self._wanted = ""
        self._shown: tuple[str, Any] = ("", None)
        self._busy = False
        self._last: tuple[str, Any] | None = None
        self._make()
        self._connect()

    def title(self) -> str:
        return self.tr("要您处理")

    def _make(self) -> None:
        across = QHBoxLayout(self)
        across.setContentsMargins(0, 0, 0, 0)
        across.setSpacing(16)
        self.list = Sheet(self.tr("要您处理"), parent=self)
        self.rows = RowList(self.list, name=self.tr("要您处理"))
        self.list.add(self.rows, 1)
        self.other = button("", "quiet", small=True, parent=self.list)
        self.other.clicked.connect(self.turn_over)
        foot = self.list.foot()
        foot.addWidget(self.other)
        foot.addStretch(1)
        self.paper = NeedPaper(self.sitting.clock.today(), self)
        across.addWidget(self.list)
        across.addWidget(self.paper, 1)
        self._fit_list()

    def _connect(self) -> None:
        self.rows.chosen.connect(self._choose)
        self.rows.opened.connect(self._open_row)
        self.paper.acted.connect(self._act)
        within = Qt.ShortcutContext.WidgetWithChildrenShortcut
        for keys, act in {
            "Ctrl+Return": self.paper.press,
            "Ctrl+Enter": self.paper.press,
            "Ctrl+Z": self.take_back,
            "Escape": partial(self._act, "later"),
        }.items():
            QShortcut(QKeySequence(keys), self, act).setContext(within)

    def _fit_list(self) -> None:
        self.list.setFixedWidth(current().px(320) if current().scale <= 1.15 else current().px(270))

    def changeEvent(self, event: Any) -> None:
        super().changeEvent(event)
        if event.type() == event.Type.StyleChange and hasattr(self, "list"):
            self._fit_list()
            self._shown = ("", None)  # laid out for another size

    # --- what is listed

    def arrive(self) -> None:
        self._ask()
        self.rows.setFocus()

    def refresh(self) -> None:
        self._ask()

    def open(self, subject: Any) -> None:
        """An id of a review or of what came back."""
        self._settled = False
        self._wanted = str(subject)
        self._ask()

    @Slot()
    def turn_over(self) -> None:
        """Between what is open and what was dealt with."""
        self._settled = not self._settled
        self._shown = ("", None)
        self._ask()
        self.rows.setFocus()

    def _ask(self) -> None:
        self.sitting.desk.ask(self, partial(_listed, self._settled, self.sitting), self._show, lane="list")

    def _show(self, found: _List) -> None:
        self._found = found
        count = sum(isinstance(row, Row) for row in found.rows)
        if self._settled:
            self.list.set_head(self.tr("处理过的"), self.tr("{0} 件").format(count))
            self.other.setText(self.tr("回到要您处理的"))
        else:
            mine = len(found.cases) + sum(line.mine for line in found.reviews)
            self.list.set_head(self.tr("{0} 件").format(mine), self.tr("先处理退回的") if mine else "")
            self.other.setText(self.tr("看处理过的 {0} 件，30 天内能反悔").format(found.settled))
        wanted, self._wanted = self._wanted, ""
        self.rows.set_rows(found.rows)
        for row in found.rows:
            if wanted and isinstance(row, Row) and row.id.partition("|")[2] == wanted:
                self.rows.choose(row.id)
        if count:
            self._choose(self.rows.chosen_id())
        else:
            self._shown = ("", None)
            self.paper.show_nothing(self._settled)

    @Slot(str)
    def _choose(self, id: str) -> None:
        what, _, inner = id.partition("|")
        actor, today = self.sitting.actor, self.sitting.clock.today()
        if what == CASE:
            case = self._found.case(inner)
            if case is not None:
                question = partial(_words_of, case)
                self.sitting.desk.ask(self, question, partial(self._show_case, id, case), lane="page")
        elif inner:
            asked = partial(review_page, id=inner, actor=actor, today=today)
            self.sitting.desk.ask(self, asked, partial(self._show_review, id), lane="page")

    def _show_case(self, id: str, case: Case, words: dict[str, str]) -> None:
        if self._shown == (id, case):
            return
        self._shown = (id, case)
        ways = [EXPLAIN]
        if may_resubmit(case, self.sitting.actor):
            ways.insert(0, AGAIN)
        elif case.subject.household and case.author in ("", self.sitting.actor.id):
            ways.insert(0, MEND)
        self.paper.show_case(case, words, tuple(ways), done=self._settled)

    def _show_review(self, id: str, page: ReviewPage | None) -> None:
        if page is None:
            self._ask()
        elif self._shown != (id, page):
            self._shown = (id, page)
            self.paper.show_review(page, self.sitting.actor.id, done=self._settled)

    @Slot(str)
    def _open_row(self, id: str) -> None:
        self.paper.take_focus()

    # --- what is done

    @Slot(str)
    def _act(self, key: str) -> None:
        subject = self._subject()
        if key == "later":
            self._put_by()
        elif key == "door" and subject is not None:
            self.sitting.lead("household", subject.household)
        elif key == "settle" and not self._busy:
            self._settle()
        elif key == "back" and not self._busy:
            self._take_back(*self._shown)

    def _subject(self) -> Any:
        shown = self._shown[1]
        return shown.subject if isinstance(shown, Case) else shown.line.subject if shown else None

    def _put_by(self) -> None:
        """From the page to the list, from the settled to the open ones, from an empty list home."""
        if self._settled and self.rows.hasFocus():
            self.turn_over()
        elif not self.rows.chosen_id() and not self._settled:
            self.sitting.lead("today", None)
        else:
            self.rows.setFocus()

    def _settle(self) -> None:
        shown, body = self._shown[1], self.paper.body
        if body is None:
            return
        if isinstance(shown, ReviewPage):
            answer = body.answer()
            at = iso(self.sitting.clock.corrected())
            job = partial(
                settle,
                id=shown.line.id,
                values=answer.values,
                verdict=answer.verdict,
                actor=self.sitting.actor,
                at=at,
            )
            self._do(job, self.tr("定好了。"))
        elif shown.status == FORWARDED:
            self._note(partial(acknowledge, case=shown, **self._signed()), self.tr("知道了。"))
        elif isinstance(body, ReturnedBody):
            self._deal(shown, body)

    def _deal(self, case: Case, body: ReturnedBody) -> None:
        way = body.way()
        if way == EXPLAIN:
            reason = body.reason.value() or ""
            self._note(partial(put_aside, case=case, reason=reason, **self._signed()), self.tr("记下了。"))
        elif way == AGAIN:
            self._do(
                partial(resubmit, case=case, actor=self.sitting.actor), self.tr("替他再送了。"), back=False
            )
        else:
            home = case.subject.household
            note = partial(fill_again, case=case)
            self._busy = True
            self.sitting.desk.keep(self, note, partial(self._go_mend, home), failed=self._failed)

    def _go_mend(self, home: str, nothing: None) -> None:
        self._busy = False
        self.sitting.lead("household", home)

    def _signed(self) -> dict[str, Any]:
        return {"by": self.sitting.actor.id, "at": iso(self.sitting.clock.corrected())}

    def _do(self, job: Any, words: str, *, back: bool = True) -> None:
        """A job that makes a set; the screens hear of it by themselves."""
        self._busy, shown = True, self._shown
        then = partial(self._done, words, shown if back else None)
        self.sitting.desk.do(self, job, then, failed=self._failed, confirmed=AS_DECIDED)

    def _note(self, note: Any, words: str, *, back: bool = True) -> None:
        """What stays on this PC; no set tells of it."""
        self._busy, shown = True, self._shown
        then = partial(self._done, words, shown if back else None)
        self.sitting.desk.keep(self, note, then, failed=self._failed)

    def _done(self, words: str, undo: tuple[str, Any] | None, nothing: None) -> None:
        self._busy, self._last = False, undo
        self._shown = ("", None)
        acts = [Act("back", self.tr("反悔"), shown_key="Ctrl Z")] if undo else []
        strip = self.sitting.say(Said("undo" if acts else "done", words, acts=acts))
        strip.acted.connect(self.take_back)
        self.stirred.emit()
        self._ask()
        self.rows.setFocus()

    def _failed(self, error: Exception) -> None:
        self._busy = False
        self.sitting.say(Said("broken", problem(error)))

    @Slot()
    def take_back(self) -> None:
        """The last one is a question again."""
        if self._last is not None and not self._busy:
            last, self._last = self._last, None
            self._take_back(*last)

    def _take_back(self, id: str, shown: Any) -> None:
        self._settled = False
        if isinstance(shown, ReviewPage):
            at = iso(self.sitting.clock.corrected())
            self._do(partial(unsettle, id=shown.line.id, at=at), self.tr("又放回要您处理的里了"), back=False)
        elif isinstance(shown, Case):
            self._note(partial(take_up, case=shown), self.tr("又放回要您处理的里了"), back=False)


def _words_of(case: Case, session: Any) -> dict[str, str]:
    return words_of(session, case)


def _listed(settled: bool, sitting: Sitting, session: Any) -> _List:
    actor, today = sitting.actor, sitting.clock.today()
    since = (today - KEPT).isoformat()
    old_cases, old = dealt_with(session, actor, since), settled_reviews(session, actor, today)
    if settled:
        return _List(old_cases, old, done_rows(old_cases, old, today), len(old_cases) + len(old))
    cases, asked = returned(session, actor), open_reviews(session, actor, today)
    return _List(cases, asked, need_rows(cases, asked, today), len(old_cases) + len(old))
