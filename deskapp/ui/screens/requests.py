"""What residents ask for: sorted three ways, promised, handled, asked after; one list, one page."""

from __future__ import annotations

from functools import partial
from typing import Any

from PySide6.QtCore import QEvent, Qt, QTimer, Slot
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QLineEdit, QStackedWidget, QVBoxLayout, QWidget

from deskapp.models.change import ChangeSet
from deskapp.ui.buttons import button
from deskapp.ui.chips import Chip, Chips
from deskapp.ui.empty import Empty
from deskapp.ui.requestpaper import RequestPaper
from deskapp.ui.requestwords import request_rows, why_words
from deskapp.ui.rows import RowList
from deskapp.ui.screen import COMMUNITY, Screen, Sitting
from deskapp.ui.sheet import Fives, Sheet
from deskapp.ui.strips import Act, Said
from deskapp.ui.symbols import Icon
from deskapp.ui.theme import current
from deskapp.ui.words import problem
from deskapp.work.lawful import NotNow
from deskapp.work.requests import Listed, RequestFull, list_with, listed, people, request_page
from deskapp.work.triage import AS_ANSWERED

PAUSE = 150
Who = list[tuple[str, str]]


class Requests(Screen):
    """诉求."""

    name = "requests"
    icon = "request"
    roles = COMMUNITY
    place = 40
    watches = frozenset({"request", "request_step", "household", "person", "visit", "user"})

    def __init__(self, sitting: Sitting, parent: QWidget | None = None) -> None:
        super().__init__(sitting, parent)
        self.keys = [
            ("↑↓", self.tr("换一件")),
            ("1–3", self.tr("分流")),
            ("Enter", self.tr("去办")),
            ("Ctrl ↵", self.tr("定下来")),
            ("N", self.tr("记一件")),
            ("Esc", self.tr("返回")),
        ]
        self.sub = self.tr("大事政府办，小事社区办，私事居民办")
        self._found = Listed()
        self._wanted = ""
        self._writing = False
        self._busy = False
        self._last = self._set = ""
        """The sets of the last step, and of the one on its way."""
        self._make()
        self._connect()

    def title(self) -> str:
        return self.tr("诉求")

    def _make(self) -> None:
        chips = [
            Chip("open", self.tr("没办完"), more=self.tr("还没了结的诉求")),
            Chip("unsorted", self.tr("待分流"), more=self.tr("还没定是大事、小事还是私事的")),
            Chip("mine", self.tr("我的"), more=self.tr("归您办、还没了结的")),
            Chip("due", self.tr("今天到期"), more=self.tr("答应今天回话的，和已经迟了的")),
            Chip("follow-up", self.tr("待回访"), more=self.tr("办完了，还没问过居民的")),
            Chip("mediation", self.tr("劝和"), more=self.tr("还在劝和的")),
            Chip("solved", self.tr("已解决"), more=self.tr("居民说解决了的")),
            Chip("closed", self.tr("未认可与撤回"), more=self.tr("居民没认可就办结的，和撤回的")),
        ]
        self._words = {chip.key: chip.text for chip in chips}
        self.chips = Chips(chips, self)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(current().space("band"))
        column.addWidget(self.chips)
        fives = Fives()
        fives.setRowStretch(0, 1)
        column.addLayout(fives, 1)
        fives.add(self._make_list(), 0, 2)
        self.paper = RequestPaper(self.sitting, self)
        fives.add(self.paper, 2, 3)

    def _make_list(self) -> Sheet:
        self.list = Sheet(self._words["open"], parent=self)
        self.filter = QLineEdit(self.list)
        self.filter.setPlaceholderText(self.tr("门牌、姓名、说的事"))
        self.filter.setAccessibleName(self.tr("筛选诉求"))
        self.filter.setClearButtonEnabled(True)
        self._fit_filter()
        self.list.beside(self.filter)
        self.rows = RowList(self.list, name=self.tr("诉求"))
        self.places = QStackedWidget(self.list)
        self.nothing = Empty(Icon("request"), "", "", self.tr("看没办完的"), self.list)
        for place in (self.rows, self.nothing):
            self.places.addWidget(place)
        self.list.add(self.places, 1)
        self.new = button(self.tr("记一件诉求"), icon="plus", key="N", small=True, parent=self.list)
        foot = self.list.foot()
        foot.addWidget(self.new)
        foot.addStretch(1)
        return self.list

    def _fit_filter(self) -> None:
        self.filter.setFixedWidth(current().px(180))

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange and hasattr(self, "filter"):
            self._fit_filter()

    def _connect(self) -> None:
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(PAUSE)
        self._timer.timeout.connect(self._ask)
        self.filter.textChanged.connect(self._timer.start)
        self.filter.returnPressed.connect(self.rows.setFocus)
        self.chips.chosen.connect(self._turn)
        self.rows.chosen.connect(self._choose)
        self.rows.opened.connect(self._enter)
        self.nothing.acted.connect(self._show_all)
        self.new.clicked.connect(self.write_new)
        self.paper.did.connect(self._do)
        self.sitting.desk.changed.connect(self._hear)
        self.paper.door_asked.connect(self._to_door)
        self.paper.put_by.connect(self._put_by)
        keys = {
            "N": self.write_new,
            "Ctrl+Return": self.paper.press,
            "Ctrl+Enter": self.paper.press,
            "Ctrl+Z": self.take_back,
            "Ctrl+F": self.filter.setFocus,
            "Escape": self._escape,
        }
        keys |= {str(digit): partial(self._digit, digit) for digit in (1, 2, 3)}
        for key, act in keys.items():
            shortcut = QShortcut(QKeySequence(key), self, act)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        down = QShortcut(QKeySequence("Down"), self.filter, self.rows.setFocus)
        down.setContext(Qt.ShortcutContext.WidgetShortcut)

    # --- what is listed

    def arrive(self) -> None:
        self._ask()
        if not self._writing:
            self.rows.setFocus()

    def refresh(self) -> None:
        self._ask()

    def leave(self) -> bool:
        self.paper.keep()
        return True

    def open(self, subject: Any) -> None:
        """A request by its id, or a list by its key."""
        self.filter.clear()
        if subject in self._words:
            self._writing = False
            self.chips.choose(subject)
            self._ask()
        else:
            self._writing, self._wanted = False, str(subject)
            actor = self.sitting.actor
            question = partial(_list_of, actor, self._wanted)
            self.sitting.desk.ask(self, question, self._open_list, lane="list")

    def _open_list(self, key: str) -> None:
        if key:
            self.chips.choose(key)
        self._ask()

    @Slot()
    def _turn(self) -> None:
        self._writing = False
        self._ask()

    @Slot()
    def _ask(self) -> None:
        self._timer.stop()
        actor, today = self.sitting.actor, self.sitting.clock.today()
        show, text = self.chips.key(), self.filter.text()
        question = partial(listed, actor=actor, today=today, show=show, text=text)
        self.sitting.desk.ask(self, question, self._show, lane="typing")

    def _show(self, found: Listed) -> None:
        self._found = found
        for key, count in found.counts.items():
            self.chips.set_count(key, count)
        self.list.set_head(self._words[self.chips.key()], self.tr("{0} 件").format(len(found.rows)))
        wanted, self._wanted = self._wanted, ""
        before, at = self.rows.chosen_id(), self.rows.currentIndex().row()
        self.rows.set_rows(request_rows(found.rows, self.sitting.clock.today()))
        ids = [row.id for row in found.rows]
        if before not in ids and at >= 0 and ids:  # it went to another list: the one after it is next
            self.rows.choose(ids[min(at, len(ids) - 1)])
        if wanted:
            self.rows.choose(wanted)
        self.places.setCurrentWidget(self.rows if found.rows else self.nothing)
        if not found.rows:
            self._say_why_empty()
        if self._writing:
            return
        if found.rows:
            self._choose(self.rows.chosen_id())
        else:
            self.paper.show_nothing(self._nothing_to_show())

    def _say_why_empty(self) -> None:
        typed = self.filter.text().strip()
        if typed:
            self.nothing.title.setText(self.tr("没找到「{0}」").format(typed))
            self.nothing.line.setText(self.tr("换个写法试试：3-2-501、王桂芳、水管"))
        elif not self._found.every:
            self.nothing.title.setText(self.tr("还没有诉求"))
            self.nothing.line.setText(self.tr("走访时记下的都会到这里来；电话里说的，按 N 记一件"))
        else:
            self.nothing.title.setText(self.tr("这里一件也没有"))
            self.nothing.line.setText(self.tr("换上面另一类看看"))
        elsewhere = bool(typed) or (self._found.every > 0 and self.chips.key() != "open")
        self.nothing.button.setVisible(elsewhere)

    def _nothing_to_show(self) -> Empty:
        title = self.tr("大事、小事、私事，分开来办")
        line = self.tr("先分流，再办，办完问居民：三步都留在经过里")
        empty = Empty(Icon("request"), title, line, self.tr("记一件诉求"), self.paper, key="N")
        empty.acted.connect(self.write_new)
        return empty

    @Slot()
    def _show_all(self) -> None:
        self.filter.clear()
        self.chips.choose("open")
        self._ask()
        self.rows.setFocus()

    @Slot(str)
    def _choose(self, id: str) -> None:
        if not id:
            return
        question = partial(_page, self.sitting.actor, id)
        self._writing = False
        self.sitting.desk.ask(self, question, self._show_page, lane="page")

    def _show_page(self, found: tuple[RequestFull | None, Who]) -> None:
        shown, who = found
        if shown is not None and not self._writing and shown.row.id == self.rows.chosen_id():
            self.paper.show_request(shown, who)

    # --- what is done

    @Slot(str)
    def _enter(self, id: str) -> None:
        shown = self.paper.page
        if shown is not None and self.paper.form is None and shown.next:
            self.paper.begin(shown.next)
        else:
            self.paper.take_focus()

    def _digit(self, digit: int) -> None:
        self.paper.digit(digit)

    @Slot()
    def write_new(self) -> None:
        self._writing = True
        self.paper.show_new()

    @Slot()
    def _to_door(self) -> None:
        if self.paper.page is not None:
            self.sitting.lead("household", self.paper.page.row.household)

    @Slot()
    def _escape(self) -> None:
        """From a form to the page, from the page to the list, from the list home."""
        if self.rows.hasFocus() and not self._writing:
            self.sitting.lead("today", None)
        else:
            self.paper.put_away()

    @Slot()
    def _put_by(self) -> None:
        if self._writing:
            self._writing = False
            self._ask()
        self.rows.setFocus()

    @Slot(object, str)
    def _do(self, job: Any, words: str) -> None:
        if not self._busy:
            self._busy, self._set = True, ""
            self.paper.hold()
            then = partial(self._done, words)
            self.sitting.desk.do(self, job, then, failed=self._failed, confirmed=AS_ANSWERED)

    @Slot(object)
    def _hear(self, sets: list[ChangeSet]) -> None:
        """The set of what is being done here, for taking it back."""
        for each in sets:
            if self._busy and any(change.kind in ("request", "request_step") for change in each.changes):
                self._set = each.id

    def _done(self, words: str, made: Any) -> None:
        self._busy, self._last, self._set = False, self._set, ""
        acts = [Act("undo", self.tr("撤销"), shown_key="Ctrl Z")] if self._last else []
        strip = self.sitting.say(Said("undo" if acts else "done", words, acts=acts))
        strip.acted.connect(self.take_back)
        self.paper.settled()
        if self._writing:
            self._writing, self._wanted = False, str(made)
            if self.chips.key() not in ("open", "unsorted"):
                self.chips.choose("open")
        self.rows.setFocus()
        self._ask()

    def _failed(self, error: Exception) -> None:
        self._busy = False
        self.paper.not_settled()
        words = why_words(error.code) if isinstance(error, NotNow) else problem(error)
        self.sitting.say(Said("broken", words))

    @Slot()
    def take_back(self) -> None:
        """The last step never was."""
        if self._last and not self._busy:
            last, self._last = self._last, ""
            self._busy = True
            self.sitting.desk.undo(self, last, self._undone, failed=self._failed)

    def _undone(self, nothing: None) -> None:
        self._busy = False
        self.paper.give_back()
        self.sitting.say(Said("done", self.tr("撤销了，和原来一样")))
        self._ask()


def _list_of(actor: Any, id: str, session: Any) -> str:
    return list_with(session, actor, id)


def _page(actor: Any, id: str, session: Any) -> tuple[RequestFull | None, Who]:
    return request_page(session, id, actor), people(session, actor)
