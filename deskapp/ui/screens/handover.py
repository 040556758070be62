"""The end of the day: what was written and how far it is, what came, what is left; the half page for it."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtCore import QModelIndex, Qt, Slot
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from deskapp.ui.buttons import button
from deskapp.ui.chips import Chip, Chips
from deskapp.ui.choice import Reason
from deskapp.ui.counter import Counter
from deskapp.ui.doorlines import kind_word
from deskapp.ui.empty import Empty
from deskapp.ui.handoverlines import AT, KIND, RECEIPT, STATE, WHAT, WHO, HandoverRows
from deskapp.ui.handoverpaper import handover_html
from deskapp.ui.phrases import day_long, moment
from deskapp.ui.printing import PagePreview, PrintedSheet
from deskapp.ui.screen import COMMUNITY, Screen, Sitting
from deskapp.ui.sheet import Fives, Sheet, rule
from deskapp.ui.strips import Said
from deskapp.ui.symbols import Icon
from deskapp.ui.tables import Table
from deskapp.ui.theme import current
from deskapp.ui.words import problem
from deskapp.work.handover import Handover, HandoverLine, handover
from deskapp.work.subjects import Subject
from deskapp.work.units import unit_name

WRITTEN, CAME, LEFT = "written", "came", "left"
WIDTHS = {AT: 62, KIND: 70, STATE: 98, WHO: 84, RECEIPT: 88}
LEAST_WHAT = 220


@dataclass(frozen=True)
class _Shown:
    """The page, and what the unit is called on the paper."""

    page: Handover
    unit: str


class EndOfDay(Screen):
    """交班."""

    name = "handover"
    icon = "swap"
    roles = COMMUNITY
    place = 80
    watches = frozenset(
        {"household", "person", "tag", "visit", "request", "assignment", "campaign", "review", "community"}
    )

    def __init__(self, sitting: Sitting, parent: QWidget | None = None) -> None:
        super().__init__(sitting, parent)
        self.keys = [
            ("↑↓", self.tr("选一条")),
            ("Enter", self.tr("打开")),
            ("F5", self.tr("再同步")),
            ("Ctrl P", self.tr("打印")),
            ("F1", self.tr("帮助")),
        ]
        self.sub = day_long(sitting.clock.today())
        self.shown: _Shown | None = None
        self.verdict: Reason | None = None
        self.paper: PrintedSheet | None = None
        self._make()
        QShortcut(QKeySequence("Ctrl+P"), self, self.print_page).setContext(
            Qt.ShortcutContext.WidgetWithChildrenShortcut
        )

    def title(self) -> str:
        return self.tr("交班")

    # --- how it is built

    def _make(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        column.addWidget(self._make_band())
        self._verdict_place = QVBoxLayout()
        column.addLayout(self._verdict_place)
        across = QHBoxLayout()
        across.setSpacing(16)
        across.addWidget(self._make_list(), 1)
        across.addWidget(self._make_paper())
        column.addLayout(across, 1)

    def _make_band(self) -> QWidget:
        held = QWidget(self)
        fives = Fives(held)
        self.cards = {
            "sent": Counter(self.tr("有回执"), "up", "done", held),
            "came": Counter(self.tr("收到"), "down", "accent", held),
            "back": Counter(self.tr("退回"), "return", "trouble", held),
            "asked": Counter(self.tr("要您处理"), "swap", "waiting", held),
            "left": Counter(self.tr("还没送到"), "hourglass", "waiting", held),
        }
        for place, (name, card) in enumerate(self.cards.items()):
            card.clicked.connect(partial(self._counter, name))
            fives.add(card, place)
        return held

    def _make_list(self) -> Sheet:
        self.list = Sheet(parent=self)
        self.list.setAccessibleName(self.tr("今天的记录"))
        self.chips = Chips(
            [
                Chip(WRITTEN, self.tr("今天记的"), 0),
                Chip(CAME, self.tr("收到的"), 0),
                Chip(LEFT, self.tr("还没发的"), 0),
            ],
            self.list,
        )
        self.chips.chosen.connect(self.show_list)
        held = QWidget(self.list)
        row = QHBoxLayout(held)
        row.setContentsMargins(16, 6, 16, 5)
        row.addWidget(self.chips)
        self.list.add(held)
        self.list.add(rule(self.list))
        self.places = QStackedWidget(self.list)
        self.model = HandoverRows(self)
        self.table = Table(self.places, name=self.tr("今天的记录"))
        self.table.setModel(self.model)
        self.table.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.table.opened.connect(self._open_line)
        self.places.addWidget(self.table)
        self.empty: Empty | None = None
        self.list.add(self.places, 1)
        return self.list

    def _make_paper(self) -> Sheet:
        self.half = Sheet(self.tr("交班单"), self.tr("半页，给组长"), self)
        self.preview = PagePreview(self.half)
        self.half.add(self.preview, 1)
        foot = self.half.foot()
        self.print_button = button(
            self.tr("打印交班单"), "main", icon="print", key="Ctrl P", parent=self.half
        )
        self.save_button = button(self.tr("存成 PDF"), icon="file", parent=self.half)
        self.print_button.clicked.connect(self.print_page)
        self.save_button.clicked.connect(self.save_page)
        foot.addWidget(self.print_button)
        foot.addWidget(self.save_button)
        foot.addStretch(1)
        self._fit()
        return self.half

    def _fit(self) -> None:
        theme = current()
        self.half.setFixedWidth(theme.px(404) if theme.scale <= 1.15 else theme.px(318))

    def changeEvent(self, event: Any) -> None:
        super().changeEvent(event)
        if event.type() == event.Type.StyleChange and hasattr(self, "half"):
            self._fit()

    def resizeEvent(self, event: Any) -> None:
        super().resizeEvent(event)
        self._share_columns()

    def _share_columns(self) -> None:
        """What it is takes the rest; who wrote it gives way where that is little."""
        theme, room = current(), self.table.viewport().width()
        rest = room - sum(theme.px(width) for width in WIDTHS.values())
        narrow = rest < theme.px(LEAST_WHAT)
        self.table.setColumnHidden(WHO, narrow)
        for column, width in WIDTHS.items():
            self.table.setColumnWidth(column, theme.px(width))
        self.table.setColumnWidth(WHAT, rest + (theme.px(WIDTHS[WHO]) if narrow else 0))

    # --- what is shown

    def arrive(self) -> None:
        self.sub = day_long(self.sitting.clock.today())
        self._ask()
        self.table.setFocus()

    def refresh(self) -> None:
        self._ask()

    def round_moved(self) -> None:
        self._ask()

    def open(self, subject: Any) -> None:
        """A list by name: "written", "came" or "left"."""
        if subject in (WRITTEN, CAME, LEFT):
            self.show_list(subject)

    def _ask(self) -> None:
        actor, today = self.sitting.actor, self.sitting.clock.today()

        def ask(session: Any) -> _Shown:
            return _Shown(handover(session, actor, today), unit_name(session, actor.unit))

        self.sitting.desk.ask(self, ask, self._show, lane="handover")

    def _show(self, shown: _Shown) -> None:
        before, self.shown = self.shown, shown
        page = shown.page
        self._show_counters(page)
        self._show_verdict(page)
        for name in (WRITTEN, CAME, LEFT):
            self.chips.set_count(name, self.count(name))
        self.show_list(self.chips.key())
        if before != shown:
            title = self.tr("交班单 {0}").format(page.day.isoformat())
            self.paper = PrintedSheet(handover_html(page, self.sitting.actor, shown.unit), title)
            self.preview.show_sheet(self.paper, self._sentence(page))

    def _show_counters(self, page: Handover) -> None:
        cards, needs = self.cards, page.needs
        there = page.in_state("received", "conflict")
        every = there == page.written
        words = self.tr("{0} 项都有回执").format(there) if every else self.tr("今天记的 {0} 项里")
        cards["sent"].set_count(there, words.format(page.written) if page.written else self.tr("今天还没记"))
        came = " · ".join(f"{kind_word(kind)} {n}" for kind, n in page.came.counts.items())
        cards["came"].set_count(page.came.total, came or self.tr("没有别处来的"))
        cards["back"].set_count(
            needs.returned, self.tr("打开补正") if needs.returned else self.tr("没有退回的")
        )
        asked = needs.reviews + needs.forwarded
        words = self.tr("要定 {0} · 转走 {1}").format(needs.reviews, needs.forwarded)
        cards["asked"].set_count(asked, words if asked else self.tr("没有要定的"))
        waiting = " · ".join(f"{kind_word(kind)} {n}" for kind, n in page.waiting.items())
        cards["left"].set_count(sum(page.waiting.values()), waiting or self.tr("都送到了"))

    def _show_verdict(self, page: Handover) -> None:
        if self.verdict is not None:
            self._verdict_place.removeWidget(self.verdict)
            self.verdict.hide()
            self.verdict.deleteLater()
        icon, tone = ("tick", "done") if page.all_there else ("hourglass", "waiting")
        self.verdict = Reason(icon, tone, self._lead(page), self._more(page), self)
        words = self.tr("再同步一次") if page.all_there else self.tr("立即同步")
        self.sync_button = button(words, icon="sync", key="F5", small=True, parent=self.verdict)
        self.sync_button.clicked.connect(self.sitting.sync)
        self.verdict.beside(self.sync_button)
        self._verdict_place.addWidget(self.verdict)

    def _lead(self, page: Handover) -> str:
        if page.all_there:
            return self.tr("该送的都送到了，可以下班。")
        if self.sitting.sending():
            return self.tr("正在送，等一等再走。")
        return self.tr("还有 {0} 项没送到，先别关。").format(sum(page.waiting.values()))

    def _more(self, page: Handover) -> str:
        parts = []
        if not page.all_there and not self.sitting.sending():
            last = moment(page.last_sync, page.day) if page.last_sync else ""
            told = self.tr("上次同步 {0}，按 F5 再送一次").format(last)
            parts.append(told if last else self.tr("还没有同步过，按 F5 送一次"))
        if page.needs.returned:
            parts.append(self.tr("{0} 项退回").format(page.needs.returned))
        if page.needs.reviews:
            parts.append(self.tr("{0} 项要您定").format(page.needs.reviews))
        if page.drafts:
            parts.append(self.tr("没写完的表 {0} 份").format(page.drafts))
        if page.needs.total and page.all_there:
            parts.append(self.tr("下一个工作日再处理也来得及"))
        return self.tr("，").join(parts)

    def _sentence(self, page: Handover) -> str:
        return f"{self._lead(page)}{self._more(page)}"

    def _lines(self, name: str) -> list[HandoverLine | Subject]:
        if self.shown is None:
            return []
        page = self.shown.page
        if name == CAME:
            return list(page.came.titles)
        if name == LEFT:
            return [line for line in page.lines if line.state == "waiting"]
        return list(page.lines)

    def count(self, name: str) -> int:
        """Of one of the lists."""
        assert self.shown is not None
        page = self.shown.page
        return {WRITTEN: page.written, CAME: page.came.total, LEFT: page.in_state("waiting")}[name]

    @Slot(str)
    def show_list(self, name: str) -> None:
        self.chips.choose(name)
        lines = self._lines(name)
        row = self.table.currentIndex().row()
        self.model.show_lines(lines, self.sitting.sending())
        self._share_columns()
        if lines:
            self.table.setCurrentIndex(self.model.index(min(max(row, 0), len(lines) - 1), 0))
        self._show_empty("" if lines else name)

    def _show_empty(self, name: str) -> None:
        if self.empty is not None:
            self.places.removeWidget(self.empty)
            self.empty.deleteLater()
            self.empty = None
        if name:
            self.empty = self._empty(name)
            self.places.addWidget(self.empty)
            self.places.setCurrentWidget(self.empty)

    def _empty(self, name: str) -> Empty:
        if name == CAME:
            words = self.tr("别的电脑今天记的，同步以后会在这里")
            return Empty(Icon("down"), self.tr("今天没有收到别处的"), words, parent=self.places)
        if name == LEFT:
            words = self.tr("今天记的都有回执了")
            return Empty(Icon("tick", "done"), self.tr("没有还没发的"), words, parent=self.places)
        words = self.tr("在今天这一圈里记一户走访，就会列在这里，到了没有一目了然")
        made = Empty(Icon("today"), self.tr("今天还没记过什么"), words, self.tr("去今天这一圈"), self.places)
        made.acted.connect(partial(self.sitting.lead, "today", None))
        return made

    # --- where it leads

    def _counter(self, name: str) -> None:
        lists = {"sent": WRITTEN, "came": CAME, "left": LEFT}
        if name in lists:
            self.show_list(lists[name])
            self.table.setFocus()
        else:
            self.sitting.lead("reviews", None)

    @Slot(QModelIndex)
    def _open_line(self, index: QModelIndex) -> None:
        line = self.model.line(index.row())
        if isinstance(line, HandoverLine) and line.state in ("refused", "conflict") and not line.handled:
            self.sitting.lead("reviews", None)
            return
        home = line.household if isinstance(line, Subject) else line.subject.household if line else ""
        if home:
            self.sitting.lead("household", home)

    # --- on paper

    @Slot()
    def print_page(self) -> None:
        """To a printer; into a file where there is none."""
        if self.paper is None:
            return
        printer = self.sitting.ask.printer(self, self.tr("打印交班单"))
        if printer is not None:
            self.paper.to_printer(printer)
            self.sitting.say(Said("done", self.tr("送去打印了。")))
        else:
            self.save_page()

    @Slot()
    def save_page(self) -> None:
        if self.paper is None:
            return
        name = f"{self.paper.title}.pdf"
        path = self.sitting.ask.save_file(self, self.tr("交班单存到哪里"), name, "PDF (*.pdf)")
        if path is None:
            return
        try:
            self.paper.to_pdf(_with_ending(path))
        except OSError as error:
            self.sitting.say(Said("broken", problem(error)))
            return
        self.sitting.say(Said("done", self.tr("交班单存在 {0}").format(_with_ending(path).name)))


def _with_ending(path: Path) -> Path:
    return path if path.suffix.lower() == ".pdf" else path.with_name(f"{path.name}.pdf")
