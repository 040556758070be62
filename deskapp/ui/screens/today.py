"""Today: five counters over the day's round and the page of the chosen door."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import partial
from typing import Any

from PySide6.QtCore import Qt, Slot
from PySide6.QtGui import QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QApplication, QStackedWidget, QWidget

from deskapp.ui.band import Band
from deskapp.ui.buttons import button
from deskapp.ui.doorlines import entry_rows, round_rows, state_more
from deskapp.ui.doorpage import DoorPage
from deskapp.ui.empty import Coming, Empty, NoRoster
from deskapp.ui.phrases import day_long
from deskapp.ui.roundpaper import RoundPaper
from deskapp.ui.rows import Group, Row, RowList
from deskapp.ui.screen import COMMUNITY, Screen, Sitting
from deskapp.ui.sheet import Fives, Sheet
from deskapp.ui.symbols import Icon, Mark, Symbol
from deskapp.work.coverage import coverage
from deskapp.work.households import household_counts, household_ids
from deskapp.work.journal import waiting_entries
from deskapp.work.share import my_share
from deskapp.work.standing import is_filling
from deskapp.work.today import Counters, RoundLine, counters, lines, todays_round


@dataclass(frozen=True)
class _Day:
    """What the screen asked for, in one answer."""

    counters: Counters
    rows: list[Row | Group]
    lines: list[RoundLine] = field(default_factory=list)
    households: int = 0
    mine: int = 0
    never: int = 0
    filling: bool = False


class Today(Screen):
    """今天."""

    name = "today"
    icon = "today"
    roles = COMMUNITY
    place = 10
    watches = frozenset({"household", "person", "tag", "visit", "request", "assignment", "campaign"})

    def __init__(self, sitting: Sitting, parent: QWidget | None = None) -> None:
        super().__init__(sitting, parent)
        self.keys = [
            ("↑↓", self.tr("选户")),
            ("Enter", self.tr("打开")),
            ("1–8", self.tr("结果")),
            ("Esc", self.tr("返回")),
            ("F1", self.tr("帮助")),
        ]
        self.sub = day_long(sitting.clock.today())
        self._list = "round"
        self._make()
        self._connect()

    def title(self) -> str:
        return self.tr("今天")

    def _make(self) -> None:
        fives = Fives(self)
        fives.setRowStretch(1, 1)
        self.band = Band(self)
        for column, card in enumerate(self.band.cards):
            fives.add(card, column)
        self.round = Sheet(self.tr("今天这一圈"), parent=self)
        self.marks = {
            "met": Mark(Symbol.MET, "", self.round),
            "tried": Mark(Symbol.TRIED, "", self.round),
            "not-yet": Mark(Symbol.NOT_YET, "", self.round),
        }
        for mark in self.marks.values():
            self.round.beside(mark)
        self.back = button(self.tr("回到这一圈"), "quiet", key="Esc", small=True, parent=self.round)
        self.back.hide()
        self.round.beside(self.back)
        self.rows = RowList(self.round, name=self.tr("今天这一圈"))
        self.places = QStackedWidget(self.round)
        self.empty: Empty | None = None
        self.places.addWidget(self.rows)
        self.round.add(self.places, 1)
        foot = self.round.foot()
        self.evening = button(self.tr("晚间速记"), icon="evening", key="F4", small=True, parent=self.round)
        self.print = button(self.tr("打印走访单"), "quiet", icon="print", small=True, parent=self.round)
        foot.addWidget(self.evening)
        foot.addStretch(1)
        foot.addWidget(self.print)
        fives.add(self.round, 0, 2, 1)
        self.page = DoorPage(self.sitting, self)
        self.page.listen(self)
        fives.add(self.page, 2, 3, 1)

    def _connect(self) -> None:
        self.band.asked.connect(self.show_list)
        self.back.clicked.connect(partial(self.show_list, "round"))
        self.rows.chosen.connect(self._choose)
        self.rows.opened.connect(self._open_row)
        self.page.went.connect(self.rows.choose)
        self.page.put_by.connect(self.rows.setFocus)
        self.paper = RoundPaper(self.sitting, self)
        self.evening.clicked.connect(self.lead_to_evening)
        self.print.clicked.connect(self.paper.print_round)
        for key, act in {"F4": self.lead_to_evening, "Ctrl+P": self.paper.print_round}.items():
            QShortcut(QKeySequence(key), self, act).setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        escape = QShortcut(QKeySequence("Escape"), self.rows, partial(self.show_list, "round"))
        escape.setContext(Qt.ShortcutContext.WidgetShortcut)

    def arrive(self) -> None:
        self.sub = day_long(self.sitting.clock.today())
        self._ask()
        self.rows.setFocus()

    def refresh(self) -> None:
        self._ask()
        self.page.reload()

    def round_moved(self) -> None:
        if self.empty is not None:
            self._ask()

    def round_told(self, words: str) -> None:
        if isinstance(self.empty, Coming):
            self.empty.tell(words)

    def open(self, subject: Any) -> None:
        """A list by name ("due", "waiting" …) or a household of the round."""
        if subject in ("round", *self.band.lists):
            self.show_list(subject)
        elif subject:
            self.rows.choose(subject)

    def leave(self) -> bool:
        self.page.keep_now()
        return True

    @Slot()
    def lead_to_evening(self) -> None:
        self.sitting.lead("evening", None)

    @Slot(str)
    def show_list(self, name: str) -> None:
        """The list a counter counted, in the place of the round."""
        elsewhere = {"mine": ("households", "mine"), "needs": ("reviews", None)}
        if name in elsewhere:
            self.sitting.lead(*elsewhere[name])
            return
        self._list = name
        self._ask()
        self.rows.setFocus()

    def _ask(self) -> None:
        self.sitting.desk.ask(self, partial(_day, self._list, self.sitting), self._show, lane="day")

    def _show(self, day: _Day) -> None:
        self.band.show_counters(day.counters, self.sitting.clock.today())
        at_round = self._list == "round"
        doors = sum(isinstance(row, Row) for row in day.rows)
        self.round.set_head(self._title(), self.tr("{0} 户").format(doors) if at_round else str(doors))
        self.back.setVisible(not at_round)
        for state, mark in self.marks.items():
            count = sum(line.state == state for line in day.lines)
            symbol, words = {
                "met": (Symbol.MET, self.tr("已见 {0}")),
                "tried": (Symbol.TRIED, self.tr("没见到 {0}")),
                "not-yet": (Symbol.NOT_YET, self.tr("待走 {0}")),
            }[state]
            mark.set_mark(symbol, words.format(count))
            mark.setToolTip(state_more(state))
            mark.setVisible(at_round and bool(day.lines))
        size = self.round.size()
        QApplication.sendEvent(self.round, QResizeEvent(size, size))  # the head makes room for its new words
        self.rows.set_rows(day.rows)
        self._show_empty(day if not doors else None)
        if not doors:
            self.page.forget()
        elif not self.page.home():
            self._choose(self.rows.chosen_id())

    def _title(self) -> str:
        return {
            "due": self.tr("今天到期"),
            "new": self.tr("新交给我"),
            "waiting": self.tr("待发送"),
        }.get(self._list, self.tr("今天这一圈"))

    def _show_empty(self, day: _Day | None) -> None:
        if self.empty is not None:
            self.places.removeWidget(self.empty)
            self.empty.deleteLater()
            self.empty = None
        if day is not None:
            self.empty = self._empty(day)
            self.places.addWidget(self.empty)
            self.places.setCurrentWidget(self.empty)

    def _empty(self, day: _Day) -> Empty:
        lead = self.sitting.lead
        if self._list != "round":
            made = Empty(Symbol.MET, self.tr("这里没有了"), "", self.tr("回到这一圈"), self.places)
            made.acted.connect(partial(self.show_list, "round"))
        elif not day.households and day.filling:
            made = Coming(self.places)
        elif not day.households:
            made = NoRoster(self.places)
            made.acted.connect(partial(lead, "imports", None))
        elif not day.mine:
            words = self.tr("全社区 {0} 户里还没有分给您的。请社区书记分一分，也可以先从住户里挑一户去走")
            made = Empty(
                Icon("home"),
                self.tr("还没有分给您的户"),
                words.format(day.households),
                self.tr("看全部住户"),
                self.places,
            )
            made.acted.connect(partial(lead, "households", "all"))
        else:
            words = self.tr("您的 {0} 户里还有 {1} 户没走过").format(day.mine, day.never)
            made = Empty(Symbol.MET, self.tr("今天没有到期的事"), words, self.tr("看我的住户"), self.places)
            made.acted.connect(partial(lead, "households", "mine"))
        return made

    @Slot(str)
    def _choose(self, id: str) -> None:
        home = self._home_of(id)
        if home:
            self.page.show_door(home)

    @Slot(str)
    def _open_row(self, id: str) -> None:
        self._choose(id)
        self.page.take_focus()

    def _home_of(self, id: str) -> str:
        """The rows of the journal are records; the page shows their doors."""
        return id.split("|")[0]


def _day(name: str, sitting: Sitting, session: Any) -> _Day:
    actor, today = sitting.actor, sitting.clock.today()
    counted = counters(session, actor, today)
    if name == "round":
        doors = todays_round(session, actor, today)
        if doors:
            return _Day(counted, round_rows(doors, today), doors)
        shows = household_counts(session, actor, today)
        mine = coverage(session, actor.unit, today, actor.id)
        filling = is_filling(session, bool(sitting.sending()))
        return _Day(counted, [], [], shows.get("all", 0), shows.get("mine", 0), mine.never, filling)
    if name == "waiting":
        return _Day(counted, entry_rows(waiting_entries(session, today)))
    ids = household_ids(session, actor, today, show="due" if name == "due" else "new")
    found = lines(session, my_share(session, actor, today), ids, today)
    return _Day(counted, round_rows(found, today), found)
