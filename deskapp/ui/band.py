"""The five counters of the home; each asks for the list it counted.

band = Band(parent)
band.show_counters(counters, today)      work.today.Counters
band.asked                               Signal(str): "needs", "due", "new", "waiting" or "mine"
"""

from __future__ import annotations

from datetime import date
from functools import partial

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QAbstractButton, QWidget

from deskapp.ui.counter import Counter
from deskapp.ui.coverage import Coverage, CoverageCard
from deskapp.work.needs import Needs
from deskapp.work.today import Counters


class Band(QObject):
    """The cards; whoever made it puts them into the five columns."""

    asked = Signal(str)
    lists = ("needs", "due", "new", "waiting")

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.needs = Counter(self.tr("要您处理"), "needs_you", "trouble", parent)
        self.due = Counter(self.tr("今天到期"), "clock", "waiting", parent)
        self.new = Counter(self.tr("新交给我"), "down", "accent", parent)
        self.waiting = Counter(self.tr("待发送"), "up", "text2", parent)
        self.mine = CoverageCard(self.tr("我的走访"), parent)
        self.cards: list[QAbstractButton] = [self.needs, self.due, self.new, self.waiting, self.mine]
        for name, card in zip((*self.lists, "mine"), self.cards, strict=True):
            card.clicked.connect(partial(self._ask, name))

    def _ask(self, name: str) -> None:
        self.asked.emit(name)

    def show_counters(self, counted: Counters, today: date) -> None:
        self.needs.set_count(counted.needs.total, self._needs_words(counted.needs) or self.tr("没有要处理的"))
        self.due.set_count(counted.due, self._due_words(counted) or self.tr("没有到期的"))
        self.new.set_count(
            counted.assigned_new, self.tr("一周里交来的") if counted.assigned_new else self.tr("没有新的")
        )
        self.waiting.set_count(counted.waiting, self._waiting_words(counted) or self.tr("都送到了"))
        done = counted.coverage
        self.mine.set_coverage(
            Coverage(
                max(0, done.done - done.waiting),
                done.total,
                done.waiting,
                done.expected if done.campaign else None,
                self.tr("每天 {0} 户").format(_short(done.needed_per_day)) if done.needed_per_day else "",
            )
        )

    def _needs_words(self, now: Needs) -> str:
        words = {"back": self.tr("退回 {0}"), "asked": self.tr("要定 {0}"), "on": self.tr("转 {0}")}
        return _join(words, {"back": now.returned, "asked": now.reviews, "on": now.forwarded})

    def _due_words(self, counted: Counters) -> str:
        words = {
            "visit": self.tr("上门 {0}"),
            "request": self.tr("诉求 {0}"),
            "callback": self.tr("回访 {0}"),
        }
        return _join(words, counted.due_kinds)

    def _waiting_words(self, counted: Counters) -> str:
        words = {
            "visit": self.tr("走访 {0}"),
            "request": self.tr("诉求 {0}"),
            "request_step": self.tr("经过 {0}"),
            "household": self.tr("户 {0}"),
            "person": self.tr("人 {0}"),
        }
        return _join(words, counted.waiting_by_kind)


def _join(words: dict[str, str], counts: dict[str, int]) -> str:
    return " · ".join(each.format(counts[kind]) for kind, each in words.items() if counts.get(kind))


def _short(number: float) -> str:
    return f"{number:.1f}".removesuffix(".0")
