"""The band over the building picture: how far the whole unit has come, and how many doors are how.

band = CoverBand(parent)
band.show_coverage(coverage)     a work.coverage.Coverage
"""

from __future__ import annotations

from datetime import date
from typing import Any

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from deskapp.ui.coverage import Coverage, CoverageBar
from deskapp.ui.doorlines import SYMBOLS, state_more, state_word
from deskapp.ui.phrases import day_short, read_day
from deskapp.ui.sheet import Sheet, rule
from deskapp.ui.symbols import Mark
from deskapp.ui.text import Line, Run
from deskapp.ui.theme import current

STATES = ("met", "tried", "refused", "vacant", "never")


class CoverBand(Sheet):
    """One strip of paper; where it is narrow, what is nice to know goes before what one has to know."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("", parent=parent)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        inside = QWidget(self)
        row = QHBoxLayout(inside)
        row.setContentsMargins(20, 8, 20, 8)
        row.setSpacing(20)
        row.addLayout(self._make_bar(inside), 1)
        row.addWidget(rule(inside, upright=True))
        self._counts: dict[str, Line] = {}
        for state in STATES:
            row.addLayout(self._make_count(state, inside))
        row.addLayout(self._make_need(inside))
        self.add(inside)

    def _make_bar(self, parent: QWidget) -> QVBoxLayout:
        self.done, self.percent = Line(parent=parent), Line(parent=parent)
        self.waiting, self.forecast = Line(parent=parent), Line(parent=parent)
        self.bar = CoverageBar(parent)
        column = QVBoxLayout()
        column.setSpacing(2)
        for left, right in ((self.done, self.percent), (self.waiting, self.forecast)):
            line = QHBoxLayout()
            line.setSpacing(8)
            line.addWidget(left)
            line.addStretch(1)
            line.addWidget(right)
            column.addLayout(line)
        column.insertWidget(1, self.bar)
        return column

    def _make_count(self, state: str, parent: QWidget) -> QVBoxLayout:
        column = QVBoxLayout()
        column.setSpacing(0)
        mark = Mark(SYMBOLS[state], state_word(state), parent)
        for part in (mark, number := Line(parent=parent)):
            part.setToolTip(state_more(state))
        self._counts[state] = number
        column.addStretch(1)
        column.addWidget(mark)
        column.addWidget(number)
        column.addStretch(1)
        return column

    def _make_need(self, parent: QWidget) -> QVBoxLayout:
        self.need, self.need_more = Line(parent=parent, align="right"), Line(parent=parent, align="right")
        column = QVBoxLayout()
        column.setSpacing(0)
        column.addStretch(1)
        column.addWidget(self.need)
        column.addWidget(self.need_more)
        column.addStretch(1)
        return column

    def show_coverage(self, seen: Any, today: date) -> None:
        pace = seen.expected if seen.campaign else None
        shown = Coverage(max(0, seen.done - seen.waiting), seen.total, seen.waiting, pace)
        self.bar.set_coverage(shown)
        self.done.set_runs(
            [
                Run(self.tr("走访覆盖"), "card"),
                Run(f"{seen.done:,}", "title", gap=8),
                Run(self.tr("/ {0} 户").format(f"{seen.total:,}"), "body", "text2", gap=6),
            ]
        )
        percent = Run(f"{shown.percent()}%", "body", bold=True)
        due = [Run(self.tr("应到 {0}%").format(round(100 * pace)), "small", "text2", gap=8)] if pace else []
        self.percent.set_runs([percent, *due])
        words = self.tr("含待发送 {0} 户").format(seen.waiting) if seen.waiting else ""
        self.waiting.set_runs([Run(words, "small", "text2")])
        self.forecast.set_runs([Run(self._forecast(seen), "small", "text2")])
        left = current().px("icon_small") + 6
        for state, line in self._counts.items():
            count = {"met": seen.done}.get(state, getattr(seen, state, 0))
            line.set_runs([Run(f"{count:,}", "title", gap=left)])
            line.setAccessibleName(self.tr("{0} {1} 户").format(state_word(state), count))
        self._show_need(seen)
        self._fit()

    def _forecast(self, seen: Any) -> str:
        ends, until = read_day(seen.ends_on), read_day(seen.until)
        if not seen.campaign or not until or seen.done >= seen.total:
            return ""
        if ends is None:
            return self.tr("到 {0} 为止").format(day_short(until))
        if ends > until:
            return self.tr("照现在的速度 {0}走完，比计划晚 {1} 天").format(
                day_short(ends, until), (ends - until).days
            )
        return self.tr("照现在的速度 {0}走完，赶得上").format(day_short(ends, until))

    def _show_need(self, seen: Any) -> None:
        if not seen.campaign or not seen.needed_per_day:
            self.need.set_runs([])
            self.need_more.set_runs([])
            return
        each = seen.needed_per_day / max(1, seen.workers)
        rate = f"{each:.1f}".removesuffix(".0")
        self.need.set_runs([Run(self.tr("每人每天走成 {0} 户").format(rate), "small", "text2")])
        self.need_more.set_runs([Run(self.tr("就能按期走完"), "small", "text2")])

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        """What one has to know is never cut: first the forecast goes, then the daily need."""
        counts = sum(
            max(line.sizeHint().width(), current().metrics("small").horizontalAdvance(state_word(state)) + 24)
            for state, line in self._counts.items()
        )
        room = self.width() - 40 - 8 * 20 - int(counts) - 4
        bar = self.done.sizeHint().width() + self.percent.sizeHint().width() + 8
        need = max(self.need.sizeHint().width(), self.need_more.sizeHint().width())
        forecast = self.waiting.sizeHint().width() + self.forecast.sizeHint().width() + 8
        for part in (self.need, self.need_more):
            part.setVisible(bool(self.need.text()) and room >= bar + need)
        if self.need.isVisibleTo(self):
            room -= need
        self.forecast.setVisible(room >= max(bar, forecast))
