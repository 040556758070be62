"""The building picture: every door of an estate where it stands, with the chosen one beside it."""

from __future__ import annotations

from functools import partial
from typing import Any

from PySide6.QtCore import QPointF, QRectF, Qt, Slot
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QSizePolicy, QStackedWidget, QVBoxLayout, QWidget

from deskapp.ui.buildingview import BuildingView
from deskapp.ui.buildingwords import estate_title, picture_words
from deskapp.ui.buttons import button
from deskapp.ui.cellpaint import DOT
from deskapp.ui.chips import Chip, Chips
from deskapp.ui.coverband import CoverBand
from deskapp.ui.doorcard import DoorCard
from deskapp.ui.doorlines import state_more, state_word
from deskapp.ui.empty import Coming, Empty, NoRoster
from deskapp.ui.screen import COMMUNITY, Screen, Sitting
from deskapp.ui.sheet import Sheet
from deskapp.ui.symbols import Icon, Mark, Symbol
from deskapp.ui.text import Run, paint_runs
from deskapp.ui.theme import current
from deskapp.work.buildings import (
    SHOWS,
    ChosenDoor,
    Estate,
    Picture,
    bright_counts,
    chosen_door,
    is_bright,
    picture,
)
from deskapp.work.coverage import coverage
from deskapp.work.standing import is_filling


