"""All doors of the community: a list of any length, sorted, chosen from and filtered by SQL."""

from __future__ import annotations

from functools import partial
from typing import Any, cast

from PySide6.QtCore import QModelIndex, Qt, QTimer, Slot
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QLineEdit, QStackedWidget, QVBoxLayout, QWidget

from deskapp.ui.chips import Chip, Chips
from deskapp.ui.doorlines import heads, state_more, state_word, to_line
from deskapp.ui.empty import Coming, Empty, NoRoster
from deskapp.ui.screen import COMMUNITY, Screen, Sitting
from deskapp.ui.sheet import Sheet
from deskapp.ui.symbols import Icon, Symbol
from deskapp.ui.table import ID_ROLE, RecordTable
from deskapp.ui.tables import Table
from deskapp.ui.theme import current
from deskapp.work.households import Show, Sort, household_counts, household_ids, household_lines
from deskapp.work.standing import is_filling

PAUSE = 150
SORTS: dict[int, Sort] = {0: "door", 1: "name", 2: "last"}


class Households(Screen):
    """住户."""

    name = "households"
    icon = "home"
    roles = COMMUNITY | {"window_clerk", "department_officer", "dibao_officer"}
    place = 30
    watches = frozenset({"household", "person", "tag", "visit", "assignment", "campaign"})

    def __init__(self, sitting: Sitting, parent: QWidget | None = None) -> None:
        super().__init__(sitting, parent)
        self.keys = [
            ("↑↓", self.tr("选户")),
            ("Enter", self.tr("打开")),
            ("Ctrl F", self.tr("筛选")),
            ("F1", self.tr("帮助")),
        ]
        self._sort, self._descending = 2, False
        self._kept = ""
        self._counts: dict[str, int] = {}
        self._filling = False
        self._make()
        self._connect()

    def title(self) -> str:
        return self.tr("住户")

    def _make(self) -> None:
        chips = [
            Chip("all", self.tr("全部")),
            Chip("mine", self.tr("我的")),
            Chip("never", state_word("never"), None, Symbol.NOT_YET, state_more("never")),
            Chip("tried", state_word("tried"), None, Symbol.TRIED, state_more("tried")),
            Chip("refused", state_word("refused"), None, Symbol.REFUSED, state_more("refused")),
            Chip("met", state_word("met"), None, Symbol.MET, state_more("met")),
            Chip("vacant", state_word("vacant"), None, Symbol.NOT_COUNTED, state_more("vacant")),
            Chip("due", self.tr("今天到期"), more=self.tr("我的户里，到今天该去的和该办的")),
            Chip("new", self.tr("新交给我"), more=self.tr("一周里新交给我的户")),
        ]
        self._words = {chip.key: chip.text for chip in chips}
        self.chips = Chips(chips, self)
        self.filter = QLineEdit(self)
        self.filter.setPlaceholderText(self.tr("门牌、姓名、拼音首字母"))
        self.filter.setAccessibleName(self.tr("筛选住户"))
        self.filter.setClearButtonEnabled(True)
        self.filter.setFixedWidth(current().px(260))
        self.model = RecordTable(self.sitting.desk, heads(), self._page, self)
        self.table = Table(self, name=self.tr("住户"))
        self.table.setModel(self.model)
        self.table.setSortingEnabled(False)
        header = self.table.horizontalHeader()
        header.setSectionsClickable(True)
        header.setSortIndicatorShown(True)
        header.setSortIndicator(self._sort, Qt.SortOrder.AscendingOrder)
        self._make_places()

    def _make_places(self) -> None:
        self.sheet = Sheet(self.tr("全部"), parent=self)
        self.sheet.beside(self.filter)
        self.places = QStackedWidget(self.sheet)
        self.nothing = Empty(Icon("home"), "", "", self.tr("看全部住户"), self)
        self.nobody = NoRoster(self)
        self.coming = Coming(self)
        for page in (self.table, self.nothing, self.nobody, self.coming):
            self.places.addWidget(page)
        self.sheet.add(self.places, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(current().space("band"))
        column.addWidget(self.chips)
        column.addWidget(self.sheet, 1)

    def _connect(self) -> None:
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(PAUSE)
        self._timer.timeout.connect(self._ask)
        self.filter.textChanged.connect(self._timer.start)
        self.filter.returnPressed.connect(self._to_table)
        self.chips.chosen.connect(self._ask)
        self.table.opened.connect(self._open_row)
        self.table.horizontalHeader().sectionClicked.connect(self.sort_by)
        self.nothing.acted.connect(self._show_all)
        self.nobody.acted.connect(partial(self.sitting.lead, "imports", None))
        QShortcut(QKeySequence("Ctrl+F"), self, self.filter.setFocus)
        for key, last in (("Home", False), ("End", True)):  # of the list, not of the row
            end = QShortcut(QKeySequence(key), self.table, partial(self._to_end, last))
            end.setContext(Qt.ShortcutContext.WidgetShortcut)
        down = QShortcut(QKeySequence("Down"), self.filter, self._to_table)
        down.setContext(Qt.ShortcutContext.WidgetShortcut)

    def _page(self, session: Any, ids: list[str]) -> Any:
        today = self.sitting.clock.today()
        return [to_line(line, today) for line in household_lines(session, ids, today)]

    def arrive(self) -> None:
        self._ask()
        self._count()
        self.table.setFocus()

    def refresh(self) -> None:
        self._ask()
        self._count()

    def round_moved(self) -> None:
        if not self._counts.get("all"):
            self._count()

    def round_told(self, words: str) -> None:
        self.coming.tell(words)

    def open(self, subject: Any) -> None:
        """Shows the list a counter counted, such as "due"; None leaves it as it was."""
        if subject:
            self.filter.clear()
            self.chips.choose(str(subject))
        self._ask()

    @Slot(int)
    def sort_by(self, column: int) -> None:
        header = self.table.horizontalHeader()
        if column not in SORTS:
            header.setSortIndicator(self._sort, _order(self._descending))
            return
        self._descending = not self._descending if column == self._sort else False
        self._sort = column
        header.setSortIndicator(column, _order(self._descending))
        self._ask()

    @Slot()
    def _ask(self) -> None:
        self._timer.stop()
        show, text, today = (
            cast(Show, self.chips.key()),
            self.filter.text().strip(),
            self.sitting.clock.today(),
        )
        actor, sort, descending = self.sitting.actor, SORTS[self._sort], self._descending

        def list_of_doors(session: Any) -> list[str]:
            return household_ids(
                session, actor, today, show=show, sort=sort, descending=descending, text=text
            )

        self.sitting.desk.ask(self, list_of_doors, self._show, lane="typing")

    def _count(self) -> None:
        actor, today, under_way = self.sitting.actor, self.sitting.clock.today(), bool(self.sitting.sending())

        def count(session: Any) -> tuple[dict[str, int], bool]:
            return household_counts(session, actor, today), is_filling(session, under_way)

        self.sitting.desk.ask(self, count, self._show_counts, lane="counts")

    def _show_counts(self, found: tuple[dict[str, int], bool]) -> None:
        counts, self._filling = found
        self._counts = counts
        for key, count in counts.items():
            self.chips.set_count(key, count)
        self._show_place()

    def _show(self, ids: list[str]) -> None:
        current_id = self.table.currentIndex().data(ID_ROLE) or self._kept
        focused = self.table.hasFocus()
        self.model.show_ids(ids)
        if ids:
            place = max(0, self.model.row_of(current_id))
            self.table.setCurrentIndex(self.model.index(place, 0))
        self.sheet.set_head(self._title(), self.tr("{0} 户").format(len(ids)))
        self._show_place()
        if focused and ids:
            self.table.setFocus()

    def _show_place(self) -> None:
        found = self.model.rowCount() > 0
        self.places.setCurrentWidget(self.table if found else self._why_empty())

    def _title(self) -> str:
        return self._words[self.chips.key()]

    def _why_empty(self) -> QWidget:
        if self._counts.get("all") == 0:
            return self.coming if self._filling else self.nobody
        if self.filter.text().strip():
            self.nothing.title.setText(self.tr("没找到「{0}」").format(self.filter.text().strip()))
            self.nothing.line.setText(self.tr("换个写法试试：3-2-501、王桂芳、wgf"))
        else:
            self.nothing.title.setText(self.tr("这里一户也没有"))
            self.nothing.line.setText(self.tr("换个筛选看看"))
        return self.nothing

    @Slot()
    def _show_all(self) -> None:
        self.filter.clear()
        self.chips.choose("all")
        self._ask()
        self.table.setFocus()

    @Slot()
    def _to_table(self) -> None:
        self.table.setFocus()

    def _to_end(self, last: bool) -> None:
        self.table.setCurrentIndex(self.model.index(self.model.rowCount() - 1 if last else 0, 0))

    @Slot(QModelIndex)
    def _open_row(self, index: QModelIndex) -> None:
        self._kept = index.data(ID_ROLE)
        self.sitting.lead("household", self._kept)

    def resizeEvent(self, event: Any) -> None:
        super().resizeEvent(event)
        self._fit_columns()

    def _fit_columns(self) -> None:
        width = self.sheet.width() - 2
        for column, share in enumerate(SHARES[:-1]):
            self.table.setColumnWidth(column, round(width * share / sum(SHARES)))


SHARES = (18, 11, 15, 18, 9, 19, 10)


def _order(descending: bool) -> Qt.SortOrder:
    return Qt.SortOrder.DescendingOrder if descending else Qt.SortOrder.AscendingOrder
