"""Settings: the look, the language, the lock, this device, the password and who else may sign in here."""

from __future__ import annotations

from functools import partial
from typing import Any, Protocol

import PySide6
from PySide6.QtCore import Qt, QTimer, Slot, qVersion
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QComboBox, QFormLayout, QHBoxLayout, QVBoxLayout, QWidget

from deskapp.ui.aside import Aside
from deskapp.ui.buttons import button
from deskapp.ui.chips import Chip, Chips
from deskapp.ui.entrance import Entrance
from deskapp.ui.passwords import AddUser, ChangePassword
from deskapp.ui.phrases import moment
from deskapp.ui.screen import Screen, Sitting
from deskapp.ui.sheet import Sheet, scrolling
from deskapp.ui.strips import Said
from deskapp.ui.text import Line, Run, label
from deskapp.ui.wishes import LOCK_MINUTES, SIZES, Wishes
from deskapp.work.device import device_facts


class House(Protocol):
    """What the settings change: the shell."""

    wishes: Wishes
    language: str
    entrance: Entrance
    opened: Any
    """The Opened one sits at."""

    def wish(self, **changes: Any) -> None: ...
    def sync_now(self) -> None: ...
    def lock(self) -> None: ...


class Settings(Screen):
    """设置."""

    name = "settings"
    icon = "settings"
    place = 900
    at_foot = True

    def __init__(self, sitting: Sitting, house: House, parent: QWidget | None = None) -> None:
        super().__init__(sitting, parent)
        self.house = house
        self.keys = [
            ("Tab", self.tr("下一格")),
            ("← →", self.tr("下一个")),
            ("Space", self.tr("选")),
            ("F1", self.tr("帮助")),
        ]
        self._aside = Aside(self)
        self.facts: dict[str, Line] = {}
        inside = QWidget()
        sides = QHBoxLayout(inside)
        sides.setContentsMargins(0, 0, 0, 0)
        sides.setSpacing(16)
        left, right = QVBoxLayout(), QVBoxLayout()
        for column in (left, right):
            column.setSpacing(12)
            sides.addLayout(column, 1)
        left.addWidget(self._look_sheet())
        left.addWidget(self._device_sheet())
        left.addStretch(1)
        self.password = ChangePassword(self)
        self.password.asked.connect(self._change_password)
        self.add_user = AddUser(self)
        self.add_user.asked.connect(self._add_user)
        right.addWidget(self.password)
        right.addWidget(self.add_user)
        right.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(scrolling(inside, self))

    def title(self) -> str:
        return self.tr("设置")

    def _look_sheet(self) -> Sheet:
        wishes = self.house.wishes
        sheet = Sheet(self.tr("样子"), self.tr("只管这台电脑"), self)
        form = _form(sheet)
        self.themes = Chips(
            [
                Chip("system", self.tr("跟电脑")),
                Chip("light", self.tr("浅色")),
                Chip("dark", self.tr("深色")),
            ],
            sheet,
        )
        self.sizes = Chips([Chip(str(size), f"{size} %") for size in SIZES], sheet)
        self.languages = Chips([Chip("zh", "中文"), Chip("en", "English")], sheet)
        self.minutes = QComboBox(sheet)
        self.minutes.setAccessibleName(self.tr("没人动几分钟就锁上"))
        for minutes in LOCK_MINUTES:
            words = self.tr("{0} 分钟没人动").format(minutes) if minutes else self.tr("不自动锁")
            self.minutes.addItem(words, minutes)
        self.themes.choose(wishes.theme)
        self.sizes.choose(str(wishes.size))
        self.languages.choose(self.house.language)
        self.minutes.setCurrentIndex(self.minutes.findData(wishes.lock_minutes))
        lock = button(self.tr("现在锁上"), icon="lock", parent=sheet)
        lock.clicked.connect(self.house.lock)
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(self.minutes)
        row.addWidget(lock)
        row.addStretch(1)
        for word, field in (
            (self.tr("颜色"), self.themes),
            (self.tr("大小"), self.sizes),
            (self.tr("语言"), self.languages),
        ):
            form.addRow(label(word, "body", "text2", sheet), field)
        form.addRow(label(self.tr("自动锁"), "body", "text2", sheet), row)
        self.themes.chosen.connect(self._wish_theme)
        self.sizes.chosen.connect(self._wish_size)
        self.languages.chosen.connect(self._wish_language)
        self.minutes.currentIndexChanged.connect(self._wish_minutes)
        return sheet

    def _device_sheet(self) -> Sheet:
        sheet = Sheet(self.tr("这台电脑"), "", self)
        form = _form(sheet)
        words = {
            "center": self.tr("中心"),
            "device": self.tr("设备号"),
            "last": self.tr("上次同步"),
            "verified": self.tr("对数"),
            "folder": self.tr("资料在"),
            "versions": self.tr("程序"),
            "qt": "Qt",
        }
        for name, word in words.items():
            fact = self.facts[name] = Line(parent=sheet)
            form.addRow(label(word, "body", "text2", sheet), fact)
        self.sync = button(self.tr("立即同步"), icon="sync", parent=sheet)
        self.sync.clicked.connect(self.house.sync_now)
        copy = button(self.tr("抄下这些"), "quiet", parent=sheet)
        copy.clicked.connect(self._copy)
        foot = sheet.foot()
        foot.addWidget(self.sync)
        foot.addWidget(copy)
        foot.addStretch(1)
        return sheet

    def arrive(self) -> None:
        self.themes.choose(self.house.wishes.theme)
        self.sizes.choose(str(self.house.wishes.size))
        for chips in (self.themes, self.sizes):
            if chips.isAncestorOf(self.focusWidget() or self):
                chips.take_focus()
        self.sitting.desk.ask(self, device_facts, self._show, lane="facts")

    def refresh(self) -> None:
        self.arrive()

    def _show(self, facts: Any) -> None:
        today = self.sitting.clock.today()
        last = moment(facts.last_sync, today) if facts.last_sync else self.tr("还没有同步过")
        whole = self.tr("和中心一样") if facts.verified else self.tr("对不上，下次整份重收")
        profile = self.house.opened.profile
        versions = self.tr("互通 {0}，资料库 {1}")
        said = {
            "center": facts.center,
            "device": facts.device[:12],
            "last": last,
            "verified": whole if facts.last_sync else "—",
            "folder": str(profile),
            "versions": versions.format(facts.program, facts.schema),
            "qt": f"{qVersion()}, PySide {PySide6.__version__}",
        }
        for name, words in said.items():
            self.facts[name].set_runs([Run(words)])
            self.facts[name].setToolTip(words)

    @Slot()
    def _copy(self) -> None:
        words = "\n".join(fact.text() for fact in self.facts.values())
        QGuiApplication.clipboard().setText(words)
        self.sitting.say(Said("done", self.tr("抄下了，可以贴给管理员")))

    # --- the look

    @Slot(str)
    def _wish_theme(self, name: str) -> None:
        self.house.wish(theme=name)

    @Slot(str)
    def _wish_size(self, size: str) -> None:
        self.house.wish(size=int(size))

    @Slot(str)
    def _wish_language(self, language: str) -> None:
        """The window is made anew; whoever sat on the language goes on sitting there."""
        house, before = self.house, self.house.language
        house.wish(language=language)
        if language != before:
            QTimer.singleShot(0, partial(_return_to_languages, house))

    @Slot(int)
    def _wish_minutes(self, _place: int) -> None:
        self.house.wish(lock_minutes=self.minutes.currentData())

    # --- the lock; argon2 takes its time, so away from the GUI

    @Slot(str, str)
    def _change_password(self, old: str, new: str) -> None:
        work = partial(self.house.entrance.change_password, self.house.opened, old, new)
        self._go(self.password, work, self._changed)

    def _changed(self, _nothing: Any) -> None:
        self.password.done()
        self.sitting.say(Said("done", self.tr("下次用新口令进"), self.tr("口令换好了。")))

    @Slot(object)
    def _add_user(self, wish: Any) -> None:
        work = partial(
            self.house.entrance.add_user, self.house.opened, wish.own, wish.code, wish.name, wish.password
        )
        self._go(self.add_user, work, self._added)

    def _added(self, name: str) -> None:
        self.add_user.done()
        words = self.tr("{0} 现在可以在这台电脑上进了").format(name)
        self.sitting.say(Said("done", words, self.tr("加好了。")))

    def _go(self, sheet: Any, work: Any, then: Any) -> None:
        if self._aside.busy:
            return
        sheet.busy(True)
        self._aside.run(work, partial(self._done, sheet, then), sheet.refused)

    def _done(self, sheet: Any, then: Any, answer: Any) -> None:
        sheet.busy(False)
        then(answer)

    def leave(self) -> bool:
        self.password.forget()
        self.add_user.forget()
        return True


def _return_to_languages(house: Any) -> None:
    page = house.seat.screens.get(Settings.name) if house.seat is not None else None
    if page is not None and page.isVisible():
        page.languages.take_focus()


def _form(sheet: Sheet) -> QFormLayout:
    inside = QWidget(sheet)
    form = QFormLayout(inside)
    form.setContentsMargins(20, 14, 20, 16)
    form.setHorizontalSpacing(20)
    form.setVerticalSpacing(12)
    form.setLabelAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
    form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.ExpandingFieldsGrow)
    sheet.add(inside)
    return form
