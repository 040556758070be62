"""Importing a roster: choose a workbook, see what it would change and what is odd in it, take it over."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import Qt, Slot
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from deskapp.ui.buttons import button, why
from deskapp.ui.empty import Empty
from deskapp.ui.far import Far
from deskapp.ui.findingrows import FindingRows, TallyBand
from deskapp.ui.importing import Importing, Preview
from deskapp.ui.screen import Screen, Sitting
from deskapp.ui.sheet import Sheet
from deskapp.ui.strips import Act, Said
from deskapp.ui.symbols import Icon
from deskapp.ui.tables import Table
from deskapp.ui.text import label
from deskapp.ui.theme import current
from deskapp.ui.words import problem

SHARES = (11, 14, 14, 13, 48)


class Imports(Screen):
    """导入."""

    name = "imports"
    icon = "import"
    roles = frozenset({"community_worker", "community_secretary", "proxy_agent"})
    place = 90

    def __init__(self, sitting: Sitting, parent: QWidget | None = None) -> None:
        super().__init__(sitting, parent)
        self.keys = [
            ("Ctrl O", self.tr("选花名册")),
            ("Ctrl ↵", self.tr("导入")),
            ("Enter", self.tr("看是哪几行")),
            ("Esc", self.tr("停下")),
            ("F1", self.tr("帮助")),
        ]
        self.work = Importing(sitting.desk, sitting.actor, sitting.clock, self)
        self.places = QStackedWidget(self)
        self.empty = Empty(
            Icon("import"),
            self.tr("把花名册导进来"),
            self.tr("选社区的 Excel 花名册（.xlsx）。先给您看会改什么，您点了才导"),
            self.tr("选花名册…"),
            self.places,
            key="Ctrl O",
        )
        self.places.addWidget(self._around(self.empty))
        self.places.addWidget(self._make_waiting())
        self.places.addWidget(self._make_preview())
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.places)
        self._connect()

    def title(self) -> str:
        return self.tr("导入")

    def _around(self, inside: QWidget) -> Sheet:
        sheet = Sheet(parent=self.places)
        sheet.add(inside, 1)
        return sheet

    def _make_waiting(self) -> QWidget:
        place = QWidget(self.places)
        self.doing = label("", "card", "text", place)
        self.far = label("", "body", "text2", place)
        self.bar = Far(place)
        self.bar.setAccessibleName(self.tr("做到哪里了"))
        self.stop = button(self.tr("停下"), key="Esc", parent=place)
        column = QVBoxLayout(place)
        column.setContentsMargins(24, 24, 24, 24)
        column.setSpacing(10)
        column.addStretch(1)
        for part in (self.doing, self.bar, self.far):
            if part is not self.bar:
                part.setAlignment(Qt.AlignmentFlag.AlignHCenter)
            part.setFixedWidth(current().px(420))
            column.addWidget(part, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addWidget(self.stop, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addStretch(2)
        self.waiting = self._around(place)
        return self.waiting

    def _make_preview(self) -> QWidget:
        self.preview = QWidget(self.places)
        column = QVBoxLayout(self.preview)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(current().space("band"))
        self.band = TallyBand(self.preview)
        self.sheet = Sheet(self.tr("要看一看的"), "", self.preview)
        self.rows = FindingRows(self)
        self.table = Table(self.sheet, name=self.tr("要看一看的"))
        self.table.setModel(self.rows)
        self.clean = Empty(
            Icon("tick", "done"), self.tr("表里没有什么要看的"), self.tr("每一行都读懂了"), "", self.sheet
        )
        self.found = QStackedWidget(self.sheet)
        self.found.addWidget(self.table)
        self.found.addWidget(self.clean)
        self.sheet.add(self.found, 1)
        self.go = button(self.tr("导入"), "main", key="Ctrl ↵", parent=self.sheet)
        self.another = button(self.tr("换一份…"), key="Ctrl O", parent=self.sheet)
        self.reason = label("", "small", "text2", self.sheet)
        foot = self.sheet.foot()
        foot.addWidget(self.go)
        foot.addWidget(self.another)
        foot.addWidget(self.reason)
        foot.addStretch(1)
        column.addWidget(self.band)
        column.addWidget(self.sheet, 1)
        return self.preview

    def _connect(self) -> None:
        self.empty.acted.connect(self.choose)
        self.another.clicked.connect(self.choose)
        self.go.clicked.connect(self.take_over)
        self.table.opened.connect(self.rows.unfold)
        self.stop.clicked.connect(self.cancel)
        for keys, act in (("Ctrl+O", self.choose), ("Ctrl+Return", self.take_over), ("Escape", self.cancel)):
            QShortcut(QKeySequence(keys), self, act)
        self.work.told.connect(self._tell)
        self.work.planned.connect(self._show)
        self.work.done.connect(self._done)
        self.work.failed.connect(self._fail)

    def arrive(self) -> None:
        here = self.places.currentWidget()
        if here is self.preview:
            self.table.setFocus()
        elif here is not self.waiting:
            self.empty.button.setFocus()

    @Slot()
    def choose(self) -> None:
        if self.work.busy:
            return
        path = self.sitting.ask.open_file(self, self.tr("选花名册"), self.tr("Excel 表格 (*.xlsx)"))
        if path is not None:
            self._wait(self.tr("正在读 {0}").format(path.name))
            self.work.read(path)

    @Slot()
    def take_over(self) -> None:
        if self.places.currentWidget() is self.preview and self.go.isEnabled():
            self._wait(self.tr("正在导入，别关电脑"))
            self.work.take_over()

    @Slot()
    def cancel(self) -> None:
        if self.work.busy:
            self.work.cancel()
            why(self.stop, self.tr("正在停…"))

    def _wait(self, words: str) -> None:
        self.doing.setText(words)
        self.far.setText("")
        self.bar.setRange(0, 0)
        why(self.stop)
        self.places.setCurrentWidget(self.waiting)
        self.stop.setFocus()

    @Slot(str, object, object)
    def _tell(self, phase: str, done: int, total: int) -> None:
        if phase == "read":
            self.bar.setValue(done)
            self.far.setText(self.tr("读了 {0} 行").format(done))
            return
        self.bar.setRange(0, total)
        self.bar.setValue(done)
        self.far.setText(self.tr("{0} / {1} 条").format(done, total))

    @Slot(object)
    def _show(self, preview: Preview) -> None:
        plan, counts = preview.plan, preview.roster.counts
        self.band.show_plan(plan, counts)
        findings = sorted(preview.roster.findings, key=lambda each: GRADES.get(each.grade, 1))
        self.rows.show_findings(findings)
        self.found.setCurrentWidget(self.table if findings else self.clean)
        more = self.tr("{0} · 读了 {1} 行").format(preview.path.name, counts.rows)
        self.sheet.set_head(self.tr("要看一看的 {0} 处").format(len(findings)), more)
        homes, people = plan.households, plan.persons
        words = self.tr("导入 {0} 户 {1} 人")
        self.go.setText(words.format(homes.new + homes.changed, people.new + people.changed))
        nothing = self.tr("和这里的一样，没有要导的") if plan.empty else ""
        why(self.go, nothing)
        held = self.tr("搁置的不导，改好表格再导一次就行") if homes.held or people.held else ""
        self.reason.setText(nothing or held)
        self.places.setCurrentWidget(self.preview)
        if findings:
            self.table.setCurrentIndex(self.rows.index(0, 0))
        (self.another if plan.empty else self.go).setFocus()

    @Slot(object)
    def _done(self, preview: Preview) -> None:
        homes, people = preview.plan.households, preview.plan.persons
        words = self.tr("新增 {0} 户 {1} 人，改动 {2} 户 {3} 人。整份导入不能一键撤销，错了改好表格再导")
        said = Said(
            "done",
            words.format(homes.new, people.new, homes.changed, people.changed),
            self.tr("导好了。"),
            [Act("see", self.tr("看住户"), main=True), Act("fine", self.tr("知道了"), quiet=True)],
        )
        self.places.setCurrentIndex(0)
        self.empty.button.setFocus()
        self.sitting.say(said).acted.connect(self._act)

    @Slot(str)
    def _act(self, key: str) -> None:
        if key == "see":
            self.sitting.lead("households", "all")

    @Slot(object)
    def _fail(self, error: Any) -> None:
        kept = self.work.preview is not None
        self.places.setCurrentWidget(self.preview if kept else self.places.widget(0))
        stopped = type(error).__name__ in ("ImportCancelled", "ReadingCancelled")
        self.sitting.say(Said("question" if stopped else "broken", problem(error)))
        self.arrive()

    def leave(self) -> bool:
        return True

    def resizeEvent(self, event: Any) -> None:
        super().resizeEvent(event)
        width = self.width() - 2
        for column, share in enumerate(SHARES[:-1]):
            self.table.setColumnWidth(column, round(width * share / sum(SHARES)))


GRADES = {"quarantine": 0, "warn": 1, "fixed": 2}
