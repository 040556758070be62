"""The theme page: every widget in every state, for whoever changes a token, and for pictures.

python -m deskapp.ui.themepage                                    a window
python -m deskapp.ui.themepage --shot out.png --theme dark --scale 1.5
"""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QShowEvent, QStandardItem, QStandardItemModel
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QCheckBox,
    QComboBox,
    QGridLayout,
    QHBoxLayout,
    QLineEdit,
    QRadioButton,
    QTabBar,
    QVBoxLayout,
    QWidget,
)

from deskapp.ui.application import make_application
from deskapp.ui.buttons import button, why
from deskapp.ui.chips import Chip, Chips, KindTag, StateTag, Tag
from deskapp.ui.counter import Counter
from deskapp.ui.coverage import Coverage, CoverageCard
from deskapp.ui.empty import Empty
from deskapp.ui.focus import RingFrame
from deskapp.ui.icons import MEANINGS
from deskapp.ui.outcomes import OutcomeKeys
from deskapp.ui.rows import Due, Group, Row, RowList
from deskapp.ui.search import SearchField
from deskapp.ui.sheet import Sheet
from deskapp.ui.strips import Act, Said, Strip
from deskapp.ui.symbols import Icon, Mark, Symbol
from deskapp.ui.tables import MarkRole, Table, TagRole
from deskapp.ui.text import label
from deskapp.ui.theme import NAMES, SCALES, Theme, current, set_state


class _RingedTable(Table):
    """Shows the keyboard's row without owning the keyboard."""

    def hasFocus(self) -> bool:
        return True