class Buildings(Screen):
    """楼栋图."""

    name = "buildings"
    icon = "buildings"
    roles = COMMUNITY
    place = 25
    watches = frozenset({"household", "person", "tag", "visit", "request", "assignment", "campaign"})

    def __init__(self, sitting: Sitting, parent: QWidget | None = None) -> None:
        super().__init__(sitting, parent)
        self.keys = [
            ("↑↓←→", self.tr("选门")),
            ("Enter", self.tr("记走访")),
            ("+ −", self.tr("放大缩小")),
            ("0", self.tr("看全小区")),
            ("Esc", self.tr("看全部")),
            ("F1", self.tr("帮助")),
        ]
        self.shown = Picture()
        self._filling = self._asked = False
        self._wanted = ""
        self._make()
        self._make_places()
        self._connect()

    def title(self) -> str:
        return self.tr("楼栋图")

    def _make(self) -> None:
        self.band = CoverBand(self)
        self.estates, self.workers = QComboBox(self), QComboBox(self)
        for combo, name in ((self.estates, self.tr("小区")), (self.workers, self.tr("责任人"))):
            combo.setAccessibleName(name)
            combo.setToolTip(name)
            combo.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
            combo.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
            combo.setMaximumWidth(current().px(200))
        chips = [
            Chip("all", self.tr("全部")),
            Chip("never", state_word("never"), None, Symbol.NOT_YET, state_more("never")),
            Chip("tried", state_word("tried"), None, Symbol.TRIED, state_more("tried")),
            Chip("aged", self.tr("独居与高龄"), more=self.tr("有独居老人，或有八十岁以上老人的户")),
            Chip("tenants", self.tr("租户")),
            Chip("round", self.tr("今天这一圈")),
        ]
        self.chips = Chips(chips, self)
        self.card = DoorCard(self)

    def _make_places(self) -> None:
        self.sheet = Sheet(self.tr("楼栋图"), parent=self)
        self.sheet.beside(RoundKey(self.tr("在今天这一圈里"), self.sheet))
        self.farther = button("−", small=True, parent=self.sheet)
        self.nearer = button("+", small=True, parent=self.sheet)
        self.farther.setAccessibleName(self.tr("缩小"))
        self.nearer.setAccessibleName(self.tr("放大"))
        self.whole = button(self.tr("看全小区"), key="0", small=True, parent=self.sheet)
        for each in (self.whole, self.farther, self.nearer):
            self.sheet.beside(each)
        self.view = BuildingView(self.sheet, name=self.tr("楼栋图"))
        self.nothing = Empty(
            Icon("buildings"),
            self.tr("这里一户也没有"),
            self.tr("换个筛选或责任人看看"),
            self.tr("看全部"),
            self,
        )
        self.nobody = NoRoster(self)
        self.coming = Coming(self)
        self.blank = QWidget(self)
        self.places = QStackedWidget(self.sheet)
        for page in (self.blank, self.view, self.nothing, self.nobody, self.coming):
            self.places.addWidget(page)
        self.sheet.add(self.places, 1)
        choice, work, column = QHBoxLayout(), QHBoxLayout(), QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        for row, gap in ((choice, 8), (work, current().space("page")), (column, current().space("band"))):
            row.setSpacing(gap)
        choice.addWidget(self.estates, 0, Qt.AlignmentFlag.AlignTop)
        choice.addWidget(self.workers, 0, Qt.AlignmentFlag.AlignTop)
        choice.addSpacing(8)
        choice.addWidget(self.chips, 1)
        work.addWidget(self.sheet, 1)
        work.addWidget(self.card)
        column.addWidget(self.band)
        column.addLayout(choice)
        column.addLayout(work, 1)

    def _connect(self) -> None:
        self.estates.activated.connect(self._other_estate)
        self.workers.activated.connect(self._filter)
        self.chips.chosen.connect(self._filter)
        self.view.chosen.connect(self._ask_door)
        self.view.opened.connect(self._open_door)
        self.view.put_by.connect(self._show_all)
        self.card.opened.connect(self._open_door)
        self.farther.clicked.connect(partial(self.view.zoom, -1))
        self.nearer.clicked.connect(partial(self.view.zoom, 1))
        self.whole.clicked.connect(self.view.zoom_whole)
        self.nothing.acted.connect(self._show_all)
        self.nobody.acted.connect(partial(self.sitting.lead, "imports", None))

    # --- what the shell calls

    def arrive(self) -> None:
        self._ask()
        self.view.setFocus()

    def refresh(self) -> None:
        self._ask()

    def round_moved(self) -> None:
        if not self.shown.estates:
            self._ask()

    def round_told(self, words: str) -> None:
        self.coming.tell(words)

    def open(self, subject: Any) -> None:
        """A chip by its name, such as "round", or a household of the estate that is shown."""
        if subject in SHOWS:
            self.chips.choose(str(subject))
            self._filter()
        elif subject:
            self._wanted = str(subject)
            self._choose_wanted()

    # --- questions

    def _ask(self) -> None:
        actor, today, estate = self.sitting.actor, self.sitting.clock.today(), self.shown.estate
        under_way = bool(self.sitting.sending())

        def all_doors(session: Any) -> tuple[Picture, bool]:
            found = picture(session, actor, today, estate)
            return found, not found.estates and is_filling(session, under_way)

        self.sitting.desk.ask(self, all_doors, self._show, lane="picture")
        how_far = partial(_coverage, unit=actor.unit, today=today)
        self.sitting.desk.ask(self, how_far, self._show_coverage, lane="coverage")

    def _show_coverage(self, seen: Any) -> None:
        self.band.show_coverage(seen, self.sitting.clock.today())

    @Slot(str)
    def _ask_door(self, id: str) -> None:
        actor, today = self.sitting.actor, self.sitting.clock.today()
        door = partial(_door, id=id, today=today, actor=actor)
        self.sitting.desk.ask(self, door, self._show_door, lane="door")

    def _show_door(self, chosen: ChosenDoor | None) -> None:
        if chosen is None or chosen.page.id != self.view.chosen_id():
            self.card.forget()
        else:
            self.card.show_door(chosen, self.sitting.clock.today())

    # --- what is shown

    def _show(self, found: tuple[Picture, bool]) -> None:
        self.shown, self._filling = found
        self._asked = True
        focused = self.view.hasFocus() or self.places.currentWidget() is self.blank
        self._fill_choices()
        self._set_bright()
        self.view.show_picture(self.shown)
        self._choose_wanted()
        self._show_filtered()
        estate = self.shown.estate
        title = estate_title(estate, self._several()) if estate else ""
        self.sheet.set_head(title, picture_words(self.shown) if estate else "")
        if self.view.chosen_id():
            self._ask_door(self.view.chosen_id())
        if focused and self.places.currentWidget() is self.view and self.isVisible():
            self.view.setFocus()

    def _several(self) -> bool:
        return len({each.community for each in self.shown.estates}) > 1

    def _fill_choices(self) -> None:
        worker = self.worker()
        self.estates.clear()
        for each in self.shown.estates:
            self.estates.addItem(estate_title(each, self._several()), each)
            if each.is_same(self.shown.estate):
                self.estates.setCurrentIndex(self.estates.count() - 1)
        self.workers.clear()
        self.workers.addItem(self.tr("全部责任人"), None)
        for id, name in self.shown.workers:
            self.workers.addItem(name or (id if id else self.tr("还没人包户")), id)
            if id == worker:
                self.workers.setCurrentIndex(self.workers.count() - 1)

    def worker(self) -> str | None:
        """Whose doors are bright; "" for those of nobody, None for all."""
        found = self.workers.currentData()
        return None if found is None else str(found)

    def _set_bright(self) -> None:
        show, worker = self.chips.key(), self.worker()
        self.view.set_bright(lambda cell: is_bright(cell, show, worker))

    @Slot()
    def _filter(self) -> None:
        self._set_bright()
        self._show_filtered()
        chosen = next((c for c in self.shown.cells() if c.household == self.view.chosen_id()), None)
        if chosen is None or not self.view.is_bright(chosen):
            first = next((cell for cell in self.shown.cells() if self.view.is_bright(cell)), None)
            if first is not None:
                self.view.choose(first.household)

    def _show_filtered(self) -> None:
        for show, count in bright_counts(self.shown.cells(), self.worker()).items():
            self.chips.set_count(show, count)
        anything = any(self.view.is_bright(cell) for cell in self.shown.cells())
        self.places.setCurrentWidget(self.view if anything else self._why_empty())
        for pressed in (self.farther, self.nearer, self.whole):
            pressed.setEnabled(anything)
        for part in (self.estates, self.workers, self.chips, self.card):
            part.setVisible(bool(self.shown.estates) or not self._asked)
        if not anything:
            self.card.forget()
        elif self.view.chosen_id() and not self.card.household():
            self._ask_door(self.view.chosen_id())

    def _why_empty(self) -> QWidget:
        if not self._asked:
            return self.blank
        if self.shown.estates:
            return self.nothing
        return self.coming if self._filling else self.nobody

    def _choose_wanted(self) -> None:
        if self._wanted and self.view.choose(self._wanted):
            self._wanted = ""

    @Slot()
    def _other_estate(self) -> None:
        wanted = self.estates.currentData()
        if isinstance(wanted, Estate) and not wanted.is_same(self.shown.estate):
            self.shown = Picture(self.shown.estates, wanted)
            self._ask()

    @Slot()
    def _show_all(self) -> None:
        self.chips.choose("all")
        self.workers.setCurrentIndex(0)
        self._filter()
        self.view.setFocus()

    @Slot(str)
    def _open_door(self, id: str) -> None:
        if id:
            self.sitting.lead("household", id)


class RoundKey(Mark):
    """The dot of today's round with its words."""

    def __init__(self, text: str, parent: QWidget) -> None:
        super().__init__(Symbol.MET, text, parent)
        self._words = Run(text, "small", "text2")

    def paintEvent(self, event: QPaintEvent) -> None:
        theme = current()
        side = theme.px("icon_small")
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.color("accent"))
        radius = theme.px(DOT) / 2
        painter.drawEllipse(QPointF(side - radius, self.height() / 2 + 0.5), radius, radius)
        paint_runs(painter, QRectF(self.rect()).adjusted(side + 6, 0, 0, 0), [self._words])
        painter.end()


def _coverage(session: Any, unit: str, today: Any) -> Any:
    return coverage(session, unit, today)


def _door(session: Any, id: str, today: Any, actor: Any) -> Any:
    return chosen_door(session, id, today, actor)