class ThemePage(QWidget):
    """All of it on one page, in the order of the eye."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle("部件")
        whole = QVBoxLayout(self)
        whole.setContentsMargins(24, 16, 24, 24)
        whole.setSpacing(12)
        head = QHBoxLayout()
        head.addWidget(label("部件", "title", parent=self))
        words = "状态 = 记号 + 词 + 颜色，三样都在；每个能点的东西都有焦点样子"
        head.addWidget(label(words, "small", "text2", self))
        head.addStretch(1)
        whole.addLayout(head)
        sides = QHBoxLayout()
        sides.setSpacing(32)
        whole.addLayout(sides, 1)
        self._column = QVBoxLayout()
        self._column.setSpacing(8)
        sides.addLayout(self._column, 1)
        self._left()
        self._column = QVBoxLayout()
        self._column.setSpacing(8)
        sides.addLayout(self._column, 1)
        self._right()

    def _left(self) -> None:
        self._buttons()
        self._fields()
        self._ticks()
        self._tags()
        self._chips()
        self._counters()
        self._keys()
        self._tabs()
        self._column.addStretch(1)

    def _right(self) -> None:
        self._table()
        self._rows()
        self._strips()
        self._icons()
        self._column.addStretch(1)

    def _title(self, words: str) -> None:
        self._column.addSpacing(4)
        self._column.addWidget(label(words, "head", "text2", self))

    def _row(self, *widgets: QWidget, gap: int = 12, end: bool = True) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(gap)
        for widget in widgets:
            row.addWidget(widget)
        if end:
            row.addStretch(1)
        self._column.addLayout(row)
        return row

    def _ringed(self, widget: QAbstractButton) -> QAbstractButton:
        """A second ring for the picture; the real one follows the keyboard."""
        widget.setProperty("ringed", True)
        return widget

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        for widget in self.findChildren(QAbstractButton):
            if widget.property("ringed") and not widget.property("ring"):
                RingFrame(widget)
                widget.setProperty("ring", True)

    def pose(self) -> None:
        """Pretend, for a picture, that the mouse is over some buttons."""
        for widget in self.findChildren(QAbstractButton):
            widget.setAttribute(Qt.WidgetAttribute.WA_UnderMouse, bool(widget.property("hovered")))

    def _buttons(self) -> None:
        self._title("按钮 36 高")
        hovered, second = button("保存", "main", parent=self), button("保存", parent=self)
        for one in (hovered, second):
            one.setProperty("hovered", True)
        shut = button("封包", icon="lock", parent=self)
        why(shut, "还缺 1 份：授权委托书")
        self._row(
            button("保存，下一户", "main", parent=self),
            hovered,
            self._ringed(button("保存", "main", parent=self)),
            button("保存", parent=self),
            second,
            button("先放着", "quiet", parent=self),
            button("撤回这件", "grave", parent=self),
            shut,
        )
        self._row(
            button("整户", icon="home", small=True, parent=self),
            button("保存，下一户 502", "main", key="Ctrl ↵", parent=self),
            label("不能点的按钮旁边一定写着为什么：还缺 1 份：授权委托书", "small", "text2", self),
        )

    def _fields(self) -> None:
        self._title("输入框 36 高")
        grid = QGridLayout()
        grid.setHorizontalSpacing(12)
        grid.setVerticalSpacing(2)
        self.focused = QLineEdit("王桂", self)
        wrong = QLineEdit("5001081947033", self)
        set_state(wrong, state="error")
        fixed = QLineEdit("低保 A 类", self)
        fixed.setReadOnly(True)
        combo = QComboBox(self)
        combo.addItems(["老年人探访", "回访"])
        fields = [
            ("平常", QLineEdit("王桂芳", self), "", "text2"),
            ("焦点", self.focused, "可打拼音首字母 wgf", "text2"),
            ("错了", wrong, "身份证少 5 位", "trouble"),
            ("只读", fixed, "由民政科定", "text2"),
            ("下拉", combo, "", "text2"),
        ]
        for column, (word, field, help_, tone) in enumerate(fields):
            field.setAccessibleName(word)
            field.setMinimumWidth(60)
            grid.addWidget(label(word, "small", "text2", self), 0, column)
            grid.addWidget(field, 1, column)
            wrong_one = Mark(Icon("warning", tone), help_, self, tone=tone) if tone == "trouble" else None
            grid.addWidget(wrong_one or label(help_, "small", tone, self), 2, column)
            grid.setColumnStretch(column, 1)
        self._column.addLayout(grid)
        self._column.addWidget(SearchField(self))

    def _ticks(self) -> None:
        self._title("勾选、单选")
        ticks = [QCheckBox("用电", self), QCheckBox("燃气", self), QRadioButton("改正", self)]
        ticks += [QRadioButton("说明", self), QCheckBox("焦点", self), QCheckBox("不能改", self)]
        for place in (0, 2, 4, 5):
            ticks[place].setChecked(True)
        ticks[5].setEnabled(False)
        self._ringed(ticks[4])
        self._row(*ticks, gap=16)

    def _tags(self) -> None:
        self._title("状态牌 22 高 · 走访记号 16")
        tags = [
            Tag("退回", "trouble", "return"),
            Tag("迟 2 天", "trouble", "clock"),
            Tag("缺", "trouble", "cross"),
            Tag("待发", "waiting", "hourglass"),
            Tag("两边都改了", "waiting", "swap"),
            Tag("已收到", "done", "tick"),
            Tag("已在档", "accent", "file"),
            Tag("停表 3 天", "still", "pause"),
        ]
        self._row(*(StateTag(tag, self) for tag in tags), gap=8)
        words = {
            Symbol.NOT_YET: "没走过",
            Symbol.TRIED: "敲门未遇",
            Symbol.REFUSED: "拒访",
            Symbol.MET: "已见面",
            Symbol.NOT_COUNTED: "空户",
        }
        self._row(*(Mark(symbol, word, self, tone="text") for symbol, word in words.items()), gap=16)

    def _chips(self) -> None:
        self._title("筛选片 32 高 · 标签 22")
        chips = Chips(
            [
                Chip("all", "全部", 168),
                Chip("not-yet", "没走过", 56, Symbol.NOT_YET),
                Chip("rent", "租户", 21),
            ],
            self,
        )
        self._ringed(chips.findChildren(QAbstractButton)[2])
        self._row(chips, KindTag("独居老人", self), KindTag("退役军人", self), gap=8)

    def _counters(self) -> None:
        self._title("计数牌 72 高 · 覆盖")
        cells = []
        for count, more in ((3, "有才红"), (0, "没有就静")):
            counter = Counter("退回", "return", "trouble", self)
            counter.set_count(count, more)
            cells.append(counter)
        due = Counter("今天到期", "clock", "waiting", self)
        due.set_count(5, "焦点")
        self._ringed(due)
        card = CoverageCard("我的走访", self)
        card.set_coverage(Coverage(252, 443, 26, 0.6, "每天 1.8 户"))
        self._row(cells[0], due, cells[1], card, end=False)

    def _keys(self) -> None:
        self._title("走访结果 4 × 2，数字键 1 – 8")
        keys = OutcomeKeys(self)
        keys.show_outcome("O1")
        self._column.addWidget(keys)

    def _tabs(self) -> None:
        self._title("页签 40 高")
        tabs = QTabBar(self)
        tabs.setExpanding(False)
        for words in ("今天的 22 项", "收到的 7 项", "还没发的 0 项"):
            tabs.addTab(words)
        self._column.addWidget(tabs)

    def _table(self) -> None:
        self._title("表格行 36 高 · 表头 32")
        rows = [
            ("3-2-302", "冉德秀", "今天 10:02", Tag("待发", "waiting", "hourglass"), Symbol.MET),
            ("3-2-401", "蒲文斌", "今天 10:06", Tag("未遇 3 次", "waiting", "clock"), Symbol.TRIED),
            ("3-2-501", "王桂芳", "96 天前", Tag("迟 2 天", "trouble", "clock"), Symbol.NOT_YET),
            ("3-2-502", "邓小琴", "没走过", Tag("今天", "still", "clock"), Symbol.NOT_YET),
        ]
        model = QStandardItemModel(0, 4, self)
        model.setHorizontalHeaderLabels(["门牌", "户主", "上次走访", "状态"])
        for door, name, last, tag, symbol in rows:
            items = [QStandardItem(text) for text in (door, name, last, tag.text)]
            items[0].setData(symbol, MarkRole)
            items[3].setData(tag, TagRole)
            model.appendRow(items)
        table = _RingedTable(self, name="住户")
        table.setModel(model)
        table.selectRow(2)
        table.hovered = 1
        for column, width in enumerate((150, 110, 160)):
            table.setColumnWidth(column, current().px(width))
        sheet = Sheet(parent=self)
        table.setFixedHeight(current().px("row") * 4 + current().px("row_head") + 2)
        sheet.add(table)
        self._column.addWidget(sheet)

    def _rows(self) -> None:
        self._title("双行 52 高 · 分组头 30 · 空着的时候")
        rows = RowList(self, name="今天这一圈")
        second = "上门服务 10:00 · 上次走访 96 天前"
        late, today = Due("迟 2 天", "trouble", "clock"), Due("今天", bold=True)
        rows.set_rows(
            [
                Group("3 号楼 2 单元", "8 户", "上午有人多"),
                Row("a", Symbol.NOT_YET, "3-2-", "501", "王桂芳", "78 岁", second, late),
                Row("b", Symbol.MET, "3-2-", "302", "冉德秀", "71 岁", "10:02 见到", Due("待发"), True),
                Row("c", Symbol.TRIED, "3-2-", "401", "蒲文斌", "44 岁", "敲门未遇 2 次", today),
            ]
        )
        listed = Sheet("今天这一圈", "20 户", self)
        listed.beside(Mark(Symbol.MET, "已见 5", listed))
        listed.add(rows, 1)
        rows.setMinimumHeight(current().px(30 + 3 * 52))
        nothing = Sheet(parent=self)
        line = "还有 214 户没走过，最近的 6 户在 3 号楼"
        nothing.add(Empty(Symbol.MET, "今天没有到期的事", line, "排一圈 3 号楼", key="Enter"), 1)
        row = self._row(listed, nothing, end=False)
        row.setStretch(0, 3)
        row.setStretch(1, 2)

    def _strips(self) -> None:
        self._title("提示条 44 高，不弹窗")
        strips = [
            Said(
                "done",
                "这户还有 降压药代取、灯不亮回访",
                "已存。",
                [Act("on", "接着办"), Act("next", "下一户 502", main=True)],
            ),
            Said(
                "question",
                "上次没关好，3-2-501 有 6 个字段没存完",
                acts=[Act("on", "接着填"), Act("no", "不要了", quiet=True)],
            ),
            Said(
                "broken",
                "前 5 份中心已收到，剩 3 份还在这里",
                "送到第 5 份断了。",
                [Act("on", "接着送 3 份")],
            ),
            Said("undo", "已把 42 户交给吴敏", acts=[Act("undo", "撤销", shown_key="Ctrl Z")]),
        ]
        for said in strips:
            self._column.addWidget(Strip(said, self))

    def _icons(self) -> None:
        self._title("图标，一个只有一个意思")
        grid = QGridLayout()
        grid.setSpacing(6)
        for place, (name, word) in enumerate(MEANINGS.items()):
            grid.addWidget(Mark(Icon(name, "text"), word, self), place // 7, place % 7)
        self._column.addLayout(grid)


def main(argv: Sequence[str]) -> int:
    parser = argparse.ArgumentParser(prog="themepage")
    parser.add_argument("--shot", help="write a picture and end")
    parser.add_argument("--theme", choices=NAMES, default="light")
    parser.add_argument("--scale", type=float, choices=SCALES, default=1.0)
    wish = parser.parse_args(argv)
    if wish.shot and not os.environ.get("DISPLAY"):
        os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    app = QApplication.instance() or make_application(argv, theme=Theme.load(wish.theme, wish.scale))
    page = ThemePage()
    page.resize(int(1366 * wish.scale), page.sizeHint().height())
    page.show()
    page.activateWindow()
    page.focused.setFocus()
    if not wish.shot:
        return app.exec()
    app.processEvents()
    page.pose()
    saved = page.grab().save(wish.shot)
    page.close()
    return 0 if saved else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
